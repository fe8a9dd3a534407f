import type { Row, Table } from '../model/table.ts';

/** Keys of what a finding accuses or rests on, beside those of the cells. */

/** A table whose figures are in 元. */
export function yuanKey(table: Table): string {
  return `yuan\0${table.spec.id}`;
}

/** A code as a table prints it. */
export function codeKey(table: Table, code: string): string {
  return `code\0${table.spec.id}\0${code}`;
}

/** A code that a table has not got. */
export function lackKey(table: string, code: string): string {
  return `lack\0${table}\0${code}`;
}

/** What stands under a code in a table. */
export function underKey(table: string, code: string): string {
  return `under\0${table}\0${code}`;
}

/** One row. */
export function rowKey(table: Table, row: Row): string {
  return `row\0${table.spec.id}\0${row.side}\0${row.line}`;
}

/** A figure of the narrative, by where it stands. */
export function figureKey({ from }: { readonly from: number }): string {
  return `figure\0${from}`;
}

/** A paragraph of the narrative, by any place in it. */
export function paragraphKey(text: string, index: number): string {
  return `paragraph\0${text.lastIndexOf('\n', index - 1)}`;
}
