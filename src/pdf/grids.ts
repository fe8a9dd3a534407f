import type { Labelled, ProjectView, TargetsView } from '../view/types.ts';
import { withMerged } from './merged.ts';
import { CELL_PADDING, PORTRAIT } from './page.ts';
import { isTall, planTable, type TableContext } from './table.ts';
import { breakRuns, textWidth } from './text-width.ts';
import type { Block, PdfCell, PdfRow, PdfTable } from './types.ts';

/** 小五: a grid holds many words. */
const SIZE = 9;
const { width: WIDTH } = PORTRAIT;
/** Width of the labels that stand left. */
const LABEL = 74;

/** A grid is laid on equal columns beside its labels: two, three, four and six fit in, and a label gets what it needs. */
const COLUMNS = 24;
const UNIT = Math.floor(((WIDTH - LABEL) / COLUMNS) * 100) / 100;

interface GridCell {
  readonly text: string | readonly string[];
  readonly span: number;
  readonly rowspan?: number;
  /** A label heads the cells after it in its line, or, standing above them, those below. */
  readonly label?: 'line' | 'above' | 'group';
  readonly align?: PdfCell['align'];
}

type Clean = (text: string, what: string) => string;

/** The form's printed grid: code and name, money and purpose, plan, goals; the indicators follow without a gap. */
export function projectBlocks(project: ProjectView, context: TableContext, title: string): readonly Block[] {
  const clean: Clean = (text, what) => context.glyphs.clean(text, () => `${title}：${what}`);
  const lines: GridCell[][] = [];
  const isCode = ({ label }: Labelled): boolean => /编码|编号|代码/.test(label);
  const codes = project.summary.filter(isCode);
  const money = project.summary.filter((one) => !isCode(one));
  if (project.summary.length > 0 || project.purpose !== undefined) lines.push(nameLine(codes, project.name));
  lines.push(...moneyLines(money, project));
  if (project.plan) lines.push(...planLines(project.plan));
  if (project.goals.length > 0)
    lines.push([label(project.goalsTitle), { text: numbered(project.goals), span: COLUMNS }]);
  const grid =
    lines.length > 0 ? [gridTable(lines, context, title, clean, project.indicators.body.length > 0)] : [];
  if (project.indicators.body.length === 0) return grid;
  const { tables } = planTable(project.indicators, context, {
    titled: true,
    title,
    upright: true,
    most: SIZE,
    joined: grid.length > 0,
  });
  return [...grid, ...tables];
}

function label(text: string, rowspan = 1): GridCell {
  return { text, span: 0, rowspan, label: rowspan > 1 ? 'group' : 'line', align: 'center' };
}

function nameLine([code]: readonly Labelled[], name: string): GridCell[] {
  const named: GridCell = { text: NAME_LABEL, span: 4, label: 'line', align: 'center' };
  if (!code) return [label(NAME_LABEL), { text: name, span: COLUMNS }];
  return [label(code.label), { text: code.text, span: 10 }, named, { text: name, span: 10 }];
}

const NAME_LABEL = '项目名称';

/** Three pairs of label and figure beside the words on what the money is for. */
function moneyLines(
  money: readonly Labelled[],
  { purpose, purposeTitle = '资金用途' }: ProjectView,
): GridCell[][] {
  const perLine = 3;
  const lines: GridCell[][] = [];
  for (let at = 0; at < money.length; at += perLine) {
    const part = money.slice(at, at + perLine);
    const spans = spansFor(part.flatMap((one) => [one.label, one.text]));
    lines.push(
      part.flatMap((one, i): GridCell[] => [
        { text: one.label, span: spans[2 * i] as number, label: 'line', align: 'center' },
        { text: one.text, span: spans[2 * i + 1] as number, align: 'right' },
      ]),
    );
  }
  if (purpose !== undefined) lines.push([{ text: purpose, span: COLUMNS }]);
  if (lines.length > 0) lines[0] = [label(purposeTitle, lines.length), ...(lines[0] as GridCell[])];
  return lines;
}

