import type { Element, ElementContent, Root, RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import type { Glyphs } from './glyphs.ts';
import { breakRuns } from './text-width.ts';
import type { Block, Inline, PdfCell, PdfRow, PdfTable } from './types.ts';

export interface ProseContext {
  readonly glyphs: Glyphs;
  /** Says where the text stands: 三、机关运行经费安排情况. */
  readonly section: string;
  /** HTML level of the section's own heading, and its depth in the PDF. */
  readonly level: number;
  readonly depth: number;
  readonly nextNumber: () => number;
  /** The absolute address of a link that leads off the document. */
  readonly resolve: (href: string) => string;
  readonly linkable: (fragment: string) => boolean;
  readonly width: number;
}

/** Characters that a line of text holds: 28 of 三号. */
const LINE_EM = 26;

export function proseBlocks(html: string, context: ProseContext): readonly Block[] {
  return new Prose(context).blocks(fromHtml(html, { fragment: true }));
}

/** Fragments of this document that a narrative links to. */
export function linksIn(html: string): string[] {
  return [...html.matchAll(/href="#([^"]+)"/g)].map((match) => decoded(match[1] as string));
}

class Prose {
  readonly #context: ProseContext;

  constructor(context: ProseContext) {
    this.#context = context;
  }

  blocks(parent: Root | Element): Block[] {
    const blocks: Block[] = [];
    let loose: (RootContent | ElementContent)[] = [];
    const flush = (): void => {
      const runs = this.#inline(loose);
      loose = [];
      if (runs.some((run) => typeof run !== 'string' || run.trim() !== ''))
        blocks.push({ k: 'p', runs, style: 'plain' });
    };
    for (const node of parent.children) {
      const made = node.type === 'element' ? this.#block(node) : undefined;
      if (made === undefined) loose.push(node);
      else {
        flush();
        blocks.push(...made);
      }
    }
    flush();
    return blocks;
  }

  /** Undefined for what stands in a line. */
  #block(element: Element): Block[] | undefined {
    const { level, depth } = this.#context;
    switch (element.tagName) {
      case 'p':
        return [
          {
            k: 'p',
            runs: this.#inline(element.children),
            ...(hasClass(element, 'note-title') && { style: 'title' as const }),
          },
        ];
      case 'h2':
      case 'h3':
      case 'h4':
      case 'h5':
      case 'h6': {
        const below = Math.max(1, Number(element.tagName[1]) - level);
        return [{ k: 'heading', level: depth + below, text: this.#clean(textOf(element)), style: 'section' }];
      }
      case 'ul':
      case 'ol': {
        const items = element.children.filter((child): child is Element => child.type === 'element');
        const start = Number(element.properties.start ?? 1);
        return [
          {
            k: 'list',
            ...(element.tagName === 'ol' && { start: Number.isInteger(start) && start >= 0 ? start : 1 }),
            items: items.map((item) => this.blocks(item)),
          },
        ];
      }
      case 'blockquote':
      case 'div':
        return [{ k: 'note', blocks: this.blocks(element) }];
      case 'pre':
        return [{ k: 'pre', text: this.#clean(textOf(element)) }];
      case 'hr':
        return [{ k: 'rule' }];
      case 'table':
        return [this.#table(element)];
      default:
        return undefined;
    }
  }

  #inline(nodes: readonly (RootContent | ElementContent)[]): Inline[] {
    return nodes.flatMap((node): Inline[] => {
      if (node.type === 'text') return [this.#clean(node.value)];
      if (node.type !== 'element') return [];
      const runs = (): Inline[] => this.#inline(node.children);
      switch (node.tagName) {
        case 'br':
          return [{ k: 'br' }];
        case 'strong':
        case 'mark':
          return [{ k: 'b', runs: runs() }];
        case 'em':
          return [{ k: 'i', runs: runs() }];
        case 'del':
          return [{ k: 'del', runs: runs() }];
        case 'code':
          return [{ k: 'code', runs: runs() }];
        case 'a':
          return this.#link(node, runs());
        default:
          return runs();
      }
    });
  }

  #link(element: Element, runs: Inline[]): Inline[] {
    const href = String(element.properties.href ?? '');
    const fragment = href.startsWith('#') ? decoded(href.slice(1)) : undefined;
    if (fragment !== undefined)
      return this.#context.linkable(fragment) ? [{ k: 'a', to: fragment, runs }] : runs;
    return href === '' ? runs : [{ k: 'a', href: this.#context.resolve(href), runs }];
  }

  #table(element: Element): PdfTable {
    const rows = descendants(element, 'tr').map((row) =>
      row.children.filter((cell): cell is Element => cell.type === 'element'),
    );
    const heads = rows.filter((row) => row.every((cell) => cell.tagName === 'th')).slice(0, 1);
    const columns = Math.max(1, ...rows.map((row) => row.length));
    const width = Math.floor((this.#context.width / columns) * 100) / 100;
    const room = LINE_EM / columns;
    const cell = (one: Element | undefined): PdfCell => ({
      text: one ? breakRuns(this.#clean(textOf(one)), room) : '',
      align: one && hasClass(one, 'right') ? 'right' : one && hasClass(one, 'center') ? 'center' : 'left',
    });
    const line = (row: readonly Element[]): PdfCell[] =>
      Array.from({ length: columns }, (_, i) => cell(row[i]));
    return {
      k: 'table',
      n: this.#context.nextNumber(),
      title: '',
      line: [],
      caption: '',
      size: columns > 8 ? 7 : 9,
      columns: Array.from({ length: columns }, () => width),
      head: heads.map((row) => line(row).map((one) => ({ ...one, align: 'center' as const }))),
      body: rows.filter((row) => !heads.includes(row)).map((row): PdfRow => ({ cells: line(row) })),
      notes: [],
      inset: 4,
    };
  }

  #clean(text: string): string {
    return breakRuns(
      this.#context.glyphs.clean(text, () => this.#context.section),
      LINE_EM,
    );
  }
}

function textOf(node: Element | ElementContent | RootContent): string {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element') return '';
  return node.tagName === 'br' ? '\n' : node.children.map(textOf).join('');
}

function descendants(parent: Element, tagName: string): Element[] {
  return parent.children.flatMap((child) =>
    child.type !== 'element' ? [] : child.tagName === tagName ? [child] : descendants(child, tagName),
  );
}

function hasClass(element: Element, name: string): boolean {
  const { className } = element.properties;
  return Array.isArray(className) && className.includes(name);
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
