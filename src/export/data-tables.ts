import { type Cell, isMoneyUnit, type Unit } from '../model/cell.ts';
import type { CheckedDisclosure } from '../model/disclosure.ts';
import { isFigureColumn, tablesInOrder, unitOf } from '../model/facts.ts';
import { type FillValues, fill } from '../model/fill.ts';
import { keptByText } from '../model/kept.ts';
import type { Row, Table } from '../model/table.ts';
import type { ColumnSpec } from '../model/template.ts';
import { headerPath } from '../model/titles.ts';
import type { CellData, TableData } from './data-schema.ts';
import { exactYuan, keptByFigure, plainValue, wordsOf } from './figures.ts';

/**
 * Adds the tables of disclosure.json to a text in parts: they are most of it,
 * thousands of cells of which many are the same, and objects would be made of
 * them only to be written. `TableData` says what each has.
 */
export function addTables(to: string[], disclosure: CheckedDisclosure): void {
  const words = wordsOf(disclosure);
  for (const [index, table] of tablesInOrder(disclosure).entries()) {
    if (index > 0) to.push(',');
    addTable(to, table, disclosure.template.unit, words);
  }
}

function addTable(to: string[], table: Table, templateUnit: Unit, words: FillValues): void {
  const columns = table.columns.map((column, index): Column => {
    const name = `${quoted(column.id)}:`;
    const names = [name, `,${name}`] as const;
    const blanks = [name + BLANK_JSON, `,${name}${BLANK_JSON}`] as const;
    return { column, index, names, blanks, isFigure: isFigureColumn(column) };
  });
  to.push(JSON.stringify(headData(table, templateUnit, words)).slice(0, -1), ',"rows":[');
  for (const [index, row] of table.rows.entries()) {
    if (index > 0) to.push(',');
    to.push(rowHead(table, row), ',"cells":{');
    addCells(to, table, row, columns, templateUnit);
    to.push('}}');
  }
  to.push('],"notes":', JSON.stringify(table.notes.map((note) => fill(note, words))), '}');
}

function headData(table: Table, templateUnit: Unit, words: FillValues): Omit<TableData, 'rows' | 'notes'> {
  const { spec } = table;
  const unit = spec.unit ?? templateUnit;
  return {
    id: spec.id,
    title: fill(spec.title, words),
    ...(spec.about && { about: fill(spec.about, words) }),
    unit,
    fund: spec.fund,
    ...present('asOf', table.asOf),
    csv: `tables/${spec.id}.csv`,
    columns: table.columns.map((column, index) => ({
      id: column.id,
      heading: table.headings[index] ?? '',
      path: headerPath(column).map((title) => fill(title, words)),
      kind: column.kind,
      ...present('side', column.side),
      ...present('unit', columnUnit(column, unit)),
      ...present('concept', column.concept),
      fund: column.fund ?? spec.fund,
      period: column.period,
    })),
  };
}

function columnUnit({ kind, unit }: ColumnSpec, money: Unit): Unit | undefined {
  return unit ?? (kind === 'amount' || kind === 'price' ? money : undefined);
}

const quoted = keptByText((text) => JSON.stringify(text));

/** A row without its cells, left open. */
function rowHead({ spec: { sides } }: Table, row: Row): string {
  const { id, line, side, label, code, role, level, parent, spec } = row;
  let text = `{"id":${quoted(id)},"line":${line + 1}`;
  if (sides.length > 1) text += `,"side":${quoted(side)}`;
  text += `,"label":${quoted(label)}`;
  if (code !== undefined) text += `,"code":${quoted(code)}`;
  text += `,"role":"${role}","level":${level}`;
  if (parent !== undefined) text += `,"parent":${quoted(parent)}`;
  if (spec?.concept !== undefined) text += `,"concept":${quoted(spec.concept)}`;
  return text;
}

interface Column {
  readonly column: ColumnSpec;
  readonly index: number;
  /** Its id as the name of a row's first field, and of another. */
  readonly names: readonly [string, string];
  /** Such a field, where its cell is blank. */
  readonly blanks: readonly [string, string];
  readonly isFigure: boolean;
}

function addCells(
  to: string[],
  table: Table,
  row: Row,
  columns: readonly Column[],
  templateUnit: Unit,
): void {
  const line = table.lines[row.line]?.cells ?? [];
  let nth: 0 | 1 = 0;
  for (const { column, index, names, blanks, isFigure } of columns) {
    const cell = line[index];
    if (!cell || (column.side !== undefined && column.side !== row.side)) continue;
    if (cell.state === 'blank') to.push(blanks[nth]);
    else if (isFigure) to.push(names[nth], figureJson(cell, unitOf(cell, table, row, column, templateUnit)));
    else to.push(names[nth], `{"state":"${cell.state}","text":${quoted(cell.text)}}`);
    nth = 1;
  }
}

const BLANK_JSON = '{"state":"blank","text":""}';
const figureJson = keptByFigure((cell, unit) => JSON.stringify(cellData(cell, unit)));

export function cellData(cell: Cell, unit: Unit): CellData {
  const { state, text } = cell;
  if (state !== 'figure' && state !== 'zero') return { state, text };
  const value = plainValue(cell);
  return isMoneyUnit(unit)
    ? { state, text, value, unit, yuan: exactYuan(cell, unit) }
    : { state, text, value, ...(unit !== '' && { unit }) };
}

/** Nothing where the value is unknown: absent is not empty. */
export function present<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]: V });
}
