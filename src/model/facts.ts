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
  readonly code: string | undefined;
  readonly cell: Cell;
  readonly unit: Unit;
  /** Where it stands; absent for a figure that only the text states. */
  readonly at: CellPosition | undefined;
  /** Set for a figure that only the text states. */
  readonly fact: Fact | undefined;
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
  /** The columns by code that give a concept, by fund and concept. Read when a code is first asked for: most pages show totals only. */
  #coded: ReadonlyMap<Fund, ReadonlyMap<string, readonly CodedColumn[]>> | undefined;
  readonly #funds = new Map<string, Set<Fund>>();
  readonly #stated = new Map<string, Fact[]>();

  readonly #source: FactSource;

  constructor(source: FactSource) {
    this.#source = source;
    for (const table of tablesInOrder(source)) this.#readTotals(table);
    for (const fact of source.facts) {
      if (fact.concept === undefined) continue;
      if (fact.period === 'current') {
        const { concept, fund, cell, unit } = fact;
        this.#add({ concept, fund, code: undefined, cell, unit, at: undefined, fact });
      } else {
        push(this.#stated, `${fact.concept} ${fact.fund} ${fact.period}`, fact);
      }
    }
  }

  /** All cells of one fact. Without a code, the total's. */
  find(concept: string, fund: Fund, code?: string): readonly KnownFigure[] {
    if (code === undefined) return this.#figures.get(fund)?.get(concept) ?? NONE;
    const columns = this.#columnsOf(concept, fund);
    const known = figuresIn(columns);
    let figures = known.get(code);
    if (!figures) {
      figures = this.#under(code, columns, concept, fund);
      known.set(code, figures);
    }
    return figures;
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
    if (this.#stated.size === 0) return undefined;
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
  codes(concept: string, fund: Fund): ReadonlySet<string> {
    return codesIn(this.#columnsOf(concept, fund));
  }

  /** All cells of each fact that stands in several tables, totals first. */
  repeated(): (readonly KnownFigure[])[] {
    const groups: (readonly KnownFigure[])[] = [];
    for (const concepts of this.#figures.values())
      for (const figures of concepts.values()) if (figures.length > 1) groups.push(figures);
    for (const [fund, concepts] of this.#codedColumns()) {
      for (const [concept, columns] of concepts) {
        if (columns.every(({ table }) => table === columns[0]?.table)) continue;
        const rows = columns.map((column) => byCode(column.rows));
        for (const code of codesIn(columns)) {
          let places = 0;
          for (const codes of rows) if (codes.has(code)) places++;
          if (places > 1) groups.push(this.find(concept, fund, code));
        }
      }
    }
    return groups;
  }

  #readTotals(table: Table): void {
    for (const row of table.rows) {
      const cells = table.lines[row.line]?.cells;
      if (!cells || codeOf(row) !== undefined || !isTotal(table, row)) continue;
      for (const [index, column] of table.columns.entries()) {
        if (!isFigureColumn(column) || (column.side !== undefined && column.side !== row.side)) continue;
        const concept = row.spec?.concept ?? column.concept;
        const cell = cells[index];
        if (concept === undefined || !isKnown(cell)) continue;
        const fund = column.fund ?? table.spec.fund;
        const unit = unitOf(cell, table, row, column, this.#source.template.unit);
        if (column.period === 'current') {
          const at = { table, row, column };
          this.#add({ concept, fund, code: undefined, cell, unit, at, fact: undefined });
        } else if (column.period === 'previous')
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

  #columnsOf(concept: string, fund: Fund): readonly CodedColumn[] {
    return this.#codedColumns().get(fund)?.get(concept) ?? NO_COLUMNS;
  }

  #codedColumns(): ReadonlyMap<Fund, ReadonlyMap<string, readonly CodedColumn[]>> {
    this.#coded ??= codedColumns(this.#source);
    return this.#coded;
  }

  /** The columns' cells that stand under a code. */
  #under(code: string, columns: readonly CodedColumn[], concept: string, fund: Fund): KnownFigure[] {
    const figures: KnownFigure[] = [];
    for (const { table, column, index, rows } of columns) {
      for (const row of byCode(rows).get(code) ?? []) {
        const cell = table.lines[row.line]?.cells[index];
        if (!isKnown(cell)) continue;
        const unit = unitOf(cell, table, row, column, this.#source.template.unit);
        figures.push({ concept, fund, code, cell, unit, at: { table, row, column }, fact: undefined });
      }
    }
    return figures;
  }
}

/** A column of figures with those of its rows that bear a code. */
interface CodedColumn {
  readonly table: Table;
  readonly column: ColumnSpec;
  readonly index: number;
  readonly rows: readonly Row[];
}

const codeOf = (row: Row): string | undefined => row.code ?? row.spec?.code;
const byCode = kept(
  (rows: readonly Row[]): ReadonlyMap<string | undefined, readonly Row[]> => Map.groupBy(rows, codeOf),
);

function codedColumns(source: FactSource): Map<Fund, Map<string, CodedColumn[]>> {
  const columns = new Map<Fund, Map<string, CodedColumn[]>>();
  for (const table of tablesInOrder(source)) {
    const coded = table.rows.filter((row) => codeOf(row) !== undefined);
    if (coded.length === 0) continue;
    const sides = Map.groupBy(coded, ({ side }) => side);
    for (const [index, column] of table.columns.entries()) {
      if (!isFigureColumn(column) || column.period !== 'current') continue;
      const rows = column.side === undefined ? coded : (sides.get(column.side) ?? []);
      const concepts = inner(columns, column.fund ?? table.spec.fund);
      for (const [concept, own] of byConcept(rows, column))
        push(concepts, concept, { table, column, index, rows: own });
    }
  }
  return columns;
}

/** A row of a fixed form may have a concept of its own. */
function byConcept(rows: readonly Row[], { concept }: ColumnSpec): Map<string, readonly Row[]> {
  const given = new Map<string, readonly Row[]>();
  if (rows.every(({ spec }) => spec?.concept === undefined)) {
    if (concept !== undefined) given.set(concept, rows);
    return given;
  }
  for (const [name, own] of Map.groupBy(rows, ({ spec }) => spec?.concept ?? concept))
    if (name !== undefined) given.set(name, own);
  return given;
}

/** What has been found under each code. */
const figuresIn = kept((_: readonly CodedColumn[]) => new Map<string, readonly KnownFigure[]>());

/** The codes that columns have figures under, each once. */
const codesIn = kept((columns: readonly CodedColumn[]): ReadonlySet<string> => {
  const codes = new Set<string>();
  for (const { table, index, rows } of columns) {
    for (const row of rows) {
      const code = codeOf(row);
      if (code !== undefined && isKnown(table.lines[row.line]?.cells[index])) codes.add(code);
    }
  }
  return codes;
});

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
  return {
    id: source,
    concept,
    fund,
    period: 'previous',
    cell,
    unit,
    source,
    // Looked for only where a message names it.
    get place() {
      return table.lines[row.line]?.place(column) ?? { file: table.file };
    },
  };
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
const NO_COLUMNS: readonly CodedColumn[] = [];

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
