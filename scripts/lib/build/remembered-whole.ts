import type { AzListed, AzListName } from '../../../src/search/a-z.ts';
import type { IndexMemo } from '../../../src/search/site-index.ts';
import type { WholeFigures } from './figures.ts';
import type { RememberedPages } from './site-pages.ts';

/** What a build knows of the files about the whole site, for the next one. Plain JSON. */
export interface RememberedWhole {
  readonly pages: RememberedPages;
  /** The indexes by pinyin and code. */
  readonly az: Readonly<Record<AzListName, AzListed & { readonly mark: string }>>;
  readonly search: RememberedSearch;
  readonly figures: WholeFigures;
  /** Ids of disclosures that kept an earlier version. */
  readonly kept: readonly string[];
}

/** The search's index. Plain JSON. */
export interface RememberedSearch {
  /** Of what it is made of. */
  readonly mark: string;
  /** Of that but the disclosures. */
  readonly around: string;
  /** How many disclosures it has. */
  readonly count: number;
  readonly memo: IndexMemo;
}
