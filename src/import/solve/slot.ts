import { cellInterval, readFigure } from '../../model/cell.ts';
import type { Interval } from '../../model/decimal.ts';
import type { ColumnSpec, FixedRow, SideSpec, TableSpec } from '../../model/template.ts';

/** One way to set the figures of a row under its columns; blank elsewhere. Parallel to `columns`. */
export type Placing = readonly string[];

/** A printed row (one side of it) whose figures want columns. */
export interface Slot {
  readonly spec: TableSpec;
  readonly side: SideSpec;
  readonly columns: readonly ColumnSpec[];
  readonly figures: readonly string[];
  readonly label: string;
  readonly code: string | undefined;
  readonly fixed: FixedRow | undefined;
  readonly line: number;
  /** What is still possible. */
  placings: readonly Placing[];
}

/** More ways than this say nothing: so many blanks are no table's row. */
const MOST = 20_000;

/** Every way to put `figures`, in print order, under `width` columns; none where there are too many. */
export function placingsOf(figures: readonly string[], width: number): Placing[] {
  if (ways(figures.length, width) > MOST) return [];
  const found: string[][] = [];
  const place = (at: number, from: number, row: string[]): void => {
    if (at === figures.length) {
      found.push([...row, ...new Array(width - row.length).fill('')]);
      return;
    }
    for (let column = from; column <= width - (figures.length - at); column++) {
      place(at + 1, column + 1, [...row, ...new Array(column - row.length).fill(''), figures[at] as string]);
    }
  };
  if (figures.length <= width) place(0, 0, []);
  return found;
}

function ways(chosen: number, width: number): number {
  let count = 1;
  for (let at = 1; at <= chosen; at++) count = (count * (width - chosen + at)) / at;
  return count;
}

export function intervalOf(text: string): Interval {
  const cell = readFigure(text, []) ?? { state: 'blank' as const, text: '' as const };
  return cellInterval(cell, 0) as Interval;
}

/** The one text that every placing has under a column; undefined where they differ. */
export function settled(slot: Slot, column: number): string | undefined {
  const first = slot.placings[0]?.[column];
  return first !== undefined && slot.placings.every((placing) => placing[column] === first)
    ? first
    : undefined;
}

/** Keeps the placings that pass, unless none does: then the document contradicts itself there. */
export function keep(slot: Slot, passes: (placing: Placing) => boolean): boolean {
  if (slot.placings.length < 2) return false;
  const left = slot.placings.filter(passes);
  if (left.length === 0 || left.length === slot.placings.length) return false;
  slot.placings = left;
  return true;
}
