/**
 * What Typst gets, as JSON: every text, width and role is decided here, so that
 * the template only places. Lengths are in points, `em` in the size of the text.
 */

export interface PdfDocument {
  readonly title: string;
  readonly author: string;
  readonly description: string;
  readonly keywords: readonly string[];
  /** Year, month, day: the publication date, or 1 January of the year. */
  readonly date: readonly [number, number, number];
  readonly cover: { readonly lines: readonly string[]; readonly date: string };
  /** Printed on every page: 样例，非官方发布. */
  readonly mark: string;
  /** Room between the entries of the 目录, in points. */
  readonly contentsGap: number;
  readonly runs: readonly PageRun[];
  readonly colophon: Colophon;
}

/** Pages of one orientation; each run begins a new page. */
export interface PageRun {
  readonly landscape: boolean;
  readonly blocks: readonly Block[];
}

export interface Colophon {
  readonly title: string;
  readonly lines: readonly (readonly [label: string, text: string])[];
  readonly address: string;
  readonly hash: string;
}

export type Block =
  | {
      readonly k: 'heading';
      readonly level: number;
      readonly text: string;
      readonly style: HeadingStyle;
      readonly id?: string;
    }
  | { readonly k: 'p'; readonly runs: readonly Inline[]; readonly style?: 'plain' | 'center' | 'title' }
  | { readonly k: 'list'; readonly start?: number; readonly items: readonly (readonly Block[])[] }
  | { readonly k: 'note'; readonly blocks: readonly Block[] }
  | { readonly k: 'pre'; readonly text: string }
  | {
      readonly k: 'term';
      readonly term: string;
      readonly aliases: string;
      readonly text: string;
      readonly id?: string;
    }
  | { readonly k: 'rule' }
  | PdfTable;

export type HeadingStyle = 'part' | 'section' | 'table' | 'grid';

export type Inline =
  | string
  | { readonly k: 'b' | 'i' | 'del' | 'code'; readonly runs: readonly Inline[] }
  | { readonly k: 'br' }
  /** `to`: a place in this document; `href`: an address. */
  | { readonly k: 'a'; readonly to?: string; readonly href?: string; readonly runs: readonly Inline[] };

export interface PdfTable {
  readonly k: 'table';
  /** Number in the document, from 0, in the order of reading. */
  readonly n: number;
  /** Said again above each continuation page. */
  readonly title: string;
  /** Who, which year, what unit; stands above the table and above each continuation. */
  readonly line: readonly string[];
  /** Printed above it where no heading with the same words is. */
  readonly caption: string;
  readonly size: number;
  readonly columns: readonly number[];
  readonly head: readonly (readonly PdfCell[])[];
  readonly body: readonly PdfRow[];
  readonly notes: readonly string[];
  /** Touches the table above or below: one grid to the eye. */
  readonly joined?: 'above' | 'below';
  /** Room above and below the text of a cell, in points. */
  readonly inset: number;
  readonly id?: string;
}

export interface PdfRow {
  readonly id?: string;
  /** May be torn by a page's end: taller than a page could hold. */
  readonly breakable?: boolean;
  readonly cells: readonly PdfCell[];
  /** Labels merged over this row from above: said again, to the eye alone, where a page begins with it. */
  readonly carried?: readonly CarriedLabel[];
}

export interface CarriedLabel {
  readonly text: string;
  /** How far left of the row's own first cell its column begins, and how wide its text may be, in points. */
  readonly back: number;
  readonly width: number;
}

export interface PdfCell {
  /** Paragraphs, where it is more than one. */
  readonly text: string | readonly string[];
  readonly colspan?: number;
  readonly rowspan?: number;
  /** The rows that it is merged over stay on one page. */
  readonly kept?: boolean;
  readonly align?: 'left' | 'center' | 'right';
  /** Figures and codes: a sans with digits of one width. */
  readonly digits?: boolean;
  readonly strong?: boolean;
  /** em. */
  readonly indent?: number;
  /** em of room that decimals it lacks would take. */
  readonly pad?: number;
  readonly id?: string;
  /** What it is to assistive technology; Typst itself makes `th` of what stands in the head, `td` of the rest. */
  readonly role?: CellRole;
}

export interface CellRole {
  /** A head of its row, known to others by this key. */
  readonly key?: string;
  /** Keys of the row heads that it stands under. */
  readonly under?: readonly string[];
  /** A line of column numbers stands in the head, but is no head. */
  readonly data?: boolean;
}
