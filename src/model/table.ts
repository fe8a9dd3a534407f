import type { Cell } from './cell.ts';
import type { Place } from './place.ts';
import type { ColumnSpec, FixedRow, RowRole, TableSpec } from './template.ts';

/** A filled table: the printed lines, and the rows that a reader can name. */
export interface Table {
  readonly spec: TableSpec;
  /** Those of the form's columns that this disclosure has, in the form's order. */
  readonly columns: readonly ColumnSpec[];
  /** What the file's header calls each of them; parallel to `columns`. */
  readonly headings: readonly string[];
  readonly lines: readonly Line[];
  /** By side, in printed order. A plain table has one side. */
  readonly rows: readonly Row[];
  /** Notes as printed under it. */
  readonly notes: readonly string[];
  /** Printed in place of the year, where the form has it (2023-12-31). */
  readonly asOf?: string | undefined;
  readonly file: string;
}

/** One printed line. `cells` stands parallel to `Table.columns`. */
export interface Line {
  readonly cells: readonly Cell[];
  readonly place: (column: number) => Place;
}

/** One row of one side of a table. Rows are read everywhere: all of one shape, and each of one table alone. */
export interface Row {
  /** Unique in its table and stable, part of its address: the code, or the form's label without number; `-2` for a second. */
  readonly id: string;
  readonly side: string;
  /** Index into `Table.lines`. */
  readonly line: number;
  /** As printed. */
  readonly label: string;
  /** Digits as one run (2060101), or the pair 30101/50101. */
  readonly code?: string | undefined;
  readonly role: RowRole;
  /** 0 for the outermost. */
  readonly level: number;
  /** Id of the row that this one is part of. */
  readonly parent?: string | undefined;
  readonly spec?: FixedRow | undefined;
}

/** What a clerk calls a row: code and name. */
export function rowName(row: Row): string {
  return row.code !== undefined && row.role !== 'unit' && !row.spec ? `${row.code} ${row.label}` : row.label;
}

export function columnIndex(table: Table, columnId: string): number {
  return table.columns.findIndex((column) => column.id === columnId);
}

/** The cell of a row under a column; undefined where the table has no such column. */
export function cellOf(table: Table, row: Row, columnId: string): Cell | undefined {
  const index = columnIndex(table, columnId);
  return index < 0 ? undefined : table.lines[row.line]?.cells[index];
}

/** True where no row of the table carries anything. */
export function isEmptyTable(table: Table): boolean {
  return table.lines.length === 0;
}
