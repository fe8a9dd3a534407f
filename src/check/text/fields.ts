import type { Disclosure, Indicator, Project, Targets } from '../../model/disclosure.ts';
import { kept } from '../../model/kept.ts';
import type { Place } from '../../model/place.ts';
import type { TableNotes } from '../../model/template.ts';
import { plainField } from './plain.ts';
import type { Body, Segment, SegmentKind } from './texts.ts';

/** Texts that stand in fields and cells, one segment each. */

/** Says of its fields what they are called and where they stand. */
interface Owner {
  readonly label: (field: string) => string;
  readonly place: (field: string) => Place;
}

class FieldSegment implements Segment {
  readonly kind: SegmentKind;
  readonly from: number;
  readonly to: number;
  readonly #owner: Owner;
  readonly #field: string;

  constructor(kind: SegmentKind, from: number, to: number, owner: Owner, field: string) {
    this.kind = kind;
    this.from = from;
    this.to = to;
    this.#owner = owner;
    this.#field = field;
  }

  label(): string {
    return this.#owner.label(this.#field);
  }

  place(): Place {
    return this.#owner.place(this.#field);
  }
}

class Fields {
  readonly #segments: FieldSegment[] = [];
  readonly #texts: string[] = [];
  #length = 0;

  add(kind: SegmentKind, source: string | undefined, owner: Owner, field = ''): void {
    if (source === undefined || source === '') return;
    const text = plainField(source);
    if (text === '') return;
    const from = this.#length;
    this.#segments.push(new FieldSegment(kind, from, from + text.length, owner, field));
    this.#texts.push(text);
    if (!text.endsWith('\n')) this.#texts.push('\n');
    this.#length += text.endsWith('\n') ? text.length : text.length + 1;
  }

  body(): Body {
    return { text: this.#texts.join(''), segments: this.#segments };
  }
}

/** Projects, targets, notes, units' names and headings. */
export const fieldBody = kept((disclosure: Disclosure): Body => {
  const fields = new Fields();
  const { projects, targets, tables, units, headings, file } = disclosure;
  for (const project of projects) addProject(fields, disclosure, project);
  if (targets) addTargets(fields, targets);
  for (const { spec, notes, headings: titles, columns, file: own } of tables.values()) {
    const table = spec.id;
    for (const note of notes) {
      if (!isOfForm(note, spec.notes))
        fields.add('note', note, { label: () => `${table}的附注`, place: () => ({ file, table }) });
    }
    for (const [index, title] of titles.entries()) {
      const column = columns[index];
      // The form's own titles are not the department's text.
      if (title === column?.title || title === column?.csv || title.includes('/')) continue;
      fields.add('heading', title, {
        label: () => `${table}的列名`,
        place: () => ({ file: own, line: 1, table, columnTitle: title }),
      });
    }
  }
  for (const unit of units)
    fields.add('unit', unit.name, { label: () => '所属单位的名称', place: () => ({ file }) });
  for (const [id, heading] of headings)
    fields.add('heading', heading, { label: () => `“${id}”的标题`, place: () => ({ file }) });
  return fields.body();
});

function isOfForm(note: string, { always, whenEmpty }: TableNotes): boolean {
  return always.includes(note) || whenEmpty.includes(note);
}

function addProject(fields: Fields, { template }: Disclosure, project: Project): void {
  const form = template.projects;
  const owner = (title: string): Owner => ({
    label: () => `第 ${project.number} 个项目的“${title}”`,
    place: (field) => ({ ...project.place(field), row: project.name, columnTitle: title }),
  });
  fields.add('project', project.name, owner(form?.nameTitle ?? '项目名称'), 'name');
  fields.add('project', project.purpose, owner('资金用途'), 'purpose');
  const goals = owner(form?.goalsTitle || '绩效目标');
  for (const [index, goal] of project.goals.entries()) fields.add('goal', goal, goals, `goals.${index}`);
  addIndicators(
    fields,
    project.indicators,
    form?.indicatorColumns ?? [],
    `第 ${project.number} 个项目`,
    project.name,
  );
}

/** The levels above are the form's own words. */
const FIELDS = ['level3', 'description', 'value', 'basis'] as const;

function addIndicators(
  fields: Fields,
  indicators: readonly Indicator[],
  columns: readonly { readonly id: string; readonly title: string }[],
  whose: string,
  row: string,
): void {
  const titleOf = (field: string): string =>
    columns.find((column) => column.id === field)?.title ?? NAMES[field] ?? field;
  for (const [index, indicator] of indicators.entries()) {
    const owner: Owner = {
      label: (field) => `${whose}第 ${index + 1} 条指标的“${titleOf(field)}”`,
      place: (field) => ({ ...indicator.place(), row, columnTitle: titleOf(field) }),
    };
    for (const field of FIELDS)
      fields.add(field === 'value' ? 'value' : 'indicator', indicator[field], owner, field);
  }
}

const NAMES: Readonly<Record<string, string>> = {
  level3: '三级指标',
  description: '指标描述',
  value: '指标值',
  basis: '确定依据',
};

function addTargets(fields: Fields, targets: Targets): void {
  const owner: Owner = {
    label: (title) => `整体绩效目标的“${title}”`,
    place: (title) => ({ file: targets.file, row: title }),
  };
  for (const goal of targets.goals) fields.add('target', goal, owner, '总体目标');
  for (const { name, goal, indicators } of targets.tasks) {
    for (const text of [name, goal, indicators]) fields.add('target', text, owner, name);
  }
  for (const measure of targets.measures) fields.add('target', measure, owner, '保障措施');
  addIndicators(fields, targets.indicators, [], '整体绩效目标', '整体绩效目标');
}

/** What nearly every cell has nothing of: long numbers, unusual characters, documents' numbers. */
const UNUSUAL = /\d[\d -]{9}|[^\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\x20-\x7e“”‘’—…·×≤≥]|[)）\]】〕]年/;

/** Names and items in the tables' cells, those alone that have something unusual in them. */
export const unusualCells = kept((disclosure: Disclosure): Body => {
  const fields = new Fields();
  for (const table of disclosure.tables.values()) {
    for (const [index, column] of table.columns.entries()) {
      if (column.kind !== 'text') continue;
      const texts = table.lines.map((line) => line.cells[index]?.text ?? '');
      if (!UNUSUAL.test(texts.join(' '))) continue;
      const title = table.headings[index] ?? '';
      for (const [at, line] of table.lines.entries()) {
        const text = texts[at] as string;
        if (!UNUSUAL.test(text)) continue;
        const place = (): Place => ({ ...line.place(index), table: table.spec.id, columnTitle: title });
        fields.add('cell', text, { label: () => `${table.spec.id}的“${title}”`, place });
      }
    }
  }
  return fields.body();
});
