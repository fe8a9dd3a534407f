import { readQuantity } from '../model/cell.ts';
import type { Place } from '../model/place.ts';
import type { YamlFile, YamlValue } from '../model/raw.ts';
import { movement } from '../view/change-words.ts';
import { compareFields, type FieldChange, type FieldRules, type Path } from './fields.ts';
import type { Change } from './types.ts';

/** What changed in disclosure.yaml, field by field. */

const TITLES: Readonly<Record<string, string>> = {
  template: '表样',
  region: '行政区划代码',
  year: '预算年度',
  code: '部门代码',
  name: '名称',
  department: '部门标识',
  phase: '预算或决算',
  scope: '部门或单位',
  units: '所属单位',
  approvedOn: '批复日期',
  publishedOn: '公开日期',
  documentNumber: '批复文号',
  secrecyReviewed: '保密审查',
  phone: '咨询电话',
  publishAt: '定时公开',
  withdrawn: '撤下',
  tables: '表的附记',
  asOf: '截止时间',
  notes: '表注',
  title: '表题',
  notPublished: '不公开的表',
  omitted: '省略的部分',
  headings: '标题',
  facts: '正文所述的数',
  undecided: '未能确定的数',
  acknowledgements: '已说明的问题',
  amendments: '修订记录',
  concept: '含义',
  fund: '资金来源',
  period: '时期',
  value: '数值',
  unit: '计量单位',
  source: '出处',
  reason: '理由',
  date: '日期',
  movedTo: '新地址',
  rule: '规则',
  row: '行',
  column: '列',
  table: '表',
  text: '文字',
  changes: '改动',
};

/** Fields that mean this where they are not written. */
const DEFAULTS: Readonly<Record<string, YamlValue>> = { phase: '预算' };

const text = (value: YamlValue | undefined): string => (typeof value === 'string' ? value : '');

const NAME_OF: Readonly<Record<string, (item: { readonly [key: string]: YamlValue }) => string>> = {
  units: (item) => text(item.code) || text(item.name),
  notPublished: (item) => text(item.table),
  facts: (item) => text(item.id),
  undecided: (item) => [item.table, item.row, item.text].map(text).join(' '),
  acknowledgements: (item) =>
    [item.rule, item.table, item.row, item.column].map(text).filter(Boolean).join(' · '),
  amendments: (item) => [item.date, item.reason].map(text).join(' '),
  changes: (item) => [item.table, item.row, item.column].map(text).filter(Boolean).join(' · '),
};

const RULES: FieldRules = {
  nameOf: (path, item) => NAME_OF[String(path.at(-1))]?.(item),
  isFigure: (path) => path.at(-1) === 'value' || path.at(-1) === 'before' || path.at(-1) === 'after',
  isOrdered: (path) => path[0] === 'units' && path.length === 1,
};

/** How a file's fields are compared and called. */
export interface Reading {
  readonly rules: FieldRules;
  readonly labels: (field: FieldChange) => { readonly row: string | null; readonly column: string | null };
}

export interface MetadataChanges {
  readonly changes: readonly Change[];
  /** The entries that tell of stated figures, by place. */
  readonly head: ReadonlyMap<string, Change>;
}

export function compareMetadata(
  disclosure: string | null,
  before: YamlFile | undefined,
  after: YamlFile | undefined,
  keyOfPlace: (place: Place) => string,
  { rules, labels }: Reading = { rules: RULES, labels: fieldLabels },
): MetadataChanges {
  const head = new Map<string, Change>();
  const data = (file: YamlFile | undefined): YamlValue | undefined =>
    file && disclosure !== null ? withDefaults(file.data) : file?.data;
  const changes = compareFields(data(before), data(after), rules).map((field): Change => {
    const file = (field.inHead ? after : before) as YamlFile;
    const place = file.locate(field.path as PropertyKey[]);
    const { row, column } = labels(field);
    const table = disclosure !== null && field.path[0] === 'tables' ? (field.names[1] ?? null) : null;
    const change: Change = {
      disclosure,
      kind: 'metadata',
      table,
      row: table ? null : row,
      column,
      before: field.before,
      after: field.after,
      difference: null,
      ...factMovement(field, after),
      ...(field.note !== undefined && { note: field.note }),
      file: file.file,
      line: place.line ?? null,
    };
    if (field.inHead) head.set(keyOfPlace(place), change);
    return change;
  });
  return { changes, head };
}

function withDefaults(data: YamlValue): YamlValue {
  if (typeof data !== 'object' || Array.isArray(data)) return data;
  const full: { [key: string]: YamlValue } = { ...data };
  for (const [key, value] of Object.entries(DEFAULTS)) if ((full[key] ?? '') === '') full[key] = value;
  return full;
}

export const titleOf = (name: string): string => TITLES[name] ?? name;

/** A field by its title; an item of a list by what names it: “上年增减”的“正文所述的数”. */
function fieldLabels({ names, item }: FieldChange): { row: string | null; column: string | null } {
  const [first = '', ...rest] = names;
  const title = titleOf(first);
  if (first === 'tables') return { row: null, column: rest.slice(1).map(titleOf).join(' ') || title };
  if (rest.length === 0) return { row: null, column: title };
  if (item) return { row: rest.at(-1) as string, column: title };
  const [name = '', ...fields] = rest;
  if (first === 'withdrawn') return { row: null, column: [title, ...rest.map(titleOf)].join(' · ') };
  const shown = fields.filter((step) => step !== 'value').map(titleOf);
  return { row: name, column: [title, ...shown].join(' · ') };
}

/** How far a stated figure moved. */
function factMovement(
  { path, before, after }: FieldChange,
  file: YamlFile | undefined,
): { difference?: string; percent?: string; unit?: string } {
  if (path[0] !== 'facts' || path.at(-1) !== 'value' || before === null || after === null) return {};
  const [from, to] = [readQuantity(before, []), readQuantity(after, [])];
  const moved = from && to && movement(from, to);
  if (!moved) return {};
  const unit = valueAt(file?.data, [...path.slice(0, -1), 'unit']);
  return { ...moved, unit: typeof unit === 'string' ? unit : '万元' };
}

export function valueAt(data: YamlValue | undefined, path: Path): YamlValue | undefined {
  let value = data;
  for (const step of path) {
    if (typeof value !== 'object') return undefined;
    value = Array.isArray(value) ? value[Number(step)] : value[String(step)];
  }
  return value;
}
