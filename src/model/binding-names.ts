import type { Disclosure } from './disclosure.ts';
import { isFigureColumn } from './facts.ts';
import { fill } from './fill.ts';
import { kept, keptByText } from './kept.ts';
import type { Row, Table } from './table.ts';
import type { ColumnSpec, RowsSpec, TableSpec } from './template.ts';
import { bareLabel, headerPath, normalized } from './titles.ts';

/** Finds tables, rows and columns by the words printed on the form. */

export type NameSource = Pick<
  Disclosure,
  'tables' | 'facts' | 'template' | 'year' | 'name' | 'scope' | 'region'
>;

const normal = keptByText(normalized);
const bare = keptByText(bareLabel);

export function filled(text: string, source: NameSource): string {
  return text.includes('{{')
    ? fill(text, { year: source.year, name: source.name, scope: source.scope, region: source.region.name })
    : text;
}

/** The form's table of that id, title or alias. */
export function findTable(name: string, source: NameSource): TableSpec | undefined {
  const { tables } = source.template;
  const byId = tables.get(name);
  if (byId) return byId;
  const wanted = normal(name);
  for (const spec of tables.values()) if (normal(spec.id) === wanted) return spec;
  for (const spec of tables.values()) if (normal(filled(spec.title, source)) === wanted) return spec;
  for (const spec of tables.values()) {
    if (spec.aliases.some((alias) => normal(filled(alias, source)) === wanted)) return spec;
  }
  return undefined;
}

export function tableNames(source: NameSource): string[] {
  return [...source.template.tables.values()].flatMap((spec) => [spec.id, filled(spec.title, source)]);
}

interface RowIndex {
  readonly printed: Map<string, Row[]>;
  readonly alias: Map<string, Row[]>;
  readonly bare: Map<string, Row[]>;
}

const rowIndexOf = kept((table: Table): RowIndex => {
  const index: RowIndex = { printed: new Map(), alias: new Map(), bare: new Map() };
  const put = (map: Map<string, Row[]>, key: string, row: Row): void => {
    const rows = map.get(key);
    if (!rows) map.set(key, [row]);
    else if (!rows.includes(row)) rows.push(row);
  };
  for (const row of table.rows) {
    if (row.code !== undefined) put(index.printed, row.code, row);
    put(index.printed, normal(row.label), row);
    put(index.bare, bare(row.label), row);
    if (row.spec) {
      for (const label of [row.spec.label, ...row.spec.aliases]) {
        put(index.alias, normal(label), row);
        put(index.bare, bare(label), row);
      }
    }
    put(index.alias, normal(row.id), row);
  }
  return index;
});

const TOTAL_NAMES: ReadonlySet<string> = new Set(['合计', '总计']);

/**
 * Rows by code, printed label, alias, or label without its number; the first of
 * these that finds any decides. `#2` takes the second. The table's total answers
 * to 合计 whatever is printed there.
 */
export function findRows(table: Table, name: string): readonly Row[] {
  const match = /^(.*)#(\d{1,3})$/su.exec(name.trim());
  if (match) {
    const row = findRows(table, match[1] as string)[Number(match[2]) - 1];
    return row ? [row] : [];
  }
  const index = rowIndexOf(table);
  const wanted = normal(name);
  const rows = index.printed.get(wanted) ?? index.alias.get(wanted) ?? index.bare.get(wanted);
  if (rows) return rows;
  if (!TOTAL_NAMES.has(wanted)) return [];
  const totals = table.rows.filter((row) => row.role === 'total');
  return totals.length > 0 || table.rows.length !== 1 ? totals : table.rows;
}

/** How a row is told to the author: by its code, or by its label, with `#2` where that stands twice. */
export function rowNames(table: Table): string[] {
  return table.rows
    .flatMap((row) => (row.code === undefined ? [row.label] : [row.code, row.label]))
    .filter((name) => name !== '');
}

export function rowCandidates(rows: readonly Row[]): string[] {
  const labels = new Set(rows.map((row) => row.label));
  const codes = new Set(rows.map((row) => row.code));
  return rows.map((row, index) => {
    if (row.code !== undefined && codes.size === rows.length) return row.code;
    if (labels.size === rows.length) return row.label;
    return `${row.code ?? row.label}#${index + 1}`;
  });
}

const SUBTOTALS: ReadonlySet<string> = new Set(['合计', '小计', '总计']);

/** Columns by leaf title, alias, header path, or the group whose own 合计 or 小计 they are. */
export function findColumns(
  columns: readonly ColumnSpec[],
  name: string,
  source: NameSource,
): readonly ColumnSpec[] {
  const wanted = normal(name);
  const title = (text: string): string => normal(filled(text, source));
  const path = (column: ColumnSpec): string => headerPath(column).map(title).join('/');
  const ways: ((column: ColumnSpec) => boolean)[] = [
    (column) => title(column.title) === wanted,
    (column) => column.aliases.some((alias) => title(alias) === wanted),
    (column) => column.csv !== undefined && title(column.csv) === wanted,
    (column) => path(column) === wanted || path(column).endsWith(`/${wanted}`),
    (column) => SUBTOTALS.has(title(column.title)) && title(column.groups.at(-1) ?? '') === wanted,
    (column) => column.id === name,
  ];
  for (const way of ways) {
    const found = columns.filter(way);
    if (found.length > 0) return found;
  }
  return [];
}

/** Columns that a row of that side has cells in. */
export function columnsOfSide(
  columns: readonly ColumnSpec[],
  side: string | undefined,
): readonly ColumnSpec[] {
  return side === undefined
    ? columns
    : columns.filter((column) => column.side === undefined || column.side === side);
}

/** How columns are told to the author: by leaf title; by its group where the title stands twice. */
export function columnNames(columns: readonly ColumnSpec[], source: NameSource): string[] {
  const figures = columns.filter(isFigureColumn);
  const titles = figures.map((column) => filled(column.title, source));
  return figures.map((column, index) => {
    const title = titles[index] as string;
    const group = column.groups.at(-1);
    if (group === undefined || titles.indexOf(title) === titles.lastIndexOf(title)) return title;
    return SUBTOTALS.has(normal(title)) ? group : `${group}/${title}`;
  });
}

/** Does the form print a row of that name? Undefined where it leaves rows to the disclosure. */
export function formHasRow(spec: TableSpec, name: string): boolean | undefined {
  if (spec.sides.some((side) => side.rows.kind !== 'fixed')) return undefined;
  return spec.sides.some((side) => labelsOf(side.rows).has(normal(name.replace(/#\d{1,3}$/u, ''))));
}

export function formRowNames(spec: TableSpec): string[] {
  return spec.sides.flatMap((side) => side.rows.fixed.map((row) => row.label));
}

const labelsOf = kept(
  (rows: RowsSpec): ReadonlySet<string> =>
    new Set(
      rows.fixed.flatMap((row) => [
        ...(row.code === undefined ? [] : [row.code]),
        ...(row.role === 'total' ? TOTAL_NAMES : []),
        ...[row.label, ...row.aliases].flatMap((label) => [normal(label), bare(label)]),
      ]),
    ),
);
