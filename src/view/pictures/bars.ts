import {
  compare,
  type Decimal,
  divide,
  formatDecimal,
  multiply,
  subtract,
  trimmed,
  ZERO,
} from '../../model/decimal.ts';
import type { Bar } from './types.ts';

const HUNDRED: Decimal = { coefficient: 100n, scale: 0 };
/** What is not zero can be seen: a bar of at least half a hundredth. */
const LEAST: Decimal = { coefficient: 5n, scale: 1 };

/**
 * Bars of one scale: the longest takes all the room. Where some are negative
 * they stand to the left of a common zero.
 */
export function barsOf(values: readonly Decimal[]): readonly Bar[] {
  const low = values.reduce((least, value) => (compare(value, least) < 0 ? value : least), ZERO);
  const high = values.reduce((most, value) => (compare(value, most) > 0 ? value : most), ZERO);
  const span = subtract(high, low);
  const at = (value: Decimal) => divide(multiply(value, HUNDRED), span, 2) ?? ZERO;
  const zero = at(subtract(ZERO, low));
  return values.map((value) => {
    const end = at(subtract(value, low));
    const [from, to] = compare(end, zero) < 0 ? [end, zero] : [zero, end];
    const width = subtract(to, from);
    const seen = value.coefficient !== 0n && compare(width, LEAST) < 0 ? LEAST : width;
    // At the right edge a bar that was made longer begins sooner.
    const room = subtract(HUNDRED, seen);
    return { x: plain(compare(from, room) > 0 ? room : from), width: plain(seen) };
  });
}

function plain(value: Decimal): string {
  return formatDecimal(trimmed(value));
}
