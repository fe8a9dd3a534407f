import { cellInterval, cellValue } from '../../model/cell.ts';
import { intervalsMeet, multiply, multiplyIntervals, subtract } from '../../model/decimal.ts';
import type { Finding } from '../../model/finding.ts';
import { type Kind, notPublished } from '../kind.ts';
import { cellOperand, columnDecimals } from '../operand.ts';
import { printed, printedDifference } from '../relation.ts';

/**
 * Every table with a column of quantity, one of price and one of amount without
 * a fund of its own (合计): the product of the intervals must meet the amount's.
 */
export const quantityTimesPrice: Kind = {
  explain: '数量乘以单价等于金额（按印出的位数四舍五入）。',
  rank: 1,
  run(rule, { disclosure }) {
    const findings: Finding[] = [];
    let looked = 0;
    const fits = (columns: readonly { kind: string }[]): boolean =>
      ['quantity', 'price', 'amount'].every((kind) => columns.some((column) => column.kind === kind));
    for (const table of disclosure.tables.values()) {
      if (!fits(table.columns)) continue;
      const quantity = table.columns.findIndex((column) => column.kind === 'quantity');
      const price = table.columns.findIndex((column) => column.kind === 'price');
      const amount = table.columns.findIndex(
        (column, index) => column.kind === 'amount' && column.adds && index > price,
      );
      const decimals = columnDecimals(table);
      for (const row of table.rows) {
        const line = table.lines[row.line];
        const [q, p, a] = [quantity, price, amount].map((column) => line?.cells[column]);
        if (!line || !q || !p || !a || q.state !== 'figure' || p.state !== 'figure' || a.state !== 'figure')
          continue;
        looked++;
        const product = multiplyIntervals(
          cellInterval(q, decimals[quantity] ?? 0) as never,
          cellInterval(p, decimals[price] ?? 0) as never,
        );
        if (intervalsMeet(product, cellInterval(a, decimals[amount] ?? 0) as never)) continue;
        const operand = cellOperand(table, row, amount, disclosure.template.unit);
        const expected = multiply(cellValue(q) as never, cellValue(p) as never);
        const difference = subtract(a.value, expected);
        if (!operand) continue;
        const place = operand.place();
        findings.push({
          rule: rule.id,
          severity: rule.severity,
          place,
          message: `${operand.label}实为 ${a.text}，应为 ${printed(expected)}（差 ${printedDifference(difference)}）`,
          hint: `数量 ${q.text} × 单价 ${p.text} = ${printed(expected)}。请核对 ${place.file} 第 ${place.line ?? '?'} 行的数量、单价和金额，改正有误的一格。`,
          actual: a.text,
          expected: printed(expected),
          difference: printed(difference),
          related: [quantity, price].flatMap((column) => {
            const other = cellOperand(table, row, column, disclosure.template.unit);
            return other ? [{ ...other.place(), label: other.label, value: other.cell.text }] : [];
          }),
        });
      }
    }
    if (looked > 0) return { looked, findings };
    return notPublished(disclosure, (spec) => fits(spec.columns));
  },
};
