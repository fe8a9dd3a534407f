import { fromFen, isMoneyUnit, toFen, type Unit } from '../model/cell.ts';
import {
  absolute,
  compare,
  type Decimal,
  divide,
  formatDecimal,
  isZero,
  multiply,
  subtract,
  trimmed,
  withScale,
} from '../model/decimal.ts';
import type { SentencePart, Words } from './sentence.ts';

/** Arithmetic on amounts for readers: units, shares, changes. Exact; only a per cent is rounded, and says so. */

const HUNDRED: Decimal = { coefficient: 100n, scale: 0 };
const ONE: Decimal = { coefficient: 1n, scale: 0 };
const RATE_SCALE = 1;
export const ROUNDED_RATES = '百分比四舍五入到一位小数';

/** A figure in another unit of money, exact; as it is where the unit is the same. Undefined between a count and money. */
export function inUnit(value: Decimal, from: Unit, to: Unit): Decimal | undefined {
  if (from === to) return value;
  if (!isMoneyUnit(from) || !isMoneyUnit(to)) return undefined;
  return trimmed(fromFen(toFen(value, from), to));
}

/** 1,469.55 万元. */
export function amountWords(value: Decimal, unit: Unit): string {
  return `${formatDecimal(value, true)} ${unit}`;
}

/** 1,469.55 万元 as a part of a sentence. */
export function money(value: Decimal, unit: Unit): SentencePart {
  return { text: amountWords(value, unit), ...(isMoneyUnit(unit) && { money: true }) };
}

/** （约 1.23 亿元）, for what is too long to grasp; nothing where the amount is short in its own unit. */
export function rough(value: Decimal, unit: Unit): Words {
  for (const larger of ['亿元', '万元']) {
    const known = larger !== unit && inUnit(absolute(value), unit, larger);
    if (!known || compare(known, ONE) < 0) continue;
    if (larger === '万元' && unit !== '元') continue;
    const shown = formatDecimal(withScale(inUnit(value, unit, larger) as Decimal, 2), true);
    return { text: `（约 ${shown} ${larger}）`, rough: true };
  }
  return '';
}

/**
 * 78.3%, rounded half away from zero to one decimal. What is not all of it is
 * never called 100%, and what is something never 0%. Undefined where the whole
 * is nothing or negative, or the part is negative.
 */
export function shareWords(part: Decimal, whole: Decimal): string | undefined {
  if (whole.coefficient <= 0n || part.coefficient < 0n) return undefined;
  if (isZero(part)) return '0%';
  const order = compare(part, whole);
  if (order === 0) return '100%';
  const rate = divide(multiply(part, HUNDRED), whole, RATE_SCALE) as Decimal;
  if (isZero(rate)) return '不足 0.1%';
  if (order < 0 && rate.coefficient === 1000n) return '99.9% 以上';
  return `${formatDecimal(rate)}%`;
}

/** What became of a figure: this one less the base, and in per cent of the base. */
export interface Change {
  readonly difference: Decimal;
  /** Signed, one decimal: -12.5. Absent from a base that is zero or negative. */
  readonly rate?: string;
}

/** Both figures in one unit. A per cent is never given from nothing, nor from a negative base. */
export function changeOf(base: Decimal, now: Decimal): Change {
  const difference = subtract(now, base);
  if (base.coefficient <= 0n) return { difference };
  const rate = divide(multiply(difference, HUNDRED), absolute(base), RATE_SCALE) as Decimal;
  return { difference, rate: formatDecimal(rate) };
}

/** +12.5%, -3.0%, 0%; a change too small for one decimal is 不足 0.1%. Undefined where there is no rate. */
export function rateWords({ difference, rate }: Change): string | undefined {
  if (rate === undefined) return undefined;
  if (isZero(difference)) return '0%';
  if (/^-?0\.0$/.test(rate)) return '不足 0.1%';
  return rate.startsWith('-') ? `${rate}%` : `+${rate}%`;
}

/** `+1,200.00`, `-0.40`, `0`. */
export function signedWords(value: Decimal): string {
  return value.coefficient > 0n ? `+${formatDecimal(value, true)}` : formatDecimal(value, true);
}
