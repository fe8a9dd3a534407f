import { cellValue, isMoneyUnit } from '../../model/cell.ts';
import { type Decimal, isZero, trimmed } from '../../model/decimal.ts';
import type { Operand } from '../operand.ts';
import { agreementOf, type Narrative, type Statement } from './narrative.ts';

/** An amount that is right but for its unit. */
export interface Slip {
  /** The cell that it repeats ten thousand times too large or too small. */
  readonly operand: Operand;
  /** What the unit should have been. */
  readonly unit: string;
}

/** Fewer digits may be alike by chance. */
const MIN_DIGITS = 4;
const OTHER: Readonly<Record<string, string>> = { 元: '万元', 万元: '元', 亿元: '万元' };

/** 元 printed as 万元, or the other way: the digits are a table's, the unit is not. */
export function slipOf(statement: Statement, narrative: Narrative): Slip | undefined {
  const { value, unit, role, bound } = statement;
  const right = OTHER[unit];
  if (bound || role !== 'value' || !isMoneyUnit(unit) || right === undefined || isZero(value))
    return undefined;
  if (digitsOf(value) < MIN_DIGITS) return undefined;
  if (agreementOf(statement, narrative)?.agrees || narrative.tracing.find(statement)) return undefined;
  const operand = narrative.tracing.find(statement, unit === '元' ? 4 : -4);
  const its = operand && cellValue(operand.cell);
  return its && digitsOf(its) >= MIN_DIGITS ? { operand, unit: right } : undefined;
}

function digitsOf(value: Decimal): number {
  return String(trimmed(value).coefficient).replace(/^-|0+$/g, '').length;
}
