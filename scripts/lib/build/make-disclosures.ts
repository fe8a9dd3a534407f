import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Content } from '../../../src/content.ts';
import { isBlocked, isEarly } from '../../../src/reader.ts';
import { byOffice } from '../../../src/schema/identity.ts';
import type { Settings } from '../../../src/settings.ts';
import type { LastGood } from './last-good.ts';
import { isSettled, type Output, type Titles } from './maker.ts';
import type { MakerPool } from './maker-pool.ts';
import { PDF_NAME, type PdfRun, renderPdfs } from './pdf.ts';
import { type Earlier, type Keys, reuse } from './reuse.ts';
import type { SiteFolder } from './site-folder.ts';
import { stampFiles } from './stamps.ts';

export interface MakeOptions {
  readonly content: Content;
  readonly settings: Settings;
  readonly keys: Keys;
  readonly folder: SiteFolder;
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
  readonly outputs: readonly Output[];
  /** Ids of what may not be published. */
  readonly blocked: readonly string[];
  readonly lastGood: LastGood;
  readonly pdfs?: PdfRun;
  readonly made: number;
  readonly unchanged: number;
}

/** Puts the folders of disclosures into a site: from an earlier output where nothing has changed, else made by the pool. */
export async function makeDisclosures(
  pool: MakerPool,
  ids: readonly string[],
  options: MakeOptions,
): Promise<MadeDisclosures> {
  const { content, settings, keys, folder, skipFailing, earlier } = options;
  const outputs = reuse(earlier, { content, settings, keys, ids, folder });
  const reused = new Set(outputs.keys());
  let publishing = !options.stops;
  const onOutput = (output: Output): void => {
    const { id } = output.digest;
    reused.delete(id);
    outputs.set(id, output);
    fill(folder, output);
    // From then on the rest is read for its reports alone.
    if (!skipFailing && isHeld(output, settings)) publishing = false;
  };
  const writes = (): boolean => publishing;
  const make = async (wanted: readonly string[], titles?: Titles): Promise<void> => {
    for (const id of wanted) folder.clear(id);
    await pool.make(wanted, { ...(titles && { titles }), writes, onOutput });
  };
  await make(byOffice(ids.filter((id) => !outputs.has(id))));
  const inOrder = (): Output[] => ids.flatMap((id) => outputs.get(id) ?? []);
  const blocked = inOrder()
    .filter((output) => isHeld(output, settings))
    .map(({ digest }) => digest.id);
  const lastGood = await options.keptOf(skipFailing ? blocked : []);
  const result = { blocked, lastGood, made: outputs.size - reused.size, unchanged: reused.size };
  if (!publishing) return { ...result, outputs: inOrder() };

  const titles = titlesOf(outputs.values(), lastGood);
  const unsettled = inOrder().filter(
    (output) => !options.isPart && output.files && !isSettled(output, titles),
  );
  await make(
    unsettled.map(({ digest }) => digest.id),
    titles,
  );
  const pdfs = settings.pdf ? await printPdfs(pool, inOrder(), titles, options) : undefined;
  for (const id of pdfs?.sums.keys() ?? []) {
    const output = outputs.get(id);
    if (!output) continue;
    const whole = withPdf(output, folder.dir, pdfs?.sums.get(id) ?? '');
    outputs.set(id, whole);
    fill(folder, whole);
  }
  return {
    ...result,
    outputs: inOrder(),
    made: outputs.size - reused.size,
    unchanged: reused.size,
    ...(pdfs && { pdfs }),
  };
}

function fill(folder: SiteFolder, { digest, files, stamp }: Output): void {
  if (!files) return;
  folder.filled(
    digest.id,
    files.map(({ path }) => path),
    stamp,
  );
}

function isHeld({ digest }: Output, settings: Settings): boolean {
  return isBlocked(digest, settings) && !isEarly(digest, settings);
}

function titlesOf(outputs: Iterable<Output>, { kept }: LastGood): Titles {
  const titles = new Map(kept.map(({ id, title }) => [id, title]));
  for (const { digest, files } of outputs)
    if (files && digest.shown) titles.set(digest.id, digest.shown.entry.title);
  return titles;
}

/** Of those that have none yet. */
async function printPdfs(
  pool: MakerPool,
  outputs: readonly Output[],
  titles: Titles,
  { folder, print }: MakeOptions,
): Promise<PdfRun> {
  const wanted = outputs.filter(({ pdf }) => pdf !== undefined);
  const missing = wanted.filter(({ files = [] }) => !files.some(({ path }) => path === PDF_NAME));
  const places = new Map(missing.map(({ digest, pdf }) => [digest.id, pdf]));
  const run = await renderPdfs({
    ids: [...places.keys()],
    target: (id) => join(folder.dir, id, PDF_NAME),
    view: (id) => pool.view(id, titles),
    file: (id) => places.get(id),
    print,
  });
  return { ...run, cached: run.cached + wanted.length - missing.length };
}

function withPdf(output: Output, dir: string, sha256: string): Output {
  const folder = join(dir, output.digest.id);
  const bytes = statSync(join(folder, PDF_NAME)).size;
  const files = [...(output.files ?? []), { path: PDF_NAME, bytes, sha256 }];
  const { stamp: _, ...rest } = output;
  const stamp = stampFiles(
    folder,
    files.map(({ path }) => path),
  );
  return { ...rest, files, ...(stamp !== undefined && { stamp }) };
}
