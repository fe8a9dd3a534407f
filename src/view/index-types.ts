import type { OtherSite } from './other-sites-types.ts';
import type { PictureView } from './pictures/types.ts';
import type { DisclosureEntry, PageView } from './types.ts';

/** A place that an index leads to. */
export interface PlaceView {
  readonly name: string;
  readonly href: string;
  readonly count: number;
}

/** A line of an index; those of a department's units follow the department's. */
export interface ListedEntry {
  readonly entry: DisclosureEntry;
  readonly under: boolean;
}

export type IndexSection =
  | { readonly kind: 'places'; readonly title: string; readonly places: readonly PlaceView[] }
  | { readonly kind: 'sites'; readonly title: string; readonly sites: readonly OtherSite[] }
  | { readonly kind: 'pictures'; readonly title: string; readonly pictures: readonly PictureView[] }
  | {
      readonly kind: 'entries';
      readonly title: string;
      readonly href?: string;
      readonly caption: string;
      readonly lines: readonly ListedEntry[];
    };

/** A page that lists disclosures, budgets and final accounts apart. */
export interface IndexView {
  readonly page: PageView;
  /** What the page's own title says of every line. */
  readonly said: readonly ('region' | 'year')[];
  /** What it lists: with what stands `beside` this, all that its sections are made of. */
  readonly entries: readonly DisclosureEntry[];
  /** Other places and sites. */
  readonly beside: readonly IndexSection[];
  /** Made when they are asked for: most pages are not rendered again. */
  readonly sections: readonly IndexSection[];
}

export interface RegionView extends IndexView {
  readonly code: string;
}

/** All disclosures of one region and year. */
export interface YearView extends IndexView {
  readonly regionCode: string;
  readonly year: number;
}

export interface HomeView {
  readonly page: PageView;
  /** Regions that have disclosures of their own, by code. */
  readonly regions: readonly {
    readonly code: string;
    readonly name: string;
    readonly href: string;
    readonly count: number;
    readonly years: readonly { readonly year: number; readonly href: string; readonly count: number }[];
  }[];
  /** Of regions that publish on sites of their own. */
  readonly sites: readonly { readonly title: string; readonly sites: readonly OtherSite[] }[];
  /** All that stand, newest year first, then by region and code. */
  readonly entries: readonly DisclosureEntry[];
  /** Without the withdrawn, the last published first; those of unknown date come after them. */
  readonly latest: readonly DisclosureEntry[];
}
