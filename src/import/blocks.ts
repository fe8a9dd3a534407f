/**
 * What every reader makes of a document, whatever its format: paragraphs and
 * raw grids in the order of the document. Recognition begins after this.
 */
export interface RawCell {
  /** As read; a cell of several lines holds line ends. */
  readonly text: string;
  /** 1-based line of the source (row of the sheet, for a reader of sheets). */
  readonly line: number;
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly text: string;
  readonly line: number;
}

export interface Grid {
  readonly kind: 'grid';
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

export type Block = Paragraph | Grid | PrintedLines;

/** A conversion that the reader made, for the report (bookmarks, TeX marks). */
export interface Conversion {
  readonly line: number;
  readonly from: string;
  readonly to: string;
}

export interface ReadDocument {
  readonly form: 'tabbed' | 'lined' | 'printed';
  readonly blocks: readonly Block[];
  readonly converted: readonly Conversion[];
}
