import {
  type Decimal,
  exactInterval,
  type Interval,
  isZero,
  parseDecimal,
  roundingInterval,
  shift,
  ZERO,
} from './decimal.ts';

/** 元 and 万元 are money; anything else (平方米, 台, 次, %) is a quantity's unit. */
export type Unit = string;

/**
 * One cell of a table. The four states of a figure stay distinct to the end:
 * `figure`, `zero` (printed 0 or 0.00), `blank` (prints blank) and `mark`
 * (不适用, 涉密不公开, or a form's own such as `--`). Names and codes are `text`.
 */
export type Cell =
  | {
      readonly state: 'figure' | 'zero';
      readonly text: string;
      readonly value: Decimal;
      readonly unit?: Unit;
    }
  | { readonly state: 'blank'; readonly text: '' }
  | { readonly state: 'mark' | 'text'; readonly text: string };

export const BLANK: Cell = { state: 'blank', text: '' };

/** The exact value of a cell; blank counts as zero, a mark or a text has none. */
export function cellValue(cell: Cell): Decimal | undefined {
  if (cell.state === 'blank') return ZERO;
  return cell.state === 'figure' || cell.state === 'zero' ? cell.value : undefined;
}

/** Reads a figure cell. Returns undefined where the text is neither figure nor mark. */
export function readFigure(text: string, marks: readonly string[]): Cell | undefined {
  if (text === '') return BLANK;
  if (marks.includes(text)) return { state: 'mark', text };
  const value = parseDecimal(text);
  if (!value) return undefined;
  return { state: isZero(value) ? 'zero' : 'figure', text, value };
}

/** Reads a quantity, which may carry its own unit: `6.5`, `6.5 次`, `405平方米`. */
export function readQuantity(text: string, marks: readonly string[]): Cell | undefined {
  const plain = readFigure(text, marks);
  if (plain) return plain;
  const match = /^(\S*?\d)\s*([\p{L}%％㎡³²]+)$/u.exec(text);
  const value = match && parseDecimal(match[1] as string);
  return value
    ? { state: isZero(value) ? 'zero' : 'figure', text, value, unit: match[2] as string }
    : undefined;
}

/**
 * The interval a printed figure stands for: v ± ½·10⁻ᵈ, d the larger of its own
 * decimals and its column's; blank and `0` are exactly zero (`0.00` is not: it
 * may have been 0.004).
 */
export function cellInterval(cell: Cell, columnDecimals: number): Interval | undefined {
  const value = cellValue(cell);
  if (!value) return undefined;
  if (cell.state === 'blank' || (cell.state === 'zero' && value.scale === 0)) return exactInterval(value);
  return roundingInterval(value, Math.max(value.scale, columnDecimals));
}

/** How far the decimal point moves from a money unit to 分 (万元 → 分 is 10⁶). */
const FEN_PLACES: ReadonlyMap<string, number> = new Map([
  ['分', 0],
  ['角', 1],
  ['元', 2],
  ['千元', 5],
  ['万元', 6],
  ['百万元', 8],
  ['亿元', 10],
]);

export function isMoneyUnit(unit: Unit): boolean {
  return FEN_PLACES.has(unit);
}

function fenPlaces(unit: Unit): number {
  const places = FEN_PLACES.get(unit);
  if (places === undefined) throw new RangeError(`not a unit of money: ${unit}`);
  return places;
}

/** An amount in 分, exact (a fraction of a 分 stays in the scale). Throws on a unit that is no money. */
export function toFen(value: Decimal, unit: Unit): Decimal {
  return shift(value, fenPlaces(unit));
}

/** An amount of 分 in another money unit, exact. */
export function fromFen(fen: Decimal, unit: Unit): Decimal {
  return shift(fen, -fenPlaces(unit));
}
