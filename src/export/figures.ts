import { type Cell, isMoneyUnit, type Unit } from '../model/cell.ts';
import { formatDecimal } from '../model/decimal.ts';
import type { CheckedDisclosure, Fact } from '../model/disclosure.ts';
import { isFigureColumn, tablesInOrder, unitOf } from '../model/facts.ts';
import { type FillValues, fill } from '../model/fill.ts';
import type { Table } from '../model/table.ts';
import type { ColumnSpec, Fund, RowRole } from '../model/template.ts';
import { yuan } from '../view/figures.ts';

/**
 * Takes one figure of a disclosure, blank and mark included: the line of tidy.csv and of figures.parquet.
 * `row` is the same object for all figures of a row, one after another, `column` for most of a column.
 */
export type TakeFigure = (row: FigureRow, column: FigureColumn, cell: Cell) => void;

export interface FigureRow {
  /** Id of its table, or `projects`, `targets`, `facts`. */
  readonly table: string;
  readonly tableTitle: string;
  readonly id: string;
  readonly code: string;
  /** As printed. */
  readonly name: string;
  readonly role: RowRole;
}

export interface FigureColumn {
  readonly id: string;
  /** Its head in the table's CSV file. */
  readonly heading: string;
  readonly concept: string;
  readonly fund: Fund;
  readonly period: Fact['period'] | ColumnSpec['period'];
  readonly unit: Unit;
}

export const PROJECTS = 'projects';
export const TARGETS = 'targets';
export const FACTS = 'facts';
const FACTS_TITLE = '文字中的数字';

/** Every figure of a disclosure in printed order: tables, projects, targets, then what only the text states. */
export function eachFigure(disclosure: CheckedDisclosure, take: TakeFigure): void {
  const words = wordsOf(disclosure);
  for (const table of tablesInOrder(disclosure)) ofTable(table, disclosure.template.unit, words, take);
  ofProjects(disclosure, words, take);
  ofTargets(disclosure, words, take);
  for (const { id, source, concept = '', fund, period, unit, cell } of disclosure.facts) {
    take(
      { table: FACTS, tableTitle: FACTS_TITLE, id, code: '', name: source, role: 'line' },
      { id: 'value', heading: id, concept, fund, period, unit },
      cell,
    );
  }
}

export function wordsOf({ year, name, scope, region }: CheckedDisclosure): FillValues {
  return { year, name, scope, region: region.name };
}

/** What the form says of no column of its lists. */
const LISTED = { concept: '', fund: 'all', period: 'current' } as const;

function ofTable(table: Table, templateUnit: Unit, words: FillValues, take: TakeFigure): void {
  const { spec, headings, lines } = table;
  const tableTitle = fill(spec.title, words);
  const columns = table.columns.flatMap((column, index) =>
    isFigureColumn(column) ? [{ column, index, said: undefined as FigureColumn | undefined }] : [],
  );
  for (const own of table.rows) {
    const { id, code = '', label: name, role } = own;
    const row: FigureRow = { table: spec.id, tableTitle, id, code, name, role };
    const cells = lines[own.line]?.cells ?? [];
    for (const place of columns) {
      const { column, index, said } = place;
      const cell = cells[index];
      if (!cell || (column.side !== undefined && column.side !== own.side)) continue;
      const concept = own.spec?.concept ?? column.concept ?? '';
      const unit = unitOf(cell, table, own, column, templateUnit);
      if (said?.concept !== concept || said.unit !== unit)
        place.said = {
          id: column.id,
          heading: headings[index] ?? column.title,
          concept,
          fund: column.fund ?? spec.fund,
          period: column.period,
          unit,
        };
      take(row, place.said as FigureColumn, cell);
    }
  }
}

function ofProjects(disclosure: CheckedDisclosure, words: FillValues, take: TakeFigure): void {
  const form = disclosure.template.projects;
  if (!form) return;
  const { unit } = form;
  const tableTitle = fill(form.title, words);
  const total: FigureColumn = { ...LISTED, id: 'amount', heading: form.amountTitle, unit };
  const parts = form.funding.map(({ id, title }): FigureColumn => ({ ...LISTED, id, heading: title, unit }));
  const lines = [
    ...disclosure.projectUnits.map((own) => ({ ...own, rowId: own.code, role: 'unit' as const })),
    ...disclosure.projects.map((project) => ({
      ...project,
      rowId: project.code || String(project.number),
      role: 'line' as const,
    })),
  ];
  const ids = new Map<string, number>();
  for (const { rowId, role, code = '', name, amount, funding } of lines) {
    // A published code may stand twice.
    const times = (ids.get(rowId) ?? 0) + 1;
    ids.set(rowId, times);
    const id = times === 1 ? rowId : `${rowId}-${times}`;
    const row: FigureRow = { table: PROJECTS, tableTitle, id, code, name, role };
    take(row, total, amount);
    for (const column of parts) {
      const cell = funding.get(column.id);
      if (cell) take(row, column, cell);
    }
  }
}

function ofTargets({ template, targets }: CheckedDisclosure, words: FillValues, take: TakeFigure): void {
  const form = template.targets;
  if (!form || !targets) return;
  const tableTitle = fill(form.title, words);
  const heading = fill(form.budgetTitle, words) || '金额';
  const column: FigureColumn = { ...LISTED, id: 'amount', heading, unit: form.unit };
  for (const [index, { label, amount }] of targets.budget.entries()) {
    const id = String(index + 1);
    take({ table: TARGETS, tableTitle, id, code: '', name: label, role: 'line' }, column, amount);
  }
}

/** The exact value in its own unit, plain digits with the printed decimals; empty for blank and mark. */
export function plainValue(cell: Cell): string {
  return cell.state === 'figure' || cell.state === 'zero' ? formatDecimal(cell.value) : '';
}

/** The exact amount in 元, plain digits; empty for blank and mark, and for what is no money. */
export function exactYuan(cell: Cell, unit: Unit): string {
  if ((cell.state !== 'figure' && cell.state !== 'zero') || !isMoneyUnit(unit)) return '';
  return yuan(cell, unit) ?? '';
}

/** More than all figures of some departments; those of others must not pile up. */
const MOST_FIGURES = 20_000;

interface Said {
  readonly cell: Cell;
  readonly unit: Unit;
  readonly text: string;
}

/** Keeps what is written of a figure in a unit: the same stands in table after table. */
export function keptByFigure(write: (cell: Cell, unit: Unit) => string): (cell: Cell, unit: Unit) => string {
  const known = new Map<string, Said>();
  return (cell, unit) => {
    const before = known.get(cell.text);
    if (before?.unit === unit && isSame(before.cell, cell)) return before.text;
    const text = write(cell, unit);
    if (known.size >= MOST_FIGURES) known.clear();
    known.set(cell.text, { cell, unit, text });
    return text;
  };
}

function isSame(a: Cell, b: Cell): boolean {
  if (a.state !== b.state || a.text !== b.text) return false;
  if (!('value' in a && 'value' in b)) return true;
  return a.value.scale === b.value.scale && a.value.coefficient === b.value.coefficient;
}
