import { cellInterval } from '../../model/cell.ts';
import { type Interval, multiply, multiplyIntervals } from '../../model/decimal.ts';
import type { Rule } from '../../model/rule.ts';
import type { Row, Table } from '../../model/table.ts';
import { type CheckContext, type Kind, notPublished } from '../kind.ts';
import { cellOperand, columnDecimals, type Operand } from '../operand.ts';
import { type Evaluated, printed, printedDifference, type Relation, type Words } from '../relation.ts';

/**
 * Every table with a column of quantity, one of price and one of amount without
 * a fund of its own (合计): the product of the intervals must meet the amount's.
 */
export const quantityTimesPrice: Kind = {
  explain: '数量乘以单价等于金额（按印出的位数四舍五入）。',
  rank: 1,
  run(rule, { disclosure }) {
    const fits = (columns: readonly { kind: string }[]): boolean =>
      ['quantity', 'price', 'amount'].every((kind) => columns.some((column) => column.kind === kind));
    const relations = [...disclosure.tables.values()]
      .filter((table) => fits(table.columns))
      .flatMap((table) => productsOf(rule, table, disclosure));
    return relations.length > 0 ? { relations } : notPublished(disclosure, (spec) => fits(spec.columns));
  },
};

function productsOf(rule: Rule, table: Table, { template }: CheckContext['disclosure']): Relation[] {
  const quantity = table.columns.findIndex((column) => column.kind === 'quantity');
  const price = table.columns.findIndex((column) => column.kind === 'price');
  const amount = table.columns.findIndex(
    (column, index) => column.kind === 'amount' && column.adds && index > price,
  );
  const decimals = columnDecimals(table);
  const figure = (row: Row, column: number): { operand: Operand; interval: Interval } | undefined => {
    const operand = cellOperand(table, row, column, template.unit);
    const interval = operand?.cell.state === 'figure' && cellInterval(operand.cell, decimals[column] ?? 0);
    return operand && interval ? { operand, interval } : undefined;
  };
  return table.rows.flatMap((row): Relation[] => {
    const [q, p, a] = [quantity, price, amount].map((column) => figure(row, column));
    if (!q || !p || !a) return [];
    const right = [productOf(q, p, a.operand)];
    const words = (relation: Evaluated): Words => wordsOf(relation, q.operand, p.operand);
    return [{ rule, comparison: 'equal', left: [a.operand], right, words }];
  });
}

type Figure = { readonly operand: Operand; readonly interval: Interval };

/** Quantity and price as one figure; it stands for all that their roundings leave open. */
function productOf(q: Figure, p: Figure, amount: Operand): Operand {
  const [a, b] = [q.operand.cell, p.operand.cell];
  const value = multiply('value' in a ? a.value : ONE, 'value' in b ? b.value : ONE);
  return {
    key: `${q.operand.key}×`,
    label: `${q.operand.label}乘以单价`,
    cell: { state: 'figure', text: printed(value), value },
    unit: amount.unit,
    decimals: value.scale,
    interval: multiplyIntervals(q.interval, p.interval),
    place: () => q.operand.place(),
  };
}

const ONE = { coefficient: 1n, scale: 0 };

function wordsOf({ left, rightSum, difference }: Evaluated, quantity: Operand, price: Operand): Words {
  const amount = left[0] as Operand;
  const { file, line } = amount.place();
  return {
    message: `${amount.label}实为 ${amount.cell.text}，应为 ${printed(rightSum)}（差 ${printedDifference(difference)}）`,
    hint: `数量 ${quantity.cell.text} × 单价 ${price.cell.text} = ${printed(rightSum)}。请核对 ${file} 第 ${line ?? '?'} 行的数量、单价和金额，改正有误的一格。`,
    related: [quantity, price].map((operand) => ({
      ...operand.place(),
      label: operand.label,
      value: operand.cell.text,
    })),
  };
}
