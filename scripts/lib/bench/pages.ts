import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { MAKER_FLAGS } from '../build/maker-pool.ts';
import { cacheFolder } from '../cache-folder.mjs';

export interface PagesBench {
  readonly htmlMB: number;
  /** From views that are ready to the files of the pages. */
  readonly seconds: number;
  /** With the start of the processes, reading, validation, checks and views. */
  readonly wholeSeconds: number;
}

/** What one process has written, and how long it took for that alone. */
export interface PagesPart {
  readonly bytes: number;
  readonly milliseconds: number;
}

const PART = fileURLToPath(new URL('pages-part.ts', import.meta.url));

/** Reads disclosures and writes their pages, and nothing else, in as many processes as a build has; the slowest counts. */
export async function benchPages(content: string, out: string): Promise<PagesBench> {
  const count = availableParallelism();
  const run = promisify(execFile);
  // As makers find their code.
  const env = { ...process.env, NODE_COMPILE_CACHE: cacheFolder('node') };
  const start = performance.now();
  const parts = await Promise.all(
    Array.from({ length: count }, async (_, at): Promise<PagesPart> => {
      const args = [content, join(out, String(at)), String(at), String(count)];
      const { stdout } = await run(process.execPath, [...MAKER_FLAGS, PART, ...args], { env });
      return JSON.parse(stdout);
    }),
  );
  const wholeSeconds = (performance.now() - start) / 1000;
  rmSync(out, { recursive: true });
  return {
    htmlMB: parts.reduce((sum, { bytes }) => sum + bytes, 0) / 2 ** 20,
    seconds: Math.max(...parts.map(({ milliseconds }) => milliseconds)) / 1000,
    wholeSeconds,
  };
}
