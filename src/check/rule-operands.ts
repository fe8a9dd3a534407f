import { kept, keptByText } from '../model/kept.ts';
import type { Fund, TableSpec } from '../model/template.ts';

/** An operand of a rule as data: `expenditure.basic`, `expenditure.total@fiscal`, `@governmentFund`; `@any` takes the fund there is. */
export interface OperandName {
  readonly concept?: string;
  readonly fund?: Fund | 'any';
}

export function operandName(value: unknown): OperandName {
  return read(String(value));
}

const read = keptByText((text): OperandName => {
  const [concept = '', fund = ''] = text.split('@');
  return { ...(concept !== '' && { concept }), ...(fund !== '' && { fund: fund as Fund | 'any' }) };
});

export function operandList(value: unknown): readonly OperandName[] {
  return Array.isArray(value) ? listed(value) : [];
}

const listed = kept((value: readonly unknown[]): readonly OperandName[] => value.map(operandName));

/** Does a form's table carry what an operand names? A concept that ends in `.*` means all under it. */
export function carries(table: TableSpec, { concept, fund = 'all' }: OperandName): boolean {
  const concepts = carried(table).get(fund);
  if (!concepts || concept === undefined) return concepts !== undefined;
  if (!concept.endsWith('.*')) return concepts.has(concept);
  const start = concept.slice(0, -1);
  return [...concepts].some((name) => name.startsWith(start));
}

/** Concepts of a table's columns and of its fixed rows, by fund. */
const carried = kept((table: TableSpec): ReadonlyMap<Fund | 'any', ReadonlySet<string>> => {
  const ofRows = table.sides.flatMap((side) => side.rows.fixed.flatMap((row) => row.concept ?? []));
  const byFund = new Map<Fund | 'any', Set<string>>();
  for (const column of table.columns) {
    const own = [
      ...(column.concept === undefined ? [] : [column.concept]),
      ...(column.kind === 'amount' ? ofRows : []),
    ];
    for (const fund of [column.fund ?? table.fund, 'any'] as const)
      byFund.set(fund, new Set([...(byFund.get(fund) ?? []), ...own]));
  }
  return byFund;
});
