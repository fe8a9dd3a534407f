import type { Decimal } from '../model/decimal.ts';
import type { CheckFinding } from '../model/disclosure.ts';
import type { Severity } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';
import { isWithin } from './blame.ts';
import type { KindFinding } from './kind.ts';
import { KINDS } from './kinds/index.ts';
import type { Evaluated } from './relation.ts';

/** Which of the things that kinds found follow from another, so that one mistake is told once. */

/** One thing that a rule's kind found. */
export interface Found {
  readonly rule: Rule;
  readonly item: KindFinding;
}

/** Cells that relations accuse, by key. */
export type Accused = Map<string, { readonly finding: CheckFinding; readonly expected: Decimal }>;

/** Failed relations that something found explains whole: a row whose code was lost is missing in its sums. */
export function explainedBy(
  items: readonly Found[],
  failed: readonly Evaluated[],
): Map<Evaluated, KindFinding> {
  const explained = new Map<Evaluated, KindFinding>();
  if (failed.length === 0) return explained;
  for (const { item } of items) {
    if (!item.explains) continue;
    for (const relation of failed)
      if (!explained.has(relation) && item.explains(relation)) explained.set(relation, item);
  }
  return explained;
}

/** What each thing is told under; the nearest to the cells first. What is told for itself has no owner. */
export function ownersOf(
  items: readonly Found[],
  culprits: Accused,
): Map<KindFinding, CheckFinding | KindFinding> {
  const rank = ({ rule }: Found): number => KINDS[rule.kind]?.rank ?? 0;
  const owners = new Map<KindFinding, CheckFinding | KindFinding>();
  const accused = new Map<string, KindFinding>();
  const byRank = [...items].sort(
    (a, b) => Number(!a.item.accuses) - Number(!b.item.accuses) || rank(a) - rank(b),
  );
  for (const { item } of byRank) {
    const owner =
      culpritOf(item, culprits) ?? firstOf([...(item.accuses ?? []), ...(item.figures ?? [])], accused);
    if (owner) owners.set(item, owner);
    else for (const key of item.accuses ?? []) accused.set(key, item);
  }
  return owners;
}

function culpritOf({ figures = [], witness }: KindFinding, culprits: Accused): CheckFinding | undefined {
  const named = witness && culprits.get(witness.key);
  if (named && isWithin(named.expected, witness.interval)) return named.finding;
  return firstOf(figures, culprits)?.finding;
}

function firstOf<T>(keys: readonly string[], map: ReadonlyMap<string, T>): T | undefined {
  for (const key of keys) {
    const found = map.get(key);
    if (found) return found;
  }
  return undefined;
}

const RANK = { error: 0, warning: 1, info: 2 } as const;

/** How bad a thing is with all that follows from it, and how many those are. */
export function severities(
  items: readonly Found[],
  owners: ReadonlyMap<KindFinding, CheckFinding | KindFinding>,
  explained: ReadonlyMap<Evaluated, KindFinding>,
): Map<KindFinding, { severity: Severity; more: number }> {
  const worst = new Map<KindFinding, { severity: Severity; more: number }>();
  const add = (item: KindFinding, severity: Severity): void => {
    const own = worst.get(item) ?? { severity: item.severity, more: 0 };
    worst.set(item, {
      severity: RANK[severity] < RANK[own.severity] ? severity : own.severity,
      more: own.more + 1,
    });
  };
  for (const { item } of items) {
    const owner = owners.get(item);
    if (owner && !('outcome' in owner)) add(owner, item.severity);
  }
  for (const [relation, item] of explained) {
    const owner = owners.get(item) ?? item;
    if (!('outcome' in owner)) add(owner, relation.rule.severity);
  }
  return worst;
}
