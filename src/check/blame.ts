import { fromFen, isMoneyUnit, toFen } from '../model/cell.ts';
import {
  compare,
  type Decimal,
  formatDecimal,
  type Interval,
  negate,
  subtract,
  trimmed,
} from '../model/decimal.ts';
import { holdsWith } from './mended.ts';
import { type Operand, operandValue } from './operand.ts';
import { type Evaluated, isEvidence } from './relation.ts';
import { type Shift, shiftedRows } from './shifted.ts';
import { tablesInYuan } from './tables-in-yuan.ts';

/** Relations that fail together, and the one cell that they agree on, where there is one. */
export interface Blame {
  /** Never empty; the one to be said comes first. */
  readonly relations: readonly Evaluated[];
  /** The cell to accuse, with what it should be. Absent where nothing decides between the sides. */
  readonly culprit?: Culprit;
  /** Other cells of its row that are off by as much: one slip, made in each column. */
  readonly also?: readonly Culprit[];
  /** The row's figures all stand one column off. */
  readonly shift?: Shift;
}

export interface Culprit {
  readonly operand: Operand;
  readonly expected: Decimal;
}

/** What something that is no relation says of a cell: the text that gives the same figure. */
export interface Witness {
  /** Key of the cell. */
  readonly key: string;
  /** What the cell should be, in its own unit. */
  readonly interval: Interval;
  /** Is the cell so? */
  readonly agrees: boolean;
}

/**
 * Sorts failed relations by cause. A cell is accused only where two failed
 * relations agree on what it should be (or one does, with a witness), and no
 * relation that holds speaks for it as strongly; every failed relation that a
 * wrong cell explains is told under it, not again. Two cells that explain the
 * same relations equally well are both named.
 */
export function findCulprits(
  failed: readonly Evaluated[],
  held: readonly Evaluated[],
  rankOf: (relation: Evaluated) => number,
  witnesses: readonly Witness[] = [],
): Blame[] {
  if (failed.length === 0) return [];
  const shifts = shiftedRows(failed, held);
  const moved = new Set(shifts.flatMap((shift) => shift.relations));
  const slips = tablesInYuan(failed.filter((relation) => !moved.has(relation)));
  const told = new Set([...moved, ...slips.flat()]);
  const suspects = new Suspects(
    failed.filter((relation) => !told.has(relation)),
    held,
    Map.groupBy(witnesses, ({ key }) => key),
  );
  const blames: Blame[] = [
    ...shifts.map((shift) => ({ relations: sorted(shift.relations, rankOf), shift })),
    ...slips.map((relations) => ({ relations: sorted(relations, rankOf) })),
  ];
  for (let best = suspects.strongest(); best; best = suspects.strongest()) {
    const relations = sorted(best.relations, rankOf);
    if (!best.rival) blames.push({ relations, culprit: { operand: best.operand, expected: best.expected } });
    else if (best.rival === 'same') blames.push({ relations });
    suspects.settle(best.relations, best.rival === 'other');
  }
  return joined(sameSlips(blames), unsettled(suspects.left(), rankOf));
}

/**
 * What nothing decides is told under a cell that is accused, where its row's other cell is off by as much; or under
 * the same sum in another column.
 */
function joined(decided: readonly Blame[], open: readonly Blame[]): Blame[] {
  const all = [...decided];
  for (const blame of open) {
    const at = all.findIndex((other) =>
      other.culprit ? sameSlipIn(blame, other.culprit) : !other.shift && isSameSum(other, blame),
    );
    const own = all[at];
    if (!own) {
      all.push(blame);
      continue;
    }
    const also = own.culprit && sameSlipIn(blame, own.culprit);
    all[at] = {
      ...own,
      relations: [...own.relations, ...blame.relations],
      ...(also && { also: [...(own.also ?? []), also] }),
    };
  }
  return all;
}

/** The same rows, summed in two columns, miss their totals by as much. */
function isSameSum({ relations }: Blame, { relations: others }: Blame): boolean {
  const keys = new Set(relations.map(sumOfRows));
  return others.every(
    (relation) =>
      keys.has(sumOfRows(relation)) &&
      relations.some((own) => compare(own.difference, relation.difference) === 0),
  );
}

/** The cell beside the culprit that mends every one of the relations, if moved as far. */
function sameSlipIn({ relations }: Blame, culprit: Culprit): Culprit | undefined {
  const key = slipKey(culprit);
  const [relation] = relations;
  if (key === undefined || !relation) return undefined;
  for (const operand of [...relation.left, ...relation.right]) {
    const expected = operand.at?.row === culprit.operand.at?.row ? expectedOf(operand, relation) : undefined;
    if (!expected || slipKey({ operand, expected }) !== key) continue;
    if (relations.every((item) => holdsWith(item, operand, expected))) return { operand, expected };
  }
  return undefined;
}

