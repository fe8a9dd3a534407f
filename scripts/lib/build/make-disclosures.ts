import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Content } from '../../../src/content.ts';
import { isEarly } from '../../../src/reader.ts';
import { byOffice } from '../../../src/schema/identity.ts';
import type { Settings } from '../../../src/settings.ts';
import type { LastGood } from './last-good.ts';
import type { MakerPool } from './maker-pool.ts';
import { isSettled, type PackedOutput, type Titles } from './output.ts';
import { PDF_NAME, type PdfRun, renderPdfs } from './pdf.ts';
import { type Earlier, findUnchanged, type Keys } from './reuse.ts';
import type { Look, SideThread } from './side-thread.ts';
import type { SiteFolder } from './site-folder.ts';
import { siteLines } from './site-lines.ts';
import type { Spool } from './spool.ts';
import { stampOutput } from './stamps.ts';

export interface MakeOptions {
  readonly content: Content;
  readonly settings: Settings;
  readonly keys: Keys;
  readonly folder: SiteFolder;
  /** Has the long parts of what is made, as long as that is read. */
  readonly spool: Spool;
  readonly side: SideThread;
  /** At the content's folders. */
  readonly look: Look;
  readonly skipFailing: boolean;
  /** Something else keeps the site from being published: they are read for their reports alone. */
  readonly stops: boolean;
  /** Where unchanged ones are taken from. */
  readonly earlier: readonly Earlier[];
  /** Others are made elsewhere: what is said of them is held against them when the parts come together. */
  readonly isPart: boolean;
  /** What an earlier output keeps in place of those that may not be published. */
  readonly keptOf: (blocked: readonly string[]) => Promise<LastGood>;
  readonly print: (text: string) => void;
}

export interface MadeDisclosures {
  /** One a disclosure, in the order of their ids. */
  readonly outputs: readonly PackedOutput[];
  /** Ids of what may not be published. */
  readonly blocked: readonly string[];
  readonly lastGood: LastGood;
  readonly pdfs?: PdfRun;
  /** Ids of those that were made now. */
  readonly fresh: readonly string[];
  readonly unchanged: number;
}

/** Puts the folders of disclosures into a site: from an earlier output where nothing has changed, else made by the pool. */
export async function makeDisclosures(
  pool: MakerPool,
  ids: readonly string[],
  options: MakeOptions,
): Promise<MadeDisclosures> {
  const { content, settings, keys, folder, spool, side, look, skipFailing, earlier } = options;
  const unchanged = await findUnchanged(earlier, { content, settings, keys, ids, folder, side, look });
  const outputs = new Map<string, PackedOutput>();
  const reused = new Set<string>();
  let publishing = !options.stops;
  const onOutput = (output: PackedOutput): void => {
    reused.delete(output.id);
    outputs.set(output.id, output.spooledIn(spool));
    // From then on the rest is read for its reports alone.
    if (!skipFailing && isHeld(output, settings)) publishing = false;
  };
  const writes = (): boolean => publishing;
  const make = async (wanted: readonly string[], titles?: Titles): Promise<void> => {
    for (const id of wanted) folder.clear(id);
    await pool.make(wanted, { ...(titles && { titles }), writes, onOutput });
  };
  await make(byOffice(ids.filter((id) => !unchanged.ids.has(id))));
  for (const [id, output] of await unchanged.take()) {
    outputs.set(id, output);
    reused.add(id);
  }
  await make(byOffice(ids.filter((id) => !outputs.has(id))));
  const inOrder = (): PackedOutput[] => ids.flatMap((id) => outputs.get(id) ?? []);
  const blocked = inOrder()
    .filter((output) => isHeld(output, settings))
    .map(({ id }) => id);
  const lastGood = await options.keptOf(skipFailing ? blocked : []);
  const result = () => ({
    blocked,
    lastGood,
    outputs: inOrder(),
    fresh: [...outputs.keys()].filter((id) => !reused.has(id)),
    unchanged: reused.size,
  });
  if (!publishing) return result();

  const titles = titlesOf(outputs.values(), lastGood);
  const unsettled = inOrder().filter(
    (output) => !options.isPart && output.isMade && !isSettled(output, titles),
  );
  await make(
    unsettled.map(({ id }) => id),
    titles,
  );
  const pdfs = settings.pdf ? await printPdfs(pool, inOrder(), titles, options) : undefined;
  for (const id of pdfs?.sums.keys() ?? []) {
    const output = outputs.get(id);
    if (output) outputs.set(id, withPdf(output, pdfs?.sums.get(id) ?? '', options).spooledIn(spool));
  }
  return { ...result(), ...(pdfs && { pdfs }) };
}

function isHeld(output: PackedOutput, settings: Settings): boolean {
  return output.isBlocked(settings) && !isEarly(output.head.digest, settings);
}

function titlesOf(outputs: Iterable<PackedOutput>, { kept }: LastGood): Titles {
  const titles = new Map(kept.map(({ id, title }) => [id, title]));
  for (const output of outputs) {
    const { shown } = output.digest;
    if (output.isMade && shown) titles.set(output.id, shown.entry.title);
  }
  return titles;
}

/** Of those that have none yet. */
async function printPdfs(
  pool: MakerPool,
  outputs: readonly PackedOutput[],
  titles: Titles,
  { folder, print }: MakeOptions,
): Promise<PdfRun> {
  const wanted = outputs.filter(({ head }) => head.pdf !== undefined);
  const missing = wanted.filter(({ files }) => !files.some(({ path }) => path === PDF_NAME));
  const places = new Map(missing.map(({ id, head }) => [id, head.pdf]));
  const run = await renderPdfs({
    ids: [...places.keys()],
    target: (id) => join(folder.dir, id, PDF_NAME),
    view: (id) => pool.view(id, titles),
    file: (id) => places.get(id),
    print,
  });
  return { ...run, cached: run.cached + wanted.length - missing.length };
}

function withPdf(
  output: PackedOutput,
  sha256: string,
  { folder, content, settings }: MakeOptions,
): PackedOutput {
  const place = join(folder.dir, output.id);
  const bytes = statSync(join(place, PDF_NAME)).size;
  const files = [...output.files, { path: PDF_NAME, bytes, sha256 }];
  const stamp = stampOutput(place);
  const { entry } = output.digest.shown ?? {};
  const site = content.surroundings?.site;
  return output.with({
    files,
    ...(entry && site && { lines: siteLines(entry, files, { site, hosting: settings }) }),
    ...(stamp !== undefined && { stamp }),
  });
}
