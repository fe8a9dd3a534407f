import { compare, parseDecimal } from '../../../model/decimal.ts';
import type { CsvFile } from '../../../model/raw.ts';
import type { ColumnSpec } from '../../../model/template.ts';
import { csvTitle, normalized } from '../../../model/titles.ts';
import type { ReadTable } from '../../recognise/table.ts';
import { type Change, fromTo } from './change.ts';

/** A row of one side of a table: what names it, and the line it stands on. */
interface Entry {
  readonly key: string;
  readonly name: string;
  readonly line: number;
}

const YEAR = /(?:\{\{year\}\}|(?:19|20)\d{2})/g;
const headingKey = (text: string): string => normalized(text).replace(YEAR, '年');

/**
 * Holds a table against the file that is there: what differs, cell by cell.
 * A figure that says the same in another spelling keeps the one it has.
 */
export function mergeTable(table: ReadTable, before: CsvFile): { table: ReadTable; changes: Change[] } {
  const { spec, columns } = table;
  const fields = new Map(
    columns.map((column) => [
      column,
      before.header.fields.findIndex((field) => isHeadingOf(field, column, spec.columns)),
    ]),
  );
  const old = (line: number, column: ColumnSpec): string =>
    before.records[line]?.fields[fields.get(column) ?? -1] ?? '';
  const fresh = (line: number, column: ColumnSpec): string => table.rows[line]?.cells.get(column.id) ?? '';
  const rows = table.rows.map((row) => ({ ...row, cells: new Map(row.cells) }));
  const changes: Change[] = [];
  const tell = (text: string): void => {
    changes.push({ kind: 'table', id: spec.id, text: `表“${spec.id}”${text}` });
  };
  const gained = columns.filter((column) => (fields.get(column) ?? -1) < 0);
  if (gained.length > 0) tell(`多了列：${gained.map((column) => column.title).join('、')}`);
  const lost = before.header.fields.filter(
    (field) => field !== '' && !columns.some((column) => isHeadingOf(field, column, spec.columns)),
  );
  if (lost.length > 0) tell(`少了列：${lost.join('、')}`);
  for (const side of spec.sides) {
    const own = columns.filter((column) => column.side === undefined || column.side === side.id);
    const names = own.filter((column) => column.kind === 'text' || column.kind === 'code');
    const keyed = names.length > 0 ? names : own.slice(0, 0);
    const label = own.find((column) => column.id === side.rows.label) ?? names[0];
    const entries = (count: number, read: (line: number, column: ColumnSpec) => string): Entry[] =>
      keyOccurrences(
        Array.from({ length: count }, (_, line) => ({
          line,
          key:
            keyed.length === 0
              ? String(line)
              : keyed.map((column) => normalized(read(line, column))).join('|'),
          name:
            (label && read(line, label)) ||
            names.map((column) => read(line, column)).find((text) => text !== '') ||
            `第 ${line + 1} 行`,
        })).filter(
          (entry) =>
            keyed.length === 0 ||
            /[^|]/.test(entry.key) ||
            own.some((column) => read(entry.line, column) !== ''),
        ),
      );
    const olds = new Map(entries(before.records.length, old).map((entry) => [entry.key, entry]));
    const news = entries(table.rows.length, fresh);
    for (const { key, name, line } of news) {
      const match = olds.get(key);
      if (!match) {
        tell(`多了行“${name}”`);
        continue;
      }
      for (const column of own) {
        if ((fields.get(column) ?? -1) < 0) continue;
        const [was, is] = [old(match.line, column), fresh(line, column)];
        if (was === is) continue;
        if (saysTheSame(was, is)) rows[line]?.cells.set(column.id, was);
        else tell(`“${name}”的“${column.title}”：${fromTo(was, is)}`);
      }
    }
    const kept = new Set(news.map((entry) => entry.key));
    for (const { key, name } of olds.values()) if (!kept.has(key)) tell(`少了行“${name}”`);
    const common = news.filter((entry) => olds.has(entry.key)).map((entry) => olds.get(entry.key)?.line ?? 0);
    if (common.some((line, index) => index > 0 && line < (common[index - 1] as number))) tell('行的次序变了');
  }
  return { table: { ...table, rows }, changes };
}

function isHeadingOf(field: string, column: ColumnSpec, all: readonly ColumnSpec[]): boolean {
  const key = headingKey(field);
  return (
    key !== '' &&
    [csvTitle(column, all), [...column.groups, column.title].join('/')].some(
      (title) => headingKey(title) === key,
    )
  );
}

/** A row's name may stand several times: the second is another row. */
function keyOccurrences(entries: readonly Entry[]): Entry[] {
  const seen = new Map<string, number>();
  return entries.map((entry) => {
    const count = (seen.get(entry.key) ?? 0) + 1;
    seen.set(entry.key, count);
    return count === 1 ? entry : { ...entry, key: `${entry.key}#${count}` };
  });
}

/** 1,469.55 and 1469.55, 11.00 and 11: but 11.00 tells more than 11, so it is never given up for it. */
function saysTheSame(was: string, is: string): boolean {
  if (normalized(was) === normalized(is)) return true;
  const [a, b] = [parseDecimal(was), parseDecimal(is)];
  return a !== undefined && b !== undefined && compare(a, b) === 0 && a.scale >= b.scale;
}
