import { fill } from '../../model/fill.ts';
import type { ColumnSpec, TableSpec } from '../../model/template.ts';
import { headerPath, normalized } from '../../model/titles.ts';
import type { RawCell } from '../blocks.ts';
import type { Subject } from '../subject.ts';
import { isFigure, solid } from '../text.ts';

/** Which of the form's columns stands under each column of a grid. */
export type ColumnMap = readonly (ColumnSpec | undefined)[];

type Row = readonly RawCell[];

const texts = (row: Row): string[] => row.map((cell) => solid(cell.text));

/** Every text that may stand in the head of this table, compared. */
export function headWords(spec: TableSpec, subject: Subject): ReadonlySet<string> {
  const words = new Set(['序号', '栏次']);
  for (const column of spec.columns) {
    for (const title of [...headerPath(column), ...column.aliases]) words.add(columnKey(title, subject));
  }
  return words;
}

export function columnKey(title: string, subject: Subject): string {
  return normalized(fill(title, { ...subject, scope: '部门' })).replace(/^\d{4}年/, '');
}

/** Is this row a head: nothing in it but titles? 栏次 with its numbers counts too. */
export function isHeadRow(row: Row, words: ReadonlySet<string>, subject: Subject): boolean {
  const filled = texts(row).filter((text) => text !== '');
  if (filled.length === 0) return false;
  if (filled[0] === '栏次') return true;
  // 合计 alone is a row without figures.
  if (filled.length === 1 && /[合总小]计$/.test(filled[0] as string)) return false;
  return filled.every((text) => words.has(columnKey(text, subject)));
}

/** Drops head rows wherever a page repeats them; the first run of them is the head. */
export function splitHead(
  rows: readonly Row[],
  words: ReadonlySet<string>,
  subject: Subject,
): { head: Row[]; body: Row[] } {
  const head: Row[] = [];
  const body: Row[] = [];
  let repeated = false;
  for (const row of rows) {
    if (isHeadRow(row, words, subject)) {
      if (body.length > 0) repeated = true;
      if (!repeated && texts(row)[0] !== '栏次') head.push(row);
    } else if (texts(row).some((text) => text !== '')) {
      body.push(row);
    }
  }
  return { head, body };
}

/**
 * Maps a grid's columns by their titles: leaf titles first, those that stand
 * twice by the group above or in their order. `width` counts the grid's columns.
 */
export function mapByTitle(
  head: readonly Row[],
  width: number,
  spec: TableSpec,
  subject: Subject,
): ColumnMap {
  const map: (ColumnSpec | undefined)[] = new Array(width).fill(undefined);
  const full = head.filter((row) => row.length === width);
  const taken = new Set<ColumnSpec>();
  const leafOf = (index: number): string => {
    for (let at = full.length - 1; at >= 0; at--) {
      const text = texts(full[at] as Row)[index] ?? '';
      if (text !== '') return columnKey(text, subject);
    }
    return '';
  };
  const leaves = Array.from({ length: width }, (_, index) => leafOf(index));
  const groups = leaves.map((_, index) => groupAbove(full, index, subject));
  const fits = (column: ColumnSpec, key: string): boolean =>
    [column.title, ...column.aliases].some((title) => columnKey(title, subject) === key);
  const order = leaves.map((_, index) => index);
  for (const withGroup of [true, false]) {
    for (const index of order) {
      const leaf = leaves[index] as string;
      if (leaf === '' || map[index]) continue;
      const candidates = spec.columns.filter((column) => !taken.has(column) && fits(column, leaf));
      const own = candidates.filter((column) =>
        column.groups.some((group) => groups[index]?.includes(columnKey(group, subject))),
      );
      const chosen = withGroup
        ? (own[0] ?? (candidates.length === 1 ? candidates[0] : undefined))
        : candidates[0];
      if (!chosen) continue;
      map[index] = chosen;
      taken.add(chosen);
    }
  }
  fillBetween(map, spec, leaves, head, subject);
  return map;
}

/** Titles of the groups above a column; a merged group's title stands in its first column only. */
function groupAbove(full: readonly Row[], index: number, subject: Subject): string[] {
  return full.slice(0, -1).map((row) => {
    const line = texts(row);
    let at = index;
    while (at > 0 && line[at] === '') at--;
    return columnKey(line[at] ?? '', subject);
  });
}

/** A column whose title stands only in a shorter row above: taken by its order between its neighbours. */
function fillBetween(
  map: (ColumnSpec | undefined)[],
  spec: TableSpec,
  leaves: readonly string[],
  head: readonly Row[],
  subject: Subject,
): void {
  const above = new Set(head.flatMap((row) => texts(row).map((text) => columnKey(text, subject))));
  const free = spec.columns.filter(
    (column) =>
      !map.includes(column) &&
      [column.title, ...column.aliases].some((title) => above.has(columnKey(title, subject))),
  );
  for (const column of free) {
    const place = spec.columns.indexOf(column);
    const before = spec.columns
      .slice(0, place)
      .map((other) => map.indexOf(other))
      .filter((at) => at >= 0);
    const after = spec.columns
      .slice(place + 1)
      .map((other) => map.indexOf(other))
      .filter((at) => at >= 0);
    const low = before.length > 0 ? Math.max(...before) : spec.serial ? 0 : -1;
    const high = after.length > 0 ? Math.min(...after) : map.length;
    const at = map.findIndex((taken, index) => index > low && index < high && !taken && leaves[index] === '');
    if (at >= 0) map[at] = column;
  }
}

/** The form's own order, where the head's text is broken but its width is the form's. */
export function mapByOrder(width: number, spec: TableSpec): ColumnMap | undefined {
  const serial = spec.serial ? 1 : 0;
  if (width !== spec.columns.length + serial) return undefined;
  return [...new Array(serial).fill(undefined), ...spec.columns];
}

/** Can this text stand under this column? A total's word may stand under any. */
export function suits(text: string, column: ColumnSpec, marks: readonly string[]): boolean {
  if (text === '' || marks.includes(text)) return true;
  switch (column.kind) {
    case 'code':
      return /^[0-9A-Za-z]+$/.test(text) || /[合总小]计$/.test(text);
    case 'text':
      return !/^-?\d+\.\d+$/.test(text);
    case 'quantity':
      return isFigure(text) || /^\S*?\d\s*\p{L}+$/u.test(text);
    default:
      return isFigure(text);
  }
}
