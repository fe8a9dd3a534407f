/** The index of one disclosure, beside its page (`search.json`): every row and paragraph that stands on the page. */
export interface OwnIndex {
  readonly name: string;
  /** 2024年部门预算. */
  readonly heading: string;
  readonly tables: readonly OwnTable[];
}

export interface OwnTable {
  /** Empty for the page's headings. */
  readonly title: string;
  /** Of its figures: header path, and the unit where they are money. */
  readonly columns: readonly (readonly [title: string, unit?: string])[];
  readonly rows: readonly OwnRow[];
}

/** Figures as printed, parallel to the table's columns as far as there are any; texts are parted by line breaks. */
export type OwnRow = readonly [anchor: string, text: string, code?: string, figures?: readonly string[]];
