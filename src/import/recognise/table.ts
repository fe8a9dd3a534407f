import type { ColumnSpec, RowsSpec, TableSpec } from '../../model/template.ts';
import { normalized } from '../../model/titles.ts';
import type { Grid, RawCell } from '../blocks.ts';
import type { Log } from '../log.ts';
import type { Subject } from '../subject.ts';
import { isFigure, solid, squeeze } from '../text.ts';
import { realign } from './align.ts';
import { type ColumnMap, headWords, mapByOrder, mapByTitle, splitHead, suits } from './head.ts';

export interface ReadRow {
  /** By column id. */
  readonly cells: Map<string, string>;
  readonly line: number;
}

/** A table as read: the form's columns that it has, its rows as printed. */
export interface ReadTable {
  readonly spec: TableSpec;
  readonly columns: readonly ColumnSpec[];
  readonly rows: readonly ReadRow[];
}

/** The text of a cell under a column: figures and codes hold no space. */
export function cellText(text: string, column: ColumnSpec): string {
  const tight = solid(text);
  return column.kind === 'code' || isFigure(tight) ? tight : squeeze(text);
}

/** Reads a table from its grids; a grid on the next page goes on with the columns of the one before. */
export function readTable(spec: TableSpec, grids: readonly Grid[], marks: readonly string[], subject: Subject, log: Log): ReadTable {
  const words = headWords(spec, subject);
  const rows: ReadRow[] = [];
  const seen = new Set<ColumnSpec>();
  let previous: ColumnMap | undefined;
  for (const grid of grids) {
    const { head, body } = splitHead(grid.rows, words, subject);
    const width = Math.max(0, ...[...head, ...body].map((row) => row.length));
    const map = mapColumns(head, body, width, spec, marks, subject, log) ?? (previous?.length === width ? previous : undefined);
    if (!map) {
      for (const row of grid.rows) log.lost(row, spec.id, '认不出这部分表格的列');
      continue;
    }
    previous = map;
    for (const column of map) if (column) seen.add(column);
    for (const row of body) rows.push(readRow(row, map, spec, marks, log));
  }
  const columns = spec.columns.filter((column) => seen.has(column));
  carryDown(rows, columns, spec);
  return { spec, columns: columns.length > 0 ? columns : spec.columns.filter((column) => !column.optional), rows };
}

function mapColumns(
  head: readonly (readonly RawCell[])[],
  body: readonly (readonly RawCell[])[],
  width: number,
  spec: TableSpec,
  marks: readonly string[],
  subject: Subject,
  log: Log,
): ColumnMap | undefined {
  if (head.length === 0) return undefined;
  const byTitle = mapByTitle(head, width, spec, subject);
  if (isComplete(byTitle, spec) && bodySuits(body, byTitle, spec, marks)) return byTitle;
  const byOrder = mapByOrder(width, spec);
  if (byOrder && bodySuits(body, byOrder, spec, marks)) {
    log.note(head[0]?.[0]?.line, `表“${spec.id}”的表头展开后错了位，各列按表样的次序认定`);
    return byOrder;
  }
  const missing = spec.columns.filter((column) => !byTitle.includes(column) && !column.optional);
  if (missing.length > 0) {
    log.warn(head[0]?.[0]?.line, `表“${spec.id}”的表头里没有找到：${missing.map((column) => column.title).join('、')}`);
  }
  return byTitle;
}

const isComplete = (map: ColumnMap, spec: TableSpec): boolean =>
  map.filter((column) => column !== undefined).length >= spec.columns.filter((column) => !column.optional).length;

/** Most rows must suit; a few may have lost a merged cell. */
function bodySuits(body: readonly (readonly RawCell[])[], map: ColumnMap, spec: TableSpec, marks: readonly string[]): boolean {
  const good = body.filter((row) => {
    const cells = row.map((cell, index) => (map[index] ? cellText(cell.text, map[index]) : solid(cell.text)));
    return cells.every((text, index) => !map[index] || suits(text, map[index], marks)) || realign(cells, map, spec, marks) !== undefined;
  });
  return good.length * 10 >= body.length * 9;
}

function readRow(row: readonly RawCell[], map: ColumnMap, spec: TableSpec, marks: readonly string[], log: Log): ReadRow {
  const line = row[0]?.line ?? 0;
  const raw = map.map((column, index) => {
    const text = row[index]?.text ?? '';
    return column ? cellText(text, column) : solid(text);
  });
  const mended = realign(raw, map, spec, marks);
  if (mended) log.note(line, `表“${spec.id}”的这一行少了合并的格，已按表样的列补齐：${raw.filter((text) => text !== '').join(' ')}`);
  const cells = new Map<string, string>();
  (mended ?? raw).forEach((text, index) => {
    const column = map[index];
    if (column) cells.set(column.id, text);
    else if (text !== '' && !isSerial(text, index, spec)) log.lost([row[index] as RawCell], spec.id, '这一格不属于表样的任何一列');
  });
  row.slice(map.length).forEach((cell) => {
    if (solid(cell.text) !== '') log.lost([cell], spec.id, '这一格在表头之外');
  });
  moveTotal(cells, spec);
  return { cells, line };
}

const isSerial = (text: string, index: number, spec: TableSpec): boolean => spec.serial && index === 0 && /^\d+$/.test(text);

/** 合计 merged over code and name stands under the name. */
function moveTotal(cells: Map<string, string>, spec: TableSpec): void {
  for (const { rows } of spec.sides) {
    const at = rows.code.find((id) => rows.total.some((word) => normalized(word) === normalized(cells.get(id) ?? '')));
    if (at === undefined || (cells.get(rows.label) ?? '') !== '') continue;
    cells.set(rows.label, cells.get(at) as string);
    cells.set(at, '');
  }
}

/** Where a list merges its leading names downwards, each row gets its own. */
function carryDown(rows: readonly ReadRow[], columns: readonly ColumnSpec[], spec: TableSpec): void {
  const side = spec.sides[0];
  if (spec.sides.length !== 1 || side?.rows.kind !== 'listed') return;
  const label = columns.findIndex((column) => column.id === side.rows.label);
  const leading = columns.slice(0, Math.max(label, 0)).filter((column) => column.kind === 'text');
  let held: string[] = [];
  for (const { cells } of rows) {
    if (!isItem(cells, side.rows)) {
      held = [];
      continue;
    }
    const own = leading.map((column) => cells.get(column.id) ?? '');
    const first = own.findIndex((text) => text !== '');
    // A new text ends what was merged to the right of it.
    held = own.map((text, index) => (first >= 0 && index >= first ? text : (held[index] ?? '')));
    leading.forEach((column, index) => {
      cells.set(column.id, held[index] as string);
    });
  }
}

/** Neither a total, nor a subtotal, nor a unit's line. */
function isItem(cells: ReadonlyMap<string, string>, rows: RowsSpec): boolean {
  const name = normalized(cells.get(rows.label) ?? '');
  if (name === '' || rows.total.some((word) => normalized(word) === name)) return false;
  if (rows.subtotal.some((word) => word !== '' && name.endsWith(normalized(word)))) return false;
  return rows.unitCode === undefined || !/^\d+$/.test(cells.get(rows.unitCode) ?? '');
}
