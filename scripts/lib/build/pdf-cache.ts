import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ENGINE, type Standard } from '../../../src/pdf/engine.ts';
import { fontVersions } from '../../../src/pdf/fonts.ts';
import type { MissingGlyph } from '../../../src/pdf/glyphs.ts';
import type { DisclosureView } from '../../../src/view/types.ts';
import { cacheFolder } from '../cache-folder.mjs';
import { toolRoot } from '../files.ts';

export interface CachedPdf {
  readonly file: string;
  readonly sha256: string;
  readonly missing: readonly MissingGlyph[];
}

const DAYS_KEPT = 30;

/** PDFs by what they are made of: the view, the template and the code, the engine, the fonts, the standard. */
export class PdfCache {
  readonly #folder: string;
  readonly #tool: string;
  readonly #standard: Standard;

  private constructor(folder: string, tool: string, standard: Standard) {
    this.#folder = folder;
    this.#tool = tool;
    this.#standard = standard;
  }

  static async open(standard: Standard, folder = cacheFolder('pdf')): Promise<PdfCache> {
    return new PdfCache(folder, await toolKey(), standard);
  }

  fileOf(view: DisclosureView): string {
    const hash = createHash('sha256').update(`${this.#tool}\0${this.#standard}\0`).update(viewKey(view));
    const key = hash.digest('hex');
    return join(this.#folder, key.slice(0, 2), `${key}.pdf`);
  }

  /** Undefined where there is none, or where what is there is not whole. */
  async find(file: string): Promise<CachedPdf | undefined> {
    try {
      const [pdf, note] = await Promise.all([readFile(file), readFile(noteOf(file), 'utf8')]);
      const { sha256, missing } = JSON.parse(note) as CachedPdf;
      if (sha256Of(pdf) !== sha256) return undefined;
      const now = new Date();
      await utimes(file, now, now).catch(() => {});
      return { file, sha256, missing };
    } catch {
      return undefined;
    }
  }

  /** Removes what no build has asked for in a month. */
  async prune(): Promise<void> {
    const oldest = Date.now() - DAYS_KEPT * 24 * 3600_000;
    for (const name of await readdir(this.#folder, { recursive: true })) {
      const path = join(this.#folder, name);
      if (!path.endsWith('.pdf')) continue;
      const found = await stat(path).catch(() => undefined);
      if (!found || found.mtimeMs >= oldest) continue;
      await rm(path, { force: true });
      await rm(noteOf(path), { force: true });
    }
  }
}

/** Puts a PDF in its place whole: two builds may render the same one. */
export async function storePdf(
  file: string,
  pdf: Buffer,
  missing: readonly MissingGlyph[],
): Promise<CachedPdf> {
  const sha256 = sha256Of(pdf);
  await mkdir(dirname(file), { recursive: true });
  const temp = `${file}.${process.pid}`;
  await writeFile(temp, pdf);
  await writeFile(`${temp}.json`, JSON.stringify({ sha256, missing }));
  await rename(temp, file);
  await rename(`${temp}.json`, noteOf(file));
  return { file, sha256, missing };
}

export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function noteOf(file: string): string {
  return file.replace(/\.pdf$/, '.json');
}

/** What of a view the PDF does not show does not make a new one. */
function viewKey(view: DisclosureView): string {
  const { page, downloads: _, ...shown } = view;
  const { jsonLd: __, breadcrumbs: ___, description: ____, ...told } = page;
  return JSON.stringify([told, shown]);
}

async function toolKey(): Promise<string> {
  const hash = createHash('sha256').update(`${ENGINE}\0${fontVersions()}\0`);
  const folder = join(toolRoot, 'src/pdf');
  for (const name of (await readdir(folder)).sort())
    hash.update(`${name}\0`).update(await readFile(join(folder, name)));
  return hash.digest('hex');
}
