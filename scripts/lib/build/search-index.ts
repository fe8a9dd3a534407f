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

/** What the index is written from, for another thread to read. */
export interface SearchSources {
  /** In the order of ids. */
  readonly entries: readonly IndexedEntry[];
  /** Records of each as JSON, one behind the other, in memory that threads share. */
  readonly records: Uint8Array;
  /** Where the records of each end. */
  readonly ends: readonly number[];
  readonly around: Omit<Searched, 'disclosures'>;
}

/** `all`: each disclosure with its `DisclosureRecords` as JSON, in the order of ids. */
export function searchSources(
  all: readonly (readonly [IndexedEntry, Uint8Array])[],
  around: SearchSources['around'],
): SearchSources {
  let end = 0;
  const ends = all.map(([, { length }]) => {
    end += length;
    return end;
  });
  const records = new Uint8Array(new SharedArrayBuffer(end));
  for (const [at, [, own]] of all.entries()) records.set(own, ends[at - 1] ?? 0);
  return { entries: all.map(([entry]) => entry), records, ends, around };
}

/** Writes the index of a site, part by part. */
export function writeSearchIndex(folder: SiteFolder, sources: SearchSources): void {
  const { entries, records, ends, around } = sources;
  const bytes = Buffer.from(records.buffer, records.byteOffset, records.byteLength);
  function* disclosures(): Generator<Indexed> {
    for (const [at, entry] of entries.entries()) {
      const text = bytes.toString('utf8', ends[at - 1] ?? 0, ends[at]);
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
