import type { Cell, Unit } from '../model/cell.ts';
import { unitOf } from '../model/facts.ts';
import type { Table } from '../model/table.ts';
import { movement } from '../view/change-words.ts';
import { isPlain } from './lenient.ts';
import { cellAt, columnsOf, type Entry, lineName, matchRows } from './rows.ts';
import type { Change } from './types.ts';

/** What changed in one table: cell by cell, rows added and removed. */

export interface TableChanges {
  readonly changes: readonly Change[];
  /** The entry that tells of a cell, by the key that relations know it by, in either revision. */
  readonly head: ReadonlyMap<string, Change>;
  readonly base: ReadonlyMap<string, Change>;
}

export interface TableContext {
  readonly disclosure: string;
  /** The form's unit of amounts. */
  readonly unit: Unit;
  /** Lines of the head could not be read: what is missing there has not been removed. */
  readonly incomplete?: boolean;
}

/** As relations name a cell (src/check/operand.ts). */
const keyOf = (table: Table, line: number, column: number): string => `${table.spec.id}\0${line}\0${column}`;

/** Spaces are layout; so are the commas of thousands and the kind of minus sign. */
export function sameCell(before: Cell, after: Cell): boolean {
  const plain = ({ state, text }: Cell): string =>
    state === 'figure' || state === 'zero'
      ? text.replaceAll(',', '').replace('−', '-')
      : text.replace(/[\s\u3000]+/gu, '');
  return before.text === after.text || plain(before) === plain(after);
}

const isBlank = (cell: Cell | undefined): boolean => cell === undefined || cell.text === '';

/** Beyond this a changed order is said once. */
const MAX_MOVED = 3;

export function compareTables(before: Table, after: Table, context: TableContext): TableChanges {
  const changes: Change[] = [];
  const head = new Map<string, Change>();
  const base = new Map<string, Change>();
  const blank = { disclosure: context.disclosure, table: after.spec.id, difference: null };

  const compareCells = (a: Entry, b: Entry, columns: readonly [number, number][]): void => {
    for (const [old, index] of columns) {
      const from = cellAt(before, a.line, old);
      const to = cellAt(after, b.line, index);
      if ((isBlank(from) && isBlank(to)) || (from && to && sameCell(from, to))) continue;
      const spec = (after.columns[index] ?? before.columns[old]) as Table['columns'][number];
      const moved = from && to && movement(from, to);
      const row = b.row ?? a.row;
      const cell = to ?? from;
      const unit = moved && row && cell ? unitOf(cell, after, row, spec, context.unit) : undefined;
      const place = to ? after.lines[b.line]?.place(index) : before.lines[a.line]?.place(old);
      const change: Change = {
        ...blank,
        kind: 'cell',
        row: b.name,
        column: after.headings[index] ?? before.headings[old] ?? null,
        before: from ? from.text : '',
        after: to ? to.text : '',
        ...moved,
        ...(unit && { unit }),
        file: to ? after.file : before.file,
        line: place?.line ?? null,
      };
      changes.push(change);
      head.set(keyOf(after, b.line, index), change);
      base.set(keyOf(before, a.line, old), change);
    }
  };
  const tellRow = (table: Table, entry: Entry, gone: boolean): void => {
    const columns = columnsOf(table, entry.side);
    const text = contents(table, entry, columns);
    const change: Change = {
      ...blank,
      kind: 'row',
      row: entry.name,
      column: null,
      before: gone ? text : null,
      after: gone ? null : text,
      file: table.file,
      line: table.lines[entry.line]?.place(0).line ?? null,
    };
    changes.push(change);
    for (const column of columns)
      if (!isBlank(cellAt(table, entry.line, column)))
        (gone ? base : head).set(keyOf(table, entry.line, column), change);
  };

  for (const side of after.spec.sides) {
    const columns = pairColumns(before, after, side.id);
    const { pairs, removed, added, moved } = matchRows(before, after, side.id);
    changes.push(...editedHeads(before, after, columns, blank));
    const newColumns = columns.filter(([old, index]) => old < 0 || index < 0);
    for (const [old, index] of newColumns) {
      const table = index < 0 ? before : after;
      const column = index < 0 ? old : index;
      if (table.lines.some((line) => !isBlank(line.cells[column]))) continue;
      changes.push({
        ...blank,
        kind: 'row',
        row: null,
        column: table.headings[column] ?? null,
        before: index < 0 ? '' : null,
        after: index < 0 ? null : '',
        note: '整列，格内都是空白',
        file: table.file,
        line: 1,
      });
    }
    const goneAt = new Map(removed.map((entry) => [entry.line, entry]));
    const tellRemoved = (upTo: number): void => {
      for (const [line, entry] of goneAt) {
        if (line >= upTo) continue;
        goneAt.delete(line);
        if (!context.incomplete) tellRow(before, entry, true);
      }
    };
    const fresh = new Map(added.map((entry) => [entry.line, entry]));
    const paired = new Map(pairs.map(([a, b]) => [b.line, a]));
    const lines = [...pairs.map(([, b]) => b), ...added].sort((x, y) => x.line - y.line);
    for (const entry of lines) {
      const a = paired.get(entry.line);
      if (a && fresh.get(entry.line) !== entry) {
        tellRemoved(a.line);
        compareCells(a, entry, columns);
      } else tellRow(after, entry, false);
    }
    tellRemoved(Number.POSITIVE_INFINITY);
    changes.push(...movedRows(moved, before, after, blank));
  }
  return { changes, head, base };
}

