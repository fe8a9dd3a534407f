import type { Cell, Unit } from './cell.ts';
import type { Decimal } from './decimal.ts';
import type { Place } from './place.ts';
import type { Row, Table } from './table.ts';

/** One printed figure that a rule compares. */
export interface ComparedFigure {
  /** The same for the same cell in whatever comparison. */
  readonly key: string;
  /** What a clerk calls it: 支出总表“合计”的“基本支出”. */
  readonly label: string;
  readonly cell: Cell;
  readonly unit: Unit;
  place(): Place;
  /** Its cell, where it stands in a table; `column` is an index into the table's columns. */
  readonly at?: { readonly table: Table; readonly row: Row; readonly column: number };
}

/** exact: equal as printed. rounded: only the intervals meet. apart: they do not. unknown: a mark stands where a figure is needed. */
export type Verdict = 'exact' | 'rounded' | 'apart' | 'unknown';

/** The sum of some figures against the sum of others, and what came of it. */
export interface Comparison {
  /** equal: both sides are the same. atMost: the left is not more than the right. */
  readonly comparison: 'equal' | 'atMost';
  readonly left: readonly ComparedFigure[];
  readonly right: readonly ComparedFigure[];
  readonly verdict: Verdict;
  /** Sums in the unit of the first figure. */
  readonly leftSum: Decimal;
  readonly rightSum: Decimal;
  /** left − right. */
  readonly difference: Decimal;
}
