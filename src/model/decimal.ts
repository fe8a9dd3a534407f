/**
 * Exact decimals. Money and quantities never touch floating point: a printed
 * figure such as `1,469.55` is the integer 146955 with a scale of 2.
 */
export interface Decimal {
  /** The digits as one integer, with its sign. */
  readonly coefficient: bigint;
  /** How many of those digits stand after the decimal point (≥ 0). */
  readonly scale: number;
}

/** A closed interval, both ends included. */
export interface Interval {
  readonly low: Decimal;
  readonly high: Decimal;
}

export const ZERO: Decimal = { coefficient: 0n, scale: 0 };

const PLAIN = /^[-−]?\d+(?:\.\d+)?$/;
const GROUPED = /^[-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
/** More digits than any budget has; a longer run is a paste accident or an attack. */
const MAX_DIGITS = 30;

const POWERS: bigint[] = [1n];
function power(n: number): bigint {
  for (let i = POWERS.length; i <= n; i++) POWERS.push((POWERS[i - 1] as bigint) * 10n);
  return POWERS[n] as bigint;
}

/**
 * Reads a figure as forms print it: `1469.55`, `1,469.55`, `-0.40`.
 * Returns undefined for anything else (`12,34`, `１２．５`, `1.2.3`, `O.5`).
 */
export function parseDecimal(text: string): Decimal | undefined {
  return shortDecimal(text) ?? anyDecimal(text);
}

/** As many digits as a number holds exactly. */
const SHORT = 15;

/** What nearly every figure is: few digits, at most one point among them. Undefined for anything else. */
function shortDecimal(text: string): Decimal | undefined {
  const { length } = text;
  if (length === 0 || length > SHORT) return undefined;
  let digits = 0;
  let point = -1;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) digits = digits * 10 + code - 48;
    else if (code === 46 && point < 0 && at > 0 && at < length - 1) point = at;
    else return undefined;
  }
  return { coefficient: BigInt(digits), scale: point < 0 ? 0 : length - point - 1 };
}

function anyDecimal(text: string): Decimal | undefined {
  if (text.length > MAX_DIGITS + 12) return undefined;
  if (text.length > MAX_DIGITS && text.replace(/\D/g, '').length > MAX_DIGITS) return undefined;
  if (!PLAIN.test(text) && !GROUPED.test(text)) return undefined;
  const plain = text.replaceAll(',', '').replace('−', '-');
  const point = plain.indexOf('.');
  const scale = point < 0 ? 0 : plain.length - point - 1;
  return { coefficient: BigInt(point < 0 ? plain : plain.slice(0, point) + plain.slice(point + 1)), scale };
}

function aligned(a: Decimal, b: Decimal): [bigint, bigint, number] {
  if (a.scale === b.scale) return [a.coefficient, b.coefficient, a.scale];
  return a.scale < b.scale
    ? [a.coefficient * power(b.scale - a.scale), b.coefficient, b.scale]
    : [a.coefficient, b.coefficient * power(a.scale - b.scale), a.scale];
}

export function add(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return { coefficient: x + y, scale };
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return { coefficient: x - y, scale };
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { coefficient: a.coefficient * b.coefficient, scale: a.scale + b.scale };
}

export function negate(a: Decimal): Decimal {
  return { coefficient: -a.coefficient, scale: a.scale };
}

export function absolute(a: Decimal): Decimal {
  return a.coefficient < 0n ? negate(a) : a;
}

export function sum(items: Iterable<Decimal>): Decimal {
  let total = ZERO;
  for (const item of items) total = add(total, item);
  return total;
}

/** Negative, zero or positive, as a sort comparator wants it. */
export function compare(a: Decimal, b: Decimal): number {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

export function equals(a: Decimal, b: Decimal): boolean {
  return compare(a, b) === 0;
}

export function isZero(a: Decimal): boolean {
  return a.coefficient === 0n;
}

/** Moves the decimal point: `shift(x, 4)` is x × 10⁴ (万元 → 元), exactly. */
export function shift(a: Decimal, places: number): Decimal {
  const scale = a.scale - places;
  return scale >= 0
    ? { coefficient: a.coefficient, scale }
    : { coefficient: a.coefficient * power(-scale), scale: 0 };
}

/**
 * a ÷ b to `scale` decimals, half away from zero (四舍五入), as Chinese budget
 * documents round. Returns undefined when b is zero.
 */
export function divide(a: Decimal, b: Decimal, scale: number): Decimal | undefined {
  if (b.coefficient === 0n) return undefined;
  const exponent = scale + b.scale - a.scale;
  const numerator = exponent >= 0 ? a.coefficient * power(exponent) : a.coefficient;
  const denominator = exponent >= 0 ? b.coefficient : b.coefficient * power(-exponent);
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const rounded = (2n * n + d) / (2n * d);
  return { coefficient: negative ? -rounded : rounded, scale };
}

/** Rounds to `scale` decimals, half away from zero; pads with zeros where it has fewer. */
export function withScale(a: Decimal, scale: number): Decimal {
  if (a.scale <= scale) return { coefficient: a.coefficient * power(scale - a.scale), scale };
  return divide(a, { coefficient: 1n, scale: 0 }, scale) as Decimal;
}

/** Drops zeros at the end: 3.50 → 3.5. The value is the same. */
export function trimmed(a: Decimal): Decimal {
  let { coefficient, scale } = a;
  while (scale > 0 && coefficient % 10n === 0n) {
    coefficient /= 10n;
    scale--;
  }
  return { coefficient, scale };
}

/** Plain digits, `-1234.50`; with `grouping`, `-1,234.50`. */
export function formatDecimal(a: Decimal, grouping = false): string {
  const negative = a.coefficient < 0n;
  const digits = (negative ? -a.coefficient : a.coefficient).toString().padStart(a.scale + 1, '0');
  const whole = digits.slice(0, digits.length - a.scale);
  const grouped = grouping ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  return `${negative ? '-' : ''}${grouped}${a.scale > 0 ? `.${digits.slice(-a.scale)}` : ''}`;
}

/**
 * What a figure printed with `decimals` decimals may stand for: v ± ½·10⁻ᵈ
 * (XBRL Calculations 1.1).
 */
export function roundingInterval(value: Decimal, decimals: number): Interval {
  const half: Decimal = { coefficient: 5n, scale: decimals + 1 };
  return { low: subtract(value, half), high: add(value, half) };
}

/** The interval of a value known exactly. */
export function exactInterval(value: Decimal): Interval {
  return { low: value, high: value };
}

export function addIntervals(a: Interval, b: Interval): Interval {
  return { low: add(a.low, b.low), high: add(a.high, b.high) };
}

export function multiplyIntervals(a: Interval, b: Interval): Interval {
  const products = [
    multiply(a.low, b.low),
    multiply(a.low, b.high),
    multiply(a.high, b.low),
    multiply(a.high, b.high),
  ];
  products.sort(compare);
  return { low: products[0] as Decimal, high: products[3] as Decimal };
}

export function negateInterval(a: Interval): Interval {
  return { low: negate(a.high), high: negate(a.low) };
}

export function intervalsMeet(a: Interval, b: Interval): boolean {
  return compare(a.low, b.high) <= 0 && compare(b.low, a.high) <= 0;
}
