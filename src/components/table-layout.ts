import type { LeafColumn, TableView } from '../view/types.ts';

/** How a table is laid out on the screen. Styles know these as classes: the policy forbids inline style. */
export interface Layout {
  /** Least width of each column in em, without padding: `m9`. */
  readonly minimum: readonly number[];
  /** Share of the table's width in per cent, 0 where it is left to the browser: `w12`, even numbers. */
  readonly percent: readonly number[];
  /** The column that stays in sight while the others scroll by: the last that heads a line; -1 for none. */
  readonly frozen: number;
  /** From which page width on it fits: 0 always, 1 from 768 px, 2 from 1280, 3 from 1600, 4 from 1840, 5 never. */
  readonly fit: 0 | 1 | 2 | 3 | 4 | 5;
  /** So few short columns that at full width the eye would lose the line between them. */
  readonly narrow: boolean;
  /** Two tables side by side: a line holds a row of each. */
  readonly sides: boolean;
}

/** Left and right padding of a cell. */
const PADDING_EM = 1.35;
/** A digit of the system's fonts, with something to spare. */
const DIGIT_EM = 0.6;
/** What the column of tables holds, in em of table text, at the widths named at `fit`. See layout.css. */
const NARROW_EM = 30;
const ROOM_EM = [20, 44, 59, 74, 85];

export function tableLayout(table: TableView): Layout {
  const longest = table.columns.map(() => 0);
  let frozen = -1;
  let sides = false;
  for (const row of table.body) {
    for (const { colspan, column, text, scope, anchor } of row.cells) {
      if (anchor !== undefined) sides = true;
      if (colspan > 1) continue;
      if (text.length > (longest[column] ?? 0)) longest[column] = text.length;
      if (scope === 'row' && column > frozen) frozen = column;
    }
  }
  const minimum = table.columns.map((column, i) => minimumOf(column, longest[i] ?? 0));
  const needed = minimum.reduce((sum, em) => sum + em + PADDING_EM, 0);
  const fit = ROOM_EM.findIndex((room) => needed <= room);
  const relative = table.columns.reduce((sum, column) => sum + column.width, 0);
  return {
    minimum,
    percent: table.columns.map(({ width }) => (relative > 0 ? 2 * Math.round((50 * width) / relative) : 0)),
    frozen,
    fit: (fit < 0 ? ROOM_EM.length : fit) as Layout['fit'],
    narrow: needed <= NARROW_EM,
    sides,
  };
}

function minimumOf(column: LeafColumn, longest: number): number {
  switch (column.kind) {
    case 'serial':
      return 2;
    case 'code':
      return clamp(Math.ceil(longest * DIGIT_EM), 2, 8);
    case 'figure':
      return clamp(Math.ceil(longest * DIGIT_EM), 4, 12);
    case 'text':
      return clamp(Math.max(longest, column.path.at(-1)?.length ?? 0), 3, longest > 4 ? 9 : 4);
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
