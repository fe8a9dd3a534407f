import { diffArrays } from 'diff';
import { parseDecimal } from '../model/decimal.ts';
import type { YamlValue } from '../model/raw.ts';

/**
 * Compares two YAML values by what they mean: fields by name, items of a list
 * by what names them, in whatever order they are written.
 */

export type Path = readonly (string | number)[];

export interface FieldChange {
  /** In the revision that has it: the head, or the base where it is gone. */
  readonly path: Path;
  readonly inHead: boolean;
  readonly before: string | null;
  readonly after: string | null;
  /** Words in place of list indexes, so that the path can be read. */
  readonly names: readonly string[];
  /** A whole item of a list. */
  readonly item: boolean;
  readonly note?: string;
}

export interface FieldRules {
  /** What names an item of a list; undefined for lists that are compared as texts. */
  readonly nameOf: (path: Path, item: { readonly [key: string]: YamlValue }) => string | undefined;
  /** Is the value a figure, so that thousands commas are layout? */
  readonly isFigure?: (path: Path) => boolean;
  /** Is the order of a list seen by readers? */
  readonly isOrdered?: (path: Path) => boolean;
}

type Map_ = { readonly [key: string]: YamlValue };
const isMap = (value: YamlValue | undefined): value is { [key: string]: YamlValue } =>
  typeof value === 'object' && !Array.isArray(value);

/** Nothing written, and an empty value, are the same. */
function isNothing(value: YamlValue | undefined): boolean {
  if (value === undefined || value === '') return true;
  return typeof value === 'object' && Object.values(value).every(isNothing);
}

export function compareFields(
  before: YamlValue | undefined,
  after: YamlValue | undefined,
  rules: FieldRules,
): FieldChange[] {
  const changes: FieldChange[] = [];
  compare({ value: before, path: [] }, { value: after, path: [] }, [], rules, changes);
  return changes;
}

interface Place {
  readonly value: YamlValue | undefined;
  readonly path: Path;
}

function compare(
  before: Place,
  after: Place,
  names: readonly string[],
  rules: FieldRules,
  out: FieldChange[],
): void {
  const [a, b] = [before.value, after.value];
  if (isNothing(a) && isNothing(b)) return;
  if ((isMap(a) || isNothing(a)) && (isMap(b) || isNothing(b)) && (isMap(a) || isMap(b))) {
    const old: Map_ = isMap(a) ? a : {};
    const fresh: Map_ = isMap(b) ? b : {};
    for (const key of new Set([...Object.keys(fresh), ...Object.keys(old)])) {
      compare(child(before, old[key], key), child(after, fresh[key], key), [...names, key], rules, out);
    }
    return;
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    const old = Array.isArray(a) ? a : isNothing(a) ? [] : [a as YamlValue];
    const fresh = Array.isArray(b) ? b : isNothing(b) ? [] : [b as YamlValue];
    compareLists({ ...before, value: old }, { ...after, value: fresh }, names, rules, out);
    return;
  }
  if (same(a, b, rules.isFigure?.(after.path) ?? false)) return;
  const gone = isNothing(b) && !isNothing(a);
  out.push({
    path: gone ? before.path : after.path,
    inHead: !gone,
    before: isNothing(a) ? '' : summary(a),
    after: isNothing(b) ? '' : summary(b),
    names,
    item: false,
  });
}

const child = ({ path }: Place, value: YamlValue | undefined, key: string | number): Place => ({
  value,
  path: [...path, key],
});

function same(a: YamlValue | undefined, b: YamlValue | undefined, figure: boolean): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return JSON.stringify(a) === JSON.stringify(b);
  if (a === b || a.trim() === b.trim()) return true;
  const plain = (text: string): string => text.replaceAll(',', '').replace('−', '-');
  return figure && parseDecimal(a) !== undefined && parseDecimal(b) !== undefined && plain(a) === plain(b);
}

/** Everything that is written in a value, in one line. */
export function summary(value: YamlValue | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  const parts = Array.isArray(value) ? value : Object.values(value);
  return parts
    .map(summary)
    .filter((text) => text !== '')
    .join(Array.isArray(value) ? '；' : '，');
}

/** What an item says beside its name. */
function contents({ value, name }: Item): string {
  if (!isMap(value) || name === undefined) return summary(value);
  const said = new Set([name, ...name.split(/ [·/] /)]);
  const rest = Object.entries(value).filter(([, part]) => typeof part !== 'string' || !said.has(part));
  return summary(Object.fromEntries(rest)) || summary(value);
}

