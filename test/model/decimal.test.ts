import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  absolute,
  add,
  compare,
  type Decimal,
  divide,
  equals,
  formatDecimal,
  isZero,
  multiply,
  negate,
  parseDecimal,
  shift,
  subtract,
  sum,
  trimmed,
  withScale,
  ZERO,
} from '../../src/model/decimal.ts';

/** The naive model: a fraction of two integers. */
interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

const fraction = ({ coefficient, scale }: Decimal): Fraction => ({ n: coefficient, d: 10n ** BigInt(scale) });
const same = (a: Fraction, b: Fraction): boolean => a.n * b.d === b.n * a.d;

const decimal = fc
  .record({ coefficient: fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), scale: fc.nat(8) })
  .map((item): Decimal => item);
const small = fc
  .record({ coefficient: fc.bigInt({ min: -5000n, max: 5000n }), scale: fc.nat(3) })
  .map((item): Decimal => item);

function parsed(text: string): Decimal {
  const value = parseDecimal(text);
  if (!value) throw new Error(text);
  return value;
}

describe('against fractions', () => {
  const holds = (property: (a: Decimal, b: Decimal) => boolean): void => {
    fc.assert(fc.property(decimal, decimal, property));
    fc.assert(fc.property(small, small, property));
  };

  it('adds', () => {
    holds((a, b) => {
      const [x, y] = [fraction(a), fraction(b)];
      return same(fraction(add(a, b)), { n: x.n * y.d + y.n * x.d, d: x.d * y.d });
    });
  });

  it('subtracts what it added', () => {
    holds((a, b) => equals(subtract(add(a, b), b), a));
  });

  it('multiplies', () => {
    holds((a, b) => {
      const [x, y] = [fraction(a), fraction(b)];
      return same(fraction(multiply(a, b)), { n: x.n * y.n, d: x.d * y.d });
    });
  });

  it('compares', () => {
    holds((a, b) => {
      const [x, y] = [fraction(a), fraction(b)];
      const difference = x.n * y.d - y.n * x.d;
      return (
        compare(a, b) === (difference < 0n ? -1 : difference > 0n ? 1 : 0) &&
        equals(a, b) === (difference === 0n)
      );
    });
  });

  it('negates and takes the absolute value', () => {
    holds(
      (a) =>
        isZero(add(a, negate(a))) &&
        !(absolute(a).coefficient < 0n) &&
        (equals(absolute(a), a) || equals(absolute(a), negate(a))),
    );
  });

  it('shifts the point', () => {
    fc.assert(
      fc.property(decimal, fc.integer({ min: -12, max: 12 }), (a, places) => {
        const { n, d } = fraction(a);
        const moved = fraction(shift(a, places));
        return places >= 0
          ? same(moved, { n: n * 10n ** BigInt(places), d })
          : same(moved, { n, d: d * 10n ** BigInt(-places) });
      }),
    );
  });

  it('sums in any order', () => {
    fc.assert(
      fc.property(fc.array(decimal, { maxLength: 12 }), (items) =>
        equals(sum(items), sum([...items].reverse())),
      ),
    );
    expect(sum([])).toEqual(ZERO);
  });

  it('divides to the nearest, half away from zero', () => {
    fc.assert(
      fc.property(fc.oneof(small, decimal), small, fc.nat(6), (a, b, scale) => {
        const quotient = divide(a, b, scale);
        if (isZero(b)) return quotient === undefined;
        if (!quotient || quotient.scale !== scale) return false;
        // |a/b − q| ≤ ½·10⁻ˢ, and where it is exactly half, q lies farther from zero.
        const [x, y, q] = [fraction(a), fraction(b), fraction(quotient)];
        const exact = { n: x.n * y.d * (y.n < 0n ? -1n : 1n), d: x.d * (y.n < 0n ? -y.n : y.n) };
        const off = exact.n * q.d - q.n * exact.d;
        const twice = 2n * (off < 0n ? -off : off) * 10n ** BigInt(scale);
        const whole = exact.d * q.d;
        const farther = (exact.n < 0n ? -exact.n : exact.n) * q.d <= (q.n < 0n ? -q.n : q.n) * exact.d;
        return twice < whole || (twice === whole && farther);
      }),
    );
  });

  it('rounds as it divides by one, and pads', () => {
    fc.assert(
      fc.property(decimal, fc.nat(10), (a, scale) => {
        const rounded = withScale(a, scale);
        const expected = divide(a, parsed('1'), scale);
        return rounded.scale === scale && expected !== undefined && equals(rounded, expected);
      }),
    );
  });

  it('drops zeros at the end without a change of value', () => {
    fc.assert(
      fc.property(decimal, (a) => {
        const plain = trimmed(a);
        return (
          equals(plain, a) && plain.scale <= a.scale && (plain.scale === 0 || plain.coefficient % 10n !== 0n)
        );
      }),
    );
  });
});

describe('text', () => {
  it('reads back what it writes, digit for digit', () => {
    fc.assert(
      fc.property(decimal, fc.boolean(), (a, grouping) => {
        const back = parseDecimal(formatDecimal(a, grouping));
        return back?.coefficient === a.coefficient && back.scale === a.scale;
      }),
    );
  });

  it.each([
    ['0', 0n, 0],
    ['0.00', 0n, 2],
    ['-0.40', -40n, 2],
    ['−0.40', -40n, 2],
    ['1469.55', 146955n, 2],
    ['1,469.55', 146955n, 2],
    ['12,345,678', 12345678n, 0],
    ['007', 7n, 0],
  ])('reads %s', (text, coefficient, scale) => {
    expect(parseDecimal(text)).toEqual({ coefficient, scale });
  });

  it.each([
    '',
    ' ',
    '1 2',
    '12,34',
    '1,2345',
    ',123',
    '1,',
    '1234,567',
    '１２．５',
    '1.2.3',
    '.5',
    '5.',
    'O.5',
    '+5',
    '--5',
    '1e3',
    '0x10',
    '∞',
    'NaN',
    '1_000',
    '５',
    '٣',
    '5%',
    '5元',
    '1469.55\n',
    '9'.repeat(43),
  ])('refuses %j', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });

  it('refuses a million characters, which a pattern that tries every place anew would not end with', () => {
    expect(parseDecimal(`${'1,111'.repeat(200_000)}x`)).toBeUndefined();
  });

  it.each([
    [{ coefficient: 5n, scale: 2 }, '0.05', '0.05'],
    [{ coefficient: -5n, scale: 2 }, '-0.05', '-0.05'],
    [{ coefficient: 0n, scale: 2 }, '0.00', '0.00'],
    [{ coefficient: 123456789n, scale: 2 }, '1234567.89', '1,234,567.89'],
    [{ coefficient: -999n, scale: 0 }, '-999', '-999'],
    [{ coefficient: -1000n, scale: 0 }, '-1000', '-1,000'],
  ])('writes %o as %s', (value, plain, grouped) => {
    expect(formatDecimal(value)).toBe(plain);
    expect(formatDecimal(value, true)).toBe(grouped);
  });

  it.each([
    ['1', '3', 2, '0.33'],
    ['2', '3', 2, '0.67'],
    ['1', '8', 2, '0.13'],
    ['-1', '8', 2, '-0.13'],
    ['0.5', '1', 0, '1'],
    ['-0.5', '1', 0, '-1'],
    ['1.005', '1', 2, '1.01'],
    ['470.78', '998.77', 4, '0.4714'],
  ])('%s ÷ %s to %i decimals is %s', (a, b, scale, expected) => {
    expect(formatDecimal(divide(parsed(a), parsed(b), scale) ?? ZERO)).toBe(expected);
  });
});
