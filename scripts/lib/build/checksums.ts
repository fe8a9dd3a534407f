import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

export const CHECKSUMS = 'SHA256SUMS';

/**
 * Writes SHA256SUMS at a site's root: every file of the site, sorted by path, as
 * `sha256sum -c` reads it. `known` saves reading what was just written.
 */
export async function writeChecksums(
  siteDir: string,
  known: Iterable<readonly [string, string]> = [],
): Promise<void> {
  const sums = new Map(known);
  const entries = await readdir(siteDir, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(siteDir, '/').length).replaceAll('\\', '/'))
    .filter((path) => path !== CHECKSUMS)
    .sort((a, b) => (a < b ? -1 : 1));
  let text = '';
  for (const path of paths) text += `${sums.get(path) ?? (await sumOf(join(siteDir, path)))}  ${path}\n`;
  await writeFile(join(siteDir, CHECKSUMS), text);
}

async function sumOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
