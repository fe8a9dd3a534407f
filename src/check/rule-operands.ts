import { kept } from '../model/kept.ts';
import type { Fund, TableSpec } from '../model/template.ts';

/** An operand of a rule as data: `expenditure.basic`, `expenditure.total@fiscal`, `@governmentFund`; `@any` takes the fund there is. */
export interface OperandName {
  readonly concept?: string;
  readonly fund?: Fund | 'any';
}

/** The rules' words are few, and the same for every disclosure. */
const names = new Map<string, OperandName>();

export function operandName(value: unknown): OperandName {
  const text = String(value);
  const known = names.get(text);
  if (known) return known;
  const [concept = '', fund = ''] = text.split('@');
  const name = { ...(concept !== '' && { concept }), ...(fund !== '' && { fund: fund as Fund | 'any' }) };
  names.set(text, name);
  return name;
}

export function operandList(value: unknown): readonly OperandName[] {
  return Array.isArray(value) ? listed(value) : [];
}

const listed = kept((value: readonly unknown[]): readonly OperandName[] => value.map(operandName));

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
