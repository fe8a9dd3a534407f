import type { TargetForm } from '../../model/template.ts';
import { normalized } from '../../model/titles.ts';
import type { Grid, RawCell } from '../blocks.ts';
import type { Context } from '../context.ts';
import type { Log } from '../log.ts';
import { spreadKeys } from '../projects/grid.ts';
import { type IndicatorField, indicator } from '../projects/project.ts';
import type { Subject } from '../subject.ts';
import { isFigure, solid, squeeze, withoutNumber } from '../text.ts';
import { emptyTargets, type ReadTargets } from './targets.ts';

type Draft = Record<IndicatorField, string>;

/** Reads targets set in one grid: labelled rows, then a table of indicators. */
export function readTargetGrid(
  grids: readonly Grid[],
  form: TargetForm,
  { marks, log, subject }: Context,
): ReadTargets {
  const targets = emptyTargets();
  const drafts: Draft[] = [];
  let columns: ReadonlyMap<number, IndicatorField> | undefined;
  for (const row of grids.flatMap((grid) => grid.rows)) {
    const keys = row.map((cell) => normalized(cell.text));
    const head = headOf(spreadKeys(row), form);
    if (head) {
      columns = head;
      tellStrange(row, form, subject, log, (index) => head.has(index));
    } else if (columns) readIndicator(row, columns, drafts, log);
    else if (isTitles(keys, form)) tellStrange(row, form, subject, log);
    else if (!labelled(row, keys, form, marks, targets, log))
      log.lost(row, form.title, '认不出目标表里的这一行');
  }
  backfill(drafts);
  targets.indicators.push(...drafts);
  return targets;
}

function headOf(keys: readonly string[], form: TargetForm): Map<number, IndicatorField> | undefined {
  const found = new Map<number, IndicatorField>();
  for (const { id, title } of form.indicatorColumns) {
    const wanted = normalized(title);
    keys.forEach((key, at) => {
      if (key === wanted) found.set(at, id);
    });
  }
  return new Set(found.values()).size >= 3 ? found : undefined;
}

/** The line that names the department, and the head of the tasks: the form's own words. */
function isTitles(keys: readonly string[], { taskNameTitle, departmentTitle }: TargetForm): boolean {
  return [taskNameTitle, departmentTitle].some((title) => title !== '' && keys.includes(normalized(title)));
}

/** Cells that are neither the form's own words nor the department's name. */
function tellStrange(
  row: readonly RawCell[],
  form: TargetForm,
  { name, code }: Subject,
  log: Log,
  isKnown: (index: number) => boolean = () => false,
): void {
  const own = [
    ...Object.values(form).filter((value) => typeof value === 'string'),
    name,
    code,
    `${code}${name}`,
  ];
  const keys = new Set(own.map(normalized));
  row.forEach((cell, index) => {
    const key = normalized(cell.text);
    if (key !== '' && !isKnown(index) && !keys.has(key))
      log.lost([cell], form.title, '认不出目标表里的这一格');
  });
}

function labelled(
  row: readonly RawCell[],
  keys: readonly string[],
  form: TargetForm,
  marks: readonly string[],
  targets: ReadTargets,
  log: Log,
): boolean {
  const filled = row.filter((_, index) => keys[index] !== '');
  if (filled.length === 0) return true;
  const labels = [form.goalsTitle, form.tasksTitle, form.budgetTitle]
    .filter((label) => label !== '')
    .map(normalized);
  const first = normalized(filled[0]?.text ?? '');
  const cells = labels.includes(first) ? filled.slice(1) : filled;
  if (first === normalized(form.goalsTitle)) {
    targets.goals.push(
      ...cells
        .flatMap((cell) => cell.text.split('\n'))
        .map((goal) => squeeze(withoutNumber(goal)))
        .filter((goal) => goal !== ''),
    );
    return true;
  }
  const [label, value] = cells;
  const text = solid(value?.text ?? '');
  // A merged label can stand beside the wrong rows: figures tell budget lines from tasks.
  if (label && (isFigure(text) || marks.includes(text) || value === undefined)) {
    targets.budget.push({ label: squeeze(label.text), amount: text });
    log.lost(cells.slice(2), form.title, '认不出目标表里的这一格');
    return true;
  }
  if (label && value && cells.length === 2) {
    targets.tasks.push({
      name: squeeze(withoutNumber(label.text)),
      goal: squeeze(value.text),
      indicators: '',
    });
    return true;
  }
  return false;
}

function readIndicator(
  row: readonly RawCell[],
  columns: ReadonlyMap<number, IndicatorField>,
  drafts: Draft[],
  log: Log,
): void {
  const draft = indicator({}) as Draft;
  row.forEach((cell, index) => {
    const id = columns.get(index);
    if (id) draft[id] = squeeze(`${draft[id]}${cell.text}`);
    else log.lost([cell], '整体绩效目标', '指标的这一格没有对应的列');
  });
  const last = drafts.at(-1);
  if (last && draft.level2 === '' && (draft.level1 === '' || draft.level1 === last.level1))
    draft.level2 = last.level2;
  if (last && draft.level1 === '') draft.level1 = last.level1;
  if (Object.values(draft).some((text) => text !== '')) drafts.push(draft);
}

/** A label centred in its merged cell stands below the first of its rows. */
function backfill(drafts: readonly Draft[]): void {
  const first = drafts.find((draft) => draft.level1 !== '')?.level1 ?? '';
  for (const draft of drafts) {
    if (draft.level1 !== '') return;
    draft.level1 = first;
  }
}
