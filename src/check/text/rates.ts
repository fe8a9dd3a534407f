import {
  add,
  compare,
  type Decimal,
  divide,
  type Interval,
  isZero,
  multiply,
  shift,
  subtract,
} from '../../model/decimal.ts';

/** Rates recomputed from figures that were themselves rounded. */

/** An interval of quotients; undefined where the divisor may be nothing. */
export function quotient(part: Interval, whole: Interval): Interval | undefined {
  if (compare(multiply(whole.low, whole.high), { coefficient: 0n, scale: 0 }) <= 0) return undefined;
  const ends = [part.low, part.high].flatMap((a) =>
    [whole.low, whole.high].map((b) => divide(a, b, SCALE) as Decimal),
  );
  ends.sort(compare);
  return { low: subtract(ends[0] as Decimal, LAST), high: add(ends.at(-1) as Decimal, LAST) };
}

/** Enough that what is cut off does not matter, and its last place. */
const SCALE = 14;
const LAST: Decimal = { coefficient: 1n, scale: SCALE };

/** As a percentage. */
export function percent({ low, high }: Interval): Interval {
  return { low: shift(low, 2), high: shift(high, 2) };
}

export function percentOf(part: Decimal, whole: Decimal, decimals: number): Decimal | undefined {
  return isZero(whole) ? undefined : divide(shift(part, 2), whole, decimals);
}

/** Is a rate off by no more than one in its last place? It was cut off, or made to add up to 100. */
export function isLastDigit(rate: Decimal, right: Interval): boolean {
  const one: Decimal = { coefficient: 1n, scale: rate.scale };
  const half: Decimal = { coefficient: 5n, scale: rate.scale + 1 };
  const near: Interval = { low: subtract(subtract(rate, one), half), high: add(add(rate, one), half) };
  return compare(near.low, right.high) <= 0 && compare(right.low, near.high) <= 0;
}
