import { check } from '../../../src/check/engine.ts';
import { KINDS } from '../../../src/check/kinds/index.ts';
import { evaluate } from '../../../src/check/relation.ts';
import type { Cell } from '../../../src/model/cell.ts';
import { add, type Decimal, formatDecimal, multiply, subtract } from '../../../src/model/decimal.ts';
import type { CheckedDisclosure, CheckFinding, Disclosure } from '../../../src/model/disclosure.ts';
import { factsOf } from '../../../src/model/facts.ts';
import type { Place } from '../../../src/model/place.ts';
import type { Table } from '../../../src/model/table.ts';

/**
 * How much the checks see: every printed figure of every table is changed, one
 * at a time, and the disclosure checked again with that one cell replaced.
 */

export interface FigureCell {
  readonly disclosure: Disclosure;
  readonly table: Table;
  readonly line: number;
  readonly column: number;
  readonly place: Place;
}

/** equal: some relation wants the figure as it is. oneWay: one only limits it. none: no relation speaks of it. */
export type Reach = 'equal' | 'oneWay' | 'none';

export interface Outcome {
  readonly cell: FigureCell;
  readonly reach: Reach;
  /** A new finding names the cell, as the one to mend or among those that disagree. */
  readonly caught: boolean;
  /** A new finding accuses this cell and no other, and says what it was. */
  readonly named: boolean;
  /** New findings, and how many of them are errors. */
  readonly findings: number;
  readonly errors: number;
}

const KINDS_OF_FIGURES = ['amount', 'quantity', 'price'];

/** Every figure that is printed, zeros among them; blanks are none. */
export function figureCells(disclosure: Disclosure): FigureCell[] {
  return [...disclosure.tables.values()].flatMap((table) =>
    table.lines.flatMap(({ cells, place }, line) =>
      cells.flatMap((cell, column): FigureCell[] =>
        (cell.state === 'figure' || cell.state === 'zero') &&
        KINDS_OF_FIGURES.includes(table.columns[column]?.kind ?? '')
          ? [{ disclosure, table, line, column, place: place(column) }]
          : [],
      ),
    ),
  );
}

const FACTOR: Decimal = { coefficient: 3n, scale: 0 };
const STEP: Decimal = { coefficient: 7n, scale: 0 };

/** Up by more than any rounding of what it is part of, in the decimals printed; or down as far. */
function changed(cell: Cell, direction: 'up' | 'down'): Cell {
  if (cell.state !== 'figure' && cell.state !== 'zero') return cell;
  const { value } = cell;
  const far = add(multiply(value, FACTOR), {
    coefficient: STEP.coefficient * 10n ** BigInt(value.scale),
    scale: value.scale,
  });
  const other = direction === 'up' ? far : subtract(value, far);
  return { ...cell, state: 'figure', text: formatDecimal(other), value: other };
}

/** The disclosure with one cell replaced; everything else is shared. */
function mutant({ disclosure, table, line, column }: FigureCell, direction: 'up' | 'down'): Disclosure {
  const lines = table.lines.map((item, index) =>
    index === line
      ? { ...item, cells: item.cells.map((cell, at) => (at === column ? changed(cell, direction) : cell)) }
      : item,
  );
  const tables = new Map(disclosure.tables);
  tables.set(table.spec.id, { ...table, lines });
  return { ...disclosure, tables };
}

const keyOf = ({ table, line, column }: FigureCell): string => `${table.spec.id}\0${line}\0${column}`;

/** Cells that some relation speaks of, by their key. */
export function reachOf(disclosure: Disclosure): Map<string, Reach> {
  const facts = factsOf(disclosure);
  const reach = new Map<string, Reach>();
  for (const rule of disclosure.template.rules) {
    const kind = rule.disabled === undefined ? KINDS[rule.kind] : undefined;
    for (const { comparison, left, right, verdict } of (
      kind?.run(rule, { disclosure, facts }).relations ?? []
    ).map(evaluate)) {
      for (const { key } of [...left, ...right]) {
        // Beside a mark a figure is limited at most.
        if (comparison === 'equal' && verdict !== 'unknown') reach.set(key, 'equal');
        else if (!reach.has(key)) reach.set(key, 'oneWay');
      }
    }
  }
  for (const cell of figureCells(disclosure)) if (isProduct(cell)) reach.set(keyOf(cell), 'equal');
  return reach;
}

/** Quantity × price = amount is compared where all three are printed. */
function isProduct({ table, line, column }: FigureCell): boolean {
  const kinds = table.columns.map(({ kind }) => kind);
  const [quantity, price] = [kinds.indexOf('quantity'), kinds.indexOf('price')] as [number, number];
  if (quantity < 0 || price < 0) return false;
  const amount = table.columns.findIndex(
    ({ kind, adds }, index) => kind === 'amount' && adds && index > price,
  );
  const product = [quantity, price, amount];
  return product.includes(column) && product.every((at) => table.lines[line]?.cells[at]?.state === 'figure');
}

const words = ({ rule, place, message }: CheckFinding): string =>
  [rule, place.file, place.line, place.column, message].join('\0');

