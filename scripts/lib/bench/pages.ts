import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { MAKER_FLAGS } from '../build/maker-pool.ts';

export interface PagesBench {
  readonly htmlMB: number;
  readonly seconds: number;
}

/** What one process has written, and how long it took for that alone. */
export interface PagesPart {
  readonly bytes: number;
  readonly milliseconds: number;
}

const PART = fileURLToPath(new URL('pages-part.ts', import.meta.url));

/**
 * Renders and writes the pages of all disclosures in as many processes as a build has: the time from views that are
 * ready to the files of their pages, in the process that took longest.
 */
export async function benchPages(content: string, out: string): Promise<PagesBench> {
  const count = availableParallelism();
  const run = promisify(execFile);
  const parts = await Promise.all(
    Array.from({ length: count }, async (_, at): Promise<PagesPart> => {
      const args = [content, join(out, String(at)), String(at), String(count)];
      const { stdout } = await run(process.execPath, [...MAKER_FLAGS, PART, ...args]);
      return JSON.parse(stdout);
    }),
  );
  rmSync(out, { recursive: true });
  return {
    htmlMB: parts.reduce((sum, { bytes }) => sum + bytes, 0) / 2 ** 20,
    seconds: Math.max(...parts.map(({ milliseconds }) => milliseconds)) / 1000,
  };
}
