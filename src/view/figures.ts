import { type Cell, cellValue, fromFen, isMoneyUnit, toFen, type Unit } from '../model/cell.ts';
import { formatDecimal, trimmed } from '../model/decimal.ts';

/** 元, exact, in plain digits. Undefined for a mark, and for what is no money. */
export function yuan(cell: Cell, unit: Unit): string | undefined {
  const value = cellValue(cell);
  if (!value || !isMoneyUnit(unit)) return undefined;
  return formatDecimal(trimmed(fromFen(toFen(value, unit), '元')));
}

/** As printed, grouped by thousands: 1,469.55; a blank is 0. */
export function grouped(cell: Cell): string {
  const value = cellValue(cell);
  return value ? formatDecimal(value, true) : cell.text;
}
