import { parse } from 'csv-parse/sync';
import type { RuleExample } from '../model/rule.ts';

/** A rule's example as readers see it: small tables, sentences, and fields with their values. */
export interface ExampleView {
  readonly tables: readonly ExampleTable[];
  readonly texts: readonly { readonly title: string; readonly text: string }[];
  readonly fields: readonly { readonly title: string; readonly lines: readonly string[] }[];
  /** What the checker says of it. */
  readonly says?: string;
}

export interface ExampleTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly lines: readonly (readonly string[])[];
}

export function viewExample(example: RuleExample): ExampleView {
  const { tables, lastYear = {}, narrative = {}, projects = [], targets, disclosure, says } = example;
  return {
    tables: [
      ...Object.entries(tables).map(([title, csv]) => viewCsv(title, csv)),
      ...Object.entries(lastYear).map(([title, csv]) => viewCsv(`${title}（上年）`, csv)),
    ],
    texts: Object.entries(narrative).map(([title, text]) => ({ title, text: text.trim() })),
    fields: [
      ...projects.map((project, index) => ({ title: `项目 ${index + 1}`, lines: linesOf(project) })),
      ...(targets ? [{ title: '整体绩效目标', lines: linesOf(targets) }] : []),
      ...(disclosure ? [{ title: '公开文本', lines: linesOf(disclosure) }] : []),
    ],
    ...(says !== undefined && { says }),
  };
}

function viewCsv(title: string, csv: string): ExampleTable {
  const [head = [], ...lines] = parse(csv, { relax_column_count: true, trim: true }) as string[][];
  return { title, head, lines };
}

/** Names of the content's fields, as a reader calls them. */
const NAMES: Readonly<Record<string, string>> = {
  code: '编码',
  name: '名称',
  scope: '范围',
  year: '年度',
  amount: '金额',
  funding: '资金来源',
  fiscal: '财政资金',
  other: '其他资金',
  purpose: '资金用途',
  plan: '支付计划',
  goals: '绩效目标',
  indicators: '指标',
  level1: '一级指标',
  level2: '二级指标',
  level3: '三级指标',
  description: '说明',
  value: '值',
  basis: '依据',
  tasks: '任务',
  goal: '目标',
  measures: '措施',
  budget: '预算',
  label: '名称',
  approvedOn: '批复日期',
  publishedOn: '公开日期',
  facts: '正文所述',
  notPublished: '没有公开的表',
  undecided: '无法判定的数字',
  reason: '理由',
  table: '表',
  row: '行',
  text: '文字',
  headings: '标题',
  omitted: '略去',
  units: '所属单位',
  unit: '单位',
  concept: '含义',
  fund: '资金',
  period: '年度',
  phase: '种类',
  source: '出处',
};

/** 「金额：1.00」; what holds others is written before each of them. */
function linesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(linesOf);
  if (typeof value !== 'object' || value === null) return [wordsOf(value)];
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = Object.hasOwn(NAMES, key) ? NAMES[key] : key;
    if (!isGroup(inner)) return [`${name}：${wordsOf(inner)}`];
    const items: unknown[] = Array.isArray(inner) ? inner : [inner];
    return items.map((item) => `${name}：${linesOf(item).join('，')}`);
  });
}

const isGroup = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !(value instanceof Date);

function wordsOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return '（空白）';
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
}
