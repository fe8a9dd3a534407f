import type { LeafColumn, TableView } from '../view/types.ts';
import { CELL_PADDING, LANDSCAPE, PORTRAIT } from './page.ts';
import { dealOut } from './share.ts';
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
  readonly kind: LeafColumn['kind'];
  /** Below this a figure or a word would break. */
  readonly least: number;
  /** Below this a text becomes a pillar. */
  readonly fair: number;
  /** With this every cell stands in one line, or in few. */
  readonly ample: number;
}

/** 五号, and downward to what can still be read on paper. */
const SIZES = [10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6];
/** Type is made smaller down to here so that texts have room, and further only so that figures have. */
const FAIR_LEAST = 8;
/** A portrait page is kept while type is no smaller than 小五. */
const PORTRAIT_LEAST = 9;
/** In parts rather than in type that nobody reads. */
const PANEL_SIZE = 8;
/** Characters of a text that its column does not break, and that it would like to have in a line. */
const TEXT_LEAST = 6;
const TEXT_FAIR = 10;
const TEXT_AMPLE = 24;
const CODE_WHOLE = 14;
const HEAD_AMPLE = 5;
/** A table without a line needs no page of its own turned for it. */
const EMPTY_LEAST = 7;

export function layoutTable(
  table: TableView,
  { upright = false, most = SIZES[0] as number } = {},
): readonly Panel[] {
  const needs = columnNeeds(table);
  const all = table.columns.map((_, i) => i);
  const setting = (landscape: boolean, sizes: readonly number[]): Panel | undefined => {
    const { width } = landscape ? LANDSCAPE : PORTRAIT;
    const total = (of: (need: Need) => number, one: number): number =>
      needs.reduce((sum, need) => sum + of(need) * one + 2 * CELL_PADDING, 0);
    const size =
      sizes.find((one) => one >= PORTRAIT_LEAST && total(({ ample }) => ample, one) <= width) ??
      sizes.find((one) => one >= FAIR_LEAST && total(({ fair }) => fair, one) <= width) ??
      sizes.find((one) => one <= FAIR_LEAST && total(({ least }) => least, one) <= width) ??
      sizes.find((one) => total(({ least }) => least, one) <= width);
    return size === undefined
      ? undefined
      : { landscape, size, columns: all, widths: share(table, all, needs, size, width) };
  };
  const sizes = SIZES.filter((size) => size <= most);
  const isEmpty = table.body.length === 0;
  const least = upright ? 0 : isEmpty ? EMPTY_LEAST : PORTRAIT_LEAST;
  const turned = table.landscape && !upright && !isEmpty;
  const portrait = turned
    ? undefined
    : setting(
        false,
        sizes.filter((size) => size >= least),
      );
  const whole = portrait ?? setting(true, sizes);
  return whole ? [whole] : panels(table, needs);
}

function columnNeeds(table: TableView): readonly Need[] {
  const needs = table.columns.map((column) => ({
    kind: column.kind,
    least: headLeast(column),
    fair: 0,
    ample: headAmple(column),
  }));
  const strong = (role: string): boolean => role === 'total' || role === 'subtotal' || role === 'unit';
  for (const row of table.body) {
    for (const cell of row.cells) {
      const need = needs[cell.column];
      if (!need || cell.colspan > 1 || cell.text === '') continue;
      const isStrong = strong(cell.role ?? row.role);
      const width =
        textWidth(cell.text, isStrong) + (cell.scope === 'row' ? (cell.level ?? row.level) * INDENT : 0);
      need.ample = Math.max(need.ample, Math.min(width, TEXT_AMPLE));
      need.fair = Math.max(need.fair, Math.min(width, TEXT_FAIR));
      need.least = Math.max(need.least, cellLeast(cell.kind, cell.text, width, isStrong));
    }
  }
  return needs.map(({ kind, least, fair, ample }) => {
    // Codes may stand in two lines; a figure's least is all it needs.
    const enough = kind === 'text' ? Math.max(least, fair) : least;
    return { kind, least: least + SPARE, fair: enough + SPARE, ample: Math.max(enough, ample) + SPARE };
  });
}

/** Against a line broken for a hair's breadth. */
const SPARE = 0.2;

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

/** A short head would like to stand in one line. */
function headAmple({ path }: LeafColumn): number {
  const width = textWidth(path.at(-1) ?? '', true);
  return width <= HEAD_AMPLE ? width : 0;
}

/** A head breaks into at most four lines, of two characters at least. */
function headLeast(column: LeafColumn): number {
  const title = column.path.at(-1) ?? '';
  const width = textWidth(title, true);
  return Math.min(width, Math.max(2, Math.ceil(width / 4), Math.min(widestRun(title, true), 5)));
}

/** Fills the width: first where it saves lines, then by the form's own widths. */
function share(
  table: TableView,
  columns: readonly number[],
  needs: readonly Need[],
  size: number,
  width: number,
): number[] {
  const room = (width - columns.length * 2 * CELL_PADDING) / size;
  const dealt = dealOut(
    needs.map(({ least }) => least),
    textWidths(table, columns),
    room,
  );
  const spare = Math.max(0, room - dealt.reduce((sum, one) => sum + one, 0));
  const relative = columns.map((at) => {
    const { kind, width: own } = table.columns[at] as LeafColumn;
    return kind === 'serial' ? 0 : own;
  });
  const whole = relative.reduce((sum, one) => sum + one, 0);
  return dealt.map((one, i) =>
    round((one + (spare * (relative[i] as number)) / (whole || 1)) * size + 2 * CELL_PADDING),
  );
}

/** How wide each cell's text is in one line, heads among them; merged cells have room enough. */
function textWidths(table: TableView, columns: readonly number[]): number[][] {
  const place = new Map(columns.map((at, i) => [at, i]));
  const heads = columns.map((at) => textWidth(table.columns[at]?.path.at(-1) ?? '', true));
  const body = table.body.map((row) => {
    const widths: number[] = new Array(columns.length).fill(0);
    for (const cell of row.cells) {
      const i = place.get(cell.column);
      if (i === undefined || cell.colspan > 1 || cell.rowspan > 1 || cell.text.length < 3) continue;
      widths[i] = textWidth(cell.text) + (cell.scope === 'row' ? (cell.level ?? row.level) * INDENT : 0);
    }
    return widths;
  });
  return [heads, ...body];
}

function panels(table: TableView, needs: readonly Need[]): readonly Panel[] {
  const { width } = LANDSCAPE;
  const size = PANEL_SIZE;
  const of = (at: number): number => Math.min((needs[at] as Need).fair * size, width / 3) + 2 * CELL_PADDING;
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
    const own = columns.map((at): Need => {
      const need = needs[at] as Need;
      return { ...need, least: Math.min(need.fair, (of(at) - 2 * CELL_PADDING) / size) };
    });
    const widths = share(table, columns, own, size, width);
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
