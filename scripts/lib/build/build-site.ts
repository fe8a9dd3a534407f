import { join, resolve } from 'node:path';
import { openFolder } from '../../../src/content.ts';
import type { WrittenFile } from '../../../src/export/package.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { isEarly } from '../../../src/reader.ts';
import { type BriefReport, isBlocking } from '../../../src/report/findings.ts';
import type { Settings } from '../../../src/settings.ts';
import { type SiteData, siteData } from '../../../src/site-data.ts';
import { resolveLinks } from '../files.ts';
import { type BuildState, PART_STATE, readState, stateFile, writeState } from './build-state.ts';
import { writeChecksums } from './checksums.ts';
import { tidyFiles, writeDataFiles } from './downloads.ts';
import { refuseEmptied } from './emptied.ts';
import { planFigures } from './figures.ts';
import { keepFolders, type LastGood, readLastGood } from './last-good.ts';
import { makeDisclosures } from './make-disclosures.ts';
import type { Output } from './maker.ts';
import { MakerPool } from './maker-pool.ts';
import { type Chosen, chosenIds, readParts } from './parts.ts';
import type { PdfRun } from './pdf.ts';
import { publish } from './publish.ts';
import { compilePages } from './render.ts';
import { type Earlier, hashOfAll, Keys, reuseFigures, sourcesOf } from './reuse.ts';
import { writeSearchIndex } from './search-index.ts';
import { NO_HOLDINGS, SiteFolder } from './site-folder.ts';
import { checkLinks, type FoundLinks } from './site-links.ts';
import { writeSitePages } from './site-pages.ts';
import { stampFiles } from './stamps.ts';

export interface BuildOptions {
  readonly settings: Settings;
  readonly outDir: string;
  /** Publishes the others where some fail. */
  readonly skipFailing: boolean;
  /** Which disclosures: all where absent. */
  readonly chosen?: Chosen | undefined;
  /** Makes a part of a site, to be put together with others, not a site. */
  readonly isPart?: boolean;
  /** Parts that other machines, or other runs, have made. */
  readonly parts?: readonly string[];
  readonly print: (text: string) => void;
}

export interface Build {
  /** Nothing was published, where false: what stands in the output has not been touched. */
  readonly published: boolean;
  /** Faults around the disclosures. */
  readonly around: readonly Finding[];
  /** Of those that had not changed, the counts alone. */
  readonly reports: readonly BriefReport[];
  /** Ids of what may not be published. */
  readonly blocked: readonly string[];
  readonly lastGood: LastGood;
  readonly pdfs?: PdfRun;
  /** How many disclosures were made, and how many had not changed. */
  readonly made: number;
  readonly unchanged: number;
  /** Peak memory of the processes that made the pages, summed, in KB. */
  readonly peak: number;
}

const NONE: LastGood = { kept: [], records: new Map(), absent: [] };

