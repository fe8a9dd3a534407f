import { CELL_PADDING, LANDSCAPE, PORTRAIT } from './page.ts';
import { textWidth } from './text-width.ts';
import type { CarriedLabel, PdfCell, PdfRow, PdfTable } from './types.ts';

/** A merged cell and its rows stay on one page where they take no more of it than this. */
const KEPT = 0.15;
/** Height of a line, and from line to line, in em of the text. */
const LINE = 0.76;
const PITCH = LINE + 0.5;

interface Placed {
  readonly cell: PdfCell;
  readonly row: number;
  /** From the table's left edge, in points. */
  readonly left: number;
  readonly width: number;
}

/**
 * What merged cells need where pages end: a small group of rows stays whole;
 * in a larger one each further row knows the labels merged over it, so that a
 * page which begins with it can say them again.
 */
export function withMerged(table: PdfTable, landscape: boolean): PdfTable {
  if (!table.body.some((row) => row.cells.some((cell) => rowsOf(cell) > 1))) return table;
  const { placed, over } = placeCells(table);
  const heights = placed.map((row) => rowHeight(row, table));
  const room = (landscape ? LANDSCAPE : PORTRAIT).height * KEPT;
  const isKept = ({ cell, row }: Placed): boolean => {
    const rows = heights.slice(row, row + rowsOf(cell));
    return rows.length > 1 && rows.reduce((sum, height) => sum + height, 0) <= room;
  };
  const body = table.body.map((row, r): PdfRow => {
    const own = placed[r] as readonly Placed[];
    const begins = own[0]?.left ?? 0;
    const carried = (over[r] as readonly Placed[]).flatMap((label): CarriedLabel[] => {
      const text = typeof label.cell.text === 'string' ? label.cell.text : label.cell.text.join('');
      const back = begins - label.left;
      return text === '' || back <= 0 || isKept(label)
        ? []
        : [{ text, back, width: label.width - 2 * CELL_PADDING }];
    });
    return {
      ...row,
      cells: own.map((one) => (isKept(one) ? { ...one.cell, kept: true } : one.cell)),
      ...(carried.length > 0 && { carried }),
    };
  });
  return { ...table, body };
}

const rowsOf = (cell: PdfCell): number => cell.rowspan ?? 1;

/** Where each row's own cells stand, and which cells from above are merged over it. */
function placeCells({ columns, body }: PdfTable): { placed: Placed[][]; over: Placed[][] } {
  const lefts = [0];
  for (const width of columns) lefts.push((lefts.at(-1) as number) + width);
  const held: (Placed | undefined)[] = columns.map(() => undefined);
  const over: Placed[][] = [];
  const placed = body.map((row, r) => {
    const still = held.map((one) => (one && one.row + rowsOf(one.cell) > r ? one : undefined));
    over.push([...new Set(still.filter((one) => one !== undefined))]);
    held.splice(0, held.length, ...still);
    let column = 0;
    return row.cells.map((cell): Placed => {
      while (still[column]) column++;
      const left = lefts[column] ?? 0;
      const end = column + (cell.colspan ?? 1);
      const one = { cell, row: r, left, width: (lefts[end] ?? left) - left };
      held.fill(one, column, end);
      column = end;
      return one;
    });
  });
  return { placed, over };
}

/** By the cells of this row alone; what is merged over several is as tall as they are. */
function rowHeight(row: readonly Placed[], { size, inset }: PdfTable): number {
  const lines = row.map(({ cell, width }) => {
    if (rowsOf(cell) > 1) return 1;
    const room = Math.max(width - 2 * CELL_PADDING, size);
    const texts = typeof cell.text === 'string' ? [cell.text] : cell.text;
    return texts.reduce((sum, text) => sum + Math.max(1, Math.ceil((textWidth(text) * size) / room)), 0);
  });
  return (LINE + (Math.max(1, ...lines) - 1) * PITCH) * size + 2 * inset;
}
