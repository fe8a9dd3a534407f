import { type Cell, isMoneyUnit, type Unit } from '../model/cell.ts';
import { formatDecimal } from '../model/decimal.ts';
import type { CheckedDisclosure, Fact } from '../model/disclosure.ts';
import { isFigureColumn, tablesInOrder, unitOf } from '../model/facts.ts';
import { type FillValues, fill } from '../model/fill.ts';
import type { Table } from '../model/table.ts';
import type { ColumnSpec, Fund, RowRole } from '../model/template.ts';
import { yuan } from '../view/figures.ts';

/** One figure's place in a disclosure, blank and mark included: the line of tidy.csv and of figures.parquet. */
export interface Figure {
  /** Id of its table, or `projects`, `targets`, `facts`. */
  readonly table: string;
  readonly tableTitle: string;
  readonly rowId: string;
  readonly rowCode: string;
  /** The row's name as printed. */
  readonly row: string;
  readonly role: RowRole;
  readonly columnId: string;
  /** The column's head in the table's CSV file. */
  readonly column: string;
  readonly concept: string;
  readonly fund: Fund;
  readonly period: Fact['period'] | ColumnSpec['period'];
  readonly unit: Unit;
  readonly cell: Cell;
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
  for (const fact of disclosure.facts) {
    figures.push({
      ...LISTED,
      table: FACTS,
      tableTitle: FACTS_TITLE,
      rowId: fact.id,
      row: fact.source,
      columnId: 'value',
      column: fact.id,
      concept: fact.concept ?? '',
      fund: fact.fund,
      period: fact.period,
      unit: fact.unit,
      cell: fact.cell,
    });
  }
  return figures;
}

export function wordsOf({ year, name, scope, region }: CheckedDisclosure): FillValues {
  return { year, name, scope, region: region.name };
}

const LISTED = { rowCode: '', role: 'line', concept: '', fund: 'all', period: 'current' } as const;

function addTable(to: Figure[], table: Table, templateUnit: Unit, words: FillValues): void {
  const { spec, columns, headings, lines } = table;
  const tableTitle = fill(spec.title, words);
  const figures = columns.flatMap((column, index) => (isFigureColumn(column) ? [{ column, index }] : []));
  for (const row of table.rows) {
    const cells = lines[row.line]?.cells ?? [];
    for (const { column, index } of figures) {
      const cell = cells[index];
      if (!cell || (column.side !== undefined && column.side !== row.side)) continue;
      to.push({
        table: spec.id,
        tableTitle,
        rowId: row.id,
        rowCode: row.code ?? '',
        row: row.label,
        role: row.role,
        columnId: column.id,
        column: headings[index] ?? column.title,
        concept: row.spec?.concept ?? column.concept ?? '',
        fund: column.fund ?? spec.fund,
        period: column.period,
        unit: unitOf(cell, table, row, column, templateUnit),
        cell,
      });
    }
  }
}

function* ofProjects(disclosure: CheckedDisclosure, words: FillValues): Iterable<Figure> {
  const form = disclosure.template.projects;
  if (!form) return;
  const common = { ...LISTED, table: PROJECTS, tableTitle: fill(form.title, words), unit: form.unit };
  const lines = [
    ...disclosure.projectUnits.map((unit) => ({ ...unit, rowId: unit.code, role: 'unit' as const })),
    ...disclosure.projects.map((project) => ({
      ...project,
      rowId: project.code || String(project.number),
      role: 'line' as const,
    })),
  ];
  const ids = new Map<string, number>();
  for (const { rowId, role, code, name, amount, funding } of lines) {
    // A published code may stand twice.
    const times = (ids.get(rowId) ?? 0) + 1;
    ids.set(rowId, times);
    const own = {
      ...common,
      rowId: times === 1 ? rowId : `${rowId}-${times}`,
      role,
      rowCode: code ?? '',
      row: name,
    };
    yield { ...own, columnId: 'amount', column: form.amountTitle, cell: amount };
    for (const { id, title } of form.funding) {
      const cell = funding.get(id);
      if (cell) yield { ...own, columnId: id, column: title, cell };
    }
  }
}

function* ofTargets({ template, targets }: CheckedDisclosure, words: FillValues): Iterable<Figure> {
  const form = template.targets;
  if (!form || !targets) return;
  for (const [index, { label, amount }] of targets.budget.entries()) {
    yield {
      ...LISTED,
      table: TARGETS,
      tableTitle: fill(form.title, words),
      rowId: String(index + 1),
      row: label,
      columnId: 'amount',
      column: fill(form.budgetTitle, words) || '金额',
      unit: form.unit,
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
