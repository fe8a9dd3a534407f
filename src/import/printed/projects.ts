import type { ProjectForm } from '../../model/template.ts';
import { normalized } from '../../model/titles.ts';
import type { RawCell } from '../blocks.ts';
import type { Log } from '../log.ts';
import { indicator, type ReadIndicator, type ReadProject } from '../projects/project.ts';
import { gridTitle, splitGoals } from '../projects/titles.ts';
import { squeeze } from '../text.ts';
import { naturalCount, type RowLine, spread } from './spread.ts';

/** The second-level indicators of the national form of project targets. */
const LEVEL2 = new Set(
  [
    '数量',
    '质量',
    '时效',
    '成本',
    '经济成本',
    '社会成本',
    '生态环境成本',
    '经济效益',
    '社会效益',
    '生态效益',
    '可持续影响',
    '服务对象满意度',
  ].map((name) => `${name}指标`),
);

/** Reads projects whose grids came as printed lines: goals, then rows of indicators with wrapped cells. */
export function readPrintedProjects(lines: readonly RawCell[], form: ProjectForm, log: Log): ReadProject[] {
  const starts = lines.flatMap((line, index) => {
    const title = gridTitle(line.text, form);
    return title ? [{ index, name: squeeze(title.project), line: line.line }] : [];
  });
  if (starts.length === 0) log.lost(lines, form.title, '没有找到项目的标题');
  else log.lost(lines.slice(0, starts[0]?.index), form.title, '第一个项目之前的文字');
  return starts.map((start, at) =>
    readProject(start.name, start.line, lines.slice(start.index + 1, starts[at + 1]?.index), form, log),
  );
}

function readProject(
  name: string,
  line: number,
  lines: readonly RawCell[],
  form: ProjectForm,
  log: Log,
): ReadProject {
  const titles = form.indicatorColumns.map((column) => normalized(column.title));
  const isHead = (item: RawCell): boolean =>
    item.text.split(/\s+/).filter((token) => titles.includes(normalized(token))).length >= 3;
  const head = lines.findIndex(isHead);
  const before = head < 0 ? lines : lines.slice(0, head);
  const goals = before
    .map((item) => item.text)
    .join('\n')
    .replace(new RegExp(`^${form.goalsTitle}\\s*`), '');
  const rows =
    head < 0
      ? []
      : indicatorRows(
          lines.slice(head + 1).filter((item) => item.text !== '' && !isHead(item)),
          form,
          name,
          log,
        );
  return {
    name,
    code: '',
    amount: '',
    funding: new Map(),
    purpose: '',
    plan: new Map(),
    goals: splitGoals(goals).map(squeeze),
    indicators: rows,
    line,
  };
}

interface RowDraft {
  readonly level1: string;
  readonly level2: string;
  readonly lines: RowLine[];
}

function indicatorRows(
  lines: readonly RawCell[],
  form: ProjectForm,
  name: string,
  log: Log,
): ReadIndicator[] {
  const rows: RowDraft[] = [];
  let level1 = '';
  for (const item of lines) {
    const tokens = pieces(item.text);
    const alone = tokens.length === 1;
    if (form.groups.includes(tokens[0] ?? '')) level1 = tokens.shift() as string;
    if (tokens.length === 0) continue;
    if (LEVEL2.has(tokens[0] as string)) {
      const level2 = tokens.shift() as string;
      rows.push({ level1, level2, lines: tokens.length > 0 ? [{ pieces: tokens, whole: true }] : [] });
    } else if (rows.length > 0) rows.at(-1)?.lines.push({ pieces: tokens, whole: !alone });
    else log.lost([item], name, '认不出指标表里的这一行');
  }
  const ids = form.indicatorColumns
    .map((column) => column.id)
    .filter((id) => id !== 'level1' && id !== 'level2');
  const filled = Math.min(usual(rows.map((row) => naturalCount(row.lines))) ?? ids.length, ids.length);
  return rows.map((row) => {
    const cells = spread(row.lines, filled);
    if (cells.length !== filled)
      log.warn(undefined, `项目“${name}”的指标“${row.level2}”分不清各格：${cells.join(' │ ')}`);
    const fields = Object.fromEntries(ids.map((id, index) => [id, cells[index] ?? '']));
    return indicator({ level1: row.level1, level2: row.level2, ...fields });
  });
}

/** The count that most rows have: a column that no row fills is not printed. */
function usual(counts: readonly number[]): number | undefined {
  return counts.find((count) => counts.filter((other) => other === count).length * 2 > counts.length);
}

/** Cells of one printed line; a number and the Chinese after it are one cell (2 个). */
function pieces(text: string): string[] {
  return text
    .replace(/(\d) (?=\p{Script=Han})/gu, '$1')
    .split(/\s+/)
    .filter((token) => token !== '');
}
