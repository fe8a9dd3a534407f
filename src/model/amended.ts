import { columnsOfSide, findColumns, findRows, findTable, type NameSource } from './binding-names.ts';
import { parseDecimal } from './decimal.ts';
import type { AmendedChange, Disclosure } from './disclosure.ts';
import { type Row, rowName, type Table } from './table.ts';
import { normalized } from './titles.ts';

/** Finds what an entry of `amendments` names, and names what is to be entered there. */

export interface AmendedCell {
  readonly table: Table;
  readonly line: number;
  /** Index into `table.columns`. */
  readonly column: number;
  /** Absent for a line of figures without a name. */
  readonly row?: Row;
}

/** What of an entry's cell is not to be found, with the names that are. */
export interface AmendedFault {
  readonly fault: 'table' | 'absent' | 'row' | 'column' | 'rows' | 'columns';
  readonly names: readonly string[];
}

/** 合计#2: which of several rows that bear one name. */
const NUMBERED = /^(.*)#(\d{1,3})$/su;
/** 第 5 行: a line of the file, where the row has no name. */
const LINE = /^第\s*(\d{1,6})\s*行$/u;

/** The cell as the disclosure has it now. */
export function findAmendedCell(
  { table: tableName, row: rowText, column: columnText }: AmendedChange,
  source: NameSource,
): AmendedCell | AmendedFault {
  const spec = findTable(tableName ?? '', source);
  if (!spec) return { fault: 'table', names: [...source.template.tables.keys()] };
  const table = source.tables.get(spec.id);
  if (!table) return { fault: 'absent', names: [] };
  const column = columnText ?? '';
  const unnamed = LINE.exec(rowText ?? '');
  const rows = unnamed ? [] : amendedRows(table, rowText ?? '');
  const line = unnamed
    ? table.lines.findIndex(({ place }) => place(0).line === Number(unnamed[1]))
    : (rows[0]?.line ?? -1);
  if (line < 0) return { fault: 'row', names: table.rows.map((row) => amendedRowName(table, row)) };
  const cells = (rows.length > 0 ? rows : [undefined]).flatMap((row) =>
    columnsNamed(table, column, row?.side, source).map(
      (index): AmendedCell => ({ table, line: row?.line ?? line, column: index, ...(row && { row }) }),
    ),
  );
  const [cell] = cells;
  if (!cell) return { fault: 'column', names: [...table.headings] };
  if (cells.length === 1) return cell;
  const found = new Set(cells.map(({ row }) => row));
  return found.size > 1
    ? { fault: 'rows', names: [...found].flatMap((row) => (row ? [amendedRowName(table, row)] : [])) }
    : { fault: 'columns', names: cells.map(({ column: index }) => table.headings[index] ?? '') };
}

/** Rows by code and name as messages tell them, else as bindings name them. */
export function amendedRows(table: Table, name: string): readonly Row[] {
  const whole = (text: string): Row[] =>
    table.rows.filter((row) => normalized(rowName(row)) === normalized(text));
  const exact = whole(name);
  if (exact.length > 0) return exact;
  const [, text = '', number] = NUMBERED.exec(name) ?? [];
  const numbered = number === undefined ? undefined : whole(text)[Number(number) - 1];
  return numbered ? [numbered] : findRows(table, name);
}

/** By heading of the file, else as bindings name columns. */
function columnsNamed(table: Table, name: string, side: string | undefined, source: NameSource): number[] {
  const columns = columnsOfSide(table.columns, side);
  const indexes = columns.map((column) => table.columns.indexOf(column));
  const exact = indexes.filter((index) => normalized(table.headings[index] ?? '') === normalized(name));
  if (exact.length > 0) return exact;
  return findColumns(columns, name, source).map((column) => table.columns.indexOf(column));
}

/** What an entry calls a row: code and name, with `#2` where several rows bear that name. */
export function amendedRowName(table: Table, row: Row): string {
  const name = rowName(row);
  const same = table.rows.filter((other) => rowName(other) === name);
  return same.length > 1 ? `${name}#${same.indexOf(row) + 1}` : name;
}

export function cellText({ table, line, column }: AmendedCell): string {
  return table.lines[line]?.cells[column]?.text ?? '';
}

/** Spaces are layout; so are the commas of thousands and the kind of minus sign. */
export function sameText(before: string, after: string): boolean {
  const plain = (text: string): string => {
    const bare = text.replace(/[\s\u3000]+/gu, '');
    return parseDecimal(bare) ? bare.replaceAll(',', '').replace('−', '-') : bare;
  };
  return before === after || plain(before) === plain(after);
}

/** Is it a figure that a change moved: from or to a number. */
export function isFigureText(text: string | null): boolean {
  return text !== null && parseDecimal(text.replace(/%$/u, '')) !== undefined;
}

/**
 * The day on which it became public, YYYY-MM-DD: it is not built before
 * `publishAt`. Undefined where neither day is known.
 */
export function publicationDay({
  publishedOn,
  publishAt,
}: Pick<Disclosure, 'publishedOn' | 'publishAt'>): string | undefined {
  const days = [publishedOn, publishAt].filter((day) => day !== undefined);
  return days.sort().at(-1);
}

/** Names that rows and projects bore before later entries renamed them, and those of what was taken away. */
export function formerNames(changes: readonly AmendedChange[]): Set<string> {
  const names = new Set<string>();
  for (const { row, column, before, after } of changes.toReversed()) {
    if (row === null) continue;
    if (column === null && after === null) names.add(normalized(row));
    else if (before && after && row.includes(after)) names.add(normalized(row.replace(after, before)));
  }
  return names;
}
