import { openFolder } from '../../src/content.ts';
import type { Digest } from '../../src/digest.ts';
import type { Finding } from '../../src/model/finding.ts';
import { isBlocked, isEarly } from '../../src/reader.ts';
import { type BriefReport, isBlocking } from '../../src/report/findings.ts';
import type { Settings } from '../../src/settings.ts';
import { siteData } from '../../src/site-data.ts';
import { writeChecksums } from './checksums.ts';
import { writeDataFiles } from './downloads.ts';
import { keepFolders, type LastGood, readLastGood } from './last-good.ts';
import type { Output } from './maker.ts';
import { MakerPool } from './maker-pool.ts';
import { type PdfRun, renderSitePdfs } from './pdf.ts';
import { publish } from './publish.ts';
import { compilePages } from './render.ts';
import { writeSearchIndex } from './search-index.ts';
import { writeSitePages } from './site-pages.ts';

export interface BuildOptions {
  readonly settings: Settings;
  readonly outDir: string;
  /** Publishes the others where some fail. */
  readonly skipFailing: boolean;
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
  /** Peak memory of the processes that made the pages, summed, in KB. */
  readonly peak: number;
}

const NONE: LastGood = { kept: [], records: new Map(), absent: [] };

/** Reads, checks and renders a content folder into a site, and swaps it in whole. */
export async function buildSite(options: BuildOptions): Promise<Build> {
  const { settings, outDir, skipFailing } = options;
  const {
    ids,
    problems: around,
    surroundings,
  } = openFolder(settings.contentDir, `${settings.toolDir}/content`);
  const pages = await compilePages(settings.base);
  let build: Build = { published: false, around, reports: [], blocked: [], lastGood: NONE, peak: 0 };
  await publish({
    outDir,
    async render(dir) {
      const pool = new MakerPool({ settings, pages, dir });
      try {
        const stops = !surroundings || around.some(isBlocking);
        const outputs = await makeAll(pool, ids, settings, { skipFailing, stops });
        const listed = outputs.filter(({ digest }) => !isEarly(digest, settings));
        const reports = listed.map(({ digest }) => digest.report);
        const blocked = listed
          .filter(({ digest }) => isBlocked(digest, settings))
          .map(({ digest }) => digest.id);
        build = { ...build, reports, blocked };
        if (stops || (blocked.length > 0 && !skipFailing)) return false;
        const lastGood = await readLastGood(outDir, blocked, settings);
        const made = listed.filter(({ files }) => files !== undefined);
        const data = siteData(
          settings,
          surroundings,
          made.map(({ digest }) => digest),
          lastGood.kept,
          lastGood.records,
        );
        await writeSitePages(dir, settings, data, pages);
        writeSearchIndex(dir, data.searched);
        await keepFolders(
          outDir,
          dir,
          lastGood.kept.map(({ id }) => id),
        );
        const byId = new Map(made.map((output) => [output.digest.id, output]));
        writeDataFiles({ dir, settings, data, filesOf: (id) => byId.get(id)?.files ?? [] });
        const pdfs = settings.pdf ? await printAll(dir, pool, made, options.print) : undefined;
        await writeChecksums(dir, sums(made));
        build = { ...build, published: true, lastGood, ...(pdfs && { pdfs }), peak: pool.peak };
        return true;
      } finally {
        pool.close();
      }
    },
  });
  return build;
}

/** One output a disclosure, in the order of their ids. */
async function makeAll(
  pool: MakerPool,
  ids: readonly string[],
  settings: Settings,
  { skipFailing, stops }: { readonly skipFailing: boolean; readonly stops: boolean },
): Promise<Output[]> {
  const outputs = new Map<string, Output>();
  let publishing = !stops;
  const onOutput = (output: Output): void => {
    outputs.set(output.digest.id, output);
    // From then on the rest is read for its reports alone.
    if (!skipFailing && isBlocked(output.digest, settings) && !isEarly(output.digest, settings))
      publishing = false;
  };
  const writes = (): boolean => publishing;
  await pool.make(ids, { titles: new Map(), writes, onOutput });
  // Those that name another by its title are made again when it is known, and those that lead to what is not there.
  const made = [...outputs.values()].filter(({ files }) => files);
  const titles = new Map(made.map(({ digest }) => [digest.id, titleOf(digest)]));
  const again = made.filter(
    ({ digest, leadsTo }) => digest.shown?.movedTo !== undefined || leadsTo.some((id) => !titles.has(id)),
  );
  await pool.make(
    again.map(({ digest }) => digest.id),
    { titles, writes, onOutput },
  );
  return ids.flatMap((id) => outputs.get(id) ?? []);
}

function titleOf({ id, shown }: Digest): string {
  return shown?.entry.title ?? id;
}

function printAll(
  dir: string,
  pool: MakerPool,
  made: readonly Output[],
  print: (text: string) => void,
): Promise<PdfRun> {
  const files = new Map(made.map(({ digest, pdf }) => [digest.id, pdf]));
  const ids = made.filter(({ pdf }) => pdf !== undefined).map(({ digest }) => digest.id);
  return renderSitePdfs(dir, { ids, view: (id) => pool.view(id), file: (id) => files.get(id), print });
}

/** SHA-256 of what was just written, by path from the site's root. */
function* sums(made: readonly Output[]): Iterable<readonly [string, string]> {
  for (const { digest, files = [] } of made)
    for (const { path, sha256 } of files) yield [`${digest.id}/${path}`, sha256];
}
