import type { Finding } from '../model/finding.ts';
import { problem } from '../model/problem.ts';
import type { CsvFile } from '../model/raw.ts';

/** Where the columns of a list such as codes.csv stand. Undefined where one is missing, which is told. */
export function listColumns(
  csv: CsvFile,
  list: string,
  titles: readonly string[],
  problems: Finding[],
): readonly number[] | undefined {
  const fields = titles.map((title) => csv.header.fields.indexOf(title));
  const missing = titles.filter((_, index) => (fields[index] as number) < 0);
  if (missing.length === 0) return fields;
  problems.push(
    problem(
      'load.missing-column',
      csv.locate(csv.header, 0),
      `${list}缺少列${missing.map((title) => `“${title}”`).join('、')}`,
      `表头应为：${titles.join('、')}。`,
    ),
  );
  return undefined;
}