/** Columns of a side in both revisions, by id; −1 where one has none. */
function pairColumns(before: Table, after: Table, side: string): [number, number][] {
  const own = columnsOf(after, side);
  const old = columnsOf(before, side);
  const ids = new Map(old.map((index) => [before.columns[index]?.id, index]));
  const pairs = own.map((index): [number, number] => [ids.get(after.columns[index]?.id) ?? -1, index]);
  const used = new Set(pairs.map(([index]) => index));
  // Read by their own heads alone, a column whose head was edited stands where it stood.
  const kept = pairs.map(([from, to]): [number, number] => {
    if (from >= 0 || !isPlain(after) || !old.includes(to) || used.has(to)) return [from, to];
    used.add(to);
    return [to, to];
  });
  return [...kept, ...old.filter((index) => !used.has(index)).map((index): [number, number] => [index, -1])];
}

/** Heads of columns that were edited, in a table that is read by them alone. */
function editedHeads(
  before: Table,
  after: Table,
  columns: readonly [number, number][],
  blank: Pick<Change, 'disclosure' | 'table' | 'difference'>,
): Change[] {
  if (!isPlain(after)) return [];
  return columns.flatMap(([old, index]): Change[] => {
    const [from, to] = [before.headings[old], after.headings[index]];
    if (from === undefined || to === undefined || from === to) return [];
    return [
      {
        ...blank,
        kind: 'cell',
        row: null,
        column: '表头',
        before: from,
        after: to,
        file: after.file,
        line: 1,
      },
    ];
  });
}

/** What a row says: 合计 3.00，基本支出 3.00. */
function contents(table: Table, entry: Entry, columns: readonly number[]): string {
  return columns
    .flatMap((column) => {
      const cell = cellAt(table, entry.line, column);
      if (!cell || cell.text === '') return [];
      return table.columns[column]?.kind === 'text' || table.columns[column]?.kind === 'code'
        ? entry.name.includes(cell.text)
          ? []
          : [cell.text]
        : [`${table.headings[column] ?? ''} ${cell.text}`];
    })
    .join('，');
}

function movedRows(
  moved: readonly (readonly [Entry, Entry])[],
  before: Table,
  after: Table,
  blank: Pick<Change, 'disclosure' | 'table' | 'difference'>,
): Change[] {
  const entry = (
    row: string | null,
    before: string | null,
    now: string | null,
    line: number | null,
  ): Change => ({
    ...blank,
    kind: 'row',
    row,
    column: null,
    before,
    after: now,
    note: row === null ? `有 ${moved.length} 行换了次序` : '换了次序',
    file: after.file,
    line,
  });
  if (moved.length > MAX_MOVED) return [entry(null, null, null, null)];
  return moved.map(([a, b]) =>
    entry(
      b.name,
      lineName(before, a.line),
      lineName(after, b.line),
      after.lines[b.line]?.place(0).line ?? null,
    ),
  );
}