/** Reads, checks and renders a content folder into a site, and swaps it in whole. What has not changed is not made again. */
export async function buildSite(options: BuildOptions): Promise<Build> {
  const { settings, outDir, skipFailing } = options;
  const content = openFolder(settings.contentDir, `${settings.toolDir}/content`);
  const { surroundings, problems: around } = content;
  refuseEmptied(outDir, content.ids);
  const pages = await compilePages(settings.base);
  const all = hashOfAll(content, settings);
  const keys = new Keys(content);
  const target = await resolveLinks(resolve(outDir));
  const ids = chosenIds(content, options.chosen);
  const { isPart = false, parts = [] } = options;
  const before = readState(isPart ? join(target, PART_STATE) : stateFile(target));
  const standing = [...earlierOf(target, before, all, settings), ...readParts(parts, ids, all, settings)];
  let build: Build = {
    ...{ published: false, around, reports: [], blocked: [] },
    ...{ lastGood: NONE, made: 0, unchanged: 0, peak: 0 },
  };
  let state: BuildState | undefined;
  let folder: SiteFolder | undefined;
  await publish({
    outDir,
    async render(dir, held) {
      folder = new SiteFolder(dir, held);
      const pool = new MakerPool({ settings, pages, dir }, content);
      try {
        const stops = !surroundings || around.some(isBlocking);
        const run = await makeDisclosures(pool, ids, {
          ...{
            content,
            settings,
            keys,
            folder,
            isPart,
            skipFailing,
            stops,
            earlier: standing,
            print: options.print,
          },
          keptOf: (blocked) => readLastGood(outDir, blocked, settings),
        });
        const { outputs, lastGood } = run;
        const listed = outputs.filter(({ digest }) => !isEarly(digest, settings));
        const reports = listed.map(({ digest }) => digest.report);
        build = { ...build, ...run, reports, peak: pool.peak };
        if (stops || (run.blocked.length > 0 && !skipFailing)) return false;
        const made = listed.filter(({ files }) => files !== undefined);
        const common = { all, day: settings.today, remembered: remember(made, keys, standing) };
        build = { ...build, published: true };
        if (isPart) {
          folder.tidy(made.map(({ digest }) => digest.id));
          writeState(join(dir, PART_STATE), { ...common, figures: {}, ids, holds: NO_HOLDINGS });
          return true;
        }
        const data = siteData(
          settings,
          surroundings,
          made.map(({ digest }) => digest),
          lastGood.kept,
          lastGood.records,
        );
        const site = await writeSitePages(folder, settings, data, pages);
        writeSearchIndex(folder, data.searched);
        const kept = lastGood.kept.map(({ id }) => id);
        await keepFolders(outDir, folder, kept);
        const figures = await writeData(folder, settings, { data, made, pool, standing });
        checkLinks({ folder, settings, site, disclosures: linksOf(made) });
        folder.tidy([...made.map(({ digest }) => digest.id), ...kept]);
        const written = made.map(({ digest: { id }, files = [] }) => ({ id, files }));
        writeChecksums(folder, written, kept);
        state = { ...common, figures, holds: folder.holdings };
        return true;
      } finally {
        pool.close();
      }
    },
    mark: isPart ? PART_STATE : 'index.html',
    done: () => state && writeState(stateFile(target), state),
    ...(!isPart && { spare: { published: () => before?.holds, written: () => folder?.holdings } }),
  });
  return build;
}

function linksOf(made: readonly Output[]): ReadonlyMap<string, FoundLinks> {
  return new Map(made.flatMap(({ digest, links }) => (links ? [[digest.id, links] as const] : [])));
}

/** What stands there, if it was built with the same tool and settings. */
function earlierOf(
  dir: string,
  state: BuildState | undefined,
  all: string,
  { today }: Settings,
): readonly Earlier[] {
  return state && state.all === all && state.day <= today ? [{ dir, state }] : [];
}

/** What can be used again: what was read while its content stayed as it was. */
function remember(
  made: readonly Output[],
  keys: Keys,
  standing: readonly Earlier[],
): BuildState['remembered'] {
  const outputs = new Map(made.map((output) => [output.digest.id, output]));
  const sources = sourcesOf(made);
  return new Map(
    made.flatMap((output) => {
      const key = output.stamp === undefined ? undefined : keys.of(output, sources, outputs);
      if (key === undefined) return [];
      const { id } = output.digest;
      const known = standing.map(({ state }) => state.remembered.get(id));
      return [[id, known.find((item) => item?.output === output) ?? { output, key }] as const];
    }),
  );
}

interface DataRun {
  readonly data: SiteData;
  readonly made: readonly Output[];
  readonly pool: MakerPool;
  readonly standing: readonly Earlier[];
}

/** Writes data/; says what the files of figures are, for the next build. */
async function writeData(
  folder: SiteFolder,
  settings: Settings,
  { data, made, pool, standing }: DataRun,
): Promise<BuildState['figures']> {
  const byId = new Map(made.map((output) => [output.digest.id, output]));
  const filesOf = (id: string) => byId.get(id)?.files ?? [];
  const { dir } = folder;
  const parts = planFigures(tidyFiles({ dir, data, filesOf }));
  const reused = reuseFigures(standing, parts, folder);
  const missing = parts.filter(({ path }) => !reused.has(path));
  for (const { path } of missing) folder.room(path);
  const fresh = await pool.figures(missing);
  const files = new Map([...reused.values()].map(({ file }) => [file.path, file]));
  for (const file of fresh) {
    files.set(file.path, file);
    folder.wrote(file.path, file.sha256);
  }
  const whole = parts.map((part) => ({ ...part, file: files.get(part.path) as WrittenFile }));
  writeDataFiles({ folder, settings, data, filesOf, parts: whole });
  return Object.fromEntries(
    whole.map(({ path, key, file }) => [path, { key, file, stamp: stampFiles(dir, [path]) ?? '' }]),
  );
}
