import type { Table } from '../../model/table.ts';
import { type CodeEntry, codeEntries } from '../codes/entries.ts';
import { type Kind, notPublished } from '../kind.ts';
import { cellOperand, type Operand } from '../operand.ts';
import { isIdle, type Relation } from '../relation.ts';
import { carries, type OperandName, operandName } from '../rule-operands.ts';

/**
 * Operands: `part` and `whole`, concepts of two tables by economic
 * classification. An item of the first is not more than the same code in the
 * second, whatever the government's class that it is paired with there.
 */
export const itemsWithin: Kind = {
  explain: '按经济分类列示的两张表里，同一科目在前一张表里的数不大于在后一张表里各行之和。',
  rank: 4,
  run(rule, { disclosure }) {
    const part = operandName(rule.operands.part);
    const whole = operandName(rule.operands.whole);
    const entries = codeEntries(disclosure).filter((entry) => entry.classification === 'economic-department');
    const column = (table: Table, { concept }: OperandName): number =>
      table.columns.findIndex(
        (item) => item.kind === 'amount' && item.period === 'current' && item.concept === concept,
      );
    const operand = ({ table, row }: CodeEntry, name: OperandName): Operand[] => {
      const made = cellOperand(table, row, column(table, name), disclosure.template.unit);
      return made ? [made] : [];
    };
    const other = entries.find(({ table }) => column(table, whole) >= 0)?.table;
    const wholes = Map.groupBy(
      entries.filter(({ table }) => table === other),
      (entry) => entry.code,
    );
    if (wholes.size === 0) return notPublished(disclosure, (spec) => carries(spec, whole));
    const relations = entries.flatMap((entry): Relation[] => {
      if (column(entry.table, part) < 0) return [];
      const relation: Relation = {
        rule,
        comparison: 'atMost',
        left: operand(entry, part),
        right: (wholes.get(entry.code) ?? []).flatMap((item) => operand(item, whole)),
      };
      return isIdle(relation) ? [] : [relation];
    });
    return relations.length > 0 ? { relations } : notPublished(disclosure, (spec) => carries(spec, part));
  },
};
