import type { Disclosure } from '../../model/disclosure.ts';
import type { Finding } from '../../model/finding.ts';
import { kept } from '../../model/kept.ts';
import type { OutlineItem, TableSpec } from '../../model/template.ts';
import { csvTitle, headerPath } from '../../model/titles.ts';
import type { Kind } from '../kind.ts';
import { columnOfSide, fillFor, found, labelColumn, rowPlace, tablePlace } from './form-place.ts';

const YEAR = /(?:19|20)\d{2}/gu;
const yearsOf = (text: string): string[] => text.match(YEAR) ?? [];

/** Titles of each column that hold a year, by the column's id; made once a form. */
const datedColumns = kept((spec: TableSpec): ReadonlyMap<string, readonly string[]> => {
  const titles = new Map<string, readonly string[]>();
  for (const column of spec.columns) {
    const all = [
      csvTitle(column, spec.columns),
      column.title,
      headerPath(column).join('/'),
      ...column.aliases,
    ];
    const dated = all.filter((title) => title.includes('{{') || yearsOf(title).length > 0);
    if (dated.length > 0) titles.set(column.id, dated);
  }
  return titles;
});

/** Years in column headings and in headings of sections are those that the form prints there. */
export const headingYears: Kind = {
  explain: '表头和标题里的年份是表样所要的年份，没有留着上一年的。',
  rank: 9,
  run(rule, { disclosure }) {
    const fill = fillFor(disclosure);
    const findings: Finding[] = [];
    let looked = 0;
    for (const table of disclosure.tables.values()) {
      const dated = datedColumns(table.spec);
      if (dated.size === 0) continue;
      for (const [index, column] of table.columns.entries()) {
        const titles = dated.get(column.id);
        const heading = table.headings[index] ?? '';
        const years = yearsOf(heading);
        if (!titles || years.length === 0) continue;
        looked++;
        const wanted = titles.map((title) => yearsOf(fill(title)).join());
        if (wanted.includes(years.join())) continue;
        const title = fill(titles[0] as string);
        findings.push({
          ...found(
            rule,
            { ...tablePlace(table), columnTitle: heading },
            `${table.spec.id}的列名“${heading}”年份不对，应为“${title}”`,
            `请把 ${table.file} 表头的“${heading}”改为“${title}”。`,
          ),
          actual: heading,
          expected: title,
        });
      }
    }
    for (const [id, heading] of disclosure.headings) {
      const title = titleOf(disclosure.template.outline, id);
      const years = yearsOf(heading);
      if (title === undefined || years.length === 0) continue;
      looked++;
      const wanted = yearsOf(fill(title));
      const allowed = wanted.length > 0 ? wanted : [String(disclosure.year), String(disclosure.year - 1)];
      const wrong = years.find((year) => !allowed.includes(year));
      if (wrong === undefined) continue;
      findings.push(
        found(
          rule,
          { file: disclosure.file },
          `标题“${heading}”的年份不对，应为 ${allowed[0]} 年`,
          `请改正 disclosure.yaml 中 headings › ${id}。`,
        ),
      );
    }
    return { looked, findings, because: '表头和标题里没有年份' };
  },
};

function titleOf(items: readonly OutlineItem[], id: string): string | undefined {
  for (const item of items) {
    const title = item.id === id ? item.title : titleOf(item.children, id);
    if (title !== undefined) return title;
  }
  return undefined;
}

/** What a table is as of: a budget shows what there was when the year before ended, a final account the year's own end. */
function endOfPeriod({ phase, year }: Disclosure): string {
  return `${phase === '预算' ? year - 1 : year}-12-31`;
}

export const asOfDate: Kind = {
  explain: '存量表（如资产）的截止日期是上年年末（决算为当年年末）。',
  rank: 9,
  run(rule, { disclosure }) {
    const findings: Finding[] = [];
    let looked = 0;
    const wanted = endOfPeriod(disclosure);
    for (const table of disclosure.tables.values()) {
      if (!table.spec.asOf || (table.asOf === undefined && table.lines.length === 0)) continue;
      looked++;
      if (table.asOf === wanted) continue;
      findings.push({
        ...found(
          rule,
          { file: disclosure.file, table: table.spec.id },
          table.asOf === undefined
            ? `${table.spec.id}没有写截止日期，应为 ${wanted}`
            : `${table.spec.id}的截止日期是 ${table.asOf}，应为 ${wanted}`,
          `请在 disclosure.yaml 的 tables › ${table.spec.id} › asOf 里写 ${wanted}；数据不是这一天的，请一并更新。`,
        ),
        ...(table.asOf !== undefined && { actual: table.asOf }),
        expected: wanted,
      });
    }
    return { looked, findings, because: '没有按截止日期列示的表' };
  },
};

export const totalRow: Kind = {
  explain: '合计行在表样规定的位置（首行或末行），只有一行。',
  rank: 9,
  run(rule, { disclosure }) {
    const findings: Finding[] = [];
    let looked = 0;
    for (const table of disclosure.tables.values()) {
      for (const side of table.spec.sides) {
        const { kind, totalPosition } = side.rows;
        if (kind === 'fixed' || totalPosition === 'none') continue;
        const rows = table.rows.filter((row) => row.side === side.id);
        if (rows.length === 0) continue;
        looked++;
        const where = totalPosition === 'first' ? '首行' : '末行';
        const totals = rows.filter((row) => row.role === 'total');
        const [total] = totals;
        const label = side.rows.total.find((text) => text !== '') ?? '合计';
        if (!total) {
          findings.push(
            found(
              rule,
              tablePlace(table),
              `${table.spec.id}没有合计行`,
              `表样的合计在${where}：请补上“${label}”一行。`,
            ),
          );
          continue;
        }
        const wanted = totalPosition === 'first' ? rows[0] : rows.at(-1);
        if (totals.length === 1 && total === wanted) continue;
        const column = Math.max(labelColumn(table, side), columnOfSide(table, side, side.rows.code[0] ?? ''));
        const wrong = totals.find((row) => row !== wanted) as typeof total;
        findings.push(
          found(
            rule,
            rowPlace(table, wrong, column),
            totals.length > 1
              ? `${table.spec.id}有 ${totals.length} 个合计行`
              : `${table.spec.id}的合计不在${where}`,
            `表样的合计只有一行，在${where}：请照表样改正 ${table.file}。`,
          ),
        );
      }
    }
    return { looked, findings };
  },
};
