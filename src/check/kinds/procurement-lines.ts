import type { Row, Table } from '../../model/table.ts';
import type { ColumnSpec } from '../../model/template.ts';
import { type Kind, notPublished } from '../kind.ts';
import { cellOperand, type Operand } from '../operand.ts';
import { isIdle, type Relation } from '../relation.ts';
import { carries, operandName } from '../rule-operands.ts';

/** The column of this year's whole amounts of a concept, not of one fund. */
const isAmountOf = (column: ColumnSpec, concept: string | undefined): boolean =>
  column.kind === 'amount' &&
  column.period === 'current' &&
  column.concept === concept &&
  column.fund === undefined;

/** Operands: `part` and `whole`, columns by concept. In each row the part is not more than the whole. */
export const columnsWithin: Kind = {
  explain: '同一行里，其中的一部分不大于全部。',
  rank: 3,
  run(rule, { disclosure }) {
    const part = operandName(rule.operands.part);
    const whole = operandName(rule.operands.whole);
    const relations: Relation[] = [];
    for (const table of disclosure.tables.values()) {
      const index = ({ concept }: typeof part): number =>
        table.columns.findIndex((column) => isAmountOf(column, concept));
      const [left, right] = [index(part), index(whole)] as [number, number];
      if (left < 0 || right < 0) continue;
      for (const row of table.rows) {
        const operand = (column: number): Operand[] => {
          const made = cellOperand(table, row, column, disclosure.template.unit);
          return made ? [made] : [];
        };
        if (table.lines[row.line]?.cells[left]?.state !== 'figure') continue;
        relations.push({ rule, comparison: 'atMost', left: operand(left), right: operand(right) });
      }
    }
    return relations.length > 0 ? { relations } : notPublished(disclosure, (spec) => carries(spec, part));
  },
};

/** Lines of one project under one unit. */
interface Block {
  readonly table: Table;
  readonly rows: readonly Row[];
  /** Column of the project's own money, which repeats on each line. */
  readonly budget: number;
  readonly amount: number;
}

function projectBlocks(tables: Iterable<Table>): Block[] {
  const blocks: Block[] = [];
  for (const table of tables) {
    const amount = table.columns.findIndex((column) => isAmountOf(column, 'procurement.total'));
    const budget = table.columns.findIndex((column) => column.kind === 'amount' && !column.adds);
    if (amount < 0 || budget < 0) continue;
    const byProject = new Map<string, Row[]>();
    let unit = 0;
    for (const row of table.rows) {
      if (row.role === 'subtotal' || row.role === 'unit') unit++;
      if (row.role !== 'line' || row.label === '') continue;
      const key = `${unit} ${row.label}`;
      const rows = byProject.get(key);
      if (rows) rows.push(row);
      else byProject.set(key, [row]);
    }
    for (const rows of byProject.values()) blocks.push({ table, rows, budget, amount });
  }
  return blocks;
}

/** The money of a project is the same on each line that it pays for. */
export const procurementBudget: Kind = {
  explain: '政府采购表里同一个项目的“预算资金”，各行相同。',
  rank: 3,
  run(rule, { disclosure }) {
    const relations: Relation[] = [];
    for (const { table, rows, budget } of projectBlocks(disclosure.tables.values())) {
      // Each with the next, and the last with the first: one that is wrong then fails two.
      for (const [index, row] of rows.entries()) {
        const next = rows[(index + 1) % rows.length];
        if (!next || next === row || (rows.length === 2 && index === 1)) continue;
        const [left, right] = [row, next].map((item) =>
          cellOperand(table, item, budget, disclosure.template.unit),
        );
        const relation: Relation = {
          rule,
          comparison: 'equal',
          left: left ? [left] : [],
          right: right ? [right] : [],
        };
        if (!isIdle(relation)) relations.push(relation);
      }
    }
    return relations.length > 0 ? { relations } : { because: '没有在几行里重复列出的项目' };
  },
};

/** What is bought with a project's money is not more than it has. */
export const procurementWithin: Kind = {
  explain: '政府采购表里一个项目的采购金额之和，不大于这个项目的“预算资金”。',
  rank: 4,
  run(rule, { disclosure }) {
    const relations = projectBlocks(disclosure.tables.values()).flatMap(
      ({ table, rows, budget, amount }): Relation[] => {
        const operand = (row: Row, column: number): Operand[] => {
          const made = cellOperand(table, row, column, disclosure.template.unit);
          return made ? [made] : [];
        };
        const right = operand(rows[0] as Row, budget);
        if (right[0]?.cell.state !== 'figure') return [];
        return [{ rule, comparison: 'atMost', left: rows.flatMap((row) => operand(row, amount)), right }];
      },
    );
    return relations.length > 0
      ? { relations }
      : notPublished(disclosure, (spec) => carries(spec, { concept: 'procurement.total' }));
  },
};
