import { createHash, hash } from 'node:crypto';
import { AZ_LISTS, type AzBefore, type AzListed, type AzListName } from '../../../src/search/a-z.ts';
import type { DisclosureRecords } from '../../../src/search/format.ts';
import type { Searched } from '../../../src/search/site-index.ts';
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

/** Of what a page shows: each entry in it stands for itself by its mark. */
export function shownMark(shown: unknown, marks: ReadonlyMap<unknown, string>): string {
  return markOf(JSON.stringify(shown, (_, value) => marks.get(value) ?? value));
}

/** Of the indexes by pinyin and code: equal ones have equal pages, as long as the others are as long. */
export function azMarks(all: readonly Marked[]): Readonly<Record<AzListName, string>> {
  return {
    departments: markOfAll(all, ({ entry }) => nameOf(entry)),
    projects: markOfAll(all, ({ entry, marks }) => `${nameOf(entry)}\0${marks.projects}`),
    subjects: markOfAll(all, ({ entry, marks }) => `${nameOf(entry)}\0${marks.subjects}`),
  };
}

/** The lists that an earlier build has made, and which would be the same. */
export function azBefore(
  before: Readonly<Record<AzListName, AzListed & { readonly mark: string }>>,
  marks: Readonly<Record<AzListName, string>>,
): AzBefore {
  const lists = AZ_LISTS.map((name) => [name, { ...before[name], same: before[name].mark === marks[name] }]);
  return Object.fromEntries(lists) as AzBefore;
}

/** Of the search's index. */
export function searchMark(
  all: readonly Marked[],
  { glossary, synonyms }: Pick<Searched, 'glossary' | 'synonyms'>,
): string {
  const own = markOfAll(all, ({ entry, marks }) => {
    const concepts = entry.keyFigures.map(({ concept = '' }) => concept).join(' ');
    return `${nameOf(entry)}\0${concepts}\0${marks.records}`;
  });
  return markOf(JSON.stringify([own, glossary, synonyms]));
}

/** What every list says of a disclosure. */
function nameOf(entry: DisclosureEntry): string {
  const { id, code, name, year, scope, phase, regionCode, regionName, withdrawn } = entry;
  return [id, code, name, year, scope, phase, regionCode, regionName, withdrawn].join('\0');
}

function markOfAll(all: readonly Marked[], textOf: (one: Marked) => string): string {
  const whole = createHash('sha256');
  for (const one of all) whole.update(`${textOf(one)}\n`);
  return whole.digest('base64url');
}
