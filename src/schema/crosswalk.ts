import type { Finding } from '../model/finding.ts';
import { problem } from '../model/problem.ts';
import type { CsvFile } from '../model/raw.ts';
import type { CodeChange } from '../model/template.ts';
import { CLASSIFICATIONS } from './codes.ts';
import { listColumns } from './list-columns.ts';

const COLUMNS = ['分类', '自年度', '原科目编码', '现科目编码', '出处'] as const;
const CODE = /^(?:\d{3}|\d{5}|\d{7})$/;

/**
 * crosswalk.csv of a form's folder: one 科目 that changed its code a line; one
 * divided or merged stands on several. The national file has its head alone: the
 * lists of codes that it could be filled from tell of no year, and what changed is
 * entered from the notice that ordered it, which 出处 names. Codes whose name alone
 * changed need no line.
 */
export function readCrosswalk(csv: CsvFile | undefined, problems: Finding[]): CodeChange[] {
  const fields = csv && listColumns(csv, '科目对照表', COLUMNS, problems);
  if (!fields) return [];
  const changes: CodeChange[] = [];
  const seen = new Set<string>();
  for (const record of csv.records) {
    const [kind = '', year = '', before = '', after = '', source = ''] = fields.map(
      (field) => record.fields[field] ?? '',
    );
    const classification = Object.hasOwn(CLASSIFICATIONS, kind) ? CLASSIFICATIONS[kind] : undefined;
    const fault = (column: number, message: string, hint: string) =>
      problems.push(
        problem(
          'load.invalid-code',
          csv.locate(record, fields[column] as number),
          `科目对照表第 ${record.line} 行${message}`,
          hint,
        ),
      );
    const name = [kind, year, before, after].join(' ');
    if (!classification)
      fault(0, `的分类“${kind}”不认识`, `分类写 ${Object.keys(CLASSIFICATIONS).join('、')} 之一。`);
    else if (!/^20\d\d$/.test(year))
      fault(1, `的年度“${year}”不是年份`, '写启用现编码的第一个预算年度，例如 2024。');
    else if (!CODE.test(before))
      fault(2, `的原科目编码“${before}”不对`, '科目编码是三、五或七位数字，类、款、项连写。');
    else if (!CODE.test(after))
      fault(3, `的现科目编码“${after}”不对`, '科目编码是三、五或七位数字，类、款、项连写。');
    else if (before.length !== after.length)
      fault(3, `把 ${before} 对到 ${after}，不是同一级科目`, '类对类，款对款，项对项。');
    else if (before === after) fault(3, `的两个编码都是 ${before}`, '没有变的科目不用写，请删去这一行。');
    else if (source === '') fault(4, '没有写出处', '写明文件名称和文号，或者公开的科目表，供别人核对。');
    else if (seen.has(name)) fault(2, '与上面一行重复', '请删去重复的一行。');
    else changes.push({ classification, from: Number(year), before, after, source });
    seen.add(name);
  }
  return changes;
}

/** What a form says, and what the forms say that it extends. */
export function mergeCrosswalks(lists: readonly (readonly CodeChange[])[]): readonly CodeChange[] {
  const merged = new Map<string, CodeChange>();
  for (const change of lists.flat())
    merged.set(`${change.classification} ${change.from} ${change.before} ${change.after}`, change);
  return [...merged.values()];
}
