import type { CheckedDisclosure } from '../../model/disclosure.ts';
import type { TargetForm } from '../../model/template.ts';
import type { TargetsView } from '../../view/types.ts';
import type { Sheet } from '../xlsx/sheet.ts';
import { Layout } from './layout.ts';
import { LOOK } from './look.ts';
import { numbered, putIndicators } from './project-sheet.ts';

/** Whole-department targets: as the form has them, in sections or in one grid. */
export function targetsSheet(
  name: string,
  title: string,
  view: TargetsView,
  disclosure: CheckedDisclosure,
): Sheet {
  const form = disclosure.template.targets as TargetForm;
  const columns = Math.max(form.indicatorColumns.length, 4);
  const layout = new Layout(Array.from({ length: columns }, () => 24));
  layout.whole(view.title || title, LOOK.title, 30);
  if (view.subtitle) layout.whole(view.subtitle, LOOK.subtitle);
  if (form.layout === 'grid') putTargetGrid(layout, view, disclosure);
  else putSections(layout, view);
  return {
    name,
    rows: layout.rows,
    spans: layout.spans,
    widths: layout.widths,
    frozen: { rows: 1, columns: 0 },
  };
}

function putSections(layout: Layout, view: TargetsView): void {
  const heading = (text: string) => layout.whole(text, LOOK.heading, 24);
  if (view.goals.length > 0) heading(view.goalsTitle);
  for (const goal of view.goals) layout.whole(goal, LOOK.note);
  if (view.tasks.length > 0) heading(view.tasksTitle);
  view.tasks.forEach((task, index) => {
    layout.whole(`${index + 1}、${task.name}`, LOOK.note);
    if (task.goal) layout.whole(`${view.taskGoalTitle}：${task.goal}`, LOOK.note);
    if (task.indicators) layout.whole(`${view.taskIndicatorsTitle}：${task.indicators}`, LOOK.note);
  });
  if (view.measures.length > 0) heading(view.measuresTitle);
  for (const measure of view.measures) layout.whole(measure, LOOK.note);
  if (view.indicators) putIndicators(layout, view.indicators);
}

function putTargetGrid(layout: Layout, view: TargetsView, { targets }: CheckedDisclosure): void {
  const { columns } = layout;
  if (view.department) {
    const row = layout.row();
    layout.text(row, 0, view.department.label, LOOK.label);
    layout.text(row, 1, view.department.text, LOOK.value, columns - 1);
  }
  if (view.goals.length > 0) {
    const row = layout.row();
    layout.text(row, 0, view.goalsTitle, LOOK.label);
    layout.text(row, 1, numbered(view.goals), LOOK.value, columns - 1);
  }
  const { tasks } = view;
  if (tasks.length > 0) {
    const head = view.taskNameTitle ? 1 : 0;
    const top = layout.row();
    layout.text(top, 0, view.tasksTitle, LOOK.label, 1, tasks.length + head);
    if (view.taskNameTitle) {
      layout.text(top, 1, view.taskNameTitle, LOOK.label);
      layout.text(top, 2, view.taskGoalTitle, LOOK.label, columns - 2);
    }
    tasks.forEach((task, index) => {
      const row = layout.at(top + head + index);
      layout.text(row, 1, task.name, LOOK.value);
      layout.text(row, 2, task.goal, LOOK.value, columns - 2);
    });
  }
  const budget = targets?.budget ?? [];
  if (budget.length > 0) {
    const top = layout.row();
    layout.text(top, 0, view.budget?.title ?? '', LOOK.label, 1, budget.length);
    budget.forEach(({ label, amount }, index) => {
      const row = layout.at(top + index);
      layout.text(row, 1, label, LOOK.value);
      layout.figure(row, 2, amount.text, LOOK.amount, columns - 2);
    });
  }
  if (view.indicators) putIndicators(layout, view.indicators);
}
