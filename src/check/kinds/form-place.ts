import type { Disclosure } from '../../model/disclosure.ts';
import { type FillValues, fill } from '../../model/fill.ts';
import type { Finding, Related } from '../../model/finding.ts';
import type { Place } from '../../model/place.ts';
import type { Rule } from '../../model/rule.ts';
import type { Row, Table } from '../../model/table.ts';
import type { SideSpec } from '../../model/template.ts';

/** Places and words that the kinds of this folder share, where what is wrong is no single figure. */

export function tablePlace(table: Table): Place {
  return { file: table.file, line: 1, table: table.spec.id };
}

/** A row by the cell of one of its columns; by its first cell where the table has no such column. */
export function rowPlace(table: Table, row: Row, column: number): Place {
  const at = Math.max(column, 0);
  const line = table.lines[row.line];
  const place = line ? line.place(at) : { file: table.file };
  return { ...place, table: table.spec.id, row: row.label, columnTitle: table.headings[at] ?? '' };
}

/** Index of the column that names the rows of a side; -1 where the disclosure has not got it. */
export function labelColumn(table: Table, side: SideSpec): number {
  return columnOfSide(table, side, side.rows.label);
}

export function columnOfSide(table: Table, side: SideSpec, id: string): number {
  return table.columns.findIndex((column) => column.id === id && column.side === side.id);
}

export function fillFor(disclosure: Disclosure): (text: string) => string {
  const values: FillValues = {
    year: disclosure.year,
    name: disclosure.name,
    scope: disclosure.scope,
    region: disclosure.region.name,
  };
  return (text) => fill(text, values);
}

/** 「“甲”、“乙”等 7 项」: the first few by name, the rest by number. */
export function several(names: readonly string[], measure = '项', most = 6): string {
  const shown = names
    .slice(0, most)
    .map((name) => `“${name}”`)
    .join('、');
  return names.length > most ? `${shown}等 ${names.length} ${measure}` : shown;
}

/** Other places where the same thing is wrong, to be told with the first. */
export function relatedPlaces(
  items: readonly { readonly place: Place; readonly label: string; readonly value: string }[],
): Pick<Finding, 'related'> {
  if (items.length === 0) return {};
  return { related: items.map(({ place, label, value }): Related => ({ ...place, label, value })) };
}

export function found(rule: Rule, place: Place, message: string, hint: string): Finding {
  return { rule: rule.id, severity: rule.severity, place, message, hint };
}
