import type { Rule } from '../../model/rule.ts';
import type { Table } from '../../model/table.ts';
import type { ColumnSpec, Fund, TableSpec } from '../../model/template.ts';
import { type CheckContext, type Kind, notPublished } from '../kind.ts';
import { cellOperand, type Operand } from '../operand.ts';
import { isIdle, type Relation } from '../relation.ts';
import { operandList, operandName } from '../rule-operands.ts';

/**
 * Operands: `total` and `parts`, each a column by concept and fund
 * (`expenditure.total`, `procurement.total@governmentFund`, `@fiscal`). It
 * applies to every table with the total's column and at least two of the parts
 * on the same side; a part without a column of its own is replaced by the
 * nearest concepts under it.
 */
export const columnsAddUp: Kind = {
  explain: '同一行里，合计一列等于它的各个组成部分之和。',
  rank: 1,
  run(rule, context) {
    const relations: Relation[] = [];
    for (const table of context.disclosure.tables.values()) {
      for (const side of table.spec.sides) relations.push(...tableRelations(rule, context, table, side.id));
    }
    if (relations.length > 0) return { relations };
    return notPublished(context.disclosure, (spec) =>
      spec.sides.some((side) => findSum(spec.columns, spec.fund, side.id, rule)),
    );
  },
};

interface Sum {
  readonly total: number;
  readonly parts: readonly number[];
}

function tableRelations(rule: Rule, { disclosure }: CheckContext, table: Table, side: string): Relation[] {
  // A table with all of its form's columns has them in the form's order: found once for all disclosures.
  const whole = table.columns.length === table.spec.columns.length;
  const columns = whole ? table.spec.columns : table.columns;
  const sums = periodsOf(table.spec).flatMap(
    (period) => findSum(columns, table.spec.fund, side, rule, period) ?? [],
  );
  if (sums.length === 0) return [];
  const operand = (row: Table['rows'][number], column: number): Operand[] => {
    const made = cellOperand(table, row, column, disclosure.template.unit);
    return made ? [made] : [];
  };
  return table.rows.flatMap((row): Relation[] => {
    if (row.side !== side) return [];
    return sums.flatMap((sum): Relation[] => {
      const relation: Relation = {
        rule,
        comparison: 'equal',
        left: operand(row, sum.total),
        right: sum.parts.flatMap((column) => operand(row, column)),
      };
      return isIdle(relation) ? [] : [relation];
    });
  });
}

/** Last year's columns, where a form has any, add up among themselves. */
function periodsOf(spec: TableSpec): readonly ColumnSpec['period'][] {
  let periods = periodsOfForm.get(spec);
  if (!periods) {
    periods = [...new Set(spec.columns.map((column) => column.period))];
    periodsOfForm.set(spec, periods);
  }
  return periods;
}

const periodsOfForm = new WeakMap<TableSpec, readonly ColumnSpec['period'][]>();

const sums = new WeakMap<readonly ColumnSpec[], Map<string, Sum | null>>();

/** The columns that the rule means, of one side; found once for a table. */
function findSum(
  columns: readonly ColumnSpec[],
  tableFund: Fund,
  side: string,
  rule: Rule,
  period: ColumnSpec['period'] = 'current',
): Sum | undefined {
  const known = sums.get(columns) ?? new Map<string, Sum | null>();
  sums.set(columns, known);
  const key = `${side} ${period} ${rule.id}`;
  const found = known.get(key);
  if (found !== undefined) return found ?? undefined;
  const amounts = columns.flatMap((column, index) =>
    column.side === side && column.kind === 'amount' && column.period === period ? [{ column, index }] : [],
  );
  const fundOf = (column: ColumnSpec): Fund => column.fund ?? tableFund;
  const total = amounts.find(({ column }) => {
    const { concept, fund } = operandName(rule.operands.total);
    return (
      (concept === undefined || column.concept === concept) &&
      (fund === undefined ? concept !== undefined : fundOf(column) === fund)
    );
  });
  let sum: Sum | null = null;
  if (total) {
    const parts = operandList(rule.operands.parts).flatMap(
      ({ concept = total.column.concept, fund = fundOf(total.column) }) => {
        const near = amounts.filter((item) => item !== total && fundOf(item.column) === fund);
        const own = near.filter(({ column }) => column.concept === concept);
        if (own.length > 0 || concept === undefined) return own;
        const under = near.filter(({ column }) => column.concept?.startsWith(`${concept}.`));
        return under.filter(
          ({ column }) => !under.some((other) => column.concept?.startsWith(`${other.column.concept}.`)),
        );
      },
    );
    const indexes = [...new Set(parts.map(({ index }) => index))];
    if (indexes.length >= 2) sum = { total: total.index, parts: indexes };
  }
  known.set(key, sum);
  return sum ?? undefined;
}
