import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { listFolder, openFolder } from '../../../src/content.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { isEarly } from '../../../src/reader.ts';
import { type BriefReport, isBlocking } from '../../../src/report/findings.ts';
import type { Settings } from '../../../src/settings.ts';
import { resolveLinks } from '../files.ts';
import { type BuildState, PART_STATE, readState, stateFile, writeState } from './build-state.ts';
import { refuseEmptied } from './emptied.ts';
import { keepFolders, type LastGood, readLastGood } from './last-good.ts';
import { makeDisclosures } from './make-disclosures.ts';
import { MakerPool } from './maker-pool.ts';
import type { PackedOutput } from './output.ts';
import { type Chosen, chosenIds, readParts } from './parts.ts';
import type { PdfRun } from './pdf.ts';
import { publish } from './publish.ts';
import { compilePages } from './render.ts';
import { type Earlier, hashOfAll, Keys, sourcesOf } from './reuse.ts';
import { SideThread } from './side-thread.ts';
import { type HeldFiles, SiteFolder } from './site-folder.ts';
import { Spool, spoolFile } from './spool.ts';
import { makeWhole } from './whole-site.ts';

export interface BuildOptions {
  readonly settings: Settings;
  readonly outDir: string;
  /** Publishes the others where some fail. */
  readonly skipFailing: boolean;
  /** Which disclosures: all where absent. */
  readonly chosen?: Chosen | undefined;
  /** Makes a part of a site, to be put together with others, not a site. */
  readonly isPart?: boolean;
  /** Keeps nothing beside the output for a next build. */
  readonly once?: boolean;
  /** Parts that other machines, or other runs, have made. */
  readonly parts?: readonly string[];
  readonly print: (text: string) => void;
}

export interface Build extends Disposable {
  /** Nothing was published, where false: what stands in the output has not been touched. */
  readonly published: boolean;
  /** Faults around the disclosures. */
  readonly around: readonly Finding[];
  /** Read one by one, until this is disposed of; of those that had not changed, the counts alone. */
  readonly reports: Iterable<BriefReport>;
  /** Ids of what may not be published. */
  readonly blocked: readonly string[];
  readonly lastGood: LastGood;
  readonly pdfs?: PdfRun;
  /** How many disclosures were made, and how many had not changed. */
  readonly made: number;
  readonly unchanged: number;
  /** Addresses of the pages about the whole site that show something else than before, or a little of everything. */
  readonly rendered: readonly string[];
  /** Peak memory of the processes that made the pages, summed, in KB. */
  readonly peak: number;
}

const NONE: LastGood = { kept: [], records: new Map(), absent: [] };

/**
 * Reads, checks and renders a content folder into a site, and swaps it in whole. What has not changed is not made again.
 * What is returned is to be disposed of.
 */
export async function buildSite(options: BuildOptions): Promise<Build> {
  const target = await resolveLinks(resolve(options.outDir));
  const kept = options.isPart ? join(target, PART_STATE) : stateFile(target);
  const known = statSync(kept, { throwIfNoEntry: false })?.size ?? 0;
  const side = new SideThread();
  if (known > LARGE) side.warm();
  const spool = new Spool(spoolFile(target));
  try {
    return await build(options, { target, kept, isNew: known === 0, side, spool });
  } catch (error) {
    spool.close();
    throw error;
  } finally {
    side.close();
  }
}

/** Bytes of a state that is worth another thread. */
const LARGE = 2 ** 20;

interface Place {
  /** The folder to be written. */
  readonly target: string;
  /** The file of what the build before remembers. */
  readonly kept: string;
  /** There is none. */
  readonly isNew: boolean;
  readonly side: SideThread;
  readonly spool: Spool;
}

