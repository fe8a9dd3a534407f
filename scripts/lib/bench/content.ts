import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { openFolder } from '../../../src/content.ts';
import { add, type Decimal, formatDecimal } from '../../../src/model/decimal.ts';
import type { CheckedDisclosure } from '../../../src/model/disclosure.ts';
import type { Row, Table } from '../../../src/model/table.ts';

/**
 * Writes `count` disclosures made from those of `source` into the empty folder
 * `target`: other codes and names, and other figures that still add up. One
 * line of basic expenditure is raised: in the line, in every sum above it, and
 * wherever the same money stands again.
 */
export function makeContent(source: string, target: string, count: number): void {
  mkdirSync(join(target, 'disclosures'), { recursive: true });
  for (const name of ['site.yaml', 'regions.yaml', 'departments.yaml', 'templates']) {
    cpSync(join(source, name), join(target, name), { recursive: true });
  }
  const content = openFolder(source, source);
  const originals = content.ids.flatMap((id) => content.read(id).disclosure ?? []);
  for (let index = 0; index < count; index++) {
    const original = originals[index % originals.length] as CheckedDisclosure;
    copyDisclosure(original, source, target, Math.floor(index / originals.length));
  }
}

function copyDisclosure(original: CheckedDisclosure, source: string, target: string, copy: number): void {
  const code = `${original.code}${String(copy).padStart(5, '0')}`;
  const to = join(target, 'disclosures', original.region.code, String(original.year), code);
  cpSync(join(source, 'disclosures', original.id), to, { recursive: true });
  const file = join(to, 'disclosure.yaml');
  const yaml = readFileSync(file, 'utf8')
    .replace(/^code: .*$/m, `code: ${code}`)
    .replace(/^name: (.*)$/m, (_, name: string) => `name: ${name.trim()}${copy + 1}`)
    .replace(/^department: .*\n/m, '');
  writeFileSync(file, yaml);
  const lines = linesToRaise(original);
  const raise: Decimal = { coefficient: BigInt(copy * 137 + 11), scale: 2 };
  const stated = new Map<string, string>();
  for (const table of original.tables.values()) {
    const rows = lines && rowsToRaise(table, lines);
    if (!rows || rows.size === 0) continue;
    const path = join(to, 'tables', `${table.spec.id}.csv`);
    writeFileSync(path, raised(readFileSync(path, 'utf8'), table, rows, raise, stated));
  }
  // The same sums stand in what the text states, and among the targets.
  writeFileSync(file, restated(readFileSync(file, 'utf8'), stated));
  const targets = join(to, 'targets.yaml');
  if (original.targets) writeFileSync(targets, restated(readFileSync(targets, 'utf8'), stated));
}

interface Lines {
  /** A 项 of function that holds nothing but basic expenditure of the general public budget. */
  readonly item: string;
  /** An economic 款 of personnel. */
  readonly pay: string;
}

const INCOME = [
  'income.total',
  'income.currentYear',
  'income.generalPublicBudget',
  'income.generalPublicBudget.fiscal',
];
const SUMS = [...INCOME, 'expenditure.total', 'expenditure.grandTotal'];

function linesToRaise(disclosure: CheckedDisclosure): Lines | undefined {
  const expenditure = disclosure.tables.get('支出总表');
  const item = expenditure?.rows.find((row) => row.code?.length === 7 && isPlainBasic(expenditure, row));
  const pay = disclosure.tables.get('基本支出表')?.rows.find((row) => row.code?.startsWith('30101'));
  return item?.code !== undefined && pay?.code !== undefined ? { item: item.code, pay: pay.code } : undefined;
}

/** All its money is basic expenditure of one kind: each column that holds a figure holds the same. */
function isPlainBasic(table: Table, row: Row): boolean {
  const filled = table.columns.flatMap((column, index) => {
    const cell = table.lines[row.line]?.cells[index];
    return column.kind === 'amount' && cell?.state === 'figure' ? [{ column, text: cell.text }] : [];
  });
  return (
    filled.some(({ column }) => column.concept === 'expenditure.basic') &&
    filled.every(({ text }) => text === filled[0]?.text)
  );
}

/** The rows of a table that the raised money stands in, with the row that says which columns it is in. */
function rowsToRaise(table: Table, { item, pay }: Lines): Map<Row, Row> {
  const detail = table.columns.some((column) => column.concept === 'expenditure.basic');
  const leaf =
    table.rows.find((row) => row.code === item) ??
    table.rows.find((row) => row.code === pay) ??
    (detail ? table.rows.find((row) => row.role === 'line') : undefined);
  const rows = new Map<Row, Row>();
  for (const row of table.rows) {
    const above = leaf?.code !== undefined && row.code !== undefined && leaf.code.startsWith(row.code);
    const sum = row.role === 'total' || row.role === 'unit';
    if (leaf && (above || sum || row === leaf)) rows.set(row, leaf);
    if (row.spec && (row.spec.code === item.slice(0, 3) || SUMS.includes(row.spec.concept ?? '')))
      rows.set(row, row);
  }
  return rows;
}

/** Facts and budget lines that give a raised sum; a change since last year stays what it was. */
function restated(yaml: string, stated: ReadonlyMap<string, string>): string {
  return yaml
    .split('\n')
    .map((line) =>
      line.includes('period: change')
        ? line
        : line.replace(/(?<=\b(?:value|amount): )[\d.]+/, (text) => stated.get(text) ?? text),
    )
    .join('\n');
}

function raised(
  text: string,
  table: Table,
  rows: ReadonlyMap<Row, Row>,
  raise: Decimal,
  stated: Map<string, string>,
): string {
  const [header = [], ...lines] = parse(text, {
    bom: true,
    trim: true,
    relax_column_count: true,
  }) as string[][];
  for (const [row, pattern] of rows) {
    for (const [index, column] of table.columns.entries()) {
      const cell = table.lines[row.line]?.cells[index];
      if (column.fund === 'governmentFund' || column.fund === 'stateCapital') continue;
      if (column.kind !== 'amount' || column.side !== row.side || cell?.state !== 'figure') continue;
      if (table.lines[pattern.line]?.cells[index]?.state !== 'figure') continue;
      const line = lines[row.line];
      const field = header.indexOf(table.headings[index] ?? '');
      const text = formatDecimal(add(cell.value, raise));
      if (line) line[field] = text;
      if (row !== pattern || row.spec) stated.set(cell.text, text);
    }
  }
  const quoted = (field: string): string =>
    /[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
  return `\uFEFF${[header, ...lines].map((line) => line.map(quoted).join(',')).join('\n')}\n`;
}