/** Columns for each text of a line: what it needs to stand in one line, and the rest dealt out to all. */
function spansFor(texts: readonly string[]): number[] {
  const spans = texts.map((text) =>
    Math.max(2, Math.ceil((textWidth(text) * SIZE + 2 * CELL_PADDING + 1) / UNIT)),
  );
  let rest = COLUMNS - spans.reduce((sum, span) => sum + span, 0);
  // Too much for one line: the widest give way, and break.
  for (; rest < 0; rest++) {
    const widest = spans.indexOf(Math.max(...spans));
    spans[widest] = (spans[widest] as number) - 1;
  }
  for (; rest > 0; rest--) {
    const narrowest = spans.indexOf(Math.min(...spans));
    spans[narrowest] = (spans[narrowest] as number) + 1;
  }
  return spans;
}

function planLines({ title, points }: NonNullable<ProjectView['plan']>): GridCell[][] {
  if (points.length === 0) return [];
  const spans = spread(COLUMNS, points.length);
  const heads = points.map(
    (point, i): GridCell => ({
      text: point.label,
      span: spans[i] as number,
      label: 'above',
      align: 'center',
    }),
  );
  const values = points.map(
    (point, i): GridCell => ({ text: point.text, span: spans[i] as number, align: 'center' }),
  );
  return [[label(title, 2), ...heads], values];
}

/** Columns dealt out to so many cells; more cells than columns would be a new form, and get one each. */
function spread(columns: number, cells: number): number[] {
  return Array.from({ length: cells }, (_, i) =>
    Math.max(1, Math.floor(((i + 1) * columns) / cells) - Math.floor((i * columns) / cells)),
  );
}

function numbered(goals: readonly string[]): string | readonly string[] {
  return goals.length === 1
    ? (goals[0] as string)
    : goals.map((goal, i) => (/^\d/.test(goal) ? goal : `${i + 1}. ${goal}`));
}

/** The whole department's targets where the form prints one grid. */
export function targetsGrid(targets: TargetsView, context: TableContext, title: string): readonly Block[] {
  const clean: Clean = (text, what) => context.glyphs.clean(text, () => `${title}：${what}`);
  const lines: GridCell[][] = [];
  if (targets.department)
    lines.push([label(targets.department.label), { text: targets.department.text, span: COLUMNS }]);
  if (targets.goals.length > 0)
    lines.push([label(targets.goalsTitle), { text: numbered(targets.goals), span: COLUMNS }]);
  lines.push(...taskLines(targets));
  const { budget } = targets;
  if (budget) {
    budget.body.forEach(({ cells: [name, amount] }, i) => {
      const line: GridCell[] = [
        { text: name?.text ?? '', span: 16, label: 'line', align: 'left' },
        { text: amount?.text ?? '', span: 8, align: 'right' },
      ];
      lines.push(i === 0 ? [label(budget.title, budget.body.length), ...line] : line);
    });
  }
  if (targets.measures.length > 0)
    lines.push([label(targets.measuresTitle), { text: numbered(targets.measures), span: COLUMNS }]);
  const subtitle: Block[] = targets.subtitle
    ? [{ k: 'p', runs: [clean(targets.subtitle, '副题')], style: 'center' }]
    : [];
  const grid =
    lines.length > 0 ? [gridTable(lines, context, title, clean, targets.indicators !== undefined)] : [];
  const indicators = targets.indicators
    ? planTable(targets.indicators, context, {
        titled: true,
        title,
        upright: true,
        most: SIZE,
        joined: grid.length > 0,
      }).tables
    : [];
  return [...subtitle, ...grid, ...indicators];
}

