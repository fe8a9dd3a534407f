import { Reader } from '../load/content.ts';
import type { Source } from '../load/source.ts';
import type { YamlFile } from '../model/raw.ts';
import type { Template } from '../model/template.ts';
import { compareFields, type FieldChange, type FieldRules } from './fields.ts';
import { compareTexts, textChanges } from './narrative.ts';
import type { Change } from './types.ts';

/** What changed in the forms (templates/), and which forms that reaches. */

const TITLES: Readonly<Record<string, string>> = {
  title: '标题',
  extends: '以何为基础',
  unit: '计量单位',
  marks: '记号',
  cover: '封面',
  subtitle: '副标题',
  outline: '目录',
  items: '下级',
  numbering: '编号',
  optional: '可以省略',
  terms: '名词',
  disabled: '停用的规则',
  projects: '项目绩效目标',
  targets: '整体绩效目标',
  columns: '各列',
  groups: '上级表头',
  kind: '类别',
  concept: '含义',
  fund: '资金来源',
  aliases: '别名',
  rows: '各行',
  fixed: '固定的行',
  label: '名称',
  parent: '上级',
  role: '行的作用',
  sides: '左右各半',
  notes: '表注',
  always: '总是印的',
  whenEmpty: '空表时印的',
  print: '打印',
  about: '说明',
  head: '表头上方',
  basis: '依据',
  severity: '严重程度',
  operands: '算式',
  condition: '条件',
  examples: '例子',
  definition: '释义',
};

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const RULES: FieldRules = {
  nameOf: (_, item) =>
    ['id', 'term', 'part', 'section', 'table', 'projects', 'targets', 'glossary']
      .map((key) => text(item[key]))
      .find((name) => name !== undefined),
  isOrdered: (path) =>
    ['outline', 'items', 'columns', 'fixed', 'funding', 'plan'].includes(String(path.at(-1))),
};

/** A change of a form, with the forms in use that it reaches. */
export interface FormChange {
  readonly change: Change;
  readonly forms: ReadonlySet<string>;
  /** The section whose draft it is: disclosures that word it themselves are not reached. */
  readonly section?: string;
}

/** One revision's forms: as files, and put together. */
export interface Forms {
  readonly source: Source;
  readonly resolved: ReadonlyMap<string, Template> | undefined;
}

export function compareForms(paths: readonly string[], base: Forms, head: Forms): FormChange[] {
  return [...new Set(paths)].sort().flatMap((path): FormChange[] => {
    const [, id = '', ...rest] = path.split('/');
    const inner = rest.join('/');
    const section = /^narrative\/(.+)\.md$/.exec(inner)?.[1];
    const changes =
      section !== undefined
        ? draftChanges(path, id, section, base.source, head.source)
        : inner.endsWith('.yaml')
          ? yamlChanges(path, id, inner, base.source, head.source)
          : otherChanges(path, id, inner, base.source, head.source);
    return changes.map((change) => ({
      change,
      forms: reached(id, inner, change, base.resolved, head.resolved),
      ...(section !== undefined && { section }),
    }));
  });
}

const blank = (form: string, table: string | null, column: string | null) =>
  ({ disclosure: null, kind: 'template', table, row: form, column, difference: null }) as const;

function draftChanges(path: string, form: string, section: string, base: Source, head: Source): Change[] {
  const read = (source: Source): string => new Reader(source).text(path)?.text ?? '';
  const entry = { ...blank(form, null, `${section}（起草的说明）`) };
  return textChanges(compareTexts(read(base), read(head)), entry, { base: path, head: path });
}

function yamlChanges(path: string, form: string, inner: string, base: Source, head: Source): Change[] {
  const before = new Reader(base).yaml(path);
  const after = new Reader(head).yaml(path);
  const table = /^tables\/(.+)\.yaml$/.exec(inner)?.[1] ?? null;
  if (!before || !after) return otherChanges(path, form, inner, base, head);
  const file: Readonly<Record<string, string>> = { 'rules.yaml': '规则', 'glossary.yaml': '名词解释' };
  const prefix = file[inner];
  return compareFields(before.data, after.data, RULES).map((field): Change => {
    const yaml: YamlFile = field.inHead ? after : before;
    return {
      ...blank(form, table, [prefix, ...named(field)].filter(Boolean).join(' › ')),
      before: field.before,
      after: field.after,
      ...(field.note !== undefined && { note: field.note }),
      file: path,
      line: yaml.locate(field.path as PropertyKey[]).line ?? null,
    };
  });
}

const named = ({ names }: FieldChange): string[] => names.map((name) => TITLES[name] ?? name);

/** A file that is new, gone, or no text that is compared by its parts. */
function otherChanges(path: string, form: string, inner: string, base: Source, head: Source): Change[] {
  const [before, after] = [base.read(path), head.read(path)];
  if (!before && !after) return [];
  return [
    {
      ...blank(form, null, inner),
      before: after ? null : '',
      after: before ? null : '',
      ...(before && after && { note: '有改动' }),
      file: path,
      line: 1,
    },
  ];
}

/** Forms in use that extend the changed one, and come out otherwise for it. */
function reached(
  id: string,
  inner: string,
  change: Change,
  base: ReadonlyMap<string, Template> | undefined,
  head: ReadonlyMap<string, Template> | undefined,
): Set<string> {
  const found = new Set<string>();
  for (const form of new Set([...(base?.keys() ?? []), ...(head?.keys() ?? [])])) {
    const [before, after] = [base?.get(form), head?.get(form)];
    if (![before, after].some((template) => template?.lineage.includes(id))) continue;
    // A form that cannot be put together any more is reached for certain.
    if (!before || !after || partOf(before, inner, change) !== partOf(after, inner, change)) found.add(form);
  }
  return found;
}

/** What of a form a file decides on, so that two states of it can be compared. */
function partOf(template: Template, inner: string, { column }: Change): string {
  const [folder, name = ''] = inner.split('/');
  const stem = name.replace(/\.[^.]+$/, '');
  if (folder === 'narrative') return template.drafts.get(stem)?.source ?? '';
  if (folder === 'tables') return JSON.stringify([...template.tables.values()]);
  if (inner === 'rules.yaml') {
    const id = column?.split(' › ')[1];
    return JSON.stringify(template.rules.find((rule) => rule.id === id) ?? null);
  }
  if (inner === 'glossary.yaml') return JSON.stringify(template.glossary);
  if (inner === 'synonyms.yaml') return JSON.stringify(template.synonyms);
  if (inner === 'codes.csv') return JSON.stringify(template.codes);
  if (inner === 'crosswalk.csv') return JSON.stringify(template.crosswalk);
  const { title, unit, marks, cover, outline, projects, targets, rules, lineage } = template;
  return JSON.stringify([title, unit, marks, cover, outline, projects, targets, lineage, rules]);
}
