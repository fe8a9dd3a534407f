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
import type { CheckFinding } from '../model/disclosure.ts';
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
  readonly words?: ((relation: Evaluated) => Words) | undefined;
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
    Pick<Compared, 'verdict' | 'leftSum' | 'rightSum' | 'difference'> {
  /** What tells of it: known once all rules have run. */
  readonly finding: CheckFinding | undefined;
}

/**
 * Compares as XBRL Calculations 1.1 does: the sides disagree only where the
 * intervals that their printed figures stand for do not meet.
 */
export function evaluate(relation: Relation): Evaluated {
  const { comparison, left, right } = relation;
  const unit = left[0]?.unit ?? '';
  const mixed = isMixed(left, unit) || isMixed(right, unit);
  if (mixed && !allMoney(relation)) return concluded(relation, 'unknown', ZERO, ZERO);
  const scale = mixed
    ? (value: Decimal, operand: Operand): Decimal => fromFen(toFen(value, operand.unit), unit)
    : undefined;
  const leftSum = sumOf(left, scale);
  const rightSum = sumOf(right, scale);
  if (!leftSum || !rightSum) return overrun(relation) ?? concluded(relation, 'unknown', ZERO, ZERO);
  const order = compare(leftSum, rightSum);
  if (order === 0 || (comparison === 'atMost' && order < 0))
    return concluded(relation, 'exact', leftSum, rightSum);
  const leftInterval = intervalOf(left, scale);
  const rightInterval = intervalOf(right, scale);
  const holds =
    comparison === 'atMost'
      ? compare(leftInterval.low, rightInterval.high) <= 0
      : intervalsMeet(leftInterval, rightInterval);
  return concluded(relation, holds ? 'rounded' : 'apart', leftSum, rightSum);
}

function concluded(relation: Relation, verdict: Verdict, leftSum: Decimal, rightSum: Decimal): Evaluated {
  // Hundreds are made for each disclosure: all of one shape.
  const { rule, comparison, left, right, words } = relation;
  const difference = verdict === 'unknown' ? ZERO : subtract(leftSum, rightSum);
  return { rule, comparison, left, right, words, verdict, leftSum, rightSum, difference, finding: undefined };
}

function isMixed(operands: readonly Operand[], unit: string): boolean {
  for (const operand of operands) if (operand.unit !== unit) return true;
  return false;
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

/** Puts a figure into the unit that a relation is compared in; absent where all are in it. */
type Scale = ((value: Decimal, operand: Operand) => Decimal) | undefined;

function sumOf(operands: readonly Operand[], scale: Scale): Decimal | undefined {
  let total = ZERO;
  for (const operand of operands) {
    const value = operandValue(operand);
    if (!value) return undefined;
    const own = scale ? scale(value, operand) : value;
    // The sum of one figure and blanks is that figure.
    if (total === ZERO) total = own;
    else if (own.coefficient !== 0n || own.scale > total.scale) total = add(total, own);
  }
  return total;
}

function intervalOf(operands: readonly Operand[], scale: Scale): Interval {
  let total = exactInterval(ZERO);
  for (const operand of operands) {
    const own = operandInterval(operand) ?? exactInterval(ZERO);
    total = addIntervals(
      total,
      scale ? { low: scale(own.low, operand), high: scale(own.high, operand) } : own,
    );
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

/** Rules that only warn are no evidence: what they find may be right. */
export const isEvidence = ({ rule }: Evaluated): boolean => rule.severity === 'error';

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
