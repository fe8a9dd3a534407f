/**
 * The paragraphs of a narrative, as found and linked to one by one. What is read
 * here is our own sanitised HTML: every tag is closed, every attribute quoted.
 */

export interface Paragraph {
  readonly anchor: string;
  readonly text: string;
}

const TAG = /<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|[^">])*)>/g;
/** Items and lines hold their paragraphs: what is found there leads to the whole. */
const WHOLE = /^(?:li|tr|pre|h[1-6])$/;

/** Gives each paragraph, item, line of a table and heading an id; `claim` makes one from its number. */
export function withAnchors(html: string, claim: (number: number) => string): string {
  const open: string[] = [];
  let number = 0;
  return html.replace(TAG, (tag, slash: string, name: string, attributes: string) => {
    if (slash) {
      if (open.at(-1) === name) open.pop();
      return tag;
    }
    if (!WHOLE.test(name) && (name !== 'p' || open.length > 0)) return tag;
    open.push(name);
    return `<${name} id="${claim(++number)}"${attributes}>`;
  });
}

/** The text of all that has an id, in order; what stands in an item of an item is the inner one's. */
export function paragraphsOf(html: string): readonly Paragraph[] {
  const found: { anchor: string; name: string; text: string }[] = [];
  const open: { anchor: string; name: string; text: string }[] = [];
  let at = 0;
  for (const { 0: tag, 1: slash, 2: name = '', 3: attributes = '', index } of html.matchAll(TAG)) {
    const inner = open.at(-1);
    if (inner) inner.text += html.slice(at, index);
    at = index + tag.length;
    const [, anchor] = /^ id="([^"]*)"/.exec(attributes) ?? [];
    if (slash && inner?.name === name) open.pop();
    else if (!slash && anchor !== undefined) {
      const paragraph = { anchor, name, text: '' };
      found.push(paragraph);
      open.push(paragraph);
    } else if (inner && /^(?:t[dh]|p|br)$/.test(name)) inner.text += ' ';
  }
  return found.flatMap(({ anchor, text }) => {
    const words = unescaped(text).replace(/\s+/g, ' ').trim();
    return words === '' ? [] : [{ anchor, text: words }];
  });
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

function unescaped(html: string): string {
  return html.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) =>
    name ? (NAMED[name] ?? whole) : String.fromCodePoint(Number.parseInt(hex ?? decimal, hex ? 16 : 10)),
  );
}
