import type { Cell, Unit } from './cell.ts';
import type { Disclosure, Fact } from './disclosure.ts';
import { kept } from './kept.ts';
import type { Row, Table } from './table.ts';
import type { ColumnSpec, Fund, OutlineItem, Template } from './template.ts';

/**
 * Every known figure of a disclosure, found by what it means: concept, fund
 * and code. The same fact may stand in several tables, so each lookup gives
 * all its cells, in the form's order, stated facts last.
 */

/** What facts are read from: a disclosure in any state. */
export type FactSource = Pick<Disclosure, 'tables' | 'facts' | 'template'>;

export interface KnownFigure {
  readonly concept: string;
  readonly fund: Fund;
  /** Absent for the total. */
  readonly code?: string;
  readonly cell: Cell;
  readonly unit: Unit;
  /** Where it stands; absent for a figure that only the text states. */
  readonly at?: CellPosition;
  /** Set for a figure that only the text states. */
  readonly fact?: Fact;
}

export interface CellPosition {
  readonly table: Table;
  readonly row: Row;
  readonly column: ColumnSpec;
}

/** The fund that a bare concept means: all money, else all fiscal money, else the only fund there is. */
export type FundChoice = { readonly fund: Fund } | { readonly funds: readonly Fund[] };

export class FactIndex {
  /** Totals, by fund and concept. */
  readonly #figures = new Map<Fund, Map<string, KnownFigure[]>>();
  /** What stands under a code, by fund and concept, then by code. */
  readonly #byCode = new Map<Fund, Map<string, Map<string, KnownFigure[]>>>();
  readonly #funds = new Map<string, Set<Fund>>();
  readonly #stated = new Map<string, Fact[]>();

  readonly #source: FactSource;
  /** Most disclosures' pages ask for totals only: the many cells under a code are read when one is asked for. */
  #codesRead = false;

