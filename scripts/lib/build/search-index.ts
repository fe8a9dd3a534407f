import { createHash } from 'node:crypto';
import type { DisclosureRecords } from '../../../src/search/format.ts';
import { type Fingerprint, type Indexed, type Searched, siteIndex } from '../../../src/search/site-index.ts';
import type { DisclosureEntry } from '../../../src/view/types.ts';
import type { SiteFolder } from './site-folder.ts';

export const SEARCH_FOLDER = 'search';

/** What the index is written from, for another thread to read. */
export interface SearchSources {
  /** Entry and records of each disclosure as JSON, one after another, in memory that threads share. */
  readonly bytes: Uint8Array;
  /** Where each of these texts ends. */
  readonly ends: readonly number[];
  readonly around: Omit<Searched, 'disclosures'>;
}

/** `texts`: entry and records of each disclosure in the order of ids. */
export function searchSources(
  texts: readonly Uint8Array[],
  { regions, glossary, synonyms }: SearchSources['around'],
): SearchSources {
  let end = 0;
  const ends = texts.map(({ length }) => {
    end += length;
    return end;
  });
  const bytes = new Uint8Array(new SharedArrayBuffer(end));
  for (const [at, text] of texts.entries()) bytes.set(text, ends[at - 1] ?? 0);
  return { bytes, ends, around: { regions, glossary, synonyms } };
}

/** Writes the index of a site, part by part. */
export function writeSearchIndex(folder: SiteFolder, { bytes, ends, around }: SearchSources): void {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const value = (at: number): unknown => JSON.parse(all.toString('utf8', ends[at - 1] ?? 0, ends[at]));
  function* disclosures(): Generator<Indexed> {
    for (let at = 0; at < ends.length; at += 2)
      yield { entry: value(at) as DisclosureEntry, records: value(at + 1) as DisclosureRecords };
  }
  for (const { path, text } of siteIndex({ ...around, disclosures: disclosures() }, fingerprint()))
    folder.write(`${SEARCH_FOLDER}/${path}`, text);
}

export function fingerprint(): Fingerprint {
  const hash = createHash('sha256');
  return { update: (text) => hash.update(text), digest: () => hash.digest('hex').slice(0, 12) };
}
