import type { LeafColumn, TableView } from '../view/types.ts';
import { CELL_PADDING, LANDSCAPE, PORTRAIT } from './page.ts';
import { textWidth, widestRun } from './text-width.ts';

/** How a table, or a part of its columns, is set. */
export interface Layout {
  readonly landscape: boolean;
  /** Size of type in points. */
  readonly size: number;
  /** Column widths in points, by index into `panels`' columns. */
  readonly widths: readonly number[];
}

/** A table that no page is wide enough for is set in parts, each with the columns that name the rows. */
export interface Panel extends Layout {
  /** Indexes into TableView.columns. */
  readonly columns: readonly number[];
}

/** What a column asks for, in em of its text. */
interface Need {
  /** Below this a figure or a word would break. */
  readonly least: number;
  /** With this every cell stands in one line, or in few. */
  readonly ample: number;
}

/** 五号, and downward to what can still be read on paper. */
const SIZES = [10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6];
/** A portrait page is kept while type is no smaller than 小五. */
const PORTRAIT_LEAST = 9;
/** In parts rather than in type that nobody reads. */
const PANEL_SIZE = 8;
/** Characters of a text that its column does not break, and that it would like to have in a line. */
const TEXT_LEAST = 6;
const TEXT_AMPLE = 24;
const CODE_WHOLE = 14;

export function layoutTable(table: TableView, landscapeHint = table.landscape): readonly Panel[] {
  const needs = columnNeeds(table);
  const all = table.columns.map((_, i) => i);
  const fit = (landscape: boolean, sizes: readonly number[]): Panel | undefined => {
    const { width } = landscape ? LANDSCAPE : PORTRAIT;
    const size = sizes.find((one) => leastWidth(needs, one) <= width);
    return size === undefined ? undefined : { landscape, size, columns: all, widths: share(needs, table.columns, size, width) };
  };
  const portrait = landscapeHint ? undefined : fit(false, SIZES.filter((size) => size >= PORTRAIT_LEAST));
  const whole = portrait ?? fit(true, SIZES);
  return whole ? [whole] : panels(table, needs);
}

/** Width in points of a table set alone, for grids whose columns are given in em. */
export function leastWidth(needs: readonly Need[], size: number): number {
  return needs.reduce((sum, { least }) => sum + least * size + 2 * CELL_PADDING, 0);
}

function columnNeeds(table: TableView): readonly Need[] {
  const needs = table.columns.map((column) => ({ least: headLeast(column), ample: 0 }));
  const strong = (role: string): boolean => role === 'total' || role === 'subtotal' || role === 'unit';
  for (const row of table.body) {
    for (const cell of row.cells) {
      const need = needs[cell.column];
      if (!need || cell.colspan > 1 || cell.text === '') continue;
      const isStrong = strong(cell.role ?? row.role);
      const width = textWidth(cell.text, isStrong) + (cell.scope === 'row' ? (cell.level ?? row.level) * INDENT : 0);
      need.ample = Math.max(need.ample, Math.min(width, TEXT_AMPLE));
      need.least = Math.max(need.least, cellLeast(cell.kind, cell.text, width, isStrong));
    }
  }
  return needs.map(({ least, ample }) => ({ least, ample: Math.max(least, ample) }));
}

/** em by which a row is indented for each level. */
export const INDENT = 0.75;

function cellLeast(kind: LeafColumn['kind'], text: string, width: number, strong: boolean): number {
  switch (kind) {
    case 'figure':
      // A figure, or a mark in its place, is never broken; words that stand there may be.
      return /^[-+−\d.,%]*$/.test(text) ? width : Math.min(width, Math.max(4, widestRun(text, strong)));
    case 'serial':
      return width;
    case 'code':
      return width <= CODE_WHOLE ? width : Math.min(width, CODE_WHOLE / 2 + 1);
    case 'text':
      return Math.min(width, Math.max(TEXT_LEAST, Math.min(widestRun(text, strong), TEXT_LEAST * 1.5)));
  }
}

/** A head breaks into at most four lines, of two characters at least. */
function headLeast(column: LeafColumn): number {
  const title = column.path.at(-1) ?? '';
  const width = textWidth(title, true);
  return Math.min(width, Math.max(2, Math.ceil(width / 4), Math.min(widestRun(title, true), 5)));
}

/** Fills the width: first what each column would like, then the form's own relative widths. */
function share(needs: readonly Need[], columns: readonly LeafColumn[], size: number, width: number): number[] {
  const widths = needs.map(({ least }) => least * size + 2 * CELL_PADDING);
  let spare = width - widths.reduce((sum, one) => sum + one, 0);
  const wanted = needs.map(({ least, ample }) => (ample - least) * size);
  const wants = wanted.reduce((sum, one) => sum + one, 0);
  const given = Math.min(spare, wants);
  if (wants > 0) wanted.forEach((want, i) => {
    widths[i] = (widths[i] as number) + (given * want) / wants;
  });
  spare -= given;
  const relative = columns.map((column) => (column.kind === 'serial' ? 0 : column.width));
  const sum = relative.reduce((total, one) => total + one, 0);
  return widths.map((one, i) => round(one + (sum > 0 ? (spare * (relative[i] as number)) / sum : spare / widths.length)));
}

function panels(table: TableView, needs: readonly Need[]): readonly Panel[] {
  const { width } = LANDSCAPE;
  const size = PANEL_SIZE;
  const of = (at: number): number => Math.min((needs[at] as Need).least * size, width / 3) + 2 * CELL_PADDING;
  const leading = Math.max(0, firstFigure(table));
  const names: number[] = [];
  let taken = 0;
  // Too many names would leave no room for figures: the last of them tell the rows apart.
  for (let at = leading - 1; at >= 0 && taken + of(at) <= width / 2; at--) {
    names.unshift(at);
    taken += of(at);
  }
  const rest = table.columns.map((_, i) => i).filter((at) => !names.includes(at));
  const parts: number[][] = [];
  let room = 0;
  for (const at of rest) {
    const last = parts.at(-1);
    if (last && of(at) <= room) last.push(at);
    else {
      parts.push([at]);
      room = width - taken;
    }
    room -= of(at);
  }
  return parts.map((part) => {
    const columns = [...names, ...part].sort((a, b) => a - b);
    const own = columns.map((at) => {
      const { least, ample } = needs[at] as Need;
      const most = (of(at) - 2 * CELL_PADDING) / size;
      return { least: Math.min(least, most), ample: Math.max(Math.min(ample, most * 2), Math.min(least, most)) };
    });
    const widths = share(own, columns.map((at) => table.columns[at] as LeafColumn), size, width);
    return { landscape: true, size, columns, widths };
  });
}

function firstFigure(table: TableView): number {
  return table.columns.findIndex((column) => column.kind === 'figure');
}

/** Two decimals: no machine's last bit reaches the PDF. */
function round(points: number): number {
  return Math.floor(points * 100) / 100;
}