interface Item {
  readonly value: YamlValue;
  readonly index: number;
  readonly name: string | undefined;
}

function compareLists(
  before: Place & { readonly value: readonly YamlValue[] },
  after: Place & { readonly value: readonly YamlValue[] },
  names: readonly string[],
  rules: FieldRules,
  out: FieldChange[],
): void {
  const items = ({ value, path }: typeof before): Item[] =>
    value.map((item, index) => ({
      value: item,
      index,
      name: isMap(item) ? rules.nameOf(path, item) : undefined,
    }));
  const old = items(before);
  const fresh = items(after);
  const pairs = pairItems(old, fresh);
  const gone = new Set(old);
  const matched = new Map<Item, Item>();
  for (const [a, b] of pairs) {
    gone.delete(a);
    matched.set(b, a);
  }
  const whole = (place: Place, item: Item, isGone: boolean): void => {
    out.push({
      path: [...place.path, item.index],
      inHead: !isGone,
      before: isGone ? contents(item) : null,
      after: isGone ? null : contents(item),
      names: [...names, item.name ?? `第${item.index + 1}项`],
      item: true,
    });
  };
  for (const b of fresh) {
    const a = matched.get(b);
    if (!a) {
      whole(after, b, false);
      continue;
    }
    const name = b.name ?? `第${b.index + 1}项`;
    compare(child(before, a.value, a.index), child(after, b.value, b.index), [...names, name], rules, out);
  }
  for (const a of gone) whole(before, a, true);
  const order = pairs.map(([a]) => a.index);
  if (rules.isOrdered?.(after.path) && order.some((index, at) => at > 0 && index < (order[at - 1] as number)))
    out.push({
      path: after.path,
      inHead: true,
      before: null,
      after: null,
      names,
      item: false,
      note: '换了次序',
    });
}

/** By name where items have names; else by text, and what stands in the same place of a changed run. */
function pairItems(old: readonly Item[], fresh: readonly Item[]): [Item, Item][] {
  const pairs = new Map<Item, Item>();
  const taken = new Set<Item>();
  const pair = (a: Item, b: Item): void => {
    pairs.set(b, a);
    taken.add(a);
  };
  for (const exact of [true, false]) {
    for (const b of fresh) {
      if (b.name === undefined || pairs.has(b)) continue;
      const a = old.find(
        (item) => !taken.has(item) && item.name === b.name && (!exact || equalItems(item, b)),
      );
      if (a) pair(a, b);
    }
  }
  // One whose name was edited: more than half of the rest is the same, or there is no rest and it stands where it stood.
  const left = fresh.filter((item) => item.name !== undefined && !pairs.has(item));
  for (const b of left) {
    const a = old.find(
      (item) =>
        item.name !== undefined &&
        !taken.has(item) &&
        (shared(item.value, b.value) > 0.5 ||
          (item.index === b.index && isNameAlone(item) && isNameAlone(b))),
    );
    if (a) pair(a, b);
  }
  const oldTexts = old.filter((item) => item.name === undefined);
  const newTexts = fresh.filter((item) => item.name === undefined);
  let [at, to] = [0, 0];
  let removed: Item[] = [];
  const key = ({ value }: Item): string => JSON.stringify(value);
  for (const hunk of diffArrays(oldTexts.map(key), newTexts.map(key))) {
    const count = hunk.value.length;
    if (hunk.removed) {
      removed = oldTexts.slice(at, at + count);
      at += count;
      continue;
    }
    const run = newTexts.slice(to, to + count);
    const partners = hunk.added ? removed : oldTexts.slice(at, at + count);
    for (const [index, b] of run.entries()) {
      const a = partners[index];
      if (a) pair(a, b);
    }
    to += count;
    if (!hunk.added) at += count;
    removed = [];
  }
  return fresh.flatMap((b): [Item, Item][] => {
    const a = pairs.get(b);
    return a ? [[a, b]] : [];
  });
}

const isNameAlone = ({ value }: Item): boolean =>
  isMap(value) && Object.values(value).filter((part) => !isNothing(part)).length === 1;

const equalItems = (a: Item, b: Item): boolean => JSON.stringify(a.value) === JSON.stringify(b.value);

/** How many of two maps' fields are the same. */
function shared(a: YamlValue, b: YamlValue): number {
  if (!isMap(a) || !isMap(b)) return 0;
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    (key) => !isNothing(a[key]) || !isNothing(b[key]),
  );
  return keys.filter((key) => JSON.stringify(a[key]) === JSON.stringify(b[key])).length / keys.length;
}
