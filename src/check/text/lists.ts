import { addIntervals, compare, exactInterval, type Interval, ZERO } from '../../model/decimal.ts';
import type { Statement } from './narrative.ts';

/**
 * Lists inside a sentence: 「A，其中：B、C；D，包括E和F。」 Which amounts belong
 * under which is often open in the grammar, so every reading is tried: a
 * sentence is wrong only if no reading of it adds up.
 */

/** all: the parts make up the whole. some: 主要是, 如 name only a few. */
export type Extent = 'all' | 'some';

export interface Item {
  readonly statement: Statement;
  readonly interval: Interval;
  /** Set where words after it open a list of its parts. */
  readonly opens?: Extent;
  /** Does a stop (；。or the end) follow it before the next? */
  readonly stops: boolean;
  /** Is it a total of the document's, which begins something of its own? */
  readonly fresh?: boolean;
}

export interface ReadList {
  readonly whole: Item;
  readonly parts: readonly Item[];
  readonly extent: Extent;
}

const MARKER =
  /(?:其中|包括|包含|包涵|分别[是为]|具体(?:[是为]|包括)|主要(?:用于|包括|[是为有])?|如下|例如|比如)[，,：:]?[^，。；,;]{0,60}$/u;

/** Do the words between two amounts open a list under the first? */
export function opening(between: string): Extent | undefined {
  const stop = /[。！？\n]/u.exec(between);
  const words = stop ? between.slice(stop.index + 1) : between;
  // After a full stop only 其中 and the like lead back.
  if (stop && !/^(?:其中|具体|包括|分别)/u.test(words)) return undefined;
  const match = MARKER.exec(words.slice(-90));
  if (!match) return undefined;
  return /主要|例如|比如/u.test(match[0]) ? 'some' : 'all';
}

/** More amounts than any sentence has: such a list is no sentence. */
const MAX_ITEMS = 60;
const MAX_STEPS = 4000;

interface End {
  readonly next: number;
  readonly lists: readonly ReadList[];
}

/**
 * Every list that begins at `whole` and adds up, in one of its readings; or, where
 * none does, the natural reading: nested lists end at the first stop.
 */
export function readList(
  items: readonly Item[],
  whole: number,
): { holds: boolean; lists: readonly ReadList[] } | undefined {
  if (items.length > MAX_ITEMS) return undefined;
  const search = new Search(items);
  const ends = search.under(whole);
  if (search.exhausted) return undefined;
  const end = ends.at(-1);
  return end ? { holds: true, lists: end.lists } : { holds: false, lists: natural(items, whole) };
}

class Search {
  exhausted = false;
  #steps = 0;
  readonly #items: readonly Item[];

  constructor(items: readonly Item[]) {
    this.#items = items;
  }

  /** Where a list under `whole` may end so that it, and all in it, add up. */
  under(whole: number, outer = true): End[] {
    const item = this.#items[whole] as Item;
    const extent = item.opens ?? 'all';
    const found: End[] = [];
    const go = (next: number, sum: Interval, parts: readonly Item[], nested: readonly ReadList[]): void => {
      if (++this.#steps > MAX_STEPS) this.exhausted = true;
      if (this.exhausted) return;
      if (this.#mayEnd(parts, next, sum, item, outer))
        found.push({ next, lists: [{ whole: item, parts, extent }, ...nested] });
      const part = this.#items[next];
      if (!part) return;
      const total = addIntervals(sum, part.interval);
      const more = [...parts, part];
      if (part.opens) {
        for (const inner of this.under(next, false)) go(inner.next, total, more, [...nested, ...inner.lists]);
        // What opens may go on in words alone: 包含重点项目集中开工等费用.
        if (part.opens === 'some') go(next + 1, total, more, nested);
      } else go(next + 1, total, more, nested);
    };
    go(whole + 1, exactInterval(ZERO), [], []);
    return found;
  }

  /** A list that adds up may end anywhere; one that names only some of the parts at a stop. One part alone is only some. */
  #mayEnd(parts: readonly Item[], next: number, sum: Interval, whole: Item, outer: boolean): boolean {
    if (parts.length === 0) return false;
    if (fits(sum, whole.interval, 'all')) return true;
    const last = next === this.#items.length;
    const some =
      whole.opens === 'some'
        ? last || ((this.#items[next - 1] as Item).stops && (!outer || this.#items[next]?.fresh === true))
        : parts.length === 1 && (last || (!outer && (this.#items[next - 1] as Item).stops));
    return some && fits(sum, whole.interval, 'some');
  }
}

/** Parts against their whole, by intervals. */
export function fits(sum: Interval, whole: Interval, extent: Extent): boolean {
  return compare(sum.low, whole.high) <= 0 && (extent === 'some' || compare(whole.low, sum.high) <= 0);
}

export function sumOf(parts: readonly Item[]): Interval {
  return parts.reduce((sum, { interval }) => addIntervals(sum, interval), exactInterval(ZERO));
}

/** Nested lists end at the first stop, the outer at the end of the sentence. */
function natural(items: readonly Item[], whole: number): ReadList[] {
  const lists: ReadList[] = [];
  const read = (at: number, outer: boolean): number => {
    const parts: Item[] = [];
    const head = items[at] as Item;
    let next = at + 1;
    while (next < items.length) {
      const part = items[next] as Item;
      parts.push(part);
      next = part.opens ? read(next, false) : next + 1;
      if (!outer && (items[next - 1] as Item).stops) break;
    }
    lists.unshift({ whole: head, parts, extent: head.opens ?? 'all' });
    return next;
  };
  read(whole, true);
  return lists.filter(({ parts }) => parts.length > 0);
}
