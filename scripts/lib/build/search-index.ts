import { createHash } from 'node:crypto';
import type { DisclosureRecords } from '../../../src/search/format.ts';
import {
  type Fingerprint,
  type Indexed,
  type IndexedEntry,
  type Searched,
  siteIndex,
} from '../../../src/search/site-index.ts';
import type { SiteFolder } from './site-folder.ts';

export const SEARCH_FOLDER = 'search';

/** What the index is made of: an entry, and `DisclosureRecords` as JSON. */
export type SearchText = readonly [entry: IndexedEntry, records: Uint8Array];

type Around = Omit<Searched, 'disclosures'>;

/** What the index is written from, for another thread to read. */
export interface SearchSources {
  /** In the order of ids. */
  readonly entries: readonly IndexedEntry[];
  /** Records of each, one behind the other, in memory that threads share. */
  readonly records: Uint8Array;
  /** Where the records of each end. */
  readonly ends: readonly number[];
  readonly around: Around;
}

/** `texts` in the order of ids. */
export function searchSources(texts: readonly SearchText[], around: Around): SearchSources {
  let end = 0;
  const ends = texts.map(([, { length }]) => {
    end += length;
    return end;
  });
  const records = new Uint8Array(new SharedArrayBuffer(end));
  for (const [at, [, own]] of texts.entries()) records.set(own, ends[at - 1] ?? 0);
  return { entries: texts.map(([entry]) => entry), records, ends, around };
}

export function* textsOf({ entries, records, ends }: SearchSources): Generator<SearchText> {
  for (const [at, entry] of entries.entries()) yield [entry, records.subarray(ends[at - 1] ?? 0, ends[at])];
}

/** Writes the index of a site, part by part. `texts` in the order of ids. */
export function writeSearchIndex(folder: SiteFolder, texts: Iterable<SearchText>, around: Around): void {
  function* disclosures(): Generator<Indexed> {
    for (const [entry, { buffer, byteOffset, byteLength }] of texts) {
      const text = Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
      yield { entry, records: JSON.parse(text) as DisclosureRecords };
    }
  }
  for (const { path, text } of siteIndex({ ...around, disclosures: disclosures() }, fingerprint()))
    folder.write(`${SEARCH_FOLDER}/${path}`, text);
}

export function fingerprint(): Fingerprint {
  const whole = createHash('sha256');
  return { update: (text) => whole.update(text), digest: () => whole.digest('hex').slice(0, 12) };
}
