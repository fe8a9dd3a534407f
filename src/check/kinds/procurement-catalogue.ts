import type { Table } from '../../model/table.ts';
import type { ColumnSpec } from '../../model/template.ts';
import { type Kind, notPublished } from '../kind.ts';
import { cellOperand, knownOperand } from '../operand.ts';
import { type Evaluated, printed, printedDifference, type Relation, type Words } from '../relation.ts';
import { carries } from '../rule-operands.ts';

/** What a table of procurement is known by. */
const TOTAL = 'procurement.total';
const isWholeAmount = ({ concept, kind, period, fund }: ColumnSpec): boolean =>
  concept === TOTAL && kind === 'amount' && period === 'current' && fund === undefined;

/** A code of the procurement catalogue: A goods, B works, C services. */
const CATALOGUE = /^[ABC]\d{2,8}$/u;

/**
 * Operands: `fact`, a concept; `codes`, beginnings of catalogue codes
 * (`A02`, `B`). What the text states under the concept is the sum of the lines
 * with these codes.
 */
export const procurementByCatalogue: Kind = {
  explain: '正文所述的数字与政府采购表里按采购目录归类的各行之和比较。',
  rank: 6,
  run(rule, { disclosure, facts }) {
    const concept = String(rule.operands.fact);
    const codes = Array.isArray(rule.operands.codes) ? rule.operands.codes.map(String) : [];
    const fact = facts.find(concept, 'all').find((figure) => figure.fact || figure.at);
    const left = fact && knownOperand(fact, disclosure.template.unit);
    const tables = [...disclosure.tables.values()].flatMap((table) => {
      const amount = table.columns.findIndex(isWholeAmount);
      return amount < 0 ? [] : [{ table, amount, code: catalogueColumn(table) }];
    });
    const [first] = tables;
    if (!first) return notPublished(disclosure, (spec) => carries(spec, { concept: TOTAL }));
    if (!left) return { because: '正文没有列出这个数字' };
    if (first.table.lines.length > 0 && first.code < 0) return { because: '政府采购表没有列采购目录编码' };
    const right = tables.flatMap(({ table, amount, code }) =>
      table.rows.flatMap((row) => {
        const text = table.lines[row.line]?.cells[code]?.text ?? '';
        if (!CATALOGUE.test(text) || !codes.some((start) => text.startsWith(start))) return [];
        return cellOperand(table, row, amount, disclosure.template.unit) ?? [];
      }),
    );
    const relation: Relation = {
      rule,
      comparison: 'equal',
      left: [left],
      right,
      words: (evaluated) => wordsOf(evaluated, first.table, codes),
    };
    return { relations: [relation] };
  },
};

function catalogueColumn(table: Table): number {
  return table.columns.findIndex(
    (column, index) =>
      column.kind === 'code' && table.lines.some(({ cells }) => CATALOGUE.test(cells[index]?.text ?? '')),
  );
}

function wordsOf(
  { left, leftSum, rightSum, right, difference }: Evaluated,
  table: Table,
  codes: readonly string[],
): Words {
  return {
    message: `${left[0]?.label ?? ''}是 ${printed(leftSum)}，${table.spec.id}里目录编码以 ${codes.join('、')} 开头的 ${right.length} 行之和是 ${printed(rightSum)}，相差 ${printedDifference(difference)}`,
    hint: '请核对正文的数字和采购目录编码；有不列入政府采购预算的购置，可以不等。',
  };
}
