import { constants } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import type { Standard } from '../../../src/pdf/engine.ts';
import { codeMark } from '../../../src/pdf/glyphs.ts';
import type { DisclosureView } from '../../../src/view/types.ts';
import { UserError } from '../files.ts';
import { type CachedPdf, PdfCache } from './pdf-cache.ts';
import { PdfPool } from './pdf-pool.ts';

export interface PdfOptions {
  readonly ids: readonly string[];
  readonly view: (id: string) => DisclosureView | Promise<DisclosureView>;
  /** Where the cache has it, as `fileOf` told before: its view is asked for only where it has to be printed. */
  readonly file?: (id: string) => string | undefined;
  /** Where a disclosure's PDF goes. */
  readonly target: (id: string) => string;
  readonly standard?: Standard;
  readonly print: (text: string) => void;
  /** Milliseconds that one document may take. */
  readonly timeout?: number;
  readonly cacheDir?: string;
  readonly processes?: number;
}

export interface PdfRun {
  readonly rendered: number;
  readonly cached: number;
  /** By disclosure, SHA-256 of its PDF. */
  readonly sums: ReadonlyMap<string, string>;
}

/** Renders what has changed and copies the rest from the cache. Throws, naming the disclosures, where some fail. */
export async function renderPdfs(options: PdfOptions): Promise<PdfRun> {
  const { ids, view, target, print, standard = 'ua-1', timeout = 60_000 } = options;
  const cache = await PdfCache.open(standard, options.cacheDir);
  const size = options.processes ?? Math.min(availableParallelism(), ids.length);
  const pool = new PdfPool(size, timeout);
  const sums = new Map<string, string>();
  const failures: string[] = [];
  const pending = new Set<Promise<void>>();
  let rendered = 0;
  let cached = 0;

  const place = async (id: string, { file, sha256, missing }: CachedPdf): Promise<void> => {
    for (const [character, places] of Map.groupBy(missing, (glyph) => glyph.character)) {
      const code = codeMark(character.codePointAt(0) as number);
      const where = `${places[0]?.place}${places.length > 1 ? ` 等 ${places.length} 处` : ''}`;
      print(`提示：${id} 的 PDF 没有“${character}”这个字的字形，印作“${code}”。位置：${where}。`);
    }
    const to = target(id);
    await mkdir(dirname(to), { recursive: true });
    await copyFile(file, to, constants.COPYFILE_FICLONE);
    sums.set(id, sha256);
  };

  try {
    for (const id of ids) {
      const known = options.file?.(id);
      const shown = known === undefined ? await view(id) : undefined;
      if (shown?.withdrawn) continue;
      const file = known ?? cache.fileOf(shown as DisclosureView);
      const found = await cache.find(file);
      if (found) {
        cached++;
        await place(id, found);
        continue;
      }
      // Views are made no faster than they are printed: a province's would fill the memory.
      while (pending.size > size) await Promise.race(pending);
      const job = pool.render({ view: shown ?? (await view(id)), file, standard }).then(async (answer) => {
        if ('failed' in answer) {
          if (answer.engineMissing) throw new UserError(answer.failed);
          failures.push(`${id}：${answer.failed}`);
          return;
        }
        rendered++;
        await place(id, answer.done);
      });
      const tracked: Promise<void> = job.finally(() => pending.delete(tracked));
      pending.add(tracked);
    }
    await Promise.all(pending);
  } finally {
    await Promise.allSettled(pending);
    pool.close();
  }
  if (failures.length > 0)
    throw new UserError(`有 ${failures.length} 份 PDF 没有生成：\n${failures.join('\n')}`);
  await cache.prune();
  return { rendered, cached, sums };
}

/** Name of the PDF beside a disclosure's page. */
export const PDF_NAME = 'disclosure.pdf';
