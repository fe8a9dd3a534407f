import { type Cell, isMoneyUnit, type Unit } from '../model/cell.ts';
import { formatDecimal } from '../model/decimal.ts';
import type { CheckedDisclosure, Fact } from '../model/disclosure.ts';
import { isFigureColumn, tablesInOrder, unitOf } from '../model/facts.ts';
import { type FillValues, fill } from '../model/fill.ts';
import type { Table } from '../model/table.ts';
import type { ColumnSpec, Fund, RowRole } from '../model/template.ts';
import { yuan } from '../view/figures.ts';

/** One figure of a disclosure, blank and mark included: the line of tidy.csv and of figures.parquet. */
export interface Figure {
  /** The same object for all figures of a row, one after another. */
  readonly row: FigureRow;
  /** The same object for most figures of a column. */
  readonly column: FigureColumn;
  readonly cell: Cell;
}

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
export function figuresOf(disclosure: CheckedDisclosure): readonly Figure[] {
  const words = wordsOf(disclosure);
  // A list: handing on thousands one by one, through two generators, takes longer than making them.
  const figures: Figure[] = [];
  for (const table of tablesInOrder(disclosure)) addTable(figures, table, disclosure.template.unit, words);
  figures.push(...ofProjects(disclosure, words), ...ofTargets(disclosure, words));
  for (const { id, source, concept = '', fund, period, unit, cell } of disclosure.facts) {
    figures.push({
      row: { table: FACTS, tableTitle: FACTS_TITLE, id, code: '', name: source, role: 'line' },
      column: { id: 'value', heading: id, concept, fund, period, unit },
      cell,
    });
  }
  return figures;
}

export function wordsOf({ year, name, scope, region }: CheckedDisclosure): FillValues {
  return { year, name, scope, region: region.name };
}

/** What the form says of no column of its lists. */
const LISTED = { concept: '', fund: 'all', period: 'current' } as const;

function addTable(to: Figure[], table: Table, templateUnit: Unit, words: FillValues): void {
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
      to.push({ row, column: place.said as FigureColumn, cell });
    }
  }
}

function* ofProjects(disclosure: CheckedDisclosure, words: FillValues): Iterable<Figure> {
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
    yield { row, column: total, cell: amount };
    for (const column of parts) {
      const cell = funding.get(column.id);
      if (cell) yield { row, column, cell };
    }
  }
}

function* ofTargets({ template, targets }: CheckedDisclosure, words: FillValues): Iterable<Figure> {
  const form = template.targets;
  if (!form || !targets) return;
  const tableTitle = fill(form.title, words);
  const heading = fill(form.budgetTitle, words) || '金额';
  const column: FigureColumn = { ...LISTED, id: 'amount', heading, unit: form.unit };
  for (const [index, { label, amount }] of targets.budget.entries()) {
    const id = String(index + 1);
    yield {
      row: { table: TARGETS, tableTitle, id, code: '', name: label, role: 'line' },
      column,
      cell: amount,
    };
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
