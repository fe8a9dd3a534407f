import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  addIntervals,
  compare,
  type Decimal,
  exactInterval,
  formatDecimal,
  type Interval,
  intervalsMeet,
  multiply,
  multiplyIntervals,
  negate,
  negateInterval,
  parseDecimal,
  roundingInterval,
} from '../../src/model/decimal.ts';

const parsed = (text: string): Decimal => {
  const value = parseDecimal(text);
  if (!value) throw new Error(text);
  return value;
};
const text = ({ low, high }: Interval): string => `${formatDecimal(low)}…${formatDecimal(high)}`;
const around = (value: string, decimals: number): Interval => roundingInterval(parsed(value), decimals);

const decimal = fc
  .record({ coefficient: fc.bigInt({ min: -100_000n, max: 100_000n }), scale: fc.nat(3) })
  .map((item): Decimal => item);
const interval = fc
  .tuple(decimal, decimal)
  .map(([a, b]): Interval => (compare(a, b) <= 0 ? { low: a, high: b } : { low: b, high: a }));
/** An interval, and a value in it: an end, or a whole number of steps from the low one. */
const within = interval.chain((item) =>
  fc.constantFrom(item.low, item.high).map((value) => ({ item, value })),
);
const holds = ({ low, high }: Interval, value: Decimal): boolean =>
  compare(low, value) <= 0 && compare(value, high) <= 0;

describe('the interval of a printed figure', () => {
  it.each([
    ['1469.55', 2, '1469.545…1469.555'],
    ['3', 0, '2.5…3.5'],
    ['3', 2, '2.995…3.005'],
    ['0.00', 2, '-0.005…0.005'],
    ['-0.40', 2, '-0.405…-0.395'],
  ])('%s with %i decimals', (value, decimals, expected) => {
    expect(text(around(value, decimals))).toBe(expected);
  });
});

describe('sums and products', () => {
  it('hold every sum and product of what they hold', () => {
    fc.assert(
      fc.property(within, within, (a, b) => {
        return (
          holds(addIntervals(a.item, b.item), add(a.value, b.value)) &&
          holds(multiplyIntervals(a.item, b.item), multiply(a.value, b.value)) &&
          holds(negateInterval(a.item), negate(a.value))
        );
      }),
    );
  });

  it('hold no more: both ends are reached', () => {
    fc.assert(
      fc.property(interval, interval, (a, b) => {
        const product = multiplyIntervals(a, b);
        const corners = [a.low, a.high].flatMap((x) => [b.low, b.high].map((y) => multiply(x, y)));
        return (
          compare(product.low, product.high) <= 0 &&
          corners.some((corner) => compare(corner, product.low) === 0) &&
          corners.some((corner) => compare(corner, product.high) === 0)
        );
      }),
    );
  });

  it('multiplies over zero', () => {
    const product = multiplyIntervals(
      { low: parsed('-2'), high: parsed('3') },
      { low: parsed('-5'), high: parsed('1') },
    );
    expect(text(product)).toBe('-15…10');
  });

  it('keeps an exact value exact', () => {
    expect(text(multiplyIntervals(exactInterval(parsed('3')), exactInterval(parsed('0.5'))))).toBe('1.5…1.5');
  });
});

describe('meeting', () => {
  it('is symmetric, and means a common value', () => {
    fc.assert(
      fc.property(interval, interval, (a, b) => {
        const ends = [a.low, a.high, b.low, b.high];
        const common = ends.some((end) => holds(a, end) && holds(b, end));
        return intervalsMeet(a, b) === common && intervalsMeet(b, a) === common;
      }),
    );
  });

  it.each([
    ['0.01', '0.02', 2, true],
    ['0.01', '0.03', 2, false],
    ['1.00', '1.005', 3, false],
  ])('%s and %s with %i decimals: %s', (a, b, decimals, meets) => {
    expect(intervalsMeet(around(a, decimals), around(b, decimals))).toBe(meets);
  });

  it('counts both ends: touching is meeting', () => {
    expect(intervalsMeet(around('0.01', 2), around('0.02', 2))).toBe(true);
    expect(intervalsMeet(exactInterval(parsed('0.015')), around('0.01', 2))).toBe(true);
    expect(intervalsMeet(exactInterval(parsed('0.0151')), around('0.01', 2))).toBe(false);
  });
});
