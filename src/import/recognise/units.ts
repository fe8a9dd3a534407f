import { fromFen, isMoneyUnit, toFen } from '../../model/cell.ts';
import { type Decimal, formatDecimal, parseDecimal, trimmed, withScale } from '../../model/decimal.ts';

/** Decimals that official forms print. */
const PRINTED = 2;

/**
 * An amount under no number format, with the two decimals that forms print: who
 * types 11 into a sheet means eleven 万元 sharp and sees 11.00 on the printed
 * form, and the cell holds no more than it shows, so the zeros claim nothing
 * untrue. 0 stays 0: it is exactly nothing, 0.00 may have been rounded.
 */
export function asPrinted(text: string): string {
  const value = parseDecimal(text);
  return value && value.coefficient !== 0n && value.scale < PRINTED
    ? formatDecimal(withScale(value, PRINTED))
    : text;
}

export interface Converted {
  readonly text: string;
  /** More decimals than forms print: kept, since rounding would lose them. */
  readonly long: boolean;
}

/**
 * A figure in another unit of money, exact to the last digit. Zeros at the end
 * go as far as the two decimals that forms print. Undefined for what is no figure.
 */
export function convertMoney(text: string, from: string, to: string): Converted | undefined {
  const value = parseDecimal(text);
  if (!value || !isMoneyUnit(from) || !isMoneyUnit(to)) return undefined;
  if (value.coefficient === 0n) return { text, long: false };
  const exact = fromFen(toFen(value, from), to);
  const short = trimmed(exact);
  const known = value.scale + placesBetween(from, to);
  const shown: Decimal = short.scale < PRINTED && known >= PRINTED ? withScale(short, PRINTED) : short;
  return { text: formatDecimal(shown), long: short.scale > PRINTED };
}

/** How many decimals a figure gains: 4 from 元 to 万元, -4 the other way. */
function placesBetween(from: string, to: string): number {
  const one = trimmed(fromFen(toFen({ coefficient: 1n, scale: 0 }, from), to));
  return one.scale > 0 ? one.scale : 1 - String(one.coefficient).length;
}
