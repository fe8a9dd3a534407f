import { fromFen, isMoneyUnit, toFen } from '../model/cell.ts';
import type { Comparison as Compared, Verdict } from '../model/comparison.ts';
import {
  absolute,
  add,
  addIntervals,
  compare,
  type Decimal,
  exactInterval,
  formatDecimal,
  type Interval,
  intervalsMeet,
  isZero,
  roundingInterval,
  shift,
  subtract,
  trimmed,
  withScale,
  ZERO,
} from '../model/decimal.ts';
import type { Related, Severity } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';
import { type Operand, operandInterval, operandValue } from './operand.ts';

export type { Verdict };
export type Comparison = Compared['comparison'];

/** One single relation of a rule: the sum of some figures against the sum of others. */
export interface Relation {
  readonly rule: Rule;
  readonly comparison: Comparison;
  readonly left: readonly Operand[];
  readonly right: readonly Operand[];
  /** Words of its own where it fails and no cell is to blame. */
  readonly words?: (relation: Evaluated) => Words;
}

export interface Words {
  readonly message: string;
  readonly hint: string;
  readonly related?: readonly Related[];
  /** Where it is less than the rule's. */
  readonly severity?: Severity;
}

export interface Evaluated
  extends Relation,
    Pick<Compared, 'verdict' | 'leftSum' | 'rightSum' | 'difference'> {}

/**
 * Compares as XBRL Calculations 1.1 does: the sides disagree only where the
 * intervals that their printed figures stand for do not meet.
 */
export function evaluate(relation: Relation): Evaluated {
  const unit = relation.left[0]?.unit ?? '';
  const mixed = [...relation.left, ...relation.right].some((operand) => operand.unit !== unit);
  if (mixed && !allMoney(relation))
    return { ...relation, verdict: 'unknown', leftSum: ZERO, rightSum: ZERO, difference: ZERO };
  const scale = (value: Decimal, operand: Operand): Decimal =>
    mixed ? fromFen(toFen(value, operand.unit), unit) : value;
  const leftSum = sumOf(relation.left, scale);
  const rightSum = sumOf(relation.right, scale);
  if (!leftSum || !rightSum)
    return (
      overrun(relation) ?? {
        ...relation,
        verdict: 'unknown',
        leftSum: ZERO,
        rightSum: ZERO,
        difference: ZERO,
      }
    );
  const order = compare(leftSum, rightSum);
  const difference = subtract(leftSum, rightSum);
  const evaluated = { ...relation, leftSum, rightSum, difference };
  if (order === 0 || (relation.comparison === 'atMost' && order < 0))
    return { ...evaluated, verdict: 'exact' };
  const left = intervalOf(relation.left, scale);
  const right = intervalOf(relation.right, scale);
  const holds =
    relation.comparison === 'atMost' ? compare(left.low, right.high) <= 0 : intervalsMeet(left, right);
  return { ...evaluated, verdict: holds ? 'rounded' : 'apart' };
}

/** Where a mark hides some of the parts, those that are printed are still not more than the whole. */
function overrun(relation: Relation): Evaluated | undefined {
  const isHidden = (operand: Operand): boolean => operandValue(operand) === undefined;
  const swap = relation.comparison === 'equal' && relation.right.some(isHidden);
  const [parts, whole] = swap ? [relation.right, relation.left] : [relation.left, relation.right];
  const shown = parts.filter((operand) => !isHidden(operand));
  if (shown.length === 0 || whole.length !== 1 || whole.some(isHidden)) return undefined;
  if (shown.some((operand) => compare(operandValue(operand) ?? ZERO, ZERO) < 0)) return undefined;
  const limited = evaluate({ ...relation, comparison: 'atMost', left: shown, right: whole });
  return limited.verdict === 'apart' ? limited : undefined;
}

function allMoney(relation: Relation): boolean {
  return [...relation.left, ...relation.right].every((operand) => isMoneyUnit(operand.unit));
}

type Scale = (value: Decimal, operand: Operand) => Decimal;

function sumOf(operands: readonly Operand[], scale: Scale): Decimal | undefined {
  let total = ZERO;
  for (const operand of operands) {
    const value = operandValue(operand);
    if (!value) return undefined;
    total = add(total, scale(value, operand));
  }
  return total;
}

function intervalOf(operands: readonly Operand[], scale: Scale): Interval {
  let total = exactInterval(ZERO);
  for (const operand of operands) {
    const own = operandInterval(operand) ?? exactInterval(ZERO);
    total = addIntervals(total, { low: scale(own.low, operand), high: scale(own.high, operand) });
  }
  return total;
}

/** Every operand blank: the form's line is not used, and says nothing. */
export function isIdle(relation: Relation): boolean {
  return (
    relation.left.every((operand) => operand.cell.state === 'blank') &&
    relation.right.every((operand) => operand.cell.state === 'blank')
  );
}

/** One is ten thousand times the other, as far as the smaller was rounded: 元 where the other has 万元. */
export function isTenThousandfold(a: Decimal, b: Decimal): boolean {
  const [small, large] = compare(absolute(a), absolute(b)) < 0 ? [a, b] : [b, a];
  if (isZero(small)) return false;
  return intervalsMeet(exactInterval(shift(large, -4)), roundingInterval(small, small.scale));
}

/** A figure in a message: as it is, at least two decimals where it has decimals at all. */
export function printed(value: Decimal): string {
  const plain = trimmed(value);
  return formatDecimal(withScale(plain, Math.max(plain.scale, Math.min(value.scale, 2))), true);
}

export function printedDifference(value: Decimal): string {
  return printed(absolute(value));
}
