import { type Decimal, formatDecimal, negate, subtract, trimmed } from '../model/decimal.ts';
import { type Operand, operandValue } from './operand.ts';
import type { Evaluated } from './relation.ts';

/** Relations that fail together, and the one cell that they agree on, where there is one. */
export interface Blame {
  /** Never empty; the one to be said comes first. */
  readonly relations: readonly Evaluated[];
  /** The cell to accuse, with what it should be. Absent where nothing decides between the sides. */
  readonly culprit?: { readonly operand: Operand; readonly expected: Decimal };
}

/**
 * Sorts failed relations by cause. A cell is accused only where two failed
 * relations agree on what it should be, and no relation that holds speaks for
 * it as strongly; every failed relation that a wrong cell explains is told
 * under it, not again.
 */
export function findCulprits(
  failed: readonly Evaluated[],
  held: readonly Evaluated[],
  rankOf: (relation: Evaluated) => number,
): Blame[] {
  const left = new Set(failed);
  const byCell = cellsOf(failed);
  const support = supportOf(held, byCell);
  const blames: Blame[] = [];
  for (;;) {
    const best = strongest(byCell, left, support);
    if (!best) break;
    for (const relation of best.relations) left.delete(relation);
    blames.push({
      relations: sorted(best.relations, rankOf),
      culprit: { operand: best.operand, expected: best.expected },
    });
  }
  return [...blames, ...[...left].map((relation) => ({ relations: [relation] }))];
}

interface Cell {
  readonly operand: Operand;
  readonly relations: readonly Evaluated[];
}

function cellsOf(relations: readonly Evaluated[]): Map<string, Cell> {
  const cells = new Map<string, { operand: Operand; relations: Evaluated[] }>();
  for (const relation of relations) {
    for (const operand of [...relation.left, ...relation.right]) {
      const cell = cells.get(operand.key);
      if (cell) cell.relations.push(relation);
      else cells.set(operand.key, { operand, relations: [relation] });
    }
  }
  return cells;
}

/** How many relations that hold would break if the cell were changed. */
function supportOf(held: readonly Evaluated[], suspects: ReadonlyMap<string, unknown>): Map<string, number> {
  const support = new Map<string, number>();
  if (suspects.size === 0) return support;
  for (const relation of held) {
    if (relation.comparison !== 'equal') continue;
    for (const { key } of [...relation.left, ...relation.right]) {
      if (suspects.has(key)) support.set(key, (support.get(key) ?? 0) + 1);
    }
  }
  return support;
}

interface Suspect {
  readonly operand: Operand;
  readonly expected: Decimal;
  readonly relations: readonly Evaluated[];
  readonly score: number;
}

function strongest(
  cells: ReadonlyMap<string, Cell>,
  open: ReadonlySet<Evaluated>,
  support: ReadonlyMap<string, number>,
): Suspect | undefined {
  let best: Suspect | undefined;
  let tied = false;
  for (const { operand, relations } of cells.values()) {
    const own = relations.filter((relation) => open.has(relation));
    if (own.length < 2) continue;
    const agreed = largestAgreement(operand, own);
    if (!agreed || agreed.relations.length < 2) continue;
    const score = agreed.relations.length - (support.get(operand.key) ?? 0);
    if (score <= 0) continue;
    if (!best || score > best.score) {
      best = { operand, ...agreed, score };
      tied = false;
    } else if (score === best.score) {
      // The same relations fit two cells: the one that more of them share is no clearer than the other.
      tied ||= agreed.relations.length >= best.relations.length;
    }
  }
  return tied ? undefined : best;
}

/** What most of the failed relations say the cell should be. */
function largestAgreement(
  operand: Operand,
  relations: readonly Evaluated[],
): { expected: Decimal; relations: Evaluated[] } | undefined {
  const groups = new Map<string, { expected: Decimal; relations: Evaluated[] }>();
  for (const relation of relations) {
    const expected = expectedOf(operand, relation);
    if (!expected) continue;
    const key = formatDecimal(trimmed(expected));
    const group = groups.get(key);
    if (group) group.relations.push(relation);
    else groups.set(key, { expected, relations: [relation] });
  }
  let largest: { expected: Decimal; relations: Evaluated[] } | undefined;
  for (const group of groups.values())
    if (!largest || group.relations.length > largest.relations.length) largest = group;
  return largest;
}

/** The value that would make the relation hold, all else as printed. Inequalities name no value. */
export function expectedOf(operand: Operand, relation: Evaluated): Decimal | undefined {
  const value = operandValue(operand);
  if (!value || relation.comparison !== 'equal') return undefined;
  const onLeft = relation.left.some((item) => item.key === operand.key);
  const onRight = relation.right.some((item) => item.key === operand.key);
  if (onLeft === onRight) return undefined;
  return subtract(value, onLeft ? relation.difference : negate(relation.difference));
}

function sorted(relations: readonly Evaluated[], rankOf: (relation: Evaluated) => number): Evaluated[] {
  return [...relations].sort((a, b) => rankOf(a) - rankOf(b));
}
