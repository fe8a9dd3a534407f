import type { Disclosure } from '../../model/disclosure.ts';
import { kept } from '../../model/kept.ts';
import type { Place } from '../../model/place.ts';
import type { Row, Table } from '../../model/table.ts';
import type { Classification, SideSpec, TableSpec } from '../../model/template.ts';
import { nameKey } from './index.ts';

/** One code that a table prints, with the name beside it. */
export interface CodeEntry {
  readonly table: Table;
  readonly row: Row;
  readonly classification: Classification;
  readonly code: string;
  readonly name: string;
  readonly codeColumn: number;
  readonly nameColumn: number;
  /** As the classification's codes begin and as long as they are. */
  readonly wellFormed: boolean;
  /** Line of the budget unit that it stands under; -1 where the table has no unit lines. */
  readonly unit: number;
}

/** Every code of every table by code, in printed order; a pair gives two. */
export function codeEntries({ tables }: Pick<Disclosure, 'tables'>): readonly CodeEntry[] {
  return entriesOf(tables);
}

const entriesOf = kept((tables: Disclosure['tables']): readonly CodeEntry[] => {
  const entries: CodeEntry[] = [];
  for (const table of tables.values()) {
    for (const side of table.spec.sides) if (side.rows.kind === 'coded') readSide(table, side, entries);
  }
  return entries;
});

interface CodeColumns {
  readonly classification: Classification;
  /** Joined they make the code. */
  readonly codes: readonly number[];
  readonly name: number;
}

function readSide(table: Table, side: SideSpec, entries: CodeEntry[]): void {
  const groups = codeColumns(table, side);
  let unit = -1;
  for (const row of table.rows) {
    if (row.side !== side.id) continue;
    if (row.role === 'unit') unit = row.line;
    if (row.role === 'unit' || row.role === 'total' || row.role === 'subtotal') continue;
    const cells = table.lines[row.line]?.cells;
    if (!cells) continue;
    for (const { classification, codes, name } of groups) {
      let code = '';
      for (const column of codes) code += cells[column]?.text ?? '';
      if (code === '') continue;
      const codeColumn = codes[0] as number;
      entries.push({
        table,
        row,
        classification,
        code,
        name: cells[name]?.text ?? '',
        codeColumn,
        nameColumn: name,
        wellFormed: isWellFormed(classification, code),
        unit,
      });
    }
  }
}

/** Columns by the position that they have in this disclosure's table. */
function codeColumns(table: Table, side: SideSpec): CodeColumns[] {
  const { columns } = table;
  const index = (id: string): number =>
    columns.findIndex((column) => column.id === id && column.side === side.id);
  const codes = side.rows.code.map(index).filter((column) => column >= 0);
  const classificationOf = (column: number): Classification | undefined => columns[column]?.classification;
  const first = codes[0];
  if (first === undefined) return [];
  if (side.rows.codeJoin === '') {
    const classification = classificationOf(first);
    return classification ? [{ classification, codes, name: index(side.rows.label) }] : [];
  }
  return codes.flatMap((column): CodeColumns[] => {
    const classification = classificationOf(column);
    const name = columns.findIndex(
      (other, at) => at > column && other.kind === 'text' && other.side === side.id,
    );
    return classification ? [{ classification, codes: [column], name }] : [];
  });
}

export function entryPlace(entry: CodeEntry, what: 'code' | 'name'): Place {
  const { table, row } = entry;
  const column = Math.max(what === 'code' ? entry.codeColumn : entry.nameColumn, 0);
  return {
    ...(table.lines[row.line]?.place(column) ?? { file: table.file }),
    table: table.spec.id,
    row: row.label,
    columnTitle: table.headings[column] ?? '',
  };
}

/** Digits that a code of each classification begins with, and how long it may be. */
export const SHAPES: Readonly<
  Record<Classification, { first: string; lengths: readonly number[]; word: string }>
> = {
  function: { first: '2', lengths: [3, 5, 7], word: '支出功能分类' },
  'economic-department': { first: '3', lengths: [3, 5], word: '部门预算支出经济分类' },
  'economic-government': { first: '5', lengths: [3, 5], word: '政府预算支出经济分类' },
};

function isWellFormed(classification: Classification, code: string): boolean {
  const { first, lengths } = SHAPES[classification];
  return code.startsWith(first) && lengths.includes(code.length) && /^\d+$/.test(code);
}

/** One code of a document, wherever it stands. */
export interface DistinctCode {
  readonly classification: Classification;
  readonly code: string;
  readonly wellFormed: boolean;
  readonly entries: readonly CodeEntry[];
  /** Entries by the name that they print, as names are compared; without those that print none. */
  readonly names: ReadonlyMap<string, readonly CodeEntry[]>;
}

interface Growing extends DistinctCode {
  readonly entries: CodeEntry[];
  readonly names: Map<string, CodeEntry[]>;
}

/** Every code once, with all places and names of it. */
export function distinctCodes({ tables }: Pick<Disclosure, 'tables'>): readonly DistinctCode[] {
  return distinctOf(tables);
}

const distinctOf = kept((tables: Disclosure['tables']): readonly DistinctCode[] => {
  const codes = new Map<string, Growing>();
  for (const entry of entriesOf(tables)) {
    // The first digit tells the classifications apart, where the code is right.
    const key = entry.wellFormed ? entry.code : `${entry.classification} ${entry.code}`;
    let own = codes.get(key);
    if (!own) {
      const { classification, code, wellFormed } = entry;
      own = { classification, code, wellFormed, entries: [], names: new Map() };
      codes.set(key, own);
    }
    own.entries.push(entry);
    if (entry.name === '') continue;
    const name = nameKey(entry.name);
    const same = own.names.get(name);
    if (same) same.push(entry);
    else own.names.set(name, [entry]);
  }
  return [...codes.values()];
});

/** Does a form have a table by code of some classification? */
export function hasCodes(spec: TableSpec): boolean {
  return spec.columns.some((column) => column.classification !== undefined);
}
