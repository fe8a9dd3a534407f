import type { Region } from '../model/disclosure.ts';
import type { DisclosureEntry, GlossaryView, KeyFigure } from '../view/types.ts';
import type { DisclosureRecords } from './format.ts';
import type { Synonyms } from './query.ts';

export interface Indexed {
  readonly entry: IndexedEntry;
  readonly records: DisclosureRecords;
}

/** A disclosure, by its number, as it was and as it is. */
export interface ChangedDisclosure {
  readonly number: number;
  readonly before: Indexed;
  readonly after: Indexed;
}

/** What the index is made of. */
export interface Searched {
  /** In the order in which they are numbered; gone through once. */
  readonly disclosures: Iterable<Indexed>;
  readonly regions: ReadonlyMap<string, Region>;
  readonly glossary: readonly GlossaryView[];
  readonly synonyms: Synonyms;
}

/** What the index says of a disclosure besides its records. */
export interface IndexedEntry
  extends Pick<
    DisclosureEntry,
    'id' | 'name' | 'code' | 'regionCode' | 'regionName' | 'year' | 'scope' | 'phase' | 'withdrawn'
  > {
  readonly keyFigures: readonly Pick<KeyFigure, 'concept'>[];
}

/** That part of an entry alone. */
export function indexedEntry(entry: DisclosureEntry): IndexedEntry {
  const { id, name, code, regionCode, regionName, year, scope, phase, withdrawn, keyFigures } = entry;
  return {
    ...{ id, name, code, regionCode, regionName, year, scope, phase, withdrawn },
    keyFigures: keyFigures.map(({ concept }) => (concept === undefined ? {} : { concept })),
  };
}
