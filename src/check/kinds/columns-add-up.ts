import { kept } from '../../model/kept.ts';
import type { Rule } from '../../model/rule.ts';
import type { Table } from '../../model/table.ts';
import type { ColumnSpec, Fund, TableSpec } from '../../model/template.ts';
import { type CheckContext, type Kind, notPublished } from '../kind.ts';
import { cellOperand, type Operand } from '../operand.ts';
import type { Relation } from '../relation.ts';
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
      const sums = sumsOf(table.columns, table.spec, rule);
      if (sums.length > 0) addRelations(relations, rule, context, table, sums);
    }
    if (relations.length > 0) return { relations };
    return notPublished(context.disclosure, (spec) => sumsOf(spec.columns, spec, rule).length > 0);
  },
};

interface Sum {
  readonly side: string;
  readonly total: number;
  readonly parts: readonly number[];
}

function addRelations(
  relations: Relation[],
  rule: Rule,
  { disclosure }: CheckContext,
  table: Table,
  sums: readonly Sum[],
): void {
  const { unit } = disclosure.template;
  for (const row of table.rows) {
    const cells = table.lines[row.line]?.cells;
    for (const { side, total, parts } of sums) {
      if (row.side !== side || !cells) continue;
      if (cells[total]?.state === 'blank' && parts.every((part) => cells[part]?.state === 'blank')) continue;
      const left = cellOperand(table, row, total, unit);
      if (!left) continue;
      const right: Operand[] = [];
      for (const part of parts) {
        const operand = cellOperand(table, row, part, unit);
        if (operand) right.push(operand);
      }
      relations.push({ rule, comparison: 'equal', left: [left], right });
    }
  }
}

const sumsByRule = kept((_: readonly ColumnSpec[]) => new Map<Rule, readonly Sum[]>());

/** The columns that the rule means; found once for all tables of a form that have the same columns. */
function sumsOf(columns: readonly ColumnSpec[], spec: TableSpec, rule: Rule): readonly Sum[] {
  const byRule = sumsByRule(columns);
  let sums = byRule.get(rule);
  if (!sums) {
    // Last year's columns, where a form has any, add up among themselves.
    const periods = new Set(columns.map((column) => column.period));
    sums = spec.sides.flatMap((side) =>
      [...periods].flatMap((period) => findSum(columns, spec.fund, side.id, rule, period) ?? []),
    );
    byRule.set(rule, sums);
  }
  return sums;
}

function findSum(
  columns: readonly ColumnSpec[],
  tableFund: Fund,
  side: string,
  rule: Rule,
  period: ColumnSpec['period'],
): Sum | undefined {
  const amounts = columns.flatMap((column, index) =>
    column.side === side && column.kind === 'amount' && column.period === period ? [{ column, index }] : [],
  );
  const fundOf = (column: ColumnSpec): Fund => column.fund ?? tableFund;
  const { concept: wanted, fund: ofFund } = operandName(rule.operands.total);
  const total = amounts.find(
    ({ column }) =>
      (wanted === undefined || column.concept === wanted) &&
      (ofFund === undefined ? wanted !== undefined : fundOf(column) === ofFund),
  );
  if (!total) return undefined;
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
  return indexes.length >= 2 ? { side, total: total.index, parts: indexes } : undefined;
}
