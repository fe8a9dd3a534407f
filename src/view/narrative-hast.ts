import type { Element, ElementContent, Parents, Root, RootContent, Text } from 'hast';
import type { Binding } from '../model/binding.ts';
import { withoutHidden } from '../model/hidden.ts';
import { Mark, token } from './narrative-marks.ts';

export interface FinishOptions {
  /** Put before links that begin with `/`. */
  readonly base: string;
  /** Finds the terms to be linked; absent, none are. */
  readonly terms?: TermFinder;
}

export interface TermFinder {
  /** Global; matches the longest term there is. */
  readonly pattern: RegExp;
  readonly indexOf: (words: string) => number;
}

/** Before sanitising: headings below the section's own, table cells by class rather than `align`. */
export function prepare(tree: Root, headingLevel: number): void {
  const headings: { element: Element; depth: number }[] = [];
  eachElement(tree, (element) => {
    const depth = /^h([1-6])$/.exec(element.tagName)?.[1];
    if (depth !== undefined) headings.push({ element, depth: Number(depth) });
    if (element.tagName === 'th') element.properties.scope = 'col';
    const align = element.properties.align;
    if (align === 'right' || align === 'center') element.properties.className = [align];
  });
  const ranks = [...new Set(headings.map(({ depth }) => depth))].sort();
  let before = headingLevel;
  for (const { element, depth } of headings) {
    // None stands two levels below the one before, as where a text begins with a heading of the second rank.
    before = Math.min(headingLevel + 1 + ranks.indexOf(depth), before + 1);
    element.tagName = `h${Math.min(6, Math.max(2, before))}`;
  }
}

/** After sanitising: marks for conditions and terms, links to where the site stands, no blanks between Chinese lines. */
export function finish(tree: Root, bindings: readonly Binding[], options: FinishOptions): void {
  visit(tree, bindings, options, { linked: true, terms: true, code: false });
}

interface Surroundings {
  /** May a figure be a link here? */
  readonly linked: boolean;
  readonly terms: boolean;
  readonly code: boolean;
}

const CONTAINERS: ReadonlySet<string> = new Set(['ul', 'ol', 'table', 'div', 'blockquote']);

function visit(
  parent: Parents,
  bindings: readonly Binding[],
  options: FinishOptions,
  around: Surroundings,
): void {
  const children: RootContent[] = [];
  for (const node of parent.children as RootContent[]) {
    if (node.type === 'text') {
      children.push({
        type: 'text',
        // A reference (`&#x202E;`) makes what may not stand in the file.
        value: withoutHidden(
          around.code ? asWritten(node.value, bindings) : inline(node.value, options, around),
          '\uFFFD',
        ),
      });
    } else if (node.type === 'element') {
      const { tagName } = node;
      const conditions = isBlock(node, parent) ? takeConditions(node, bindings) : undefined;
      const heading = /^h\d$/.test(tagName);
      visit(node, bindings, options, {
        linked: around.linked && tagName !== 'a',
        terms: around.terms && tagName !== 'a' && !heading,
        code: around.code || tagName === 'code',
      });
      const unsafe = tagName === 'a' && !hasAddress(node, bindings, options.base);
      const content: RootContent[] = unsafe ? node.children : [node];
      if (conditions)
        children.push(text(token(Mark.block, conditions.join(','))), ...content, text(Mark.end));
      else if (CONTAINERS.has(tagName)) children.push(text(Mark.container), ...content, text(Mark.end));
      else children.push(...content);
    }
  }
  parent.children = children as ElementContent[];
}

function text(value: string): Text {
  return { type: 'text', value };
}

/** What is shown or dropped as a whole: a paragraph, a list item, a row, a heading. */
function isBlock(element: Element, parent: Parents): boolean {
  if (element.tagName === 'p') return !(parent.type === 'element' && parent.tagName === 'li');
  if (element.tagName === 'tr') return !(parent.type === 'element' && parent.tagName === 'thead');
  return element.tagName === 'li' || /^h\d$/.test(element.tagName);
}

const LEADING = new RegExp(`^\\s*${Mark.binding}(\\d+)${Mark.stop}\\s*`, 'u');

/** Takes the conditions off the beginning of a block. */
function takeConditions(block: Element, bindings: readonly Binding[]): number[] {
  const found: number[] = [];
  const first = firstText(block);
  if (!first) return found;
  for (let match = LEADING.exec(first.value); match; match = LEADING.exec(first.value)) {
    const index = Number(match[1]);
    const kind = bindings[index]?.expression.kind;
    if (kind !== 'if' && kind !== 'unless') break;
    found.push(index);
    first.value = first.value.slice(match[0].length);
  }
  // Authors indent with two full-width spaces; the style sheet does that.
  first.value = first.value.replace(/^[\s\u3000]+/u, '');
  return found;
}

function firstText(element: Element): Text | undefined {
  for (const child of element.children) {
    if (child.type === 'text') {
      if (child.value.trim() !== '') return child;
    } else if (child.type === 'element') {
      return child.tagName === 'p' || child.tagName === 'td' ? firstText(child) : undefined;
    }
  }
  return undefined;
}

const BINDING = new RegExp(`${Mark.binding}(\\d+)${Mark.stop}`, 'gu');
const WIDE = '[\u2E80-\uFFEF\u2018-\u201D]';
const BREAK = new RegExp(`(?<=${WIDE})\\n|\\n(?=${WIDE})`, 'gu');

/** A line's end between Chinese characters is no space. */
function inline(value: string, options: FinishOptions, around: Surroundings): string {
  const joined = value.trim() === '' ? value : value.replace(BREAK, '');
  const linked = around.linked
    ? joined
    : joined.replace(BINDING, (_, index: string) => token(Mark.binding, `${index}!`));
  const { terms } = options;
  if (!around.terms || !terms) return linked;
  return linked.replace(terms.pattern, (words) => {
    const index = terms.indexOf(words);
    return index < 0 ? words : `${token(Mark.term, index)}${Mark.text}${words}${Mark.end}`;
  });
}

function asWritten(value: string, bindings: readonly Binding[]): string {
  return value.replace(BINDING, (_, index: string) => bindings[Number(index)]?.source ?? '');
}

const ENCODED = new RegExp(
  `${encodeURIComponent(Mark.binding)}(\\d+)${encodeURIComponent(Mark.stop)}`,
  'giu',
);

/** Completes a link's address; false where the sanitiser took it. */
function hasAddress(link: Element, bindings: readonly Binding[], base: string): boolean {
  const { href } = link.properties;
  if (typeof href !== 'string') return false;
  const whole = href.replace(ENCODED, (_, index: string) =>
    encodeURIComponent(bindings[Number(index)]?.source ?? ''),
  );
  link.properties.href = whole.startsWith('/') && !whole.startsWith('//') ? base + whole : whole;
  return true;
}

function eachElement(parent: Parents, see: (element: Element) => void): void {
  for (const child of parent.children) {
    if (child.type !== 'element') continue;
    see(child);
    eachElement(child, see);
  }
}
