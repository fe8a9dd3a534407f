import type { YamlFile, YamlValue } from '../model/raw.ts';
import { compareFields, type FieldChange } from './fields.ts';
import { amountMovement, type ProjectContext, projectField, RULES, text, values } from './project-fields.ts';
import { outOfOrder } from './rows.ts';
import type { Change } from './types.ts';

/** What changed in the projects. */

type Item = { readonly [key: string]: YamlValue };
const field = (yaml: YamlFile, name: string): string =>
  typeof yaml.data === 'object' && !Array.isArray(yaml.data) ? text(yaml.data[name]) : '';

export interface ProjectChanges {
  readonly changes: readonly Change[];
  /** The entries that tell of amounts, by place, in either revision. */
  readonly head: ReadonlyMap<string, Change>;
  readonly base: ReadonlyMap<string, Change>;
}

interface Numbered {
  readonly yaml: YamlFile;
  readonly line: number;
  readonly key: string;
}

export function compareProjects(
  before: readonly YamlFile[],
  after: readonly YamlFile[],
  context: ProjectContext,
): ProjectChanges {
  const changes: Change[] = [];
  const head = new Map<string, Change>();
  const base = new Map<string, Change>();
  const numbered = (yaml: YamlFile, line: number): Numbered => ({
    yaml,
    line,
    key: field(yaml, 'code') || field(yaml, 'name'),
  });
  const old = before.map(numbered);
  const fresh = after.map(numbered);
  const pairs = pairProjects(old, fresh);
  const matched = new Map(pairs.map(([a, b]) => [b, a]));
  const put = (map: Map<string, Change>, yaml: YamlFile, change: Change): void => {
    for (const path of amountPaths(yaml.data)) map.set(context.keyOfPlace(yaml.locate(path)), change);
  };
  for (const b of fresh) {
    const a = matched.get(b);
    if (!a) {
      const change = whole(b.yaml, context.disclosure, false);
      changes.push(change);
      put(head, b.yaml, change);
      continue;
    }
    for (const item of compareFields(a.yaml.data, b.yaml.data, RULES)) {
      const change = projectChange(item, a.yaml, b.yaml, context);
      changes.push(change);
      if (item.inHead) head.set(context.keyOfPlace(b.yaml.locate(item.path as PropertyKey[])), change);
    }
  }
  const kept = new Set(pairs.map(([a]) => a));
  for (const a of old.filter((item) => !kept.has(item))) {
    const change = whole(a.yaml, context.disclosure, true);
    changes.push(change);
    put(base, a.yaml, change);
  }
  const ordered = pairs.toSorted(([, x], [, y]) => x.line - y.line);
  const moved = outOfOrder(ordered);
  if (moved.length > 0) {
    const one = moved.length === 1 ? moved[0] : undefined;
    changes.push({
      disclosure: context.disclosure,
      kind: 'project',
      table: null,
      row: one ? nameOf(one[1].yaml) : null,
      column: null,
      before: one ? `第 ${one[0].line + 1} 个` : null,
      after: one ? `第 ${one[1].line + 1} 个` : null,
      difference: null,
      note: one ? '换了次序' : `有 ${moved.length} 个换了次序`,
      file: (one ?? (moved[0] as (typeof moved)[number]))[1].yaml.file,
      line: null,
    });
  }
  return { changes, head, base };
}

/** By code, else by name; one of which both were edited keeps its place in the order. */
function pairProjects(old: readonly Numbered[], fresh: readonly Numbered[]): [Numbered, Numbered][] {
  const pairs = new Map<Numbered, Numbered>();
  const taken = new Set<Numbered>();
  const ways: ((a: Numbered, b: Numbered) => boolean)[] = [
    (a, b) => a.yaml.file === b.yaml.file && a.key === b.key,
    (a, b) => a.key !== '' && a.key === b.key,
    (a, b) => field(a.yaml, 'name') !== '' && field(a.yaml, 'name') === field(b.yaml, 'name'),
    (a, b) => a.yaml.file === b.yaml.file && shareMost(a.yaml, b.yaml),
  ];
  for (const way of ways) {
    for (const b of fresh) {
      if (pairs.has(b)) continue;
      const a = old.find((item) => !taken.has(item) && way(item, b));
      if (!a) continue;
      pairs.set(b, a);
      taken.add(a);
    }
  }
  return [...pairs].map(([b, a]) => [a, b]);
}

function shareMost(a: YamlFile, b: YamlFile): boolean {
  const entries = (yaml: YamlFile): Item =>
    typeof yaml.data === 'object' && !Array.isArray(yaml.data) ? yaml.data : {};
  const [old, fresh] = [entries(a), entries(b)];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
  return (
    keys.filter((key) => JSON.stringify(old[key]) === JSON.stringify(fresh[key])).length * 2 > keys.length
  );
}

function amountPaths(data: YamlValue): string[][] {
  if (typeof data !== 'object' || Array.isArray(data)) return [];
  const funding =
    typeof data.funding === 'object' && !Array.isArray(data.funding) ? Object.keys(data.funding) : [];
  return [['amount'], ...funding.map((id) => ['funding', id])];
}

function nameOf(yaml: YamlFile): string {
  return [field(yaml, 'code'), field(yaml, 'name')].filter(Boolean).join(' ');
}

function whole(yaml: YamlFile, disclosure: string, gone: boolean): Change {
  const amount = field(yaml, 'amount');
  const words = [amount && `预算数 ${amount}`, field(yaml, 'purpose')].filter(Boolean).join('，');
  return {
    disclosure,
    kind: 'project',
    table: null,
    row: nameOf(yaml),
    column: null,
    before: gone ? words : null,
    after: gone ? null : words,
    difference: null,
    file: yaml.file,
    line: 1,
  };
}

function projectChange(
  item: FieldChange,
  a: YamlFile,
  b: YamlFile,
  { disclosure, template }: ProjectContext,
): Change {
  const yaml = item.inHead ? b : a;
  const form = template?.projects;
  return {
    ...amountMovement(item, form?.unit),
    disclosure,
    kind: 'project',
    table: null,
    row: nameOf(b),
    column: projectField(item, form),
    ...values(item),
    file: yaml.file,
    line: yaml.locate(item.path as PropertyKey[]).line ?? null,
  };
}
