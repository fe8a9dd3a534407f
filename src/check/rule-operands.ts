import type { Fund, TableSpec } from '../model/template.ts';

/** An operand of a rule as data: `expenditure.basic`, `expenditure.total@fiscal`, `@governmentFund`; `@any` takes the fund there is. */
export interface OperandName {
  readonly concept?: string;
  readonly fund?: Fund | 'any';
}

export function operandName(text: unknown): OperandName {
  const [concept = '', fund = ''] = String(text).split('@');
  return { ...(concept !== '' && { concept }), ...(fund !== '' && { fund: fund as Fund | 'any' }) };
}

export function operandList(value: unknown): OperandName[] {
  return Array.isArray(value) ? value.map(operandName) : [];
}

/** Does a form's table carry what an operand names? A concept that ends in `.*` means all under it. */
export function carries(table: TableSpec, { concept, fund = 'all' }: OperandName): boolean {
  const isConcept = (name: string | undefined): boolean =>
    concept === undefined ||
    (concept.endsWith('.*') ? (name?.startsWith(concept.slice(0, -1)) ?? false) : name === concept);
  const rows = table.sides.some((side) => side.rows.fixed.some((row) => isConcept(row.concept)));
  return table.columns.some(
    (column) =>
      (fund === 'any' || (column.fund ?? table.fund) === fund) &&
      (isConcept(column.concept) || (rows && column.kind === 'amount')),
  );
}
