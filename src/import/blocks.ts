/**
 * What every reader makes of a document, whatever its format: paragraphs and
 * raw grids in the order of the document. Recognition begins after this.
 */
export interface RawCell {
  /** As read; a cell of several lines holds line ends. */
  readonly text: string;
  /** 1-based line of the source; for a workbook or a document a running number that `placeOf` knows. */
  readonly line: number;
  /** Address within a sheet: C6. */
  readonly at?: string;
  /** A number whose cell says nothing of decimals: what is shown is all of it. */
  readonly exact?: boolean;
  /** Covered by a cell that is merged over it, from its left or from above. */
  readonly merged?: 'left' | 'above';
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly text: string;
  readonly line: number;
  /** Set as a heading by the document itself. */
  readonly heading?: boolean;
  /** An entry of the document's own 目录. */
  readonly contents?: boolean;
}

export interface Grid {
  readonly kind: 'grid';
  readonly rows: readonly (readonly RawCell[])[];
  readonly line: number;
  /**
   * Every cell stands in its own column, blank and merged ones too, as in a
   * sheet or a document's table. A text's rows may have lost some.
   */
  readonly whole?: boolean;
}

/** A sheet of a workbook: tables, their titles and what stands around them, in one sheet of cells. */
export interface SheetBlock {
  readonly kind: 'sheet';
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly (readonly RawCell[])[];
  readonly line: number;
}

/**
 * Printed lines whose columns are told apart by spaces only: blank cells are
 * gone and long ones are wrapped. Only the form can tell what stands where.
 */
export interface PrintedLines {
  readonly kind: 'printed';
  readonly lines: readonly RawCell[];
  readonly line: number;
}

/** Where another file begins: no heading reaches over it. */
export interface FileStart {
  readonly kind: 'file';
  readonly name: string;
  readonly line: number;
}

export type Block = Paragraph | Grid | SheetBlock | PrintedLines | FileStart;

/** A conversion that the reader made, for the report (bookmarks, TeX marks, decimals that a cell does not show). */
export interface Conversion {
  readonly line: number;
  readonly at?: string;
  readonly from: string;
  readonly to: string;
}

export interface Notice {
  readonly line: number | undefined;
  readonly at?: string;
  readonly text: string;
}

/** Text beside the text: a page's head or foot, which is `minor`, or a note at the foot. */
export interface Aside {
  readonly place: string;
  readonly text: string;
  readonly minor: boolean;
}

export interface ReadDocument {
  readonly form: 'tabbed' | 'lined' | 'printed' | 'workbook' | 'word' | 'several';
  readonly blocks: readonly Block[];
  readonly converted: readonly Conversion[];
  /** What the reader passed over: macros, links, pictures, hidden rows that it did read. */
  readonly notices: readonly Notice[];
  /** Not of the text itself: page heads and feet, notes at the foot. */
  readonly aside: readonly Aside[];
  /** The last line number in use. */
  readonly lines: number;
  /** 「工作表“附表1”C6」, 「第 12 行」. */
  readonly placeOf: (line: number, at?: string) => string;
}

/** Is it a text as published? An office's own files may come one by one. */
export function isPublished({ form }: ReadDocument): boolean {
  return form === 'tabbed' || form === 'lined' || form === 'printed';
}
