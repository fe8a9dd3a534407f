import type { Targets } from '../model/disclosure.ts';
import { type FillValues, fill } from '../model/fill.ts';
import type { TargetForm } from '../model/template.ts';
import type { Anchors } from './anchors.ts';
import {
  leafColumn,
  placed,
  printedDecimals,
  rowHead,
  rowView,
  showFigure,
  showText,
  tableView,
} from './cells.ts';
import { buildHead } from './headers.ts';
import { viewIndicators } from './indicators.ts';
import type { TableView, TargetsView } from './types.ts';

export interface TargetsContext {
  /** Of the section; its tables' fragments begin with it. */
  readonly anchor: string;
  readonly anchors: Anchors;
  readonly words: FillValues;
  readonly nextIndex: () => number;
}

/** Whole-department targets; a part that the document does not give stays empty or is left out. */
export function viewTargets(targets: Targets, form: TargetForm, context: TargetsContext): TargetsView {
  const filled = (title: string) => fill(title, context.words);
  return {
    title: filled(form.title),
    subtitle: filled(form.subtitle),
    ...(form.departmentTitle && { department: { label: form.departmentTitle, text: context.words.name } }),
    goalsTitle: filled(form.goalsTitle),
    goals: targets.goals,
    tasksTitle: filled(form.tasksTitle),
    taskNameTitle: filled(form.taskNameTitle),
    taskGoalTitle: filled(form.taskGoalTitle),
    taskIndicatorsTitle: filled(form.taskIndicatorsTitle),
    tasks: targets.tasks,
    measuresTitle: filled(form.measuresTitle),
    measures: targets.measures,
    ...(targets.budget.length > 0 && { budget: viewBudget(targets.budget, form, context) }),
    ...(targets.indicators.length > 0 && {
      indicators: viewIndicators(targets.indicators, form.indicatorColumns, {
        index: context.nextIndex(),
        id: context.anchors.claim(`${context.anchor}-指标`),
        title: filled(form.title),
      }),
    }),
  };
}

/** Two columns under one line of heads: `scope` is enough. */
function viewBudget(lines: Targets['budget'], form: TargetForm, context: TargetsContext): TableView {
  const prefix = `t${context.nextIndex()}`;
  const decimals = printedDecimals(lines.map((line) => line.amount));
  const leaves = [
    leafColumn('label', 'text', ['项目']),
    leafColumn('amount', 'figure', ['金额'], { unit: form.unit, decimals }),
  ];
  const head = buildHead(leaves, { prefix, associate: false, columnNumbers: false });
  return tableView({
    id: context.anchors.claim(`${context.anchor}-预算`),
    title: fill(form.budgetTitle, context.words),
    headLine: [`单位：${form.unit}`],
    columns: leaves,
    head: head.rows,
    body: lines.map((line, i) =>
      rowView([
        rowHead(showText(line.label), 0, undefined, `${prefix}r${i + 1}`),
        placed(showFigure(line.amount), 1, undefined),
      ]),
    ),
    notes: [],
    associated: false,
    landscape: false,
  });
}