const isAt = (place: Place, cell: FigureCell): boolean =>
  place.file === cell.place.file && place.line === cell.place.line && place.column === cell.place.column;

/** What the checks say of one changed cell that they did not say before. */
export function outcomeOf(cell: FigureCell, reach: Reach, known: ReadonlySet<string>): Outcome {
  const directions = reach === 'oneWay' ? (['up', 'down'] as const) : (['up'] as const);
  let last: Outcome | undefined;
  for (const direction of directions) {
    const fresh = check(mutant(cell, direction)).findings.filter((finding) => !known.has(words(finding)));
    const original = cell.table.lines[cell.line]?.cells[cell.column]?.text;
    const caught = fresh.some(
      ({ place, related = [] }) => isAt(place, cell) || related.some((item) => isAt(item, cell)),
    );
    const named = fresh.some(
      ({ place, expected, hint }) =>
        isAt(place, cell) && (hint?.startsWith('请把') ?? false) && isNear(expected, original),
    );
    last = {
      cell,
      reach,
      caught,
      named,
      findings: fresh.length,
      errors: fresh.filter(({ severity }) => severity === 'error').length,
    };
    if (caught) break;
  }
  return last as Outcome;
}

/** Within what rounding leaves open. */
function isNear(expected: string | undefined, original: string | undefined): boolean {
  const [a, b] = [expected, original].map((text) => Number(text?.replaceAll(',', '')));
  return Math.abs((a as number) - (b as number)) < 0.5;
}

/** What is said of a disclosure as published. */
export function knownFindings(disclosure: Disclosure): Set<string> {
  return new Set(check(disclosure).findings.map(words));
}

/** A checked disclosure before it was checked. */
export function unchecked({ checks: _, findings: __, ...rest }: CheckedDisclosure): Disclosure {
  return { ...rest, state: 'valid' };
}

export interface Summary {
  readonly figures: number;
  /** By a relation that wants the figure as it is, and by one that only limits it. */
  readonly reached: number;
  readonly limited: number;
  readonly caught: number;
  readonly limitedCaught: number;
  readonly named: number;
  /** Of those caught: one new finding, one new error at most. */
  readonly oneFinding: number;
  readonly oneError: number;
  /** Table and column → how many figures no relation reaches. */
  readonly unreached: Readonly<Record<string, number>>;
  /** Reached, changed, and nothing said. */
  readonly missed: readonly string[];
  /** More than one new error. */
  readonly cascades: readonly string[];
}

const nameOf = ({ disclosure, table, line, column }: FigureCell): string =>
  `${disclosure.id} ${table.spec.id} 第 ${line + 1} 行“${table.headings[column] ?? ''}”`;

export function summaryOf(outcomes: readonly Outcome[]): Summary {
  const equal = outcomes.filter(({ reach }) => reach === 'equal');
  const limited = outcomes.filter(({ reach }) => reach === 'oneWay');
  const caught = equal.filter((outcome) => outcome.caught);
  const unreached: Record<string, number> = {};
  for (const { cell, reach } of outcomes) {
    if (reach !== 'none') continue;
    const name = `${cell.table.spec.id} / ${cell.table.headings[cell.column] ?? ''}`;
    unreached[name] = (unreached[name] ?? 0) + 1;
  }
  return {
    figures: outcomes.length,
    reached: equal.length,
    limited: limited.length,
    caught: caught.length,
    limitedCaught: limited.filter((outcome) => outcome.caught).length,
    named: caught.filter((outcome) => outcome.named).length,
    oneFinding: caught.filter(({ findings }) => findings === 1).length,
    oneError: caught.filter(({ errors }) => errors <= 1).length,
    unreached,
    missed: equal.filter((outcome) => !outcome.caught).map(({ cell }) => nameOf(cell)),
    cascades: equal
      .filter(({ errors }) => errors > 1)
      .map(({ cell, errors }) => `${nameOf(cell)}（${errors} 条错误）`),
  };
}

/** The same few of many every time: a linear congruential sequence. */
export function sampled<T>(items: readonly T[], count: number, seed = 1): T[] {
  if (count >= items.length) return [...items];
  const pool = [...items];
  let state = seed;
  for (let index = 0; index < count; index++) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const other = index + (state % (pool.length - index));
    [pool[index], pool[other]] = [pool[other] as T, pool[index] as T];
  }
  return pool.slice(0, count);
}

/** Changes the figures of all disclosures, or a sample of them. */
export function measure(disclosures: readonly Disclosure[], sample = Number.POSITIVE_INFINITY): Outcome[] {
  const around = new Map(
    disclosures.map((disclosure) => [
      disclosure,
      { known: knownFindings(disclosure), reach: reachOf(disclosure) },
    ]),
  );
  return sampled(disclosures.flatMap(figureCells), sample).map((cell) => {
    const { known, reach } = around.get(cell.disclosure) as { known: Set<string>; reach: Map<string, Reach> };
    return outcomeOf(cell, reach.get(keyOf(cell)) ?? 'none', known);
  });
}