/** A row's cells that are off by as much were made wrong by one slip. */
function sameSlips(blames: readonly Blame[]): Blame[] {
  const first = new Map<string, Blame>();
  const merged: Blame[] = [];
  for (const blame of blames) {
    const key = blame.culprit && slipKey(blame.culprit);
    const earlier = key === undefined ? undefined : first.get(key);
    if (!earlier?.culprit || !blame.culprit) {
      if (key !== undefined) first.set(key, blame);
      merged.push(blame);
      continue;
    }
    const joined: Blame = {
      relations: [...earlier.relations, ...blame.relations],
      culprit: earlier.culprit,
      also: [...(earlier.also ?? []), blame.culprit],
    };
    merged[merged.indexOf(earlier)] = joined;
    first.set(key as string, joined);
  }
  return merged;
}

function slipKey({ operand, expected }: Culprit): string | undefined {
  const value = operandValue(operand);
  if (!operand.at || !value) return undefined;
  const { table, row } = operand.at;
  return [table.spec.id, row.side, row.line, formatDecimal(trimmed(subtract(value, expected)))].join('\0');
}

interface Suspect {
  readonly operand: Operand;
  readonly expected: Decimal;
  /** All failed relations that would hold if the cell were as expected. */
  readonly relations: readonly Evaluated[];
  readonly score: number;
}

/** Cells of failed relations, with what speaks for and against them. */
class Suspects {
  readonly #cells: ReadonlyMap<
    string,
    { readonly operand: Operand; readonly relations: readonly Evaluated[] }
  >;
  readonly #support: ReadonlyMap<string, number>;
  readonly #open: Set<Evaluated>;
  /** Relations that two unlike causes would explain: told one by one. */
  readonly #doubtful: Evaluated[] = [];
  readonly #made = new Map<string, Suspect | null>();
  readonly #witnesses: ReadonlyMap<string, readonly Witness[]>;

  constructor(
    failed: readonly Evaluated[],
    held: readonly Evaluated[],
    witnesses: ReadonlyMap<string, readonly Witness[]>,
  ) {
    this.#witnesses = witnesses;
    this.#cells = cellsOf(failed);
    this.#support = supportOf(held, this.#cells);
    this.#open = new Set(failed);
  }

  /** The cell that explains most; `rival` where another explains as much: the same relations, or others that overlap. */
  strongest(): (Suspect & { readonly rival?: 'same' | 'other' }) | undefined {
    let best: Suspect | undefined;
    const all: Suspect[] = [];
    for (const key of this.#cells.keys()) {
      const suspect = this.#suspect(key);
      if (!suspect) continue;
      all.push(suspect);
      if (!best || suspect.score > best.score) best = suspect;
    }
    if (!best) return undefined;
    const own = new Set(best.relations);
    const rivals = all.filter(
      (other) =>
        other !== best && other.score === best.score && other.relations.some((item) => own.has(item)),
    );
    if (rivals.length === 0) return best;
    const same = rivals.every(
      ({ relations }) => relations.length === own.size && relations.every((item) => own.has(item)),
    );
    return { ...best, rival: same ? 'same' : 'other' };
  }

  settle(relations: readonly Evaluated[], doubtful: boolean): void {
    for (const relation of relations) {
      this.#open.delete(relation);
      for (const { key } of [...relation.left, ...relation.right]) this.#made.delete(key);
    }
    if (doubtful) this.#doubtful.push(...relations);
  }

