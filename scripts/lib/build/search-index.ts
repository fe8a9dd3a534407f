import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Fingerprint, type Searched, siteIndex } from '../../../src/search/site-index.ts';

export const SEARCH_FOLDER = 'search';

/** Writes the index of a site, part by part, into its folder. */
export function writeSearchIndex(dir: string, searched: Searched): void {
  const folders = new Set<string>();
  for (const { path, text } of siteIndex(searched, fingerprint())) {
    const file = join(dir, SEARCH_FOLDER, path);
    const folder = dirname(file);
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
    folders.add(folder);
    writeFileSync(file, text);
  }
}

export function fingerprint(): Fingerprint {
  const hash = createHash('sha256');
  return { update: (text) => hash.update(text), digest: () => hash.digest('hex').slice(0, 12) };
}
