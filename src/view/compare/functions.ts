import { type Cell, cellValue } from '../../model/cell.ts';
import { absolute, add, type Decimal, formatDecimal, subtract, sum } from '../../model/decimal.ts';
import { type FactSource, factsOf, tablesInOrder, unitOf } from '../../model/facts.ts';
import type { Row, Table } from '../../model/table.ts';
import type { Fund } from '../../model/template.ts';
import { unnumbered } from '../../model/titles.ts';
import { inUnit } from '../amounts.ts';
import { knownTotal } from '../key-figures.ts';
import type { ComparableRow } from './types.ts';

/** Expenditure by function: 类, 款 and 项 of one fund, in the order of their codes. */
export interface FunctionList {
  readonly fund: Fund;
  readonly unit: string;
  readonly rows: readonly ComparableRow[];
}

const CONCEPT = 'expenditure.total';
/** All money, or the widest that is published. */
const FUNDS: readonly Fund[] = ['all', 'fiscal', 'generalPublicBudget'];
/** 类, 款, 项 by the length of the code. */
const LENGTHS = [3, 5, 7] as const;

interface Entry {
  readonly label: string;
  readonly value: Decimal;
  readonly text: string;
  readonly at?: string;
  readonly sum?: true;
}

/**
 * Expenditure by function classification. A form may print 项 alone: 类 and 款
 * are then the sums of what stands under them, and say so. A code that is
 * printed on several rows (several units, or by mistake) counts with all of
 * them, unless the first alone is what makes up the total.
 */
export function viewFunctions(
  source: FactSource,
  anchorOf: (table: Table, row: Row) => string | undefined,
): FunctionList | undefined {
  for (const fund of FUNDS) {
    const tables = tablesInOrder(source)
      .map((table) => columnOf(table, fund))
      .filter((found) => found !== undefined);
    // The deepest table tells the most: 项 rather than 类 alone.
    const [best] = tables.sort((a, b) => depth(b.rows) - depth(a.rows));
    if (!best) continue;
    const { table, column, rows } = best;
    const unit = unitOf(
      { state: 'blank', text: '' },
      table,
      rows[0] as Row,
      table.columns[column] as Table['columns'][number],
      source.template.unit,
    );
    const lines = rows.flatMap((row): Printed[] => {
      const cell = table.lines[row.line]?.cells[column];
      const value = cell && valueIn(cell, unit);
      if (!cell || !value) return [];
      const at = anchorOf(table, row);
      return [
        {
          code: codeOf(row),
          label: unnumbered(row.label),
          value,
          text: cell.text,
          ...(at !== undefined && { at }),
        },
      ];
    });
    const nameOf = namesOf(source);
    const together = withSums(summed(lines), nameOf);
    const first = withSums(summed(firstOfEach(lines)), nameOf);
    const total = knownTotal(factsOf(source), CONCEPT, [fund]);
    const whole = total && cellValue(total.cell);
    const known = total && whole && inUnit(whole, total.unit, unit);
    return { fund, unit, rows: rowsOf(known && gap(first, known) < gap(together, known) ? first : together) };
  }
  return undefined;
}

interface Printed extends Omit<Entry, 'sum'> {
  readonly code: string;
}

/** Where the department's own lines stand above its units' the same code is printed for both. */
function firstOfEach(lines: readonly Printed[]): readonly Printed[] {
  const seen = new Set<string>();
  return lines.filter(({ code }) => !seen.has(code) && seen.add(code));
}

function summed(lines: readonly Printed[]): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const { code, ...line } of lines) {
    const known = entries.get(code);
    const value = known ? add(known.value, line.value) : line.value;
    entries.set(code, known ? { ...known, value, text: formatDecimal(value), sum: true } : line);
  }
  return entries;
}

/** How far the classes are from the total, for one to be compared with another. */
function gap(entries: ReadonlyMap<string, Entry>, total: Decimal): number {
  const classes = [...entries].flatMap(([code, { value }]) => (code.length === LENGTHS[0] ? [value] : []));
  return Number(formatDecimal(absolute(subtract(sum(classes), total))));
}

function valueIn(cell: Cell, unit: string): Decimal | undefined {
  const value = cellValue(cell);
  const own = 'unit' in cell ? cell.unit : undefined;
  return value && (own === undefined || own === unit ? value : inUnit(value, own, unit));
}

function codeOf(row: Row): string {
  return row.code ?? row.spec?.code ?? '';
}

function columnOf(table: Table, fund: Fund): { table: Table; column: number; rows: Row[] } | undefined {
  const column = table.columns.findIndex(
    (item) =>
      item.concept === CONCEPT &&
      item.kind === 'amount' &&
      item.period === 'current' &&
      (item.fund ?? table.spec.fund) === fund,
  );
  const side = table.columns[column]?.side;
  if (column < 0) return undefined;
  const spec = table.spec.sides.find(({ id }) => side === undefined || id === side)?.rows;
  const classified = spec?.code.some(
    (id) => table.columns.find((item) => item.id === id)?.classification === 'function',
  );
  if (spec?.kind !== 'fixed' && !classified) return undefined;
  const rows = table.rows.filter(
    (row) =>
      (side === undefined || row.side === side) &&
      row.spec?.concept === undefined &&
      /^2(?:\d\d|\d{4}|\d{6})$/.test(codeOf(row)),
  );
  return rows.length > 0 ? { table, column, rows } : undefined;
}

function depth(rows: readonly Row[]): number {
  return rows.reduce((most, row) => Math.max(most, codeOf(row).length), 0);
}

function namesOf(source: FactSource): (code: string) => string {
  const names = new Map<string, string>();
  for (const { classification, code, name } of source.template.codes)
    if (classification === 'function' && !names.has(code)) names.set(code, name);
  return (code) => names.get(code) ?? code;
}

/** Adds the levels that are not printed, from the innermost outward. */
function withSums(printed: ReadonlyMap<string, Entry>, nameOf: (code: string) => string): Map<string, Entry> {
  const all = new Map(printed);
  for (const length of [...LENGTHS].reverse().slice(1)) {
    const sums = new Map<string, Decimal>();
    for (const [code, { value }] of all) {
      const upper = code.slice(0, length);
      if (code.length !== length + 2 || printed.has(upper)) continue;
      sums.set(upper, sums.has(upper) ? add(sums.get(upper) as Decimal, value) : value);
    }
    for (const [code, value] of sums)
      all.set(code, { label: nameOf(code), value, text: formatDecimal(value), sum: true });
  }
  return all;
}

function rowsOf(entries: ReadonlyMap<string, Entry>): ComparableRow[] {
  return [...entries]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { label, text, at, sum }]) => ({
      key: code,
      code,
      label,
      level: LENGTHS.indexOf(code.length as 3),
      cells: [text],
      ...(sum && { sum }),
      ...(at !== undefined && { at }),
    }));
}
