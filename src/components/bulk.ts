/**
 * The long strings of pages that are being rendered, by the mark that holds their place. Astro hands a page out as
 * bytes: what it carries is encoded, decoded, and encoded again to be written.
 */
const held = new Map<string, string>();
let count = 0;

/** For `set:html`: HTML that is put in its place when the rest of the page has come out. */
export function bulk(html: string): string {
  // An author's server hands out what Astro made.
  if (!import.meta.env.PROD) return html;
  const mark = `<!--${++count}-->`;
  held.set(mark, html);
  return mark;
}

const MARK = /(<!--\d+-->)/;

/** The page with all that was held for it. No text of a page can look like a mark: `<` is escaped there. */
export function withBulk(page: string): string {
  let whole = '';
  for (const part of page.split(MARK)) {
    const html = held.get(part);
    whole += html ?? part;
    if (html !== undefined) held.delete(part);
  }
  return whole;
}
