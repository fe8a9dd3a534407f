import type { OwnPage, OwnParts } from '../../../src/components/own-page.ts';
import type { Render } from './render.ts';

/** A piece of a frame, and the part of a page that comes after it. */
interface Piece {
  readonly text: string;
  readonly part: keyof OwnParts | undefined;
}

/**
 * Frames of disclosures' pages, as Astro renders them for the site that is shared with it: once for each kind of page,
 * with marks where every page has parts of its own. To render each page whole would take longer than all that is in it.
 */
export class Frames {
  readonly #render: Render;
  readonly #known = new Map<OwnPage, readonly Piece[]>();

  constructor(render: Render) {
    this.#render = render;
  }

  /** The page as HTML, in pieces. */
  async around(name: OwnPage, parts: OwnParts): Promise<readonly string[]> {
    let pieces = this.#known.get(name);
    if (!pieces) {
      pieces = await this.#frameOf(name);
      this.#known.set(name, pieces);
    }
    const html: string[] = [];
    let own = '';
    for (const { text, part } of pieces) {
      own += text;
      if (part === undefined) continue;
      if (part !== 'main') own += parts[part];
      else {
        html.push(own, ...parts.main);
        own = '';
      }
    }
    return [...html, own];
  }

  async #frameOf(name: OwnPage): Promise<readonly Piece[]> {
    // With its parts given, a page asks for no disclosure.
    const { status, body } = await this.#render(`/0/0/0/${name}`, { parts: MARKS });
    if (status !== 200) throw new Error(`the frame of pages “${name}” came out with status ${status}`);
    return cut(body);
  }
}

/** Nothing else of a frame can look like one: `<` is escaped there. */
const mark = (part: keyof OwnParts): string => `<!--${part}-->`;

const MARKS: OwnParts = {
  about: mark('about'),
  data: mark('data'),
  banner: mark('banner'),
  within: mark('within'),
  crumbs: mark('crumbs'),
  main: [mark('main')],
  hash: mark('hash'),
};

function cut(frame: string): readonly Piece[] {
  const texts = frame.split(/<!--(\w+)-->/);
  const pieces: Piece[] = [];
  for (let at = 0; at < texts.length; at += 2)
    pieces.push({ text: texts[at] as string, part: texts[at + 1] as keyof OwnParts | undefined });
  return pieces;
}
