import { type Cell, cellValue } from '../../model/cell.ts';
import { absolute, add, type Decimal, formatDecimal, subtract, sum } from '../../model/decimal.ts';
import { type FactSource, factsOf, tablesInOrder, unitOf } from '../../model/facts.ts';
import { kept } from '../../model/kept.ts';
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
  /** The row that it is printed on; of a sum, the first. */
  readonly row?: Row;
  readonly sum?: true;
}

/** The list with the fragments of its rows; `anchorOf` gives them. */
export function viewFunctions(
  source: FactSource,
  anchorOf: (table: Table, row: Row) => string | undefined,
): FunctionList | undefined {
  const found = functionsOf(source);
  if (found === NONE) return undefined;
  const { fund, unit, table, entries } = found;
  return {
    fund,
    unit,
    rows: entries.map(([code, { label, text, row, sum }]) => {
      const at = row && anchorOf(table, row);
      return {
        key: code,
        code,
        label,
        level: LENGTHS.indexOf(code.length as 3),
        cells: [text],
        ...(sum && { sum }),
        ...(at !== undefined && { at }),
      };
    }),
  };
}

const NONE = 'none';

interface Functions {
  readonly fund: Fund;
  readonly unit: string;
  readonly table: Table;
  /** By code, in their order. */
  readonly entries: readonly (readonly [code: string, Entry])[];
}

/**
 * Expenditure by function classification. A form may print 项 alone: 类 and 款
 * are then the sums of what stands under them, and say so. A code that is
 * printed on several rows (several units, or by mistake) counts with all of
 * them, unless the first alone is what makes up the total.
 * Worked out once for the page and for what may be compared.
 */
const functionsOf = kept((source: FactSource): Functions | typeof NONE => {
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
      return [{ code: codeOf(row), label: unnumbered(row.label), value, text: cell.text, row }];
    });
    const names = namesOf(source.template);
    const together = withSums(summed(lines), names);
    const once = firstOfEach(lines);
    const first = once.length < lines.length ? withSums(summed(once), names) : together;
    const total = knownTotal(factsOf(source), CONCEPT, [fund]);
    const whole = total && cellValue(total.cell);
    const known = total && whole && inUnit(whole, total.unit, unit);
    const isFirst = first !== together && known && gap(first, known) < gap(together, known);
    return { fund, unit, table, entries: sorted(isFirst ? first : together) };
  }
  return NONE;
});

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

/** Names of a form's function classification, by code. */
const namesOf = kept(({ codes }: FactSource['template']): ReadonlyMap<string, string> => {
  const names = new Map<string, string>();
  for (const { classification, code, name } of codes)
    if (classification === 'function' && !names.has(code)) names.set(code, name);
  return names;
});

/** Adds the levels that are not printed, from the innermost outward. */
function withSums(
  printed: ReadonlyMap<string, Entry>,
  names: ReadonlyMap<string, string>,
): Map<string, Entry> {
  const all = new Map(printed);
  for (const length of [...LENGTHS].reverse().slice(1)) {
    const sums = new Map<string, Decimal>();
    for (const [code, { value }] of all) {
      const upper = code.slice(0, length);
      if (code.length !== length + 2 || printed.has(upper)) continue;
      sums.set(upper, sums.has(upper) ? add(sums.get(upper) as Decimal, value) : value);
    }
    for (const [code, value] of sums)
      all.set(code, { label: names.get(code) ?? code, value, text: formatDecimal(value), sum: true });
  }
  return all;
}

function sorted(entries: ReadonlyMap<string, Entry>): readonly (readonly [string, Entry])[] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
}
