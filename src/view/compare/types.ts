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

/** Ids of the lists by meaning, in the order that a reader wants them. */
export const MEANINGS = ['key', 'income', 'kinds', 'function', 'threePublic'] as const;
export type Meaning = (typeof MEANINGS)[number];
