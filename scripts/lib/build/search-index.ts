import { createHash } from 'node:crypto';
import { type Fingerprint, type Searched, siteIndex } from '../../../src/search/site-index.ts';
import type { SiteFolder } from './site-folder.ts';

export const SEARCH_FOLDER = 'search';

/** Writes the index of a site, part by part. */
export function writeSearchIndex(folder: SiteFolder, searched: Searched): void {
  for (const { path, text } of siteIndex(searched, fingerprint()))
    folder.write(`${SEARCH_FOLDER}/${path}`, text);
}

export function fingerprint(): Fingerprint {
  const hash = createHash('sha256');
  return { update: (text) => hash.update(text), digest: () => hash.digest('hex').slice(0, 12) };
}
