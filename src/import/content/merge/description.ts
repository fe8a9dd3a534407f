import type { YamlValue } from '../../../model/raw.ts';
import type { Imported } from '../../document.ts';
import { toYaml, type Value } from '../yaml.ts';
import type { Change } from './change.ts';
import { type Mapping, mapping, sameData, sequence, textOf, yamlData } from './data.ts';

/**
 * disclosure.yaml after an import: only what the input says of what it carries.
 * Facts, acknowledgements, dates and comments stay as they are.
 */
export function mergeDescription(
  path: string,
  before: string,
  fresh: string,
  imported: Imported,
): { text: string; changes: Change[] } {
  const old = mapping(yamlData(path, before));
  const made = mapping(yamlData(path, fresh));
  const tables = new Set(imported.tables.map((table) => table.spec.id));
  const carried = new Set([
    ...imported.narrative.keys(),
    ...(imported.targets ? outlineIds(imported, 'targets') : []),
    ...(imported.projects.length > 0 ? outlineIds(imported, 'projects') : []),
  ]);
  const unsaid = (item: YamlValue): boolean => !tables.has(textOf(mapping(item).table));
  const wanted: Record<string, YamlValue> = {
    template: made.template ?? '',
    name: made.name ?? '',
    department: old.department ?? made.department ?? '',
    units: sequence(old.units).length > 0 ? (old.units as YamlValue) : (made.units ?? []),
    tables: mergedTables(mapping(old.tables), mapping(made.tables), tables),
    notPublished: sequence(old.notPublished).filter(unsaid),
    omitted: sequence(old.omitted).filter((item) => !carried.has(textOf(item))),
    headings: { ...mapping(old.headings), ...mapping(made.headings) },
    undecided: [...sequence(old.undecided).filter(unsaid), ...sequence(made.undecided)],
  };
  let text = before;
  const changes: Change[] = [];
  for (const [key, value] of Object.entries(wanted)) {
    if (sameData(old[key], value)) continue;
    text = withKey(text, key, value);
    changes.push({
      kind: 'description',
      id: key,
      text: `disclosure.yaml 的 ${key}（${TITLES[key] ?? key}）`,
    });
  }
  return { text, changes };
}

const TITLES: Readonly<Record<string, string>> = {
  template: '表样',
  name: '部门名称',
  department: '部门 id',
  units: '所属单位',
  tables: '各表的标题、截止日期、注',
  notPublished: '没有公开的表',
  omitted: '没有的部分',
  headings: '标题',
  undecided: '拿不准的数字',
};

function outlineIds({ template }: Imported, kind: 'targets' | 'projects'): string[] {
  const ids: string[] = [];
  const visit = (items: Imported['template']['outline']): void => {
    for (const item of items) {
      if (item.kind === kind) ids.push(item.id);
      visit(item.children);
    }
  };
  visit(template.outline);
  return ids;
}

/** What the input prints around its tables, over what was known of them. */
function mergedTables(old: Mapping, made: Mapping, tables: ReadonlySet<string>): Mapping {
  const merged: Record<string, YamlValue> = { ...old };
  for (const id of tables) {
    const words = { ...mapping(old[id]), ...mapping(made[id]) };
    if (Object.keys(words).length > 0) merged[id] = words;
  }
  return merged;
}

/** Sets one key of a YAML mapping and leaves every other line as it stands, comments too. */
export function withKey(text: string, key: string, value: YamlValue): string {
  const empty = typeof value === 'string' ? value === '' : Object.keys(value).length === 0;
  const block = empty ? '' : toYaml({ [key]: value as Value });
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`${key}:`));
  if (start < 0) {
    if (empty) return text;
    // Facts and what follows are long and hand-made: the rest stands before them, with its comment above.
    let at = lines.findIndex((line) => /^(?:facts|acknowledgements|amendments|withdrawn):/.test(line));
    while (at > 0 && lines[at - 1]?.startsWith('#')) at--;
    if (at < 0) return `${text.replace(/\n*$/, '\n')}${block}`;
    return [...lines.slice(0, at), ...block.replace(/\n$/, '').split('\n'), ...lines.slice(at)].join('\n');
  }
  let end = start + 1;
  while (end < lines.length && /^(?:\s|-\s|#|$)/.test(lines[end] as string)) end++;
  // A comment above the next key is that key's.
  while (end > start + 1 && /^(?:#.*|\s*)$/.test(lines[end - 1] as string)) end--;
  const own = block === '' ? [] : block.replace(/\n$/, '').split('\n');
  return [...lines.slice(0, start), ...own, ...lines.slice(end)].join('\n');
}
