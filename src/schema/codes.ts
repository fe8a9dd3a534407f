import type { Finding } from '../model/finding.ts';
import { problem } from '../model/problem.ts';
import type { CsvFile } from '../model/raw.ts';
import type { Classification, KnownCode } from '../model/template.ts';
import { listColumns } from './list-columns.ts';

export const CLASSIFICATIONS: Readonly<Record<string, Classification>> = {
  功能分类: 'function',
  部门经济分类: 'economic-department',
  政府经济分类: 'economic-government',
};
const COLUMNS = ['分类', '科目编码', '科目名称', '出处'] as const;
/** May be left out: what the 科目 is for, in plain words; it stands on every page that has the 科目, so it is short. */
const EXPLAIN = '说明';
const MOST_CHARACTERS = 60;

/** codes.csv of a form's folder: one pair of code and name a line; a code with two names stands twice. */
export function readCodes(csv: CsvFile | undefined, problems: Finding[]): KnownCode[] {
  const fields = csv && listColumns(csv, '科目表', COLUMNS, problems);
  if (!fields) return [];
  const explained = csv.header.fields.indexOf(EXPLAIN);
  return csv.records.flatMap((record): KnownCode[] => {
    const explain = record.fields[explained]?.trim() ?? '';
    if (explain !== '' && !(explain.endsWith('。') && explain.length <= MOST_CHARACTERS)) {
      problems.push(
        problem(
          'load.invalid-code',
          csv.locate(record, explained),
          `科目表第 ${record.line} 行的说明“${explain}”${explain.endsWith('。') ? `有 ${explain.length} 个字，太长` : '没有写完'}`,
          `说明用一句话讲清这个科目的钱做什么，以“。”结尾，不超过 ${MOST_CHARACTERS} 个字；没有说明就空着。`,
        ),
      );
    }
    const [kind = '', code = '', name = '', source = ''] = fields.map((field) => record.fields[field] ?? '');
    const classification = Object.hasOwn(CLASSIFICATIONS, kind) ? CLASSIFICATIONS[kind] : undefined;
    if (classification && /^\d{3,7}$/.test(code) && name !== '')
      return [{ classification, code, name, source, ...(explain !== '' && { explain }) }];
    problems.push(
      problem(
        'load.invalid-code',
        csv.locate(record, classification ? (fields[1] as number) : (fields[0] as number)),
        `科目表第 ${record.line} 行“${kind} ${code} ${name}”不完整`,
        `分类写 ${Object.keys(CLASSIFICATIONS).join('、')} 之一，科目编码是三至七位数字，科目名称不能空。`,
      ),
    );
    return [];
  });
}

/** What a form knows, and what the forms know that it extends. */
export function mergeCodes(lists: readonly (readonly KnownCode[])[]): readonly KnownCode[] {
  const filled = lists.filter((list) => list.length > 0);
  if (filled.length <= 1) return filled[0] ?? [];
  const merged = new Map<string, KnownCode>();
  for (const known of filled.flat()) merged.set(`${known.classification} ${known.code} ${known.name}`, known);
  return [...merged.values()];
}