  constructor(source: FactSource) {
    this.#source = source;
    for (const table of tablesInOrder(source)) this.#readTotals(table);
    for (const fact of source.facts) {
      if (fact.concept === undefined) continue;
      if (fact.period === 'current') {
        this.#add({ concept: fact.concept, fund: fact.fund, cell: fact.cell, unit: fact.unit, fact });
      } else {
        push(this.#stated, `${fact.concept} ${fact.fund} ${fact.period}`, fact);
      }
    }
  }

  /** All cells of one fact. Without a code, the total's. */
  find(concept: string, fund: Fund, code?: string): readonly KnownFigure[] {
    if (code === undefined) return this.#figures.get(fund)?.get(concept) ?? NONE;
    this.#readCodes();
    return this.#byCode.get(fund)?.get(concept)?.get(code) ?? NONE;
  }

  /** Which fund a concept without one means; undefined where the concept is not known here. */
  fundOf(concept: string): FundChoice | undefined {
    const funds = this.#funds.get(concept);
    if (!funds) return undefined;
    for (const fund of ['all', 'fiscal'] as const) if (funds.has(fund)) return { fund };
    return funds.size === 1 ? { fund: funds.values().next().value as Fund } : { funds: [...funds] };
  }

  /** The fact's cell to quote: of money rather than a count, with something in it rather than blank. */
  total(concept: string, fund?: Fund): KnownFigure | undefined {
    const choice = fund === undefined ? this.fundOf(concept) : { fund };
    return choice && 'fund' in choice ? quotable(this.find(concept, choice.fund)) : undefined;
  }

  /** What the text states of last year, or of the change since. */
  stated(concept: string, fund: Fund, period: 'previous' | 'change'): Fact | undefined {
    return this.#stated.get(`${concept} ${fund} ${period}`)?.[0];
  }

  /** The concepts that have a total here. */
  concepts(): Iterable<string> {
    return this.#funds.keys();
  }

  /** The funds that a concept has a total for. */
  fundsOf(concept: string): Iterable<Fund> {
    return this.#funds.get(concept) ?? [];
  }

  /** The codes that a concept is given by. */
  codes(concept: string, fund: Fund): Iterable<string> {
    this.#readCodes();
    return this.#byCode.get(fund)?.get(concept)?.keys() ?? [];
  }

  /** All cells of each fact, totals and codes. */
  *groups(): Generator<readonly KnownFigure[]> {
    this.#readCodes();
    for (const concepts of this.#figures.values()) yield* concepts.values();
    for (const concepts of this.#byCode.values())
      for (const codes of concepts.values()) yield* codes.values();
  }

  #readTotals(table: Table): void {
    for (const row of table.rows) {
      const cells = table.lines[row.line]?.cells;
      if (!cells || (row.code ?? row.spec?.code) !== undefined || !isTotal(table, row)) continue;
      for (const [index, column] of table.columns.entries()) {
        if (!isFigureColumn(column) || (column.side !== undefined && column.side !== row.side)) continue;
        const concept = row.spec?.concept ?? column.concept;
        const cell = cells[index];
        if (concept === undefined || !isKnown(cell)) continue;
        const fund = column.fund ?? table.spec.fund;
        const unit = unitOf(cell, table, row, column, this.#source.template.unit);
        if (column.period === 'current') this.#add({ concept, fund, cell, unit, at: { table, row, column } });
        else if (column.period === 'previous')
          push(
            this.#stated,
            `${concept} ${fund} previous`,
            printedFact(concept, fund, cell, unit, table, row, index),
          );
      }
    }
  }

  #add(figure: KnownFigure): void {
    push(inner(this.#figures, figure.fund), figure.concept, figure);
    const funds = this.#funds.get(figure.concept);
    if (funds) funds.add(figure.fund);
    else this.#funds.set(figure.concept, new Set([figure.fund]));
  }

  #readCodes(): void {
    if (this.#codesRead) return;
    this.#codesRead = true;
    for (const table of tablesInOrder(this.#source)) this.#readCodesOf(table);
  }

  /** Column by column: most cells of a disclosure are read here. */
  #readCodesOf(table: Table): void {
    const rows = table.rows.filter((row) => (row.code ?? row.spec?.code) !== undefined);
    if (rows.length === 0) return;
    for (const [index, column] of table.columns.entries()) {
      if (!isFigureColumn(column) || column.period !== 'current') continue;
      const fund = column.fund ?? table.spec.fund;
      const ofColumn = column.concept === undefined ? undefined : this.#codesOf(column.concept, fund);
      for (const row of rows) {
        if (column.side !== undefined && column.side !== row.side) continue;
        const concept = row.spec?.concept ?? column.concept;
        const cell = table.lines[row.line]?.cells[index];
        const code = row.code ?? row.spec?.code;
        if (concept === undefined || code === undefined || !isKnown(cell)) continue;
        const unit = unitOf(cell, table, row, column, this.#source.template.unit);
        const codes = concept === column.concept && ofColumn ? ofColumn : this.#codesOf(concept, fund);
        push(codes, code, { concept, fund, code, cell, unit, at: { table, row, column } });
      }
    }
  }

  #codesOf(concept: string, fund: Fund): Map<string, KnownFigure[]> {
    return inner(inner(this.#byCode, fund), concept);
  }
}

function isKnown(cell: Cell | undefined): cell is Exclude<Cell, { state: 'mark' | 'text' }> {
  return cell !== undefined && cell.state !== 'mark' && cell.state !== 'text';
}

/** Last year's figure that a table prints beside this year's. */
function printedFact(
  concept: string,
  fund: Fund,
  cell: Cell,
  unit: Unit,
  table: Table,
  row: Row,
  column: number,
): Fact {
  const source = `${table.spec.id}“${row.label}”的“${table.headings[column] ?? ''}”`;
  const place = table.lines[row.line]?.place(column) ?? { file: table.file };
  return { id: source, concept, fund, period: 'previous', cell, unit, source, place };
}

/** The facts of a disclosure; built once, and kept when a check gives it its next state. */
export function factsOf(source: FactSource): FactIndex {
  const { facts, index } = indexed(source.tables, source);
  return facts === source.facts ? index : new FactIndex(source);
}

const indexed = kept((_: FactSource['tables'], source: FactSource) => ({
  facts: source.facts,
  index: new FactIndex(source),
}));

/** The unit a cell is given in: its own, its row's (a count), its column's, its table's, its form's. */
export function unitOf(cell: Cell, table: Table, row: Row, column: ColumnSpec, templateUnit: Unit): Unit {
  if ((cell.state === 'figure' || cell.state === 'zero') && cell.unit !== undefined) return cell.unit;
  if (column.kind === 'quantity') return row.spec?.unit ?? column.unit ?? '';
  return column.unit ?? table.spec.unit ?? templateUnit;
}

export function isFigureColumn(column: ColumnSpec): boolean {
  return column.kind === 'amount' || column.kind === 'quantity' || column.kind === 'price';
}

/** Of several cells of one fact, the one to quote. */
export function quotable(figures: readonly KnownFigure[]): KnownFigure | undefined {
  const money = figures.filter((figure) => figure.at?.column.kind !== 'quantity');
  const usable = money.length > 0 ? money : figures;
  return usable.find((figure) => figure.cell.state !== 'blank') ?? usable[0];
}

/** Tables as the form's outline orders them; those that it does not list come last. */
export function tablesInOrder(source: FactSource): Table[] {
  return orderOf(source.template).flatMap((id) => source.tables.get(id) ?? []);
}

const orderOf = kept((template: Template): readonly string[] => {
  const listed: string[] = [];
  const walk = (items: readonly OutlineItem[]): void => {
    for (const item of items) {
      if (item.kind === 'table') listed.push(item.id);
      walk(item.children);
    }
  };
  walk(template.outline);
  return [...new Set([...listed, ...template.tables.keys()])];
});

/**
 * A row without a code speaks for the whole table only if it is its total, if
 * the form gives it a concept of its own, or if it is the form's only row.
 */
function isTotal(table: Table, row: Row): boolean {
  if (row.role === 'total' || row.spec?.concept !== undefined) return true;
  const side = table.spec.sides.find((item) => item.id === row.side);
  return side?.rows.kind === 'fixed' && side.rows.fixed.length === 1 && table.rows.length === 1;
}

const NONE: readonly KnownFigure[] = [];

function inner<A, K, V>(maps: Map<A, Map<K, V>>, at: A): Map<K, V> {
  let map = maps.get(at);
  if (!map) {
    map = new Map();
    maps.set(at, map);
  }
  return map;
}

function push<T>(map: Map<string, T[]>, at: string, item: T): void {
  const list = map.get(at);
  if (list) list.push(item);
  else map.set(at, [item]);
}
