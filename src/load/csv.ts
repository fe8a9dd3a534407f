import { CsvError, parse } from 'csv-parse/sync';
import type { Finding } from '../model/finding.ts';
import { problem } from '../model/problem.ts';
import type { CsvFile, CsvRecord } from '../model/raw.ts';

/**
 * Reads a table's CSV: header line first. Lines with nothing in them are
 * dropped, as spreadsheets save them under a table. Ragged lines are refused,
 * because a missing comma would move every figure behind it.
 */
export function parseCsv(file: string, table: string, text: string): { csv?: CsvFile; problems: Finding[] } {
  let parsed: { record: string[]; info: { lines: number } }[];
  try {
    parsed = parse(text, { bom: true, info: true, relax_column_count: true, trim: true }) as unknown as typeof parsed;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : 1;
    const place = { file, line, column: 1, table };
    return { problems: [problem('load.csv', place, `表格文件从这一行起读不下去：${inChinese(error.code)}`, '请检查这一行的双引号是否成对；单元格里的双引号要写成两个。')] };
  }
  let previous = 0;
  const records: CsvRecord[] = [];
  for (const { record, info } of parsed) {
    const line = previous + 1;
    previous = info.lines;
    if (record.some((field) => field !== '')) records.push({ fields: record, line });
  }
  const [header, ...body] = records;
  if (!header) {
    return { problems: [problem('load.csv-empty', { file, line: 1, column: 1, table }, `表“${table}”的文件是空的，连表头也没有`, '请至少写上表头一行；没有数据的表只留表头。')] };
  }
  const locate: CsvFile['locate'] = (record, field) => ({ file, line: record.line, column: fieldColumn(text, record, field), table });
  const width = header.fields.length;
  const problems: Finding[] = [];
  for (const record of body) {
    const count = record.fields.length;
    if (count === width) continue;
    const extra = record.fields.slice(width);
    if (count > width && extra.every((field) => field === '')) continue;
    problems.push(
      problem(
        'load.csv-ragged',
        locate(record, Math.min(count, width) - 1),
        `表“${table}”第 ${record.line} 行有 ${count} 格，表头有 ${width} 格`,
        count > width ? '请检查是否多了逗号；数字里有千分位逗号时要加双引号。' : '请检查是否少了逗号；空白的格也要留逗号。',
      ),
    );
  }
  return { csv: { file, table, header, records: body, locate }, problems };
}

function inChinese(code: string): string {
  return code.includes('QUOTE') ? '双引号没有成对' : `不能识别（${code}）`;
}

/** Finds the character column of a field by reading its line again: only messages need it. */
function fieldColumn(text: string, record: CsvRecord, field: number): number {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  for (let line = 1; line < record.line; line++) start = text.indexOf('\n', start) + 1;
  let at = start;
  for (let left = field; left > 0 && at < text.length; left--) {
    let quoted = false;
    while (at < text.length && (quoted || text[at] !== ',')) {
      if (text[at] === '"') quoted = !quoted;
      at++;
    }
    at++;
  }
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  return at - Math.max(lineStart, start) + 1;
}
