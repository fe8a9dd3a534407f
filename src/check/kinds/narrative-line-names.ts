import { isMoneyUnit, toFen } from '../../model/cell.ts';
import { equals, isZero } from '../../model/decimal.ts';
import type { Disclosure } from '../../model/disclosure.ts';
import type { Row, Table } from '../../model/table.ts';
import { bareLabel } from '../../model/titles.ts';
import { nameKey } from '../codes/index.ts';
import type { Kind, KindFinding } from '../kind.ts';
import { cellOperand, type Operand } from '../operand.ts';
import { fenOf } from '../text/figures.ts';
import { relatedOperand, sayAt } from '../text/finding.ts';
import { narrativeOf, type Statement } from '../text/narrative.ts';

/** 医疗卫生与计划生育支出12.00万元. */
const NAMED = /([\p{Script=Han}]{2,20}支出)(?:预算)?(?:为|共|约)?$/u;

/**
 * A sentence that lists 类 by amount, and calls one of them by a name that the
 * table with the same amount does not know: last year's, as a rule.
 */
export const narrativeLineNames: Kind = {
  explain: '正文按类列举支出时，所用的名称与表中同一数额的类的名称一致。',
  rank: 7,
  run(rule, { disclosure }) {
    const narrative = narrativeOf(disclosure);
    const sentences = Map.groupBy(
      narrative.statements.filter(
        ({ role, unit, value, bound }) => role === 'value' && isMoneyUnit(unit) && !isZero(value) && !bound,
      ),
      ({ sentence }) => sentence,
    );
    const lists = [...sentences.values()].filter((statements) => statements.length > 1);
    // Where nothing is listed, it is enough to know whether there is any.
    const [first] = classRows(disclosure);
    if (!first) return { because: '没有按类列示的支出' };
    const rows = lists.length > 0 ? [...classRows(disclosure)] : [];
    const findings: KindFinding[] = [];
    let looked = 0;
    for (const statements of lists) {
      const classes = statements.flatMap((statement) => {
        const row = rowOf(statement, rows);
        return row ? [{ statement, row }] : [];
      });
      if (classes.length < 2) continue;
      for (const { statement, row } of classes) {
        const name = NAMED.exec(statement.words)?.[1];
        if (statement.label || name === undefined || /(?:项目|基本|经营)支出$/u.test(name)) continue;
        looked++;
        if (isShortFor(name, row.name)) continue;
        findings.push({
          ...sayAt(rule, narrative.body, statement.from, {
            message: `的“${name}”${statement.text}，表中这个数的科目是“${row.name}”`,
            hint: '可能是沿用了往年的科目名称。请照当年的科目改正；数额相同只是凑巧的，请核对这个数。',
            actual: name,
            expected: row.name,
            related: [relatedOperand(row.operand)],
          }),
          figures: [row.operand.key],
        });
      }
      looked += classes.length;
    }
    return looked > 0 ? { looked, findings } : { because: '正文没有按类列举支出' };
  },
};

interface ClassRow {
  readonly name: string;
  readonly code: string;
  readonly operand: Operand;
}

/** Every amount that a table gives a whole 类. */
function* classRows({ tables, template }: Disclosure): Generator<ClassRow> {
  for (const table of tables.values()) {
    for (const row of table.rows)
      if (codeOf(table, row)?.length === 3) yield* amounts(table, row, template.unit);
  }
}

function codeOf(table: Table, row: Row): string | undefined {
  const code = row.code ?? row.spec?.code;
  return code?.startsWith('2') && table.spec.fund !== undefined ? code : undefined;
}

function* amounts(table: Table, row: Row, unit: string): Generator<ClassRow> {
  const code = row.code ?? row.spec?.code ?? '';
  for (const [column, { kind, side }] of table.columns.entries()) {
    if (kind !== 'amount' || (side !== undefined && side !== row.side)) continue;
    const operand = cellOperand(table, row, column, unit);
    if (operand?.cell.state === 'figure') yield { name: bareLabel(row.label), code, operand };
  }
}

/** The only 类 of that amount. */
function rowOf(statement: Statement, rows: readonly ClassRow[]): ClassRow | undefined {
  const fen = fenOf(statement);
  const same = rows.filter(
    ({ operand }) =>
      operand.cell.state === 'figure' &&
      isMoneyUnit(operand.unit) &&
      equals(toFen(operand.cell.value, operand.unit), fen),
  );
  return new Set(same.map(({ code }) => code)).size === 1 ? same[0] : undefined;
}

/** 科学支出 for 科学技术支出, and 科学技术支出 for 科学技术: its characters in order. */
function isShortFor(name: string, full: string): boolean {
  const long = nameKey(full);
  let at = 0;
  for (const char of nameKey(name.replace(/支出$/u, ''))) {
    at = long.indexOf(char, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
