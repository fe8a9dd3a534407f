import type { ComparedFigure } from '../model/comparison.ts';
import type { Check, CheckedComparison } from '../model/disclosure.ts';
import { kept } from '../model/kept.ts';
import type { Table } from '../model/table.ts';

/** More figures than that, of several tables, make no line of one. */
const MOST_COLUMNS = 7;

/**
 * Relations of one shape together, in the order of their tables: `column …` for sums down a column, `row …` for
 * figures of one row, '' for those that fit none. `order`: of a table on the page.
 */
export function byShape(
  relations: readonly CheckedComparison[],
  order: (table: Table) => number,
): ReadonlyMap<string, readonly CheckedComparison[]> {
  const shapes = new Map<string, CheckedComparison[]>();
  let last: CheckedComparison | undefined;
  let together: CheckedComparison[] = [];
  for (const relation of inOrder(relations, order)) {
    if (!last || !isLike(relation, last)) {
      const shape = shapeOf(relation);
      together = shapes.get(shape) ?? [];
      shapes.set(shape, together);
    }
    together.push(relation);
    last = relation;
  }
  return shapes;
}

/** By the tables of their first figures, as `order` numbers them; those of none come last. */
function inOrder(
  relations: readonly CheckedComparison[],
  order: (table: Table) => number,
): readonly CheckedComparison[] {
  const places = new Map<number, CheckedComparison[]>();
  let table: Table | undefined;
  let own: CheckedComparison[] | undefined;
  for (const relation of relations) {
    const next = firstOf(relation)?.at?.table;
    if (!own || next !== table) {
      const place = next ? order(next) : Number.MAX_SAFE_INTEGER;
      own = places.get(place) ?? [];
      places.set(place, own);
      table = next;
    }
    own.push(relation);
  }
  if (places.size < 2) return relations;
  return [...places].sort(([a], [b]) => a - b).flatMap(([, together]) => together);
}

/*
 * Hundreds of relations, of up to dozens of figures, are looked at several times
 * each: the two sides are gone through in place rather than copied into one list.
 */

/** The tables of which a rule compared figures. */
export const tablesIn = kept(({ relations }: Check): ReadonlySet<Table> => {
  const tables = new Set<Table>();
  let last: Table | undefined;
  for (const relation of relations) {
    const size = sizeOf(relation);
    for (let index = 0; index < size; index++) {
      const table = figureOf(relation, index)?.at?.table;
      if (!table || table === last) continue;
      tables.add(table);
      last = table;
    }
  }
  return tables;
});

export function sizeOf({ left, right }: CheckedComparison): number {
  return left.length + right.length;
}

/** The left figures, then the right ones. */
export function figureOf({ left, right }: CheckedComparison, index: number): ComparedFigure | undefined {
  return index < left.length ? left[index] : right[index - left.length];
}

export function firstOf(relation: CheckedComparison): ComparedFigure | undefined {
  return figureOf(relation, 0);
}

/** Relations with the same shape stand in one table; '' for one that fits none. */
function shapeOf(relation: CheckedComparison): string {
  const { comparison, left, right } = relation;
  const first = firstOf(relation)?.at;
  const size = sizeOf(relation);
  if (!first) return '';
  const table = first.table.spec.id;
  let [oneSide, oneColumn, oneRow] = [true, size > 1, true];
  for (let index = 1; index < size; index++) {
    const at = figureOf(relation, index)?.at;
    if (!at) return '';
    oneRow &&= at.row === first.row;
    oneSide &&= at.table === first.table && at.row.side === first.row.side;
    oneColumn &&= at.column === first.column;
  }
  // One whole, on the one side or on the other.
  if (oneSide && oneColumn && (comparison === 'equal' ? left : right).length === 1)
    return `column ${table} ${first.row.side}`;
  if (!oneRow && size > MOST_COLUMNS) return '';
  let key = `${oneRow ? 'row' : 'across'} ${comparison}`;
  for (let index = 0; index < size; index++) {
    const at = figureOf(relation, index)?.at;
    key += `${index === left.length ? '=' : '+'}${oneRow ? '' : at?.table.spec.id} ${at?.column}`;
  }
  return oneRow ? `${key} ${table}` : key;
}

/** Rules go through a table row by row: figures of the same columns as before have the same shape, and need no key. */
function isLike(relation: CheckedComparison, other: CheckedComparison): boolean {
  const { comparison, left, right } = relation;
  if (comparison !== other.comparison || left.length !== other.left.length) return false;
  if (right.length !== other.right.length) return false;
  const row = firstOf(relation)?.at?.row;
  const otherRow = firstOf(other)?.at?.row;
  const size = sizeOf(relation);
  for (let index = 0; index < size; index++) {
    const at = figureOf(relation, index)?.at;
    const was = figureOf(other, index)?.at;
    if (!at || !was || at.table !== was.table || at.column !== was.column) return false;
    if (at.row.side !== was.row.side || (at.row === row) !== (was.row === otherRow)) return false;
  }
  return size > 0;
}
