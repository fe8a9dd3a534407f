import type { TableSpec } from '../../model/template.ts';
import { filterByFacts, learn, learnEmpty, SettledFacts } from './facts.ts';
import { filterByGroup, type Group, groupsOf } from './groups.ts';
import { filterByRow } from './rows.ts';
import type { Slot } from './slot.ts';

/**
 * Narrows where each printed figure can stand until nothing changes: relations
 * inside a row, rows that add up to a row, and what the other tables say.
 */
export function solve(slots: readonly Slot[], empty: readonly TableSpec[]): void {
  for (const slot of slots) filterByRow(slot);
  const groups = bySide(slots).flatMap(groupsOf);
  const facts = new SettledFacts();
  for (const spec of empty) learnEmpty(spec, facts);
  for (let changed = true; changed; ) {
    changed = false;
    learn(slots, facts);
    for (const slot of slots) changed = filterByFacts(slot, facts) || changed;
    for (const group of easiestFirst(groups)) changed = filterByGroup(group) || changed;
  }
}

function easiestFirst(groups: readonly Group[]): Group[] {
  const ways = (group: Group): number =>
    [group.parent, ...group.children].reduce((sum, slot) => sum + slot.placings.length, 0);
  return [...groups].sort((a, b) => ways(a) - ways(b));
}

function bySide(slots: readonly Slot[]): Slot[][] {
  const sides = new Map<unknown, Slot[]>();
  for (const slot of slots) {
    const list = sides.get(slot.side);
    if (list) list.push(slot);
    else sides.set(slot.side, [slot]);
  }
  return [...sides.values()];
}