function taskLines(targets: TargetsView): GridCell[][] {
  if (targets.tasks.length === 0) return [];
  const withIndicators = targets.tasks.some((task) => task.indicators !== '');
  const spans = withIndicators ? [6, 10, 8] : [6, 18];
  const line = (texts: readonly string[], head: boolean): GridCell[] =>
    spans.map((span, i) => ({
      text: texts[i] ?? '',
      span,
      ...(head
        ? { label: 'above' as const, align: 'center' as const }
        : i === 0 && { label: 'line' as const, align: 'left' as const }),
    }));
  const heads = line(
    [targets.taskNameTitle || '任务', targets.taskGoalTitle, targets.taskIndicatorsTitle],
    true,
  );
  const rows = targets.tasks.map((task) => line([task.name, task.goal, task.indicators], false));
  return [[label(targets.tasksTitle, rows.length + 1), ...heads], ...rows];
}

/** Cells to a table: each label heads what stands after it, or below it, or in its lines. */
function gridTable(
  lines: readonly (readonly GridCell[])[],
  context: TableContext,
  title: string,
  clean: Clean,
  joined: boolean,
): PdfTable {
  let group: { key: string; until: number } | undefined;
  let above = new Map<number, string>();
  let aboveUntil = -1;
  const body = lines.map((cells, line): PdfRow => {
    if (group && line >= group.until) group = undefined;
    let column = group ? 1 : 0;
    let before: string | undefined;
    const heads = new Map<number, string>();
    const drawn = cells.map((cell, i): PdfCell => {
      const span = Math.max(cell.span, 1);
      const key = `${line}x${column}`;
      const under = [group?.key, cell.label === 'above' ? undefined : above.get(column), before].filter(
        (one): one is string => one !== undefined,
      );
      const room = roomOf(cell);
      const made = drawCell(cell, {
        span,
        room,
        key,
        under,
        context: clean,
        what: `第 ${line + 1} 行第 ${i + 1} 格`,
      });
      if (cell.label === 'group') {
        group = { key, until: line + (cell.rowspan ?? 1) };
        above = new Map();
      } else if (cell.label === 'above') {
        for (let at = column; at < column + span; at++) heads.set(at, key);
      } else if (cell.label === 'line') before = key;
      else before = undefined;
      column += span;
      return made;
    });
    if (heads.size > 0) {
      above = heads;
      aboveUntil = group?.until ?? lines.length;
    } else if (line + 1 >= aboveUntil) above = new Map();
    return { ...(cells.some(isLong) && { breakable: true }), cells: drawn };
  });
  const table: PdfTable = {
    k: 'table',
    n: context.nextNumber(),
    title,
    line: [],
    caption: '',
    size: SIZE,
    columns: [LABEL, ...Array.from({ length: COLUMNS }, () => UNIT)],
    head: [],
    body,
    notes: [],
    inset: 4,
    ...(joined && { joined: 'below' as const }),
  };
  return withMerged(table, false);
}

/** em of text that a cell holds in a line. */
function roomOf({ span }: GridCell): number {
  return ((span === 0 ? LABEL : span * UNIT) - 2 * CELL_PADDING) / SIZE;
}

function isLong(cell: GridCell): boolean {
  const words = typeof cell.text === 'string' ? cell.text : cell.text.join('\n');
  return isTall(words, roomOf(cell), { size: SIZE, landscape: false });
}

function drawCell(
  cell: GridCell,
  at: { span: number; room: number; key: string; under: readonly string[]; context: Clean; what: string },
): PdfCell {
  const texts = typeof cell.text === 'string' ? [cell.text] : cell.text;
  const clean = texts.map((text) => breakRuns(at.context(text, at.what), at.room));
  const isHead = cell.label !== undefined;
  return {
    text: clean.length === 1 ? (clean[0] as string) : clean,
    align: cell.align ?? 'left',
    ...(/^[\d.,%]+(?:万?元)?$|^[\dA-Z]{8,}$/.test(texts.join('')) && { digits: true }),
    ...(at.span > 1 && { colspan: at.span }),
    ...((cell.rowspan ?? 1) > 1 && { rowspan: cell.rowspan as number }),
    ...((isHead || at.under.length > 0) && {
      role: { ...(isHead && { key: at.key }), ...(at.under.length > 0 && { under: at.under }) },
    }),
  };
}
