import type { ComparedFigure, Comparison } from '../model/comparison.ts';
import type { CheckedDisclosure } from '../model/disclosure.ts';
import type { CellRef, Change } from './types.ts';

/**
 * Tells edits from what only follows from them: a cell that is the sum of
 * others of which one was edited, or the same figure in another table, where
 * the relation between them holds afterwards.
 */

/** The entries that tell of figures, in one revision. */
export interface Changed {
  /** By the key of a cell in relations. */
  readonly cells: ReadonlyMap<string, Change>;
  /** By `file:line:column`, for figures outside tables. */
  readonly places: ReadonlyMap<string, Change>;
}

export function placeKey(place: {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}): string {
  return `${place.file}:${place.line}:${place.column}`;
}

type Checks = CheckedDisclosure['checks'];

export function markFollowing(
  changes: readonly Change[],
  head: { readonly changed: Changed; readonly checks: Checks },
  base: { readonly changed: Changed; readonly checks: Checks },
): Change[] {
  const parts = new Map<Change, Set<Change>>();
  const same = new Groups<Change>();
  for (const { wholes, equal } of relationsOf(head.checks, head.changed)) {
    if (equal) same.join(equal[0], equal[1]);
    for (const [whole, part] of wholes) addTo(parts, whole, part);
  }
  // A row that is gone is a part only in the base; the whole follows from it where it still adds up.
  const isGone = (change: Change): boolean => change.kind === 'row' && change.after === null;
  const anyGone = changes.some(isGone);
  const holding = anyGone ? wholesThatHold(head.checks, head.changed) : new Set<Change>();
  for (const { wholes } of anyGone ? relationsOf(base.checks, base.changed) : []) {
    for (const [whole, part] of wholes) if (isGone(part) && holding.has(whole)) addTo(parts, whole, part);
  }
  const follows = new Map<Change, readonly Change[]>();
  for (const change of changes) {
    const own = parts.get(change);
    if (own) follows.set(change, [...own]);
  }
  for (const group of same.all()) {
    const ordered = changes.filter((change) => group.has(change));
    const source = ordered.find((change) => parts.has(change)) ?? ordered[0];
    if (source)
      for (const change of ordered)
        if (change !== source && !follows.has(change)) follows.set(change, [source]);
  }
  breakCircles(changes, follows);
  return changes.map((change) => {
    const from = follows.get(change);
    return from ? { ...change, followsFrom: from.map(refOf) } : change;
  });
}

const refOf = ({ table, row, column }: Change): CellRef => ({ table, row, column });

interface Ties {
  /** Pairs of a whole and one of its parts. */
  readonly wholes: readonly (readonly [Change, Change])[];
  /** The same figure, standing in two places. */
  readonly equal?: readonly [Change, Change];
}

function* relationsOf(checks: Checks, changed: Changed): Generator<Ties> {
  for (const { relations } of checks) {
    for (const relation of relations) {
      if (!holds(relation)) continue;
      const { left, right } = relation;
      const [whole, others] =
        left.length === 1 ? [left[0], right] : right.length === 1 ? [right[0], left] : [];
      if (!whole || !others) continue;
      const of = find(whole, changed);
      if (!of || of.kind === 'row') continue;
      const found = others.flatMap((other) => find(other, changed) ?? []).filter((change) => change !== of);
      const [only] = others;
      if (others.length === 1 && only && !isWithin(whole, only)) {
        if (found[0]) yield { wholes: [], equal: [of, found[0]] };
      } else if (found.length > 0) yield { wholes: found.map((part) => [of, part] as const) };
    }
  }
}

const holds = ({ comparison, verdict }: Comparison): boolean =>
  comparison === 'equal' && (verdict === 'exact' || verdict === 'rounded');

/** The only part of a sum stands in the whole's own row, or in its own column of the same side. */
function isWithin(whole: ComparedFigure, part: ComparedFigure): boolean {
  if (!whole.at || !part.at || whole.at.table !== part.at.table) return false;
  return (
    whole.at.row === part.at.row ||
    (whole.at.row.side === part.at.row.side && whole.at.column === part.at.column)
  );
}

function find(figure: ComparedFigure, { cells, places }: Changed): Change | undefined {
  if (figure.at) return cells.get(figure.key);
  return places.size === 0 ? undefined : places.get(placeKey(figure.place()));
}

/** Changed figures that are the whole of a relation that holds. */
function wholesThatHold(checks: Checks, changed: Changed): Set<Change> {
  const found = new Set<Change>();
  for (const { relations } of checks) {
    for (const relation of relations) {
      if (!holds(relation)) continue;
      const { left, right } = relation;
      const whole = left.length === 1 ? left[0] : right.length === 1 ? right[0] : undefined;
      const change = whole && find(whole, changed);
      if (change) found.add(change);
    }
  }
  return found;
}

/** Something was edited: what only follows from one another has a first. */
function breakCircles(changes: readonly Change[], follows: Map<Change, readonly Change[]>): void {
  const rooted = new Set(changes.filter((change) => !follows.has(change)));
  let open = changes.filter((change) => follows.has(change));
  while (open.length > 0) {
    const left = open.filter((change) => {
      const reached = follows.get(change)?.some((source) => rooted.has(source)) ?? true;
      if (reached) rooted.add(change);
      return !reached;
    });
    const [first] = left;
    if (first && left.length === open.length) {
      follows.delete(first);
      rooted.add(first);
    }
    open = left.filter((change) => !rooted.has(change));
  }
}

function addTo<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}

/** Things that are the same as one another. */
class Groups<T> {
  readonly #of = new Map<T, Set<T>>();

  join(a: T, b: T): void {
    const one = this.#of.get(a) ?? new Set([a]);
    const other = this.#of.get(b) ?? new Set([b]);
    const joined = one === other ? one : new Set([...one, ...other]);
    for (const item of joined) this.#of.set(item, joined);
  }

  all(): Iterable<ReadonlySet<T>> {
    return new Set(this.#of.values());
  }
}
