import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackedOutput } from './output.ts';
import type { SiteFolder } from './site-folder.ts';
import { sumLines } from './site-lines.ts';

export const CHECKSUMS = 'SHA256SUMS';

/**
 * Writes SHA256SUMS at a site's root: every file of the site, sorted by path, as `sha256sum -c` reads it. Only the
 * folders that were `kept` of an earlier build are read: of all else it is known.
 */
export function writeChecksums(
  folder: SiteFolder,
  made: readonly PackedOutput[],
  kept: readonly string[],
): void {
  const blocks = new Map<string, () => Uint8Array>();
  const add = (id: string, lines: () => Uint8Array): void => {
    // A final account stands in its budget's folder: no other path comes between two of a folder.
    const place = `${id.replace(/\/final$/, '')}/`;
    const known = blocks.get(place);
    blocks.set(place, known ? () => merged(known(), lines()) : lines);
  };
  for (const output of made) add(output.id, () => output.part('sums'));
  for (const id of kept) {
    const lines = Buffer.from(sumLines(sumsIn(folder.dir, id)));
    add(id, () => lines);
  }
  for (const [path, { sha256 }] of Object.entries(folder.wanted))
    blocks.set(path, () => Buffer.from(sumLines([[path, sha256]])));
  const sorted = [...blocks].sort(([a], [b]) => (a < b ? -1 : 1));
  folder.write(CHECKSUMS, function* () {
    for (const [, lines] of sorted) yield lines();
  });
}

function merged(one: Uint8Array, other: Uint8Array): Uint8Array {
  const lines = Buffer.concat([one, other]).toString('utf8').trimEnd().split('\n');
  return Buffer.from(
    sumLines(
      lines.map((line) => {
        const [sha256 = '', ...path] = line.split('  ');
        return [path.join('  '), sha256];
      }),
    ),
  );
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
