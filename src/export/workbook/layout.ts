import type { SheetCell, SheetRow, Span } from '../xlsx/sheet.ts';
import type { Style } from '../xlsx/styles.ts';
import { inertStyle } from './look.ts';
import { typedNumber } from './number.ts';

/** Points of one line of text. */
const LINE = 15.5;
const PADDING = 4;

/** In half-widths: a Chinese character takes two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) as number) > 0x2e7f ? 2 : 1;
  return width;
}

/** How many lines a text takes in a width. */
export function linesIn(text: string, width: number): number {
  return text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line) / Math.max(width - 1, 1))), 0);
}

/** Fills a sheet row by row; merged areas get their look in every cell, as borders want it. */
export class Layout {
  readonly rows: SheetRow[] = [];
  readonly spans: Span[] = [];
  readonly widths: readonly number[];

  constructor(widths: readonly number[]) {
    this.widths = widths;
  }

  get columns(): number {
    return this.widths.length;
  }

  /** Begins a row; returns its index. */
  row(height?: number): number {
    return this.rows.push(height === undefined ? { cells: [] } : { cells: [], height }) - 1;
  }

  /** A row that may already be there, because a cell from above reaches into it. */
  at(row: number): number {
    while (this.rows.length <= row) this.row();
    return row;
  }

  put(row: number, column: number, cell: SheetCell, rows = 1, columns = 1): void {
    for (let r = row; r < row + rows; r++) {
      const { cells } = this.rows[this.at(r)] as SheetRow;
      for (let c = column; c < column + columns; c++)
        cells[c] = r === row && c === column ? cell : { style: cell.style };
    }
    if (rows * columns > 1) this.spans.push({ row, column, rows, columns });
    if (cell.text !== undefined && cell.style.wrap) this.#grow(row, rows, column, columns, cell);
  }

  text(row: number, column: number, text: string, style: Style, columns = 1, rows = 1): void {
    this.put(row, column, { text, style: inertStyle(style, text) }, rows, columns);
  }

  /** A figure as a number where that shows and keeps it exactly, else as text. */
  figure(row: number, column: number, text: string, style: Style, columns = 1): void {
    const typed = typedNumber(text);
    if (!typed) this.text(row, column, text, style, columns);
    else
      this.put(row, column, { number: typed.number, style: { ...style, format: typed.format } }, 1, columns);
  }

  /** A row of one text over all columns. */
  whole(text: string, style: Style, height?: number): void {
    this.text(this.row(height), 0, text, style, this.columns);
  }

  width(column: number, columns: number): number {
    return this.widths.slice(column, column + columns).reduce((sum, width) => sum + width, 0);
  }

  /** No program fits a row to merged or wrapped text on its own: the height is set here. */
  #grow(row: number, rows: number, column: number, columns: number, { text = '', style }: SheetCell): void {
    const size = (style.size ?? 11) / 11;
    const lines = linesIn(text, this.width(column, columns) / size);
    if (lines === 1) return;
    const each = Math.min(409, Math.ceil((lines * LINE * size + PADDING) / rows));
    for (let r = row; r < row + rows; r++) {
      const one = this.rows[r] as SheetRow;
      if ((one.height ?? 18) < each) one.height = each;
    }
  }
}
