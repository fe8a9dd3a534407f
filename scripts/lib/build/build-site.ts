import { join, resolve } from 'node:path';
import { openFolder } from '../../../src/content.ts';
import type { WrittenFile } from '../../../src/export/package.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { isEarly } from '../../../src/reader.ts';
import { type BriefReport, isBlocking } from '../../../src/report/findings.ts';
import type { Settings } from '../../../src/settings.ts';
import { type SiteData, siteData } from '../../../src/site-data.ts';
import { resolveLinks } from '../files.ts';
import {
  type BuildState,
  PART_STATE,
  type RememberedFigures,
  readState,
  stateFile,
  writeState,
} from './build-state.ts';
import { writeChecksums } from './checksums.ts';
import { tidyFiles, writeDataFiles } from './downloads.ts';
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
  const pages = await compilePages(settings.base);
  const all = hashOfAll(content, settings);
  const keys = new Keys(content);
  const target = await resolveLinks(resolve(outDir));
  const ids = chosenIds(content, options.chosen);
  const { isPart = false, parts = [] } = options;
  const standing = [
    ...earlierOf(target, isPart ? join(target, PART_STATE) : stateFile(target), all, settings),
    ...readParts(parts, ids, all, settings),
  ];
  let build: Build = {
    ...{ published: false, around, reports: [], blocked: [] },
    ...{ lastGood: NONE, made: 0, unchanged: 0, peak: 0 },
  };
  let state: BuildState | undefined;
  await publish({
    outDir,
    async render(dir) {
      const pool = new MakerPool({ settings, pages, dir });
      try {
        const stops = !surroundings || around.some(isBlocking);
        const run = await makeDisclosures(pool, ids, {
          ...{
            content,
            settings,
            keys,
            dir,
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
        const common = { all, day: settings.today, remembered: remember(made, keys) };
        build = { ...build, published: true };
        if (isPart) {
          writeState(join(dir, PART_STATE), { ...common, figures: {}, ids });
          return true;
        }
        const data = siteData(
          settings,
          surroundings,
          made.map(({ digest }) => digest),
          lastGood.kept,
          lastGood.records,
        );
        const site = await writeSitePages(dir, settings, data, pages);
        writeSearchIndex(dir, data.searched);
        await keepFolders(
          outDir,
          dir,
          lastGood.kept.map(({ id }) => id),
        );
        const figures = await writeData(dir, settings, { data, made, pool, standing });
        checkLinks({ dir, settings, ...linksOf(site, made) });
        await writeChecksums(dir, sums(made, Object.values(figures)));
        state = { ...common, figures };
        return true;
      } finally {
        pool.close();
      }
    },
    mark: isPart ? PART_STATE : 'index.html',
    done: () => state && writeState(stateFile(target), state),
  });
  return build;
}

/** Of all pages that this build, or one like it, has made. */
function linksOf(
  { paths, links }: { readonly paths: readonly string[]; readonly links: FoundLinks },
  made: readonly Output[],
): { readonly pages: readonly string[]; readonly links: FoundLinks } {
  const pages = made.flatMap(({ digest, files = [] }) =>
    files.flatMap(({ path }) =>
      path.endsWith('index.html') ? [`${digest.id}/${path.slice(0, -'index.html'.length)}`] : [],
    ),
  );
  return { pages: [...paths, ...pages], links: [...links, ...made.flatMap((output) => output.links ?? [])] };
}

/** What stands there, if it was built with the same tool and settings. */
function earlierOf(dir: string, file: string, all: string, { today }: Settings): readonly Earlier[] {
  const state = readState(file);
  return state && state.all === all && state.day <= today ? [{ dir, state }] : [];
}

/** What can be used again: what was read while its content stayed as it was. */
function remember(made: readonly Output[], keys: Keys): BuildState['remembered'] {
  const outputs = new Map(made.map((output) => [output.digest.id, output]));
  const sources = sourcesOf(made);
  return new Map(
    made.flatMap((output) => {
      const key = output.stamp === undefined ? undefined : keys.of(output, sources, outputs);
      return key === undefined ? [] : [[output.digest.id, { output, key }] as const];
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
  dir: string,
  settings: Settings,
  { data, made, pool, standing }: DataRun,
): Promise<BuildState['figures']> {
  const byId = new Map(made.map((output) => [output.digest.id, output]));
  const filesOf = (id: string) => byId.get(id)?.files ?? [];
  const parts = planFigures(tidyFiles({ dir, data, filesOf }));
  const reused = reuseFigures(standing, parts, dir);
  const fresh = await pool.figures(parts.filter(({ path }) => !reused.has(path)));
  const files = new Map([...reused.values()].map(({ file }) => [file.path, file]));
  for (const file of fresh) files.set(file.path, file);
  const whole = parts.map((part) => ({ ...part, file: files.get(part.path) as WrittenFile }));
  writeDataFiles({ dir, settings, data, filesOf, parts: whole });
  return Object.fromEntries(
    whole.map(({ path, key, file }) => [path, { key, file, stamp: stampFiles(dir, [path]) ?? '' }]),
  );
}

/** SHA-256 of files written, by path from the site's root. */
function* sums(
  made: readonly Output[],
  figures: readonly RememberedFigures[],
): Iterable<readonly [string, string]> {
  for (const { file } of figures) yield [file.path, file.sha256];
  for (const { digest, files = [] } of made)
    for (const { path, sha256 } of files) yield [`${digest.id}/${path}`, sha256];
}
