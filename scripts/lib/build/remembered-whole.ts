import type { AzListed, AzListName } from '../../../src/search/a-z.ts';
import type { WholeFigures } from './downloads.ts';
import type { RememberedPages } from './site-pages.ts';

/** What a build knows of the files about the whole site, for the next one. Plain JSON. */
export interface RememberedWhole {
  readonly pages: RememberedPages;
  /** The indexes by pinyin and code. */
  readonly az: Readonly<Record<AzListName, AzListed & { readonly mark: string }>>;
  /** Of what the search's index is made of. */
  readonly search: string;
  readonly figures: WholeFigures;
  /** What was there to be linked to: see site-links.ts. */
  readonly targets: string;
}
