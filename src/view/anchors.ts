import { keptByText } from '../model/kept.ts';

/** White space, and what would need a percent escape or quoting in `href="#…"`. */
const UNSAFE = /[\s"#%&'/<>?[\\\]^`{|}]+/g;

/** Words as a fragment: 30101/50101 → 30101-50101. Rows of the same codes are on thousands of pages. */
export const slug = keptByText((words) => words.trim().replace(UNSAFE, '-'));

/** Where a row stands on a disclosure's page: 支出总表-2060101. */
export function rowAnchor(tableId: string, rowId: string): string {
  return slug(`${tableId}-${rowId}`);
}

/** Where the definition of a term stands on a disclosure's page. */
export function glossaryAnchor(term: string): string {
  return `名词-${slug(term)}`;
}

/** The fragments of one page, each given out once. */
export class Anchors {
  readonly #taken = new Set<string>();

  /** The fragment asked for, or, where that is taken, with `-2`, `-3` … after it. */
  claim(words: string): string {
    const wanted = slug(words);
    let anchor = wanted;
    for (let n = 2; this.#taken.has(anchor); n++) anchor = `${wanted}-${n}`;
    this.#taken.add(anchor);
    return anchor;
  }

  /** Takes back a fragment whose place is not on the page after all. */
  release(anchor: string): void {
    this.#taken.delete(anchor);
  }
}
