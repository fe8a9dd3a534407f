import { type Cell, cellInterval, cellValue, type Unit } from '../model/cell.ts';
import type { Decimal, Interval } from '../model/decimal.ts';
import type { Fact } from '../model/disclosure.ts';
import { type KnownFigure, unitOf } from '../model/facts.ts';
import { kept } from '../model/kept.ts';
import type { Place } from '../model/place.ts';
import { type Row, rowName, type Table } from '../model/table.ts';

/** One printed figure that takes part in a relation. */
export interface Operand {
  /** The same for the same cell in whatever relation. */
  readonly key: string;
  /** What a clerk calls it: 支出总表“合计”的“基本支出”. */
  readonly label: string;
  readonly cell: Cell;
  readonly unit: Unit;
  /** Decimals of its column. */
  readonly decimals: number;
  /** What it may stand for, where that is no rounding of its own: a product. */
  readonly interval?: Interval;
  place(): Place;
  readonly at?: { readonly table: Table; readonly row: Row; readonly column: number };
}

/** Decimals that each column of a table is printed with: the most that any of its figures has. */
export const columnDecimals = kept((table: Table): readonly number[] =>
  table.columns.map((spec, column) => {
    let most = 0;
    if (spec.kind === 'text' || spec.kind === 'code') return most;
    for (const line of table.lines) {
      const cell = line.cells[column];
      if ((cell?.state === 'figure' || cell?.state === 'zero') && cell.value.scale > most)
        most = cell.value.scale;
    }
    return most;
  }),
);

/** Operands of each table, by line and column: a cell takes part in several relations. */
const operandsOf = kept((_: Table): (Operand | undefined)[] => []);

/** A class, because thousands are made: its words are put together only where a finding is told. */
class CellOperand implements Operand {
  readonly cell: Cell;
  readonly unit: Unit;
  readonly decimals: number;
  readonly table: Table;
  readonly row: Row;
  readonly column: number;

  constructor(table: Table, row: Row, column: number, cell: Cell, unit: Unit) {
    this.cell = cell;
    this.unit = unit;
    this.decimals = columnDecimals(table)[column] ?? 0;
    this.table = table;
    this.row = row;
    this.column = column;
  }

  get at(): NonNullable<Operand['at']> {
    return this;
  }

  get key(): string {
    const { table, row, column } = this;
    return `${table.spec.id}\0${row.line}\0${column}`;
  }

  get label(): string {
    const { table, row, column } = this;
    return `${table.spec.id}“${rowName(row)}”的“${table.headings[column] ?? ''}”`;
  }

  place(): Place {
    const { table, row, column } = this;
    const at = table.lines[row.line]?.place(column) ?? { file: table.file };
    return { ...at, table: table.spec.id, row: row.label, columnTitle: table.headings[column] ?? '' };
  }
}

/** The cell of a row under a column, as an operand. Undefined where there is none. */
export function cellOperand(table: Table, row: Row, column: number, templateUnit: Unit): Operand | undefined {
  const cell = table.lines[row.line]?.cells[column];
  const spec = table.columns[column];
  if (!cell || !spec) return undefined;
  const known = operandsOf(table);
  const index = row.line * table.columns.length + column;
  const operand = known[index];
  if (operand) return operand;
  const made = new CellOperand(table, row, column, cell, unitOf(cell, table, row, spec, templateUnit));
  known[index] = made;
  return made;
}

export function factOperand(fact: Fact): Operand {
  return {
    key: `fact\0${fact.id}`,
    label: `正文所述“${fact.id}”`,
    cell: fact.cell,
    unit: fact.unit,
    decimals: 0,
    place: () => ({ ...fact.place, row: fact.id }),
  };
}

export function knownOperand(figure: KnownFigure, templateUnit: Unit): Operand | undefined {
  if (figure.fact) return factOperand(figure.fact);
  if (!figure.at) return undefined;
  const { table, row, column } = figure.at;
  return cellOperand(table, row, table.columns.indexOf(column), templateUnit);
}

export function operandValue(operand: Operand): Decimal | undefined {
  return cellValue(operand.cell);
}

export function operandInterval(operand: Operand): Interval | undefined {
  return operand.interval ?? cellInterval(operand.cell, operand.decimals);
}
