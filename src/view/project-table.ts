import type { Cell } from '../model/cell.ts';
import type { Project, ProjectUnit } from '../model/disclosure.ts';
import { type FillValues, fill } from '../model/fill.ts';
import type { IndicatorColumn, ProjectForm } from '../model/template.ts';
import type { Anchors } from './anchors.ts';
import {
  leafColumn,
  placed,
  printedDecimals,
  rowHead,
  rowView,
  type Shown,
  showFigure,
  showText,
  tableView,
} from './cells.ts';
import { buildHead, joinIds } from './headers.ts';
import { projectAnchor } from './projects.ts';
import type { BodyCell, LeafColumn, RowView, TableView } from './types.ts';

export interface WideContext {
  readonly index: number;
  readonly anchor: string;
  readonly anchors: Anchors;
  readonly words: FillValues;
}

const CODE = 0;
const NAME = 1;
const AMOUNT = 2;

/**
 * All projects in one wide table: the budget units' lines first, then each
 * project, whose code, name and amounts span the lines of its indicators. The
 * n-th line holds the n-th indicator of every group.
 */
export function viewProjectTable(
  projects: readonly Project[],
  units: readonly ProjectUnit[],
  form: ProjectForm,
  context: WideContext,
): TableView {
  const groups = groupsOf(projects, form);
  const leaves = columnsOf(form, groups, [...projects, ...units]);
  const prefix = `t${context.index}`;
  const head = buildHead(leaves, { prefix, associate: true, columnNumbers: false });
  const body: RowView[] = [];
  const above = (column: number) => head.ids[column] as string;

  /** Code, name and amounts, over `rowspan` lines; returns the id of the name. */
  const lead = (who: Project | ProjectUnit, rowspan: number): { id: string; cells: BodyCell[] } => {
    const id = `${prefix}r${body.length + 1}`;
    const amounts = [who.amount, ...form.funding.map((field) => who.funding.get(field.id))];
    const cells = [
      placed(showText(who.code ?? '', 'code'), CODE, above(CODE), rowspan),
      rowHead(showText(who.name), NAME, above(NAME), id, rowspan),
      ...amounts.map((cell, i) =>
        placed(amountShown(cell), AMOUNT + i, joinIds(above(AMOUNT + i), id), rowspan),
      ),
    ];
    return { id, cells };
  };
  const targets = AMOUNT + 1 + form.funding.length;

  for (const unit of units) {
    const { id, cells } = lead(unit, 1);
    for (let at = targets; at < leaves.length; at++)
      cells.push(placed(showText(''), at, joinIds(above(at), id)));
    body.push(rowView(cells, { role: 'unit' }));
  }
  for (const project of projects) {
    const indicators = groups.map((group) => project.indicators.filter((one) => one.level1 === group));
    const lines = Math.max(1, ...indicators.map((group) => group.length));
    const anchor = context.anchors.claim(projectAnchor(project));
    const { id, cells: first } = lead(project, lines);
    for (let line = 0; line < lines; line++) {
      const cells = line === 0 ? first : [];
      let at = targets;
      for (const group of indicators) {
        for (const field of paired(form)) {
          cells.push(placed(showText(group[line]?.[field.id] ?? ''), at, joinIds(above(at), id)));
          at++;
        }
      }
      body.push(rowView(cells, line === 0 ? { anchor } : {}));
    }
  }

  return tableView({
    id: context.anchor,
    title: fill(form.title, context.words),
    headLine: [`单位：${form.unit}`],
    columns: leaves,
    head: head.rows,
    body,
    notes: [],
    associated: true,
    landscape: true,
  });
}

function columnsOf(
  form: ProjectForm,
  groups: readonly string[],
  lines: readonly (Project | ProjectUnit)[],
): readonly LeafColumn[] {
  const amounts = form.purposeTitle;
  const targets = form.goalsTitle;
  const amount = (id: string, title: string, cells: readonly (Cell | undefined)[]) =>
    leafColumn(id, 'figure', [amounts, title], { unit: form.unit, decimals: printedDecimals(cells) });
  return [
    leafColumn('code', 'code', [form.codeTitle]),
    leafColumn('name', 'text', [form.nameTitle]),
    amount(
      'amount',
      form.amountTitle,
      lines.map((line) => line.amount),
    ),
    ...form.funding.map((field) =>
      amount(
        field.id,
        field.title,
        lines.map((line) => line.funding.get(field.id)),
      ),
    ),
    ...groups.flatMap((group) =>
      paired(form).map((field) =>
        leafColumn(`${group}-${field.id}`, 'text', [targets, group, field.title], {
          width: field.id === 'value' ? 1 : 2,
        }),
      ),
    ),
  ];
}

/** The columns that stand under each group: level 1 is the group itself. */
function paired(form: ProjectForm): readonly IndicatorColumn[] {
  return form.indicatorColumns.filter((column) => column.id !== 'level1');
}

/** The form's groups, and after them any other that an indicator has: nothing given is left out. */
function groupsOf(projects: readonly Project[], form: ProjectForm): readonly string[] {
  const groups = new Set(form.groups);
  for (const project of projects) for (const indicator of project.indicators) groups.add(indicator.level1);
  return [...groups];
}

function amountShown(cell: Cell | undefined): Shown {
  return cell ? showFigure(cell) : { kind: 'figure', text: '', state: 'blank' };
}
