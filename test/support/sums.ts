import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** SHA-256 of every file of a folder but SHA256SUMS itself, as `sha256sum` lists them. */
export function sumsText(dir: string): string {
  const paths = (readdirSync(dir, { recursive: true }) as string[])
    .filter((path) => path !== 'SHA256SUMS' && statSync(join(dir, path)).isFile())
    .map((path) => path.replaceAll('\\', '/'))
    .sort((a, b) => (a < b ? -1 : 1));
  return paths
    .map((path) => {
      const sum = createHash('sha256').update(readFileSync(join(dir, path)));
      return `${sum.digest('hex')}  ${path}\n`;
    })
    .join('');
}

export function writeSums(dir: string): void {
  writeFileSync(join(dir, 'SHA256SUMS'), sumsText(dir));
}
