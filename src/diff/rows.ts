import type { Cell } from '../model/cell.ts';
import { type Row, rowName, type Table } from '../model/table.ts';
import { normalized } from '../model/titles.ts';

/** Finds for each row of one revision the same row of the other. */

/** A row of one side of a table; a line of figures without a name is one too. */
export interface Entry {
  readonly side: string;
  readonly line: number;
  /** What a clerk calls it. */
  readonly name: string;
  readonly key: string;
  readonly label: string;
  readonly code: string | undefined;
  readonly row?: Row;
}

export interface MatchedRows {
  readonly pairs: readonly (readonly [Entry, Entry])[];
  readonly removed: readonly Entry[];
  readonly added: readonly Entry[];
  /** Pairs that no longer stand in the order of the others. */
  readonly moved: readonly (readonly [Entry, Entry])[];
}

/** The table's columns that belong to a side, as indexes. */
export function columnsOf(table: Table, side: string): number[] {
  const single = table.spec.sides.length === 1;
  return table.columns.flatMap((column, index) => (single || column.side === side ? [index] : []));
}

export function cellAt(table: Table, line: number, column: number): Cell | undefined {
  return table.lines[line]?.cells[column];
}

function entriesOf(table: Table, side: string): Entry[] {
  const rows = new Map(table.rows.filter((row) => row.side === side).map((row) => [row.line, row]));
  const columns = columnsOf(table, side);
  return table.lines.flatMap((line, index): Entry[] => {
    const row = rows.get(index);
    if (row) {
      const name = rowName(row) || lineName(table, index);
      return [{ side, line: index, name, key: keyOf(row), label: row.label, code: row.code, row }];
    }
    if (columns.every((column) => line.cells[column]?.state === 'blank')) return [];
    return [{ side, line: index, name: lineName(table, index), key: '', label: '', code: undefined }];
  });
}

/** 第 5 行, as a spreadsheet counts them. */
export function lineName(table: Table, index: number): string {
  return `第 ${table.lines[index]?.place(0).line ?? index + 2} 行`;
}

function keyOf(row: Row): string {
  if (row.spec) return `form ${row.spec.id}`;
  return row.code === undefined
    ? `label ${normalized(row.label)}`
    : `${row.role === 'unit' ? 'unit' : 'code'} ${row.code}`;
}

export function matchRows(before: Table, after: Table, side: string): MatchedRows {
  const alike = (a: Entry, b: Entry): number => likeness(before, a, after, b);
  const old = entriesOf(before, side);
  const fresh = entriesOf(after, side);
  const match = new Map<Entry, Entry>();
  const taken = new Map<Entry, Entry>();
  const pair = (a: Entry, b: Entry): void => {
    match.set(a, b);
    taken.set(b, a);
  };
  // Rows that bear one key (a row printed twice) are told apart by what they hold, then by order.
  const byKey = Map.groupBy(fresh, (entry) => entry.key);
  for (const [key, group] of Map.groupBy(old, (entry) => entry.key)) {
    const others = byKey.get(key) ?? [];
    if (group.length > 1 || others.length > 1) {
      for (const a of group) {
        const same = others.find((b) => !taken.has(b) && alike(a, b) === 1);
        if (same) pair(a, same);
      }
    }
    for (const a of group) {
      const next = match.has(a) ? undefined : others.find((b) => !taken.has(b) && !isDoubtful(a, b, alike));
      if (next) pair(a, next);
    }
  }
  for (const [a, b] of renamed(
    old.filter((a) => !match.has(a)),
    fresh.filter((b) => !taken.has(b)),
    alike,
  ))
    pair(a, b);
  // Whoever shares no more than a key is the same row where no other claims to be.
  for (const a of old) {
    const next = match.has(a) ? undefined : byKey.get(a.key)?.find((b) => !taken.has(b));
    if (next) pair(a, next);
  }
  const pairs = fresh.flatMap((b): [Entry, Entry][] => {
    const a = taken.get(b);
    return a ? [[a, b]] : [];
  });
  return {
    pairs,
    removed: old.filter((a) => !match.has(a)),
    added: fresh.filter((b) => !taken.has(b)),
    moved: outOfOrder(pairs),
  };
}

/** One code, but another name and other figures: the codes of two rows may have been swapped. */
function isDoubtful(a: Entry, b: Entry, alike: (a: Entry, b: Entry) => number): boolean {
  return a.code !== undefined && normalized(a.label) !== normalized(b.label) && alike(a, b) < 0.5;
}

/** A row whose code or name was edited is the same row still: one of the two stands, and most of what it holds. */
function renamed(
  old: readonly Entry[],
  fresh: readonly Entry[],
  alike: (a: Entry, b: Entry) => number,
): [Entry, Entry][] {
  const scored = old.flatMap((a) =>
    fresh.flatMap((b) => {
      const code = a.code !== undefined && a.code === b.code;
      const label = a.label !== '' && normalized(a.label) === normalized(b.label);
      const coded = a.code !== undefined && b.code !== undefined;
      if (coded && !code && !label) return [];
      const score = alike(a, b);
      return score >= (label || code ? 0.3 : 0.5) ? [{ a, b, score }] : [];
    }),
  );
  scored.sort((x, y) => y.score - x.score || Math.abs(x.a.line - x.b.line) - Math.abs(y.a.line - y.b.line));
  const used = new Set<Entry>();
  return scored.flatMap(({ a, b }): [Entry, Entry][] => {
    if (used.has(a) || used.has(b)) return [];
    used.add(a);
    used.add(b);
    return [[a, b]];
  });
}

/** How much of what two rows hold is the same: 0 to 1. */
function likeness(before: Table, a: Entry, after: Table, b: Entry): number {
  let same = 0;
  let all = 0;
  for (const index of columnsOf(after, b.side)) {
    const id = after.columns[index]?.id;
    const old = before.columns.findIndex(
      (column) => column.id === id && column.side === after.columns[index]?.side,
    );
    const from = cellAt(before, a.line, old)?.text ?? '';
    const to = cellAt(after, b.line, index)?.text ?? '';
    if (from === '' && to === '') continue;
    all++;
    if (from === to) same++;
  }
  return all === 0 ? 1 : same / all;
}

/** The fewest pairs that, taken away, leave the rest in their old order. */
export function outOfOrder<T extends { readonly line: number }>(
  pairs: readonly (readonly [T, T])[],
): (readonly [T, T])[] {
  const lines = pairs.map(([a]) => a.line);
  /** Of the longest rising run that ends with each length: the index of its last. */
  const ends: number[] = [];
  const before: number[] = [];
  for (const [index, line] of lines.entries()) {
    let length = ends.length;
    while (length > 0 && (lines[ends[length - 1] as number] as number) >= line) length--;
    before[index] = length === 0 ? -1 : (ends[length - 1] as number);
    ends[length] = index;
  }
  const stays = new Set<number>();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] as number) stays.add(at);
  return pairs.filter((_, index) => !stays.has(index));
}
