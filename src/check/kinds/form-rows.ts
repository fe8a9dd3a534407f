import type { Finding } from '../../model/finding.ts';
import { nearestText } from '../../model/nearest.ts';
import type { Row, Table } from '../../model/table.ts';
import type { SideSpec } from '../../model/template.ts';
import type { Kind } from '../kind.ts';
import { found, labelColumn, relatedPlaces, rowPlace, several, tablePlace } from './form-place.ts';

/** Each side whose rows the form prints, with the rows that the disclosure has. */
function* fixedSides(tables: Iterable<Table>): Generator<{ table: Table; side: SideSpec; rows: Row[] }> {
  for (const table of tables) {
    if (table.lines.length === 0) continue;
    for (const side of table.spec.sides) {
      if (side.rows.kind !== 'fixed') continue;
      yield { table, side, rows: table.rows.filter((row) => row.side === side.id) };
    }
  }
}

export const rowsPresent: Kind = {
  explain: '表样印定的行一行不少。',
  rank: 9,
  run(rule, { disclosure }) {
    const findings: Finding[] = [];
    let looked = 0;
    for (const { table, side, rows } of fixedSides(disclosure.tables.values())) {
      looked++;
      const present = new Set(rows.map((row) => row.spec));
      const missing = side.rows.fixed.filter((row) => !row.optional && !present.has(row));
      if (missing.length === 0) continue;
      findings.push(
        found(
          rule,
          tablePlace(table),
          `${table.spec.id}缺少表样印定的${missing.length === 1 ? '一行' : ` ${missing.length} 行`}：${several(
            missing.map((row) => row.label),
            '行',
          )}`,
          `请在 ${table.file} 里照表样补上；没有数据的行也要列出，数字留空。`,
        ),
      );
    }
    return { looked, findings };
  },
};

export const rowsKnown: Kind = {
  explain: '表里没有表样以外的行。',
  rank: 9,
  run(rule, { disclosure }) {
    const findings: Finding[] = [];
    let looked = 0;
    for (const { table, side, rows } of fixedSides(disclosure.tables.values())) {
      for (const row of rows) {
        looked++;
        if (row.spec) continue;
        const present = new Set(rows.map((item) => item.spec));
        const free = side.rows.fixed.filter((item) => !present.has(item)).map((item) => item.label);
        const near = nearestText(row.label, free, 1);
        findings.push(
          found(
            rule,
            rowPlace(table, row, labelColumn(table, side)),
            `${table.spec.id}的行“${row.label}”不是表样里的行${near && `，${near}`}`,
            '请照表样改正行名；科目改名后仍用旧名的，也请改用表样的名称。',
          ),
        );
      }
    }
    return { looked, findings };
  },
};

const NUMERAL =
  /^(?:其中[：:]\s*)?(?:([一二三四五六七八九十]+)、|[（(]([一二三四五六七八九十]+)[）)]|(\d+)[、.．])/u;
const DIGITS = '零一二三四五六七八九';

interface PrintedNumber {
  /** Its way of writing. */
  readonly style: string;
  readonly value: number;
  readonly text: string;
}

function numberOf(label: string): PrintedNumber | undefined {
  const match = NUMERAL.exec(label);
  if (!match) return undefined;
  const [text, plain, bracketed, arabic] = match;
  const style = plain !== undefined ? '一、' : bracketed !== undefined ? '（一）' : '1、';
  const value = arabic === undefined ? chineseNumber((plain ?? bracketed) as string) : Number(arabic);
  return { style, value, text };
}

/** 二十三 → 23; up to 99. */
function chineseNumber(text: string): number {
  const [tens, ones] = text.includes('十') ? (text.split('十') as [string, string]) : ['零', text];
  return (tens === '' ? 1 : DIGITS.indexOf(tens)) * 10 + (ones === '' ? 0 : DIGITS.indexOf(ones));
}

/**
 * The form's own numbers hold, skips included; a disclosure that leaves rows
 * out may number what is left from one on.
 */
export const rowNumbers: Kind = {
  explain: '行前的编号与表样一致，或者自身连续，不跳号，不重号。',
  rank: 9,
  run(rule, { disclosure }) {
    const findings: Finding[] = [];
    let looked = 0;
    for (const { table, side, rows } of fixedSides(disclosure.tables.values())) {
      const column = labelColumn(table, side);
      // As the form prints it: nothing to look at more closely.
      const unlike = rows.some((row) => row.spec && row.label !== row.spec.label);
      const numbered = unlike ? rows.flatMap((row) => numberedRow(row) ?? []) : [];
      if (!unlike) looked += rows.length;
      looked += numbered.length;
      const wrong = numbered.filter(
        ({ printed, own }) =>
          !own.some((item) => item.style === printed.style && item.value === printed.value),
      );
      const [first] = wrong;
      if (!first || runsOn(numbered)) continue;
      const rest = wrong.slice(1);
      findings.push({
        ...found(
          rule,
          rowPlace(table, first.row, column),
          `${table.spec.id}的行“${first.row.label}”编号应为“${first.own[0]?.text ?? ''}”${rest.length > 0 ? `；另有 ${rest.length} 行的编号也与表样不同` : ''}`,
          '请照表样改正编号；有跳号或重号的，一并改正。',
        ),
        ...relatedPlaces(
          rest.map(({ row, own }) => ({
            place: rowPlace(table, row, column),
            label: `“${row.label}”应为`,
            value: own[0]?.text ?? '',
          })),
        ),
      });
    }
    return { looked, findings };
  },
};

interface Numbered {
  readonly row: Row;
  readonly printed: PrintedNumber;
  readonly own: readonly PrintedNumber[];
}

/** A row of the form that is printed with a number, and the numbers that the form has for it. */
function numberedRow(row: Row): Numbered | undefined {
  const printed = row.spec && numberOf(row.label);
  if (!row.spec || !printed) return undefined;
  const own = [row.spec.label, ...row.spec.aliases].flatMap((label) => numberOf(label) ?? []);
  return own.length > 0 ? { row, printed, own } : undefined;
}

/** Under each parent, and in each way of writing, 1, 2, 3 … */
function runsOn(numbered: readonly Numbered[]): boolean {
  const next = new Map<string, number>();
  return numbered.every(({ row, printed }) => {
    const key = `${row.spec?.parent ?? ''} ${printed.style}`;
    const wanted = next.get(key) ?? 1;
    next.set(key, wanted + 1);
    return printed.value === wanted;
  });
}
