import type { Cell } from '../../model/cell.ts';
import type { CheckedDisclosure, Project } from '../../model/disclosure.ts';
import type { ProjectForm } from '../../model/template.ts';
import type { ProjectView, TableView } from '../../view/types.ts';
import type { Sheet } from '../xlsx/sheet.ts';
import { putGrid } from './grid.ts';
import { Layout } from './layout.ts';
import { LOOK } from './look.ts';

/** Every project's grid, one below the other, under the section's heading. */
export function projectSheet(
  name: string,
  title: string,
  views: readonly ProjectView[],
  disclosure: CheckedDisclosure,
): Sheet {
  const form = disclosure.template.projects as ProjectForm;
  const layout = new Layout(widthsOf(form));
  layout.whole(title, LOOK.title, 30);
  const projects = new Map(disclosure.projects.map((project) => [project.number, project]));
  for (const view of views) {
    const project = projects.get(view.number);
    if (project) putProject(layout, project, view, form);
  }
  return {
    name,
    rows: layout.rows,
    spans: layout.spans,
    widths: layout.widths,
    frozen: { rows: 1, columns: 0 },
  };
}

/** A line holds the purpose's label, then label and figure for the amount and for each source of money. */
function widthsOf(form: ProjectForm): number[] {
  const columns = Math.max(form.indicatorColumns.length, 3 + 2 * form.funding.length, 4);
  return Array.from({ length: columns }, () => 18);
}

function putProject(layout: Layout, project: Project, view: ProjectView, form: ProjectForm): void {
  const { columns } = layout;
  layout.row();
  layout.whole(view.title ?? `${project.number}、${project.name}`, LOOK.heading, 24);
  layout.text(layout.row(), 0, `单位：${form.unit}`, LOOK.lineRight, columns);
  const row = layout.row();
  const half = Math.ceil(columns / 2);
  layout.text(row, 0, form.codeTitle, LOOK.label);
  layout.text(row, 1, project.code ?? '', LOOK.value, half - 2);
  layout.text(row, half - 1, form.nameTitle, LOOK.label);
  layout.text(row, half, project.name, LOOK.value, columns - half);
  putAmounts(layout, project, form);
  putPlan(layout, project, form);
  if (project.goals.length > 0) {
    const goals = layout.row();
    layout.text(goals, 0, form.goalsTitle, LOOK.label);
    layout.text(goals, 1, numbered(project.goals), LOOK.value, columns - 1);
  }
  putIndicators(layout, view.indicators);
}

/** A single goal stands alone; several are numbered, each on a line. */
export function numbered(goals: readonly string[]): string {
  if (goals.length === 1) return goals[0] as string;
  return goals.map((goal, index) => `${index + 1}. ${goal}`).join('\n');
}

function putAmounts(layout: Layout, project: Project, form: ProjectForm): void {
  const { columns } = layout;
  const { purpose } = project;
  const row = layout.row();
  layout.text(row, 0, form.purposeTitle, LOOK.label, 1, purpose === undefined ? 1 : 2);
  const fields: (readonly [string, Cell | undefined])[] = [
    [form.amountTitle, project.amount],
    ...form.funding.map(({ id, title }) => [title, project.funding.get(id)] as const),
  ];
  fields.forEach(([title, cell], index) => {
    const at = 1 + 2 * index;
    const last = index === fields.length - 1;
    layout.text(row, at, title, LOOK.label);
    layout.figure(row, at + 1, cell?.text ?? '', LOOK.amount, last ? columns - at - 1 : 1);
  });
  if (purpose === undefined) return;
  layout.text(layout.at(row + 1), 1, purpose, LOOK.value, columns - 1);
}

/** The form's points in time over the columns, the first ones wider. */
function putPlan(layout: Layout, project: Project, form: ProjectForm): void {
  if (project.plan.size === 0) return;
  const places = spread(form.plan.length, layout.columns - 1);
  const row = layout.row();
  layout.text(row, 0, form.planTitle, LOOK.label, 1, 2);
  form.plan.forEach((point, index) => {
    const { at, span } = places[index] as { at: number; span: number };
    layout.text(row, 1 + at, point, LOOK.label, span);
    layout.figure(row + 1, 1 + at, project.plan.get(point) ?? '', LOOK.amount, span);
  });
}

/** Indicators over all columns: the widest of the form's take what is left over. */
export function putIndicators(layout: Layout, table: TableView): void {
  if (table.body.length > 0) putGrid(layout, table, spread(table.columns.length, layout.columns));
}

/** `count` places over `columns`; what is left over goes to the middle ones, where descriptions stand. */
function spread(count: number, columns: number): readonly { at: number; span: number }[] {
  const spans: number[] = new Array(count).fill(Math.max(1, Math.floor(columns / count)));
  let left = columns - spans.reduce((sum, span) => sum + span, 0);
  for (let index = Math.floor(count / 2); left > 0; index = (index + 1) % count, left--)
    spans[index] = (spans[index] as number) + 1;
  let at = 0;
  return spans.map((span) => {
    const place = { at, span };
    at += span;
    return place;
  });
}
