import { MOST_LINES } from '../view/page.ts';
import { type AzItem, compareLines, type LineChange } from './az-lists.ts';
import { bucketOf } from './format.ts';

/** A page of a letter. Plain JSON. */
export interface AzPart {
  /** Where it begins. */
  readonly first: AzItem;
  /** Lines. */
  readonly count: number;
}

/** Lines that a page has at least where a letter has several, and one in how many ends such a page. */
const AT_LEAST = 150;
const ONE_IN = 128;

/**
 * The pages of a letter. Where a line leads tells whether a page ends with it, so that one line more or less is one on a
 * page or two, and all others are as they were.
 */
export function cut(items: readonly AzItem[]): readonly (readonly AzItem[])[] {
  if (items.length <= MOST_LINES) return [items];
  const parts: AzItem[][] = [];
  let own: AzItem[] = [];
  for (const [at, item] of items.entries()) {
    own.push(item);
    if (!endsPage(item, own.length, items.length - 1 - at)) continue;
    parts.push(own);
    own = [];
  }
  return [...parts, own];
}

/** Is it the last on its page, as the `count`th there, with so many of its letter behind it? */
function endsPage(item: AzItem, count: number, behind: number): boolean {
  if (count < AT_LEAST || behind < AT_LEAST) return false;
  return count >= MOST_LINES || bucketOf(item.href ?? item.text, ONE_IN) === 0;
}

export function partOf(items: readonly AzItem[]): AzPart {
  return { first: items[0] as AzItem, count: items.length };
}

/**
 * The pages of a letter that are others after a change, by number from 0; undefined where another page than these would
 * be another, as one that says what these begin with. `others`: lines of a page that are of disclosures that have not changed.
 */
export function cutAgain(
  parts: readonly AzPart[],
  { was, now }: LineChange,
  others: (at: number) => readonly AzItem[],
): ReadonlyMap<number, readonly AzItem[]> | undefined {
  const pageOf = (line: AzItem): number =>
    Math.max(
      0,
      parts.findLastIndex(({ first }) => compareLines(first, line) <= 0),
    );
  const [gone, come] = [Map.groupBy(was, pageOf), Map.groupBy(now, pageOf)];
  const made = new Map<number, readonly AzItem[]>();
  for (const [at, { count }] of parts.entries()) {
    const [before = [], after = []] = [gone.get(at), come.get(at)];
    if (JSON.stringify(before) === JSON.stringify(after)) continue;
    const same = others(at);
    if (same.length + before.length !== count) return undefined;
    made.set(at, [...same, ...after].sort(compareLines));
  }
  let behind = 0;
  for (let at = parts.length - 1; at >= 0; at--) {
    const items = made.get(at);
    if (items && !isPage(items, behind, parts)) return undefined;
    if (items && parts.length > 1 && items[0]?.text !== parts[at]?.first.text) return undefined;
    // No page would end so near the end.
    if (behind > 0 && behind < AT_LEAST) return undefined;
    behind += items?.length ?? parts[at]?.count ?? 0;
  }
  return behind > MOST_LINES === parts.length > 1 ? made : undefined;
}

/** Would just these be a page, with so many lines of their letter behind them? */
function isPage(items: readonly AzItem[], behind: number, parts: readonly AzPart[]): boolean {
  if (items.length === 0) return false;
  if (parts.length === 1) return true;
  const last = items.length - 1;
  return items.every(
    (item, at) => endsPage(item, at + 1, last - at + behind) === (at === last && behind > 0),
  );
}
