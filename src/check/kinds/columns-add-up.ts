import { BLANK } from '../../model/cell.ts';
import type { Finding } from '../../model/finding.ts';
import type { Rule } from '../../model/rule.ts';
import type { Row, Table } from '../../model/table.ts';
import type { ColumnSpec, Fund } from '../../model/template.ts';
import type { Kind } from '../kind.ts';
import { columnDecimals, compareSums, printed, printedDifference, rowName } from '../relation.ts';

/**
 * Operands: `total` and `parts`, each a concept (`expenditure.total`) or a fund
 * (`fund:fiscal`). It applies to every table with the total's column and at
 * least two of the parts on the same side; a part that has no column of its
 * own is replaced by the nearest concepts under it.
 */
interface Operands {
  readonly total: string;
  readonly parts: readonly string[];
}

export const columnsAddUp: Kind = {
  explain: '同一行里，合计一列等于它的各个组成部分之和。',
  run(rule, disclosure) {
    const operands = rule.operands as unknown as Operands;
    let count = 0;
    const findings: Finding[] = [];
    for (const table of disclosure.tables.values()) {
      for (const side of table.spec.sides) {
        const sum = findSum(table, side.id, operands);
        if (!sum) continue;
        for (const row of table.rows) {
          if (row.side !== side.id) continue;
          const finding = compareRow(rule, table, row, sum);
          if (finding === 'unknown') continue;
          count++;
          if (finding) findings.push(finding);
        }
      }
    }
    return { count, findings };
  },
};

interface Sum {
  readonly total: number;
  readonly parts: readonly number[];
}

function findSum(table: Table, side: string, operands: Operands): Sum | undefined {
  const total = columnsOf(table, side, operands.total)[0];
  if (total === undefined) return undefined;
  const like = table.columns[total];
  const parts = operands.parts.flatMap((part) => columnsOf(table, side, part, like)).filter((index) => index !== total);
  return parts.length >= 2 ? { total, parts } : undefined;
}

function columnsOf(table: Table, side: string, operand: string, like?: ColumnSpec): number[] {
  const amounts = table.columns.flatMap((column, index) => (column.side === side && column.kind === 'amount' ? [{ column, index }] : []));
  const fundOf = (column: ColumnSpec): Fund => column.fund ?? table.spec.fund;
  if (operand.startsWith('fund:')) {
    const fund = operand.slice('fund:'.length);
    return amounts.filter(({ column }) => fundOf(column) === fund && (!like || column.concept === like.concept)).map(({ index }) => index);
  }
  const sameFund = amounts.filter(({ column }) => !like || fundOf(column) === fundOf(like));
  const own = sameFund.filter(({ column }) => column.concept === operand);
  if (own.length > 0 || !like) return own.map(({ index }) => index);
  const under = sameFund.filter(({ column }) => column.concept?.startsWith(`${operand}.`));
  const nearest = under.filter(({ column }) => !under.some((other) => column.concept?.startsWith(`${other.column.concept}.`)));
  return nearest.map(({ index }) => index);
}

function compareRow(rule: Rule, table: Table, row: Row, sum: Sum): Finding | 'unknown' | undefined {
  const line = table.lines[row.line];
  if (!line) return 'unknown';
  const decimals = columnDecimals(table);
  const term = (index: number) => ({ cell: line.cells[index] ?? BLANK, decimals: decimals[index] ?? 0 });
  if ([sum.total, ...sum.parts].every((index) => term(index).cell.state === 'blank')) return 'unknown';
  const result = compareSums([term(sum.total)], sum.parts.map(term));
  if (!result) return 'unknown';
  if (result.outcome !== 'apart') return undefined;
  const title = (index: number): string => table.headings[index] ?? '';
  const name = rowName(row);
  const related = sum.parts
    .filter((index) => term(index).cell.state !== 'blank')
    .map((index) => ({ ...line.place(index), table: table.spec.id, row: row.label, columnTitle: title(index), label: title(index), value: term(index).cell.text }));
  const place = { ...line.place(sum.total), table: table.spec.id, row: row.label, columnTitle: title(sum.total) };
  return {
    rule: rule.id,
    severity: rule.severity,
    place,
    message: `${table.spec.id}“${name}”的“${title(sum.total)}”实为 ${printed(result.left)}，应为 ${printed(result.right)}（差 ${printedDifference(result.difference)}）`,
    hint: `“${title(sum.total)}”应等于${related.map((item) => `“${item.label}”${item.value}`).join(' + ') || '其余各列之和'}。请核对 ${place.file} 第 ${place.line ?? '?'} 行，改正有误的一格。`,
    actual: printed(result.left),
    expected: printed(result.right),
    difference: printed(result.difference),
    related,
  };
}
