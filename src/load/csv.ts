import { CsvError, parse } from 'csv-parse/sync';
import type { Finding } from '../model/finding.ts';
import { problem } from '../model/problem.ts';
import type { CsvFile, CsvRecord } from '../model/raw.ts';
import { lineFinder } from './lines.ts';

/**
 * Reads a table's CSV: header line first. Lines with nothing in them are
 * dropped, as spreadsheets save them under a table. Ragged lines are refused,
 * because a missing comma would move every figure behind it.
 */
export function parseCsv(file: string, table: string, text: string): { csv?: CsvFile; problems: Finding[] } {
  let all: CsvRecord[];
  try {
    all = text.includes('"') ? quotedRecords(text) : plainRecords(text);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { problems: [quoteFault(file, table, text, error)] };
  }
  const records = all.filter(({ fields }) => fields.some((field) => field !== ''));
  const [header, ...body] = records;
  if (!header) {
    return {
      problems: [
        problem(
          'load.csv-empty',
          { file, line: 1, column: 1, table },
          `表“${table}”的文件是空的，连表头也没有`,
          '请至少写上表头一行；没有数据的表只留表头。',
        ),
      ],
    };
  }
  const mark = header.fields.length === 1 ? separatorOf(header.fields[0] as string) : undefined;
  if (mark) {
    return {
      problems: [
        problem(
          'load.csv-separator',
          { file, line: header.line, column: 1, table },
          `表“${table}”的各格是用${mark}分开的，应当用半角逗号`,
          '请在 WPS 或 Excel 中打开，另存为“CSV UTF-8（逗号分隔）”。',
        ),
      ],
    };
  }
  const filled = (record: CsvRecord): string[] => record.fields.filter((field) => field !== '');
  if (filled(header).length === 1 && body.some((record) => filled(record).length > 1)) {
    const place = { file, line: header.line, column: 1, table };
    return {
      problems: [
        problem(
          'load.header-not-first',
          place,
          `表“${table}”的第 1 行应是表头，却只有一格“${filled(header)[0]}”`,
          '请删去表头上面的标题、单位等各行。',
        ),
      ],
    };
  }
  const locate: CsvFile['locate'] = (record, field) => ({
    file,
    line: record.line,
    column: fieldColumn(text, record.line, field),
    table,
  });
  const width: Width = {
    least: header.fields.findLastIndex((field) => field !== '') + 1,
    most: header.fields.length,
  };
  const fits = ({ fields }: CsvRecord): boolean =>
    fields.length >= width.least && fields.length <= width.most;
  const ragged = body.filter((record) => !fits(record));
  return {
    csv: { file, table, header, records: ragged.length > 0 ? body.filter(fits) : body, locate },
    problems: raggedFaults(table, width, ragged, locate),
  };
}

/** Where nothing is quoted, as in most tables, a comma is always a comma; the reader that minds quotes takes ten times as long. */
function plainRecords(text: string): CsvRecord[] {
  return text.split('\n').map((line, index) => {
    const fields = line.split(',');
    for (let at = 0; at < fields.length; at++) fields[at] = (fields[at] as string).trim();
    return { fields, line: index + 1 };
  });
}

/** Throws a CsvError where quotation marks do not go together. */
function quotedRecords(text: string): CsvRecord[] {
  const parsed = parse(text, {
    bom: true,
    info: true,
    // Of decoded text; left to find it, the reader copies every file's bytes once more.
    record_delimiter: '\n',
    relax_column_count: true,
    trim: true,
  }) as unknown as { record: string[]; info: { lines: number } }[];
  let previous = 0;
  return parsed.map(({ record, info }) => {
    const line = previous + 1;
    previous = info.lines;
    return { fields: record, line };
  });
}

/**
 * Lines with too few or too many cells, even where the surplus is blank: the
 * comma of `1,469.55` moves the figures behind it into the blank cells. Lines
 * with the same fault are told together.
 */
function raggedFaults(
  table: string,
  width: Width,
  ragged: readonly CsvRecord[],
  locate: CsvFile['locate'],
): Finding[] {
  const counts = new Set(ragged.map((record) => record.fields.length));
  return [...counts].map((count) => {
    const records = ragged.filter((record) => record.fields.length === count);
    const first = records[0] as CsvRecord;
    const lines = records.slice(0, 5).map((record) => record.line);
    const which = `第 ${lines.join('、')} ${records.length > 5 ? `等 ${records.length} ` : ''}行${records.length > 1 ? '各' : ''}有`;
    const surplus = count > width.most;
    return problem(
      'load.csv-ragged',
      locate(first, Math.min(count, width.most) - 1),
      `表“${table}”${which} ${count} 格，表头有 ${surplus ? width.most : width.least} 格`,
      surplus
        ? '请检查是否多了逗号；数字里有千分位逗号时，要给数字加双引号。'
        : '请检查是否少了逗号；空白的格也要留逗号。',
    );
  });
}

/** Blank heads at the end may or may not have cells under them. */
interface Width {
  readonly least: number;
  readonly most: number;
}

/** What stands between the cells in place of commas, where the header is one long field. */
function separatorOf(header: string): string | undefined {
  for (const [mark, word] of [
    ['\t', '制表符'],
    [';', '分号'],
    ['；', '全角分号'],
    ['，', '全角逗号'],
    ['|', '竖线'],
  ] as const) {
    if (header.includes(mark)) return word;
  }
  return undefined;
}

function quoteFault(file: string, table: string, text: string, error: CsvError): Finding {
  const hint = '文字里的双引号请改用“”；一定要用半角双引号时，要写成两个，整格再用一对双引号括起来。';
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    const at = unclosedQuote(text);
    const { line, column } = lineFinder(text)(at);
    return problem(
      'load.csv',
      { file, line, column, table },
      `表“${table}”第 ${line} 行的双引号没有成对，后面的内容读不下去`,
      `请补上另一半双引号，或删去这一个。${hint}`,
    );
  }
  const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : 1;
  const field = 'column' in error && typeof error.column === 'number' ? error.column : 0;
  const place = { file, line, column: fieldColumn(text, line, field), table };
  if (error.code.includes('QUOTE'))
    return problem('load.csv', place, `表“${table}”第 ${line} 行有一格只有一部分在双引号里`, hint);
  return problem(
    'load.csv',
    place,
    `表“${table}”从第 ${line} 行起读不下去（${error.code}）`,
    '请在 WPS 或 Excel 中打开，另存为“CSV UTF-8（逗号分隔）”。',
  );
}

/** Offset of the opening quotation mark that nothing closes. */
function unclosedQuote(text: string): number {
  let opened = -1;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) opened = opened < 0 ? at : -1;
  return Math.max(0, opened);
}

/** Finds the character column of a field by reading its line again: only messages need it. */
function fieldColumn(text: string, recordLine: number, field: number): number {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  for (let line = 1; line < recordLine; line++) start = text.indexOf('\n', start) + 1;
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