  left(): Evaluated[] {
    return [...this.#doubtful, ...this.#open];
  }

  #suspect(key: string): Suspect | undefined {
    const known = this.#made.get(key);
    if (known !== undefined) return known ?? undefined;
    const cell = this.#cells.get(key);
    const own = cell?.relations.filter((relation) => this.#open.has(relation)) ?? [];
    const witnesses = this.#witnesses.get(key) ?? [];
    const agreed = cell && largestAgreement(cell.operand, own, witnesses);
    const content = witnesses.some(({ agrees }) => agrees) ? 1 : 0;
    const score = (agreed?.weight ?? 0) - (this.#support.get(key) ?? 0) - content;
    const suspect =
      cell && agreed && agreed.weight >= 2 && score > 0 ? { ...agreed, operand: cell.operand, score } : null;
    this.#made.set(key, suspect);
    return suspect ?? undefined;
  }
}

function cellsOf(
  relations: readonly Evaluated[],
): Map<string, { readonly operand: Operand; readonly relations: Evaluated[] }> {
  const cells = new Map<string, { readonly operand: Operand; readonly relations: Evaluated[] }>();
  for (const relation of relations) {
    for (const operand of [...relation.left, ...relation.right]) {
      const cell = cells.get(operand.key);
      if (!cell) cells.set(operand.key, { operand, relations: [relation] });
      else if (cell.relations.at(-1) !== relation) cell.relations.push(relation);
    }
  }
  return cells;
}

/** How many relations that hold would break if the cell were changed. */
function supportOf(held: readonly Evaluated[], suspects: ReadonlyMap<string, unknown>): Map<string, number> {
  const support = new Map<string, number>();
  for (const relation of held) {
    if (relation.comparison !== 'equal' || !isEvidence(relation)) continue;
    for (const { key } of [...relation.left, ...relation.right]) {
      if (suspects.has(key)) support.set(key, (support.get(key) ?? 0) + 1);
    }
  }
  return support;
}

interface Agreement {
  readonly expected: Decimal;
  readonly relations: readonly Evaluated[];
  /** How many of them are evidence. */
  readonly weight: number;
}

/** The value that makes most of the failed relations hold; rounding makes each want a slightly different one. */
function largestAgreement(
  operand: Operand,
  relations: readonly Evaluated[],
  witnesses: readonly Witness[],
): Agreement | undefined {
  if (relations.length + witnesses.length < 2) return undefined;
  let largest: Agreement | undefined;
  let shortest = 0;
  const tried = new Set<string>();
  for (const relation of relations) {
    const expected = isEvidence(relation) ? expectedOf(operand, relation) : undefined;
    const text = expected && formatDecimal(trimmed(expected));
    if (!expected || !text || tried.has(text)) continue;
    tried.add(text);
    const explained = relations.filter((item) => item === relation || holdsWith(item, operand, expected));
    const witnessed = witnesses.some((witness) => !witness.agrees && isWithin(expected, witness.interval));
    const weight = explained.filter(isEvidence).length + (witnessed ? 1 : 0);
    const size = relation.left.length + relation.right.length;
    // The shorter sum is rounded less often.
    const better = !largest || weight > largest.weight || (weight === largest.weight && size < shortest);
    if (!better) continue;
    largest = { expected, relations: explained, weight };
    shortest = size;
  }
  return largest;
}

export function isWithin(value: Decimal, { low, high }: Interval): boolean {
  return compare(low, value) <= 0 && compare(value, high) <= 0;
}

/** The value that would make the relation hold, all else as printed. Inequalities name no value. */
export function expectedOf(operand: Operand, relation: Evaluated): Decimal | undefined {
  const value = operandValue(operand);
  if (!value || relation.comparison !== 'equal') return undefined;
  const onLeft = relation.left.some((item) => item.key === operand.key);
  const onRight = relation.right.some((item) => item.key === operand.key);
  if (onLeft === onRight) return undefined;
  const unit = relation.left[0]?.unit ?? operand.unit;
  const { difference } = relation;
  const own =
    unit !== operand.unit && isMoneyUnit(unit) && isMoneyUnit(operand.unit)
      ? fromFen(toFen(difference, unit), operand.unit)
      : difference;
  return subtract(value, onLeft ? own : negate(own));
}

/** What no cell explains: told by itself, with what only warns of the same. */
function unsettled(left: readonly Evaluated[], rankOf: (relation: Evaluated) => number): Blame[] {
  const groups = [...Map.groupBy(left.filter(isEvidence), sumOfRows).values()];
  for (const relation of left) {
    if (isEvidence(relation)) continue;
    const same = groups.find(([first]) => first && sharesCause(first, relation));
    if (same) same.push(relation);
    else groups.push([relation]);
  }
  return groups.map((relations) => ({ relations: sorted(relations, rankOf) }));
}

/**
 * What fails for one reason: a sum of rows in each of its columns (a row that is
 * missing, or stands twice, is missing in each), and two tables that differ by
 * the same in a 项 and in all that it is part of.
 */
function sumOfRows(relation: Evaluated): unknown {
  const { left, right, rule, comparison, difference } = relation;
  const [first, ...others] = [...left, ...right].map((operand) => operand.at);
  const [second] = others;
  const code = first && codeOf(first);
  if (first && second && others.length === 1 && code !== undefined && codeOf(second) === code) {
    const { spec } = first.table;
    return [rule.id, spec.id, first.column, code.slice(0, 3), formatDecimal(trimmed(difference))].join('\0');
  }
  if (!first || others.some((at) => at?.table !== first.table || at.column !== first.column)) return relation;
  return [rule.id, comparison, first.table.spec.id, first.row.line].join('\0');
}

function codeOf({ row }: NonNullable<Operand['at']>): string | undefined {
  return row.code ?? row.spec?.code;
}

/** Is there a cell in both which, were it as the first wants it, would mend the second too? */
function sharesCause(first: Evaluated, second: Evaluated): boolean {
  const keys = new Set([...second.left, ...second.right].map((operand) => operand.key));
  return [...first.left, ...first.right].some((operand) => {
    const expected = keys.has(operand.key) ? expectedOf(operand, first) : undefined;
    return expected !== undefined && holdsWith(second, operand, expected);
  });
}

function sorted(relations: readonly Evaluated[], rankOf: (relation: Evaluated) => number): Evaluated[] {
  return [...relations].sort(
    (a, b) => Number(!isEvidence(a)) - Number(!isEvidence(b)) || rankOf(a) - rankOf(b),
  );
}
