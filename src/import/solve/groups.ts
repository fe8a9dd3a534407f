import { addIntervals, compare, type Interval, intervalsMeet } from '../../model/decimal.ts';
import { intervalOf, type Placing, type Slot } from './slot.ts';

/** A row and the rows that add up to it, column by column. */
export interface Group {
  readonly parent: Slot;
  readonly children: readonly Slot[];
}

/** Which rows of one side of a table add up to which. */
export function groupsOf(slots: readonly Slot[]): Group[] {
  const side = slots[0]?.side;
  if (!side) return [];
  if (side.rows.kind === 'fixed') return byForm(slots);
  return side.rows.kind === 'coded' ? byCode(slots) : bySubtotal(slots);
}

function byForm(slots: readonly Slot[]): Group[] {
  return (
    slots
      .map((parent) => ({
        parent,
        children: slots.filter(
          (slot) => slot.fixed?.parent !== undefined && slot.fixed.parent === parent.fixed?.id,
        ),
      }))
      // A single row “of which” need not be the whole.
      .filter((group) => group.children.length > 1)
  );
}

function byCode(slots: readonly Slot[]): Group[] {
  const coded = slots.filter((slot) => slot.code !== undefined);
  const parentOf = (slot: Slot): Slot | undefined =>
    coded
      .filter((other) => other !== slot && (slot.code as string).startsWith(other.code as string))
      .sort((a, b) => (b.code as string).length - (a.code as string).length)[0];
  const top = coded.filter((slot) => !parentOf(slot));
  const total = slots.find((slot) => slot.code === undefined);
  const groups = coded.map((parent) => ({
    parent,
    children: coded.filter((slot) => parentOf(slot) === parent),
  }));
  if (total) groups.unshift({ parent: total, children: top });
  return groups.filter((group) => group.children.length > 0);
}

function bySubtotal(slots: readonly Slot[]): Group[] {
  const rows = slots[0]?.side.rows;
  const ends = (slot: Slot, words: readonly string[] | undefined): boolean =>
    (words ?? []).some((word) => word !== '' && slot.label.endsWith(word));
  const total = slots.find((slot) => ends(slot, rows?.total));
  const groups: { parent: Slot; children: Slot[] }[] = [];
  for (const slot of slots) {
    if (slot === total) continue;
    if (ends(slot, rows?.subtotal)) groups.push({ parent: slot, children: [] });
    else groups.at(-1)?.children.push(slot);
  }
  if (total)
    groups.unshift({
      parent: total,
      children:
        groups.length > 0 ? groups.map((group) => group.parent) : slots.filter((slot) => slot !== total),
    });
  return groups.filter((group) => group.children.length > 0);
}

/** More ways than this are not looked through; the rows then wait for other relations. */
const LIMIT = 200_000;

/** Drops placings of parent and children that no consistent whole contains. */
export function filterByGroup(group: Group): boolean {
  const { parent, children } = group;
  if (parent.placings.length < 2 && children.every((child) => child.placings.length < 2)) return false;
  const columns = sharedColumns(group);
  const used = new Map<Slot, Set<Placing>>([parent, ...children].map((slot) => [slot, new Set()]));
  let budget = LIMIT;
  for (const placing of parent.placings) {
    const target = columns.map(({ parent: at }) => intervalOf(placing[at] as string));
    const chosen: Placing[] = [];
    const search = (index: number, sums: readonly Interval[]): boolean => {
      if (--budget < 0) return true;
      if (sums.some((sum, at) => compare(sum.low, (target[at] as Interval).high) > 0)) return false;
      const child = children[index];
      if (!child) {
        if (!sums.every((sum, at) => intervalsMeet(sum, target[at] as Interval))) return false;
        used.get(parent)?.add(placing);
        children.forEach((slot, at) => {
          used.get(slot)?.add(chosen[at] as Placing);
        });
        return true;
      }
      let any = false;
      for (const way of child.placings) {
        chosen[index] = way;
        const next = sums.map((sum, at) =>
          addIntervals(sum, intervalOf(way[(columns[at] as Shared).children[index] as number] as string)),
        );
        any = search(index + 1, next) || any;
      }
      return any;
    };
    search(
      0,
      columns.map(() => intervalOf('')),
    );
  }
  if (budget < 0 || used.get(parent)?.size === 0) return false;
  let changed = false;
  for (const slot of [parent, ...children]) {
    const left = slot.placings.filter((placing) => used.get(slot)?.has(placing));
    changed ||= left.length < slot.placings.length;
    slot.placings = left;
  }
  return changed;
}

interface Shared {
  readonly parent: number;
  readonly children: readonly number[];
}

/** Amount columns that parent and children all have: a sum has no number of things and no price. */
function sharedColumns({ parent, children }: Group): Shared[] {
  return parent.columns.flatMap((column, at) => {
    if (column.kind !== 'amount') return [];
    const places = children.map((child) => child.columns.indexOf(column));
    return places.includes(-1) ? [] : [{ parent: at, children: places }];
  });
}