async function build(options: BuildOptions, { target, kept, isNew, side, spool }: Place): Promise<Build> {
  const { settings, outDir, skipFailing, isPart = false, once = false, parts = [] } = options;
  const listed = listFolder(settings.contentDir);
  refuseEmptied(outDir, listed.ids);
  side.expect(listed.ids.length);
  // Before anything else, where something may be used again: the other thread is at it meanwhile.
  const dir = join(settings.contentDir, 'disclosures');
  const look = side.look({ of: 'content', dir, ids: isNew && parts.length === 0 ? [] : listed.ids });
  const content = openFolder(settings.contentDir, `${settings.toolDir}/content`, listed);
  const { surroundings, problems: around } = content;
  const pages = await compilePages(settings.base);
  const all = hashOfAll(content, settings, pages);
  const keys = new Keys(content);
  const ids = chosenIds(content, options.chosen);
  const { before, holds } = readBefore(kept, all, settings);
  const own = before ? [{ dir: target, state: before }] : [];
  const standing: readonly Earlier[] = [...own, ...readParts(parts, ids, all, settings)];
  let result: Build = {
    ...{ published: false, around, reports: [], blocked: [] },
    ...{ lastGood: NONE, made: 0, unchanged: 0, rendered: [], peak: 0 },
    [Symbol.dispose]: () => spool.close(),
  };
  let state: BuildState | undefined;
  let folder: SiteFolder | undefined;
  let fresh: readonly string[] = [];
  let pool: MakerPool | undefined;
  const render = async (dir: string, held: HeldFiles): Promise<boolean> => {
    folder = new SiteFolder(dir, held);
    pool = new MakerPool({ settings, pages, dir }, content);
    const stops = !surroundings || around.some(isBlocking);
    const run = await makeDisclosures(pool, ids, {
      ...{ content, settings, keys, folder, spool, side, look, isPart, skipFailing, stops },
      ...{ earlier: standing, print: options.print },
      keptOf: (blocked) => readLastGood(outDir, blocked, settings),
    });
    const { outputs, lastGood, blocked, pdfs, unchanged } = run;
    fresh = run.fresh;
    const told = outputs.filter(({ head }) => !isEarly(head.digest, settings));
    const reports = {
      *[Symbol.iterator]() {
        for (const { report } of told) yield report;
      },
    };
    result = { ...result, reports, blocked, lastGood, unchanged, made: fresh.length, peak: pool.peak };
    if (pdfs) result = { ...result, pdfs };
    if (stops || (blocked.length > 0 && !skipFailing)) return false;
    const made = told.filter(({ isMade }) => isMade);
    const common = { all, day: settings.today, remembered: remember(made, keys, standing) };
    result = { ...result, published: true };
    if (isPart) {
      folder.tidy(made.map(({ id }) => id));
      writeState(join(dir, PART_STATE), { ...common, figures: {}, ids, holds: {} });
      return true;
    }
    await keepFolders(
      outDir,
      folder,
      lastGood.kept.map(({ id }) => id),
    );
    const whole = { folder, settings, surroundings, pages, pool, side, made, lastGood, standing };
    const { known, rendered } = await makeWhole(whole);
    result = { ...result, rendered };
    state = { ...common, ...known, holds: folder.holds };
    return true;
  };
  const spare = {
    published: () => holds,
    written: () => folder?.holds,
    // What was made now; all else is there.
    async refresh(dir: string): Promise<void> {
      const ids = fresh.filter((id) => state?.remembered.has(id));
      await pool?.link(ids, target, dir);
    },
  };
  try {
    await publish({
      outDir,
      render,
      mark: isPart ? PART_STATE : 'index.html',
      ...(!once && { done: () => state && writeState(kept, state, before) }),
      ...(!isPart && !once && { spare }),
    });
  } finally {
    pool?.close();
  }
  return result;
}

/** What is known of what stands there. Nothing but its files, if it was built with another tool or other settings: that is let go of. */
function readBefore(
  file: string,
  all: string,
  { today }: Settings,
): { readonly before?: BuildState; readonly holds: HeldFiles } {
  const state = readState(file);
  const { holds = {} } = state ?? {};
  return state && state.all === all && state.day <= today ? { before: state, holds } : { holds };
}

/** What can be used again: what was read while its content stayed as it was. */
function remember(
  made: readonly PackedOutput[],
  keys: Keys,
  standing: readonly Earlier[],
): BuildState['remembered'] {
  const outputs = new Map(made.map((output) => [output.id, output]));
  const sources = sourcesOf(made);
  return new Map(
    made.flatMap((output) => {
      const { id, head } = output;
      for (const { state } of standing) {
        const known = state.remembered.get(id);
        if (known?.output === output) return [[id, known] as const];
      }
      const key = head.stamp === undefined ? undefined : keys.of(output, sources, outputs);
      return key === undefined ? [] : [[id, { output, key }] as const];
    }),
  );
}
