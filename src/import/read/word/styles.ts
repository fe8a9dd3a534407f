import type { Attributes } from '../xml.ts';

export interface ParagraphStyle {
  readonly heading: boolean;
  readonly contents: boolean;
  readonly list: string | undefined;
  readonly depth: number | undefined;
}

interface Style {
  name: string;
  base: string | undefined;
  list: string | undefined;
  depth: number | undefined;
  outline: number | undefined;
}

const PLAIN: ParagraphStyle = { heading: false, contents: false, list: undefined, depth: undefined };

/** Reads styles.xml for what a paragraph's style says of it: a heading, an entry of 目录, an item of a list. */
export class Styles {
  readonly #styles = new Map<string, Style>();
  #style: Style | undefined;

  open = (tag: string, attributes: Attributes): void => {
    const { val = '' } = attributes;
    if (tag === 'style') {
      this.#style = { name: '', base: undefined, list: undefined, depth: undefined, outline: undefined };
      this.#styles.set(attributes.styleId ?? '', this.#style);
    } else if (this.#style) {
      if (tag === 'name') this.#style.name = val;
      else if (tag === 'basedOn') this.#style.base = val;
      else if (tag === 'numId') this.#style.list = val;
      else if (tag === 'ilvl') this.#style.depth = Number(val);
      else if (tag === 'outlineLvl') this.#style.outline = Number(val);
    }
  };

  close = (tag: string): void => {
    if (tag === 'style') this.#style = undefined;
  };

  text = (): void => {};

  of(id: string): ParagraphStyle {
    let found = PLAIN;
    // A style that is based on itself ends here.
    const seen = new Set<string>();
    for (let at: string | undefined = id; at !== undefined && !seen.has(at); ) {
      seen.add(at);
      const style = this.#styles.get(at);
      if (!style) break;
      found = {
        heading: found.heading || /^(?:heading \d|标题 ?\d)/i.test(style.name) || (style.outline ?? 9) < 9,
        contents: found.contents || /^toc \d|^目录 ?\d/i.test(style.name),
        list: found.list ?? style.list,
        depth: found.depth ?? style.depth,
      };
      at = style.base;
    }
    return found;
  }
}
