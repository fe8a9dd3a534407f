import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WrittenFile } from '../../../src/export/package.ts';
import type { SiteFolder } from './site-folder.ts';

export const CHECKSUMS = 'SHA256SUMS';

/** Files of a disclosure, by path in its folder. */
export interface MadeFiles {
  readonly id: string;
  readonly files: readonly WrittenFile[];
}

/**
 * Writes SHA256SUMS at a site's root: every file of the site, sorted by path, as `sha256sum -c` reads it. Only the
 * folders that were `kept` of an earlier build are read: of all else it is known.
 */
export function writeChecksums(
  folder: SiteFolder,
  made: readonly MadeFiles[],
  kept: readonly string[],
): void {
  const sums: (readonly [path: string, sha256: string])[] = [...folder.sums()];
  for (const { id, files } of made)
    for (const { path, sha256 } of files) sums.push([`${id}/${path}`, sha256]);
  for (const id of kept) sums.push(...sumsIn(folder.dir, id));
  sums.sort(([a], [b]) => (a < b ? -1 : 1));
  folder.write(CHECKSUMS, sums.map(([path, sha256]) => `${sha256}  ${path}\n`).join(''));
}

function sumsIn(dir: string, id: string): [string, string][] {
  const folder = join(dir, id);
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(folder.length + 1).replaceAll('\\', '/');
    // A final account there is a disclosure of its own.
    if (!entry.isFile() || path.startsWith('final/')) return [];
    return [[`${id}/${path}`, hash('sha256', readFileSync(file), 'hex')]];
  });
}
