import { fill } from '../../model/fill.ts';
import type { ProjectForm } from '../../model/template.ts';
import { normalized } from '../../model/titles.ts';
import type { Grid, RawCell } from '../blocks.ts';
import type { Context } from '../context.ts';
import type { Log } from '../log.ts';
import { amountText } from '../recognise/whole/figure.ts';
import type { Subject } from '../subject.ts';
import { solid, squeeze } from '../text.ts';
import { indicator, type ReadIndicator, type ReadProject, type ReadProjectUnit } from './project.ts';

type Row = readonly RawCell[];

/** Name and value of an indicator stand side by side under each group. */
interface Pair {
  readonly group: string;
  readonly name: number;
  readonly value: number;
}

interface Layout {
  readonly fields: ReadonlyMap<string, number>;
  readonly pairs: readonly Pair[];
  readonly width: number;
}

/** Reads a wide table of all projects, several lines of indicators each. */
export function readWideProjects(
  grids: readonly Grid[],
  form: ProjectForm,
  { subject, log }: Context,
): { projects: ReadProject[]; units: ReadProjectUnit[] } {
  const rows = grids.flatMap((grid) => grid.rows);
  const layout = layoutOf(rows, form, subject);
  if (!layout) {
    for (const row of rows) log.lost(row, form.title, '认不出项目表的表头');
    return { projects: [], units: [] };
  }
  const body = rows.slice(rows.findIndex((row) => isLeafRow(row, form)) + 1);
  const shift = bestShift(body, layout);
  if (shift.insert !== undefined)
    log.note(body[0]?.[0]?.line, '项目表的各行少了一格空白，指标已按“名称和值成对”归位');
  const groups: Row[][] = [];
  for (const row of body) {
    if (solid(row[layout.fields.get('code') as number]?.text ?? '') !== '' || groups.length === 0)
      groups.push([row]);
    else groups.at(-1)?.push(row);
  }
  const projects: ReadProject[] = [];
  const units: ReadProjectUnit[] = [];
  for (const group of groups) {
    const indicators = layout.pairs.flatMap((pair) =>
      group.flatMap((row) => readPair(shifted(row, layout, shift), pair)),
    );
    tellRest(group, layout, log);
    const first = group[0] as Row;
    const at = (field: string): RawCell | undefined => first[layout.fields.get(field) ?? -1];
    const text = (field: string): string => at(field)?.text ?? '';
    const amount = (field: string): string => {
      const cell = at(field);
      return cell ? amountText(cell) : '';
    };
    const common = {
      code: solid(text('code')),
      name: squeeze(text('name')),
      amount: amount('amount'),
      funding: new Map(form.funding.map(({ id }) => [id, amount(`funding.${id}`)])),
    };
    if (indicators.length === 0) units.push(common);
    else
      projects.push({
        ...common,
        purpose: '',
        plan: new Map(),
        goals: [],
        indicators,
        line: first[0]?.line ?? 0,
      });
  }
  return { projects, units };
}

/** Fields stand in a project's first line only. */
function tellRest(group: readonly Row[], layout: Layout, log: Log): void {
  const fields = new Set(layout.fields.values());
  const firstPair = layout.pairs[0]?.name ?? layout.width;
  group.forEach((row, index) => {
    row.slice(0, firstPair).forEach((cell, at) => {
      if (index > 0 || !fields.has(at)) log.lost([cell], '项目', '这一格不属于任何一项');
    });
  });
}

const isLeafRow = (row: Row, form: ProjectForm): boolean => {
  const titles = form.indicatorColumns.map((column) => normalized(column.title));
  return row.filter((cell) => titles.includes(normalized(cell.text))).length >= titles.length * 2;
};

function layoutOf(rows: readonly Row[], form: ProjectForm, subject: Subject): Layout | undefined {
  const leafAt = rows.findIndex((row) => isLeafRow(row, form));
  if (leafAt < 0) return undefined;
  const head = rows.slice(0, leafAt + 1);
  const width = Math.max(...rows.map((row) => row.length));
  const find = (title: string): number => {
    const key = normalized(fill(title, { ...subject, scope: '部门' }));
    for (const row of head) {
      const at = row.findIndex((cell) => normalized(cell.text) === key);
      if (at >= 0) return at;
    }
    return -1;
  };
  const fields = new Map<string, number>([
    ['code', find(form.codeTitle)],
    ['name', find(form.nameTitle)],
    ['amount', find(form.amountTitle)],
    ...form.funding.map((field): [string, number] => [`funding.${field.id}`, find(field.title)]),
  ]);
  const nameKey = normalized(form.indicatorColumns.find((column) => column.id === 'level3')?.title ?? '');
  const leaf = head.at(-1) as Row;
  const names = leaf.flatMap((cell, index) => (normalized(cell.text) === nameKey ? [index] : []));
  const pairs = names.map(
    (name, index): Pair => ({ group: form.groups[index] ?? '', name, value: name + 1 }),
  );
  return fields.get('code') === -1 ? undefined : { fields, pairs, width };
}

/** Where every row of the table lost or gained a blank cell. */
interface Shift {
  readonly insert?: number;
  readonly remove?: number;
}

function shifted(row: Row, layout: Layout, { insert, remove }: Shift): readonly string[] {
  const texts = row.map((cell) => squeeze(cell.text));
  if (insert !== undefined) texts.splice(insert, 0, '');
  if (remove !== undefined) texts.splice(remove, 1);
  return [...texts, ...new Array(layout.width).fill('')];
}

/** The shift under which names stand with values, and under the group they speak of. */
function bestShift(rows: readonly Row[], layout: Layout): Shift {
  const places = layout.pairs.flatMap((pair) => [pair.name, pair.value]);
  const shifts: Shift[] = [
    {},
    ...places.map((insert) => ({ insert })),
    ...places.map((remove) => ({ remove })),
  ];
  const score = (shift: Shift): number => rows.reduce((sum, row) => sum + scoreRow(row, layout, shift), 0);
  return shifts.reduce((best, shift) => (score(shift) > score(best) ? shift : best));
}

function scoreRow(row: Row, layout: Layout, shift: Shift): number {
  const cells = shifted(row, layout, shift);
  const last = layout.pairs.at(-1)?.value ?? 0;
  let score = -10 * cells.slice(last + 1).filter((text) => text !== '').length;
  for (const pair of layout.pairs) {
    const name = cells[pair.name] as string;
    const value = cells[pair.value] as string;
    if ((name === '') !== (value === '')) score -= 10;
    const stem = pair.group.replace(/指标$/, '');
    if (stem !== '' && name.includes(stem)) score += 1;
  }
  if (shift.remove !== undefined && (row[shift.remove]?.text ?? '').trim() !== '') score -= 100;
  return score;
}

function readPair(cells: readonly string[], pair: Pair): ReadIndicator[] {
  const level3 = cells[pair.name] ?? '';
  const value = cells[pair.value] ?? '';
  return level3 === '' && value === '' ? [] : [indicator({ level1: pair.group, level3, value })];
}
