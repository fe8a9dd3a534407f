import { type Cell, cellInterval, cellValue } from '../model/cell.ts';
import { absolute, addIntervals, type Decimal, equals, exactInterval, formatDecimal, type Interval, intervalsMeet, negate, negateInterval, subtract, sum, withScale, ZERO } from '../model/decimal.ts';
import type { Row, Table } from '../model/table.ts';

/** One side's member of a sum: a cell with its column's decimals, added or taken away. */
export interface Term {
  readonly cell: Cell;
  readonly decimals: number;
  readonly negative?: boolean;
}

export interface Comparison {
  /** exact: equal. rounded: the intervals meet. apart: they do not. */
  readonly outcome: 'exact' | 'rounded' | 'apart';
  readonly left: Decimal;
  readonly right: Decimal;
  readonly difference: Decimal;
}

function total(terms: readonly Term[]): { value: Decimal; interval: Interval } | undefined {
  let interval = exactInterval(ZERO);
  const values: Decimal[] = [];
  for (const { cell, decimals, negative } of terms) {
    const value = cellValue(cell);
    const own = cellInterval(cell, decimals);
    if (!value || !own) return undefined;
    values.push(negative ? negate(value) : value);
    interval = addIntervals(interval, negative ? negateInterval(own) : own);
  }
  return { value: sum(values), interval };
}

/**
 * Compares two sums as XBRL Calculations 1.1 does: they disagree only where
 * their intervals do not meet. Undefined where a cell holds a mark instead of
 * a figure (涉密不公开): then nothing can be said.
 */
export function compareSums(left: readonly Term[], right: readonly Term[]): Comparison | undefined {
  const a = total(left);
  const b = total(right);
  if (!a || !b) return undefined;
  const outcome = equals(a.value, b.value) ? 'exact' : intervalsMeet(a.interval, b.interval) ? 'rounded' : 'apart';
  return { outcome, left: a.value, right: b.value, difference: subtract(a.value, b.value) };
}

/** Decimals that each column of a table is printed with: the most that any of its figures has. */
const decimalsOf = new WeakMap<Table, readonly number[]>();

export function columnDecimals(table: Table): readonly number[] {
  const known = decimalsOf.get(table);
  if (known) return known;
  const decimals = table.columns.map((_, column) => {
    let most = 0;
    for (const line of table.lines) {
      const cell = line.cells[column];
      if ((cell?.state === 'figure' || cell?.state === 'zero') && cell.value.scale > most) most = cell.value.scale;
    }
    return most;
  });
  decimalsOf.set(table, decimals);
  return decimals;
}

/** A figure in a message: at least two decimals where it has decimals at all. */
export function printed(value: Decimal): string {
  return formatDecimal(value.scale === 1 ? withScale(value, 2) : value, true);
}

export function printedDifference(value: Decimal): string {
  return printed(absolute(value));
}

/** What a clerk calls a row: code and name. */
export function rowName(row: Row): string {
  return row.code !== undefined && row.role !== 'unit' && !row.spec ? `${row.code} ${row.label}` : row.label;
}
