import { readFigure } from '../model/cell.ts';
import type { Place } from '../model/place.ts';
import type { YamlValue } from '../model/raw.ts';
import type { ProjectForm, TargetForm, Template } from '../model/template.ts';
import { movement } from '../view/change-words.ts';
import type { FieldChange, FieldRules } from './fields.ts';
import type { Change } from './types.ts';

/** How fields of projects and targets are compared and called. */

export interface ProjectContext {
  readonly disclosure: string;
  readonly template: Template | undefined;
  readonly keyOfPlace: (place: Place) => string;
}

type Item = { readonly [key: string]: YamlValue };
export const text = (value: YamlValue | undefined): string => (typeof value === 'string' ? value : '');
const levels = (item: Item): string =>
  [item.level1, item.level2, item.level3].map(text).filter(Boolean).join(' / ') || text(item.description);

export const RULES: FieldRules = {
  nameOf(path, item) {
    const list = path.at(-1);
    if (list === 'indicators') return levels(item);
    if (list === 'tasks') return text(item.name);
    if (list === 'budget') return text(item.label);
    return path.length === 0 ? text(item.code) || text(item.name) : undefined;
  },
  isFigure: (path) => path.at(-1) === 'amount' || path.at(-2) === 'funding',
  isOrdered: (path) => path.at(-1) === 'indicators' || path.at(-1) === 'tasks' || path.at(-1) === 'budget',
};

export function values({
  before,
  after,
  note,
}: FieldChange): Pick<Change, 'before' | 'after'> & { note?: string } {
  return { before, after, ...(note !== undefined && { note }) };
}

export function amountMovement(
  { path, before, after }: FieldChange,
  unit = '万元',
): { difference: string | null; percent?: string; unit?: string } {
  if (!RULES.isFigure?.(path) || before === null || after === null) return { difference: null };
  const [from, to] = [readFigure(before, []), readFigure(after, [])];
  const moved = from && to && movement(from, to);
  return moved ? { ...moved, unit } : { difference: null };
}

const INDICATOR: Readonly<Record<string, string>> = {
  level1: '一级指标',
  level2: '二级指标',
  level3: '三级指标',
  description: '指标描述',
  value: '指标值',
  basis: '确定依据',
};

/** A field as the form prints it: 资金支出计划 3月底, 指标 产出指标 / 数量指标 / 面积 · 指标值. */
export function projectField({ names }: FieldChange, form: ProjectForm | undefined): string {
  const [first = '', second = '', third] = names;
  switch (first) {
    case 'code':
      return form?.codeTitle ?? '项目编码';
    case 'name':
      return form?.nameTitle ?? '项目名称';
    case 'amount':
      return form?.amountTitle ?? '预算数';
    case 'purpose':
      return form?.purposeTitle ?? '资金用途';
    case 'funding':
      return form?.funding.find(({ id }) => id === second)?.title ?? second;
    case 'plan':
      return [form?.planTitle || '支付计划', second].join(' ').trim();
    case 'goals':
      return [form?.goalsTitle ?? '绩效目标', second].join(' ').trim();
    case 'indicators':
      return indicatorField(second, third, form);
    default:
      return names.join(' · ');
  }
}

export function indicatorField(
  name: string,
  column: string | undefined,
  form: Pick<ProjectForm | TargetForm, 'indicatorColumns'> | undefined,
): string {
  if (column === undefined) return `指标${name && ` ${name}`}`;
  const title = form?.indicatorColumns.find(({ id }) => id === column)?.title ?? INDICATOR[column] ?? column;
  return `指标 ${name} · ${title}`;
}
