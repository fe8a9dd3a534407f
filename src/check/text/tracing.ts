import { type Cell, cellInterval, cellValue, isMoneyUnit, toFen } from '../../model/cell.ts';
import {
  absolute,
  compare,
  type Decimal,
  equals,
  exactInterval,
  type Interval,
  intervalsMeet,
  isZero,
  negateInterval,
  shift,
  subtract,
  trimmed,
} from '../../model/decimal.ts';
import type { Disclosure } from '../../model/disclosure.ts';
import { unitOf } from '../../model/facts.ts';
import type { Place } from '../../model/place.ts';
import { cellOperand, factOperand, type Operand } from '../operand.ts';
import { type Figure, fenOf, withDecimals } from './figures.ts';

interface Known {
  /** Only to search by; what is found is compared exactly. */
  readonly size: number;
  readonly operand: () => Operand | undefined;
}

/** Finds the cell, fact or project that an amount in a text repeats, in whatever unit of money and with fewer decimals. */
export class Tracing {
  readonly #disclosure: Disclosure;
  #known: readonly Known[] | undefined;

  constructor(disclosure: Disclosure) {
    this.#disclosure = disclosure;
  }

  /** The figure that an amount repeats; `places` moves its decimal point first (元 printed as 万元). */
  find(figure: Figure, places = 0): Operand | undefined {
    const size = sizeOf(shift(fenOf(figure), places));
    const width = (sizeOf(figure.interval.high) - sizeOf(figure.interval.low)) * 10 ** places;
    const slack = Math.max(100, Math.abs(width)) + size * 1e-9;
    this.#known ??= this.#everything();
    for (let index = firstFrom(this.#known, size - slack); index < this.#known.length; index++) {
      const item = this.#known[index] as Known;
      if (item.size > size + slack) break;
      const operand = item.operand();
      if (
        operand &&
        repeats(figure, operand, places) &&
        (isExact(figure, operand, places) || hasDigits(figure, operand))
      )
        return operand;
    }
    return undefined;
  }

  /** Every amount of the disclosure that is not nothing, smallest first. */
  #everything(): Known[] {
    const { tables, facts, projects, projectUnits, targets, template, file } = this.#disclosure;
    const known: Known[] = [];
    const put = (cell: Cell, unit: string, operand: () => Operand | undefined): void => {
      if (cell.state === 'figure' && isMoneyUnit(unit))
        known.push({ size: sizeOf(cell.value) * fenIn(unit), operand });
    };
    for (const table of tables.values()) {
      for (const [index, column] of table.columns.entries()) {
        if (column.kind !== 'amount' && column.kind !== 'price') continue;
        for (const row of table.rows) {
          const cell = table.lines[row.line]?.cells[index];
          if (cell?.state !== 'figure') continue;
          put(cell, unitOf(cell, table, row, column, template.unit), () =>
            cellOperand(table, row, index, template.unit),
          );
        }
      }
    }
    for (const fact of facts) put(fact.cell, fact.unit, () => factOperand(fact));
    const unit = template.projects?.unit ?? template.unit;
    for (const project of projects) {
      const place = () => project.place('amount');
      for (const cell of [project.amount, ...project.funding.values()])
        put(cell, unit, () => statedOperand(`第 ${project.number} 个项目的金额`, cell, unit, place));
    }
    for (const { name, amount } of projectUnits)
      put(amount, unit, () => statedOperand(`“${name}”的项目合计`, amount, unit, () => ({ file })));
    const own = template.targets?.unit ?? template.unit;
    for (const { label, amount } of targets?.budget ?? [])
      put(amount, own, () =>
        statedOperand(`整体绩效目标的“${label}”`, amount, own, () => ({ file: targets?.file ?? file })),
      );
    return known.sort((a, b) => a.size - b.size);
  }
}

const FEN = new Map<string, number>();

/** How many 分 a unit of money is. */
function fenIn(unit: string): number {
  let fen = FEN.get(unit);
  if (fen === undefined) {
    fen = sizeOf(toFen({ coefficient: 1n, scale: 0 }, unit));
    FEN.set(unit, fen);
  }
  return fen;
}

/** A figure that stands outside the tables. */
export function statedOperand(label: string, cell: Cell, unit: string, place: () => Place): Operand {
  return { key: label, label, cell, unit, decimals: 0, place };
}

/**
 * Is an amount in a text the same as a table's? The coarser of the two may be
 * the finer one rounded: 193万元 for 193.00, 1469.55万元 for 14695512.34元.
 */
export function repeats(figure: Figure, operand: Operand, places = 0): boolean {
  const value = cellValue(operand.cell);
  const interval = cellInterval(operand.cell, operand.decimals);
  if (!value || !interval || !isMoneyUnit(operand.unit)) return false;
  const own = absolute(shift(fenOf(figure), places));
  const its = absolute(toFen(value, operand.unit));
  if (equals(own, its)) return true;
  if (isZero(own) || isZero(its)) return false;
  const sized = figure.value.coefficient < 0n ? negateInterval(figure.interval) : figure.interval;
  const coarse: Interval = { low: shift(sized.low, places), high: shift(sized.high, places) };
  const fine: Interval = { low: toFen(interval.low, operand.unit), high: toFen(interval.high, operand.unit) };
  const wider = compare(subtract(coarse.high, coarse.low), subtract(fine.high, fine.low)) >= 0;
  return wider ? intervalsMeet(coarse, exactInterval(its)) : intervalsMeet(exactInterval(own), fine);
}

/** 4万元 is near many figures: an amount that was rounded is known by its digits, or by the unit that it was put into. */
function hasDigits({ value, unit }: Figure, operand: Operand): boolean {
  if (operand.unit !== unit && value.scale >= 2) return true;
  return String(trimmed(value).coefficient).replace(/^-|0+$/g, '').length >= 4;
}

function isExact(figure: Figure, operand: Operand, places: number): boolean {
  const value = cellValue(operand.cell);
  return (
    value !== undefined &&
    equals(absolute(shift(fenOf(figure), places)), absolute(toFen(value, operand.unit)))
  );
}

/** The interval that a figure stands for, with the decimals of the cell that it repeats. */
export function exactness(figure: Figure, cell: Operand | undefined): Interval {
  const value = cell && cellValue(cell.cell);
  return cell && value && cell.unit === figure.unit && equals(absolute(value), absolute(figure.value))
    ? withDecimals(figure, Math.max(value.scale, cell.decimals))
    : figure.interval;
}

function sizeOf(value: Decimal): number {
  return Math.abs(Number(value.coefficient)) / 10 ** value.scale;
}

function firstFrom(items: readonly Known[], least: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle] as Known).size < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
