import type { Fund } from '../model/template.ts';

/** An operand of a rule as data: `expenditure.basic`, `expenditure.total@fiscal`, `@governmentFund`. */
export interface OperandName {
  readonly concept?: string;
  readonly fund?: Fund;
}

export function operandName(text: unknown): OperandName {
  const [concept = '', fund = ''] = String(text).split('@');
  return { ...(concept !== '' && { concept }), ...(fund !== '' && { fund: fund as Fund }) };
}

export function operandList(value: unknown): OperandName[] {
  return Array.isArray(value) ? value.map(operandName) : [];
}
