import type { Decimal } from '../../model/decimal.ts';
import type { Change } from '../amounts.ts';

/**
 * What may be compared of one disclosure, the same on its page, in its
 * `compare.json` and in a reader's browser. Figures stay as printed, so that a
 * comparison can quote them; arithmetic reads them as exact decimals.
 */

export interface Comparable {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly year: number;
  /** 2024年部门预算. */
  readonly heading: string;
  readonly hash: string;
  /** Lists by meaning first, then the form's tables in its order. */
  readonly lists: readonly ComparableList[];
}

export interface ComparableList {
  /** A list by meaning (`key`, `income` …), or `表:` and the id of a table. Same id, same meaning. */
  readonly id: string;
  readonly title: string;
  readonly columns: readonly ComparableColumn[];
  readonly rows: readonly ComparableRow[];
}

export interface ComparableColumn {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
}

export interface ComparableRow {
  /** The same for what means the same: a concept, a code, a name. Unique among the rows of a column. */
  readonly key: string;
  readonly label: string;
  readonly level: number;
  /** Parallel to the columns, as printed; blank is empty, null is no figure of this row's. */
  readonly cells: readonly (string | null)[];
  readonly total?: true;
  /** A code of the function classification, or of another. */
  readonly code?: string;
  /** Where it is not the column's. */
  readonly unit?: string;
  /** Printed nowhere: the sum of what is printed under it. */
  readonly sum?: true;
  /** Its row's fragment on the disclosure's page. */
  readonly at?: string;
}

/** What a list that is a table of the form is called: the table's id after this. */
export const TABLE = '表:';

/** Ids of the lists by meaning, in the order that a reader wants them. */
export const MEANINGS = ['key', 'income', 'kinds', 'function', 'threePublic'] as const;
export type Meaning = (typeof MEANINGS)[number];

/**
 * A figure, zero and blank (which count as their value), a mark; `unlisted`: the
 * list is published and has no such row; `unpublished`: nothing says.
 */
export type Compared =
  | {
      readonly state: 'figure' | 'zero' | 'blank';
      /** In the unit of the comparison. */
      readonly value: Decimal;
      /** In that unit, grouped, with the decimals that were printed. */
      readonly text: string;
      /** The sum of several rows, or printed nowhere. */
      readonly sum: boolean;
      readonly at?: string;
    }
  | { readonly state: 'mark'; readonly text: string; readonly at?: string }
  | { readonly state: 'unlisted' | 'unpublished' };

export interface ComparisonRow {
  readonly key: string;
  readonly code?: string;
  readonly label: string;
  readonly level: number;
  readonly total: boolean;
  /** Parallel to the disclosures. */
  readonly values: readonly Compared[];
  /** Against the first; undefined for the first itself, and where either is no figure. */
  readonly changes: readonly (Change | undefined)[];
  /** Codes that are compared as one though they differ: 2080501 → 2080505. */
  readonly moved?: string;
}

export interface ComparisonResult {
  readonly title: string;
  /** 元, 万元 …; empty where each row has a unit of its own. */
  readonly unit: string;
  /** Of each disclosure: the unit it printed, where it is not that of the comparison. */
  readonly converted: readonly (string | undefined)[];
  /** Disclosures that do not publish the list at all, by index. */
  readonly missing: readonly number[];
  readonly rows: readonly ComparisonRow[];
}

/** Tables of last year's figures beside this year's. */
export interface YearOnYearView {
  /** Fragment of the section, and its heading. */
  readonly anchor: string;
  readonly title: string;
  /** 2023年, 2024年. */
  readonly labels: readonly [string, string];
  readonly base: { readonly title: string; readonly href: string };
  readonly tables: readonly ComparisonResult[];
  /** The same two in 对比, with every table. */
  readonly compareHref: string;
}
