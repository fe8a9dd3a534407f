import { hash } from 'node:crypto';
import { AZ_LISTS, type AzBefore, type AzListed, type AzListName } from '../../../src/search/a-z.ts';
import type { DisclosureRecords } from '../../../src/search/format.ts';
import type { Searched } from '../../../src/search/searched.ts';
import type { DisclosureEntry } from '../../../src/view/types.ts';

/** Hashes of what files about the whole site are made of: they tell whether one would be the same again. */
export interface Marks {
  readonly entry: string;
  readonly records: string;
  readonly projects: string;
  readonly subjects: string;
}

/** A disclosure as files about the whole site know it. */
export interface Marked {
  readonly entry: DisclosureEntry;
  readonly marks: Marks;
  /** `DisclosureRecords` as JSON, UTF-8. */
  readonly records: () => Uint8Array;
}

/** `records`: `DisclosureRecords` as JSON. No list shows an entry's hash. */
export function marksOf({ hash: _, ...entry }: DisclosureEntry, records: string): Marks {
  const { records: byKind, subjects } = JSON.parse(records) as DisclosureRecords;
  return {
    entry: markOf(JSON.stringify(entry)),
    records: markOf(records),
    projects: markOf(JSON.stringify(byKind.project)),
    subjects: markOf(JSON.stringify(subjects)),
  };
}

export function markOf(text: string): string {
  return hash('sha256', text, 'base64url');
}

/** Of the indexes by pinyin and code, from `nameMark`: equal ones have equal pages, as long as the others are as long. */
export function azMarks(all: readonly Marked[], names: string): Readonly<Record<AzListName, string>> {
  return {
    departments: names,
    projects: markOf(`${names}\0${all.map(({ marks }) => marks.projects).join('')}`),
    subjects: markOf(`${names}\0${all.map(({ marks }) => marks.subjects).join('')}`),
  };
}

/** The lists that an earlier build has made, and which would be the same. */
export function azBefore(
  before: Readonly<Record<AzListName, AzListed & { readonly mark: string }>>,
  marks: Readonly<Record<AzListName, string>>,
  projects: AzBefore['projects'],
): AzBefore {
  const lists = AZ_LISTS.map((name) => {
    const { letters, mark } = before[name];
    return [name, { letters, isSame: mark === marks[name] }];
  });
  return { lists: Object.fromEntries(lists) as AzBefore['lists'], projects };
}

/** Of what the search's index is made of besides disclosures. */
export function aroundMark({ glossary, synonyms }: Pick<Searched, 'glossary' | 'synonyms'>): string {
  return markOf(JSON.stringify([glossary, synonyms]));
}

/** Of the search's index. */
export function searchMark(all: readonly Marked[], names: string, around: string): string {
  const totals = all.map(({ entry }) => entry.keyFigures.map(({ concept = '' }) => concept));
  const records = all.map(({ marks }) => marks.records);
  return markOf(JSON.stringify([names, totals, records, around]));
}

/** Of what every list says of each disclosure, and in which order. */
export function nameMark(all: readonly Marked[]): string {
  const names = all.map(({ entry }) => {
    const { id, code, name, year, scope, phase, regionCode, regionName, withdrawn } = entry;
    return [id, code, name, year, scope, phase, regionCode, regionName, withdrawn];
  });
  return markOf(JSON.stringify(names));
}
