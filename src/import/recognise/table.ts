import { nearestText } from '../../model/nearest.ts';
import type { ColumnSpec, RowsSpec, TableSpec } from '../../model/template.ts';
import { bareLabel, normalized } from '../../model/titles.ts';
import type { Grid, RawCell } from '../blocks.ts';
import type { Context } from '../context.ts';
import { solid } from '../text.ts';
import { realign } from './align.ts';
import { cellText } from './cell.ts';
import { mapColumns } from './columns.ts';
import { type ColumnMap, headWords, splitHead } from './head.ts';

export interface ReadRow {
  /** By column id. */
  readonly cells: Map<string, string>;
  readonly line: number;
  /** Columns in which a cell merged from above stands. */
  readonly merged?: ReadonlySet<string>;
}

/** A table as read: the form's columns that it has, its rows as printed. */
export interface ReadTable {
  readonly spec: TableSpec;
  readonly columns: readonly ColumnSpec[];
  readonly rows: readonly ReadRow[];
}

/** Reads a table from its grids; a grid on the next page goes on with the columns of the one before. */
export function readTable(spec: TableSpec, grids: readonly Grid[], context: Context): ReadTable {
  const words = headWords(spec, context.subject);
  const rows: ReadRow[] = [];
  const seen = new Set<ColumnSpec>();
  let previous: ColumnMap | undefined;
  for (const grid of grids) {
    const { head, body } = splitHead(grid.rows, words, context.subject);
    const width = Math.max(0, ...[...head, ...body].map((row) => row.length));
    const map =
      mapColumns(head, body, width, spec, context) ?? (previous?.length === width ? previous : undefined);
    if (!map) {
      for (const row of grid.rows) context.log.lost(row, spec.id, '认不出这部分表格的列');
      continue;
    }
    previous = map;
    for (const column of map) if (column) seen.add(column);
    for (const row of body) rows.push(readRow(row, map, spec, context));
  }
  const columns = spec.columns.filter((column) => seen.has(column));
  carryDown(rows, columns, spec);
  return { spec, columns: columns.length > 0 ? columns : plainColumns(spec), rows };
}

/** What is done once all of a table's pages are together. */
export function finished(table: ReadTable, whole: boolean, context: Context): ReadTable {
  if (whole) carryDown(table.rows, table.columns, table.spec);
  warnOfRows(table.rows, table.spec, context);
  return table;
}

/** The columns of a table of which nothing is known but the form. */
export function plainColumns(spec: TableSpec): ColumnSpec[] {
  return spec.columns.filter((column) => !column.optional);
}

function readRow(row: readonly RawCell[], map: ColumnMap, spec: TableSpec, context: Context): ReadRow {
  const { log, marks } = context;
  const line = row[0]?.line ?? 0;
  const raw = map.map((column, index) => {
    const text = row[index]?.text ?? '';
    return column ? cellText(text, column) : solid(text);
  });
  const mended = realign(raw, map, spec, marks);
  if (mended) {
    const seen = raw.filter((text) => text !== '').join(' ');
    log.note(line, `表“${spec.id}”的这一行少了合并的格，已按表样的列补齐：${seen}`);
  }
  const cells = new Map<string, string>();
  (mended ?? raw).forEach((text, index) => {
    const column = map[index];
    if (column) cells.set(column.id, text);
    else if (text !== '' && !isSerial(text, index, spec))
      log.lost([row[index] as RawCell], spec.id, '这一格不属于表样的任何一列');
  });
  for (const cell of row.slice(map.length)) log.lost([cell], spec.id, '这一格在表头之外');
  moveTotal(cells, spec);
  return { cells, line };
}

const isSerial = (text: string, index: number, spec: TableSpec): boolean =>
  spec.serial && index === 0 && /^\d+$/.test(text);

/** 合计 merged over code and name stands under the name. */
function moveTotal(cells: Map<string, string>, spec: TableSpec): void {
  for (const { rows } of spec.sides) {
    const isTotal = (id: string): boolean =>
      rows.total.some((word) => word !== '' && normalized(word) === normalized(cells.get(id) ?? ''));
    const at = rows.code.find(isTotal);
    if (at === undefined || (cells.get(rows.label) ?? '') !== '') continue;
    cells.set(rows.label, cells.get(at) as string);
    cells.set(at, '');
  }
}

/** Where a list merges its leading names downwards, each row gets its own. */
function carryDown(rows: readonly ReadRow[], columns: readonly ColumnSpec[], spec: TableSpec): void {
  const side = spec.sides[0];
  if (spec.sides.length !== 1 || side?.rows.kind !== 'listed') return;
  repeatMerged(rows, columns);
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

/** A cell merged over several rows holds for each: its text, and the whole of a project's money. */
function repeatMerged(rows: readonly ReadRow[], columns: readonly ColumnSpec[]): void {
  let before: ReadRow | undefined;
  for (const row of rows) {
    for (const { id, kind, adds } of columns) {
      const repeats = kind === 'text' || kind === 'code' || !adds;
      if (repeats && row.merged?.has(id) && row.cells.get(id) === '')
        row.cells.set(id, before?.cells.get(id) ?? '');
    }
    before = row;
  }
}

/** Neither a total, nor a subtotal, nor a unit's line. */
function isItem(cells: ReadonlyMap<string, string>, rows: RowsSpec): boolean {
  const name = normalized(cells.get(rows.label) ?? '');
  if (name === '' || rows.total.some((word) => normalized(word) === name)) return false;
  if (rows.subtotal.some((word) => word !== '' && name.endsWith(normalized(word)))) return false;
  return rows.unitCode === undefined || !/^\d+$/.test(cells.get(rows.unitCode) ?? '');
}

/** Rows that a form prints and this document names otherwise are kept, and told. */
function warnOfRows(rows: readonly ReadRow[], spec: TableSpec, { log }: Context): void {
  for (const side of spec.sides) {
    const column = spec.columns.find((item) => item.id === side.rows.label);
    if (side.rows.kind !== 'fixed' || column?.kind !== 'text') continue;
    const labels = side.rows.fixed.flatMap((row) => [row.label, ...row.aliases]);
    const known = new Set(labels.map(bareLabel));
    for (const { cells, line } of rows) {
      const label = cells.get(side.rows.label) ?? '';
      if (label === '' || known.has(bareLabel(label))) continue;
      log.warn(line, `表“${spec.id}”的“${label}”不在表样里${nearestText(label, labels, 1)}`);
    }
  }
}
