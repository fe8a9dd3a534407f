import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changeIndex } from '../../../src/search/changed-index.ts';
import { CORE, type DisclosureRecords } from '../../../src/search/format.ts';
import type { ChangedDisclosure, Indexed, IndexedEntry, Searched } from '../../../src/search/searched.ts';
import { type IndexMemo, type IndexStore, writeIndex } from '../../../src/search/site-index.ts';
import type { HeldSite, SiteFolder } from './site-folder.ts';
import { sumLines } from './site-lines.ts';

export const SEARCH_FOLDER = 'search';

/** The page of the search stands in the same folder. */
export function isIndexFile(path: string): boolean {
  return path.startsWith(`${SEARCH_FOLDER}/`) && path.endsWith('.json');
}

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
export function writeSearchIndex(folder: SiteFolder, texts: Iterable<SearchText>, around: Around): IndexMemo {
  function* disclosures(): Generator<Indexed> {
    for (const text of texts) yield indexedOf(text);
  }
  return writeIndex({ ...around, disclosures: disclosures() }, storeIn(folder));
}

/** A disclosure, by its number in the order of ids, as it was and as it is. */
export interface SearchChange {
  readonly number: number;
  readonly before: SearchText;
  readonly after: SearchText;
}

/**
 * Takes the index of an earlier build over, with what some disclosures have changed. Undefined where that cannot be done,
 * and it is to be written anew.
 */
export function changeSearchIndex(
  folder: SiteFolder,
  before: HeldSite,
  memo: IndexMemo,
  changes: readonly SearchChange[],
): IndexMemo | undefined {
  if (!folder.takeAll(isIndexFile, before)) return undefined;
  const changed = changes.map(({ number, before, after }): ChangedDisclosure => {
    return { number, before: indexedOf(before), after: indexedOf(after) };
  });
  const read = <T>(path: string): T =>
    JSON.parse(readFileSync(join(folder.dir, SEARCH_FOLDER, path), 'utf8')) as T;
  const now = changeIndex(memo, changed, { ...storeIn(folder), read });
  if (!now) folder.leave(isIndexFile);
  return now;
}

function indexedOf([entry, records]: SearchText): Indexed {
  return { entry, records: readRecords(records) };
}

/** From JSON. */
export function readRecords({ buffer, byteOffset, byteLength }: Uint8Array): DisclosureRecords {
  const text = Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
  return JSON.parse(text) as DisclosureRecords;
}

function storeIn(folder: SiteFolder): IndexStore {
  return {
    write: (path, text) => folder.write(`${SEARCH_FOLDER}/${path}`, text),
    version: () => versionOf(Object.entries(folder.wanted).map(([path, { sha256 }]) => [path, sha256])),
  };
}

/** An index that is only read here, by path under /search/. */
export function indexFiles(searched: Searched): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  writeIndex(searched, {
    write: (path, text) => files.set(path, text),
    version: () =>
      versionOf([...files].map(([path, text]) => [`${SEARCH_FOLDER}/${path}`, hash('sha256', text, 'hex')])),
  });
  return files;
}

/** From the SHA-256 of files by path from the site's root. */
function versionOf(sums: readonly (readonly [path: string, sha256: string])[]): string {
  const own = sums.filter(([path]) => isIndexFile(path) && path !== `${SEARCH_FOLDER}/${CORE}`);
  return hash('sha256', sumLines(own), 'hex').slice(0, 12);
}
