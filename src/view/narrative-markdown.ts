import type { Root } from 'hast';
import type { Nodes as MdastNodes, Root as MdastRoot } from 'mdast';
import rehypeSanitize, { type Options as Schema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { type Processor, unified } from 'unified';
import { type Binding, parseBindings } from '../model/binding.ts';
import { DIRECTIVES, plainDirectives } from './narrative-directives.ts';
import { type FinishOptions, finish, prepare } from './narrative-hast.ts';
import { Mark, token } from './narrative-marks.ts';

/**
 * Markdown → HTML with marks where figures and links to terms go. A mark takes
 * the place of each binding before Markdown is read, so that nothing in a
 * binding is taken for Markdown; it is filled when everything is HTML, so that
 * no value can become Markdown or HTML either.
 */

export interface CompiledMarkdown {
  readonly html: string;
  readonly bindings: readonly Binding[];
}

export interface MarkdownOptions extends FinishOptions {
  /** Level of the heading that the text stands under: its own begin one below. */
  readonly headingLevel: number;
}

/** HTML is text like any other; indented lines are paragraphs, as Chinese authors indent them. */
const NOT_READ = [
  'htmlFlow',
  'htmlText',
  'codeIndented',
  'setextUnderline',
  'tasklistCheck',
  'gfmFootnoteDefinition',
  'gfmFootnoteCall',
  'gfmPotentialFootnoteCall',
];

const SCHEMA: Schema = {
  tagNames: [
    ...['p', 'br', 'strong', 'em', 'del', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'hr', 'a', 'div'],
    ...['h2', 'h3', 'h4', 'h5', 'h6', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  attributes: {
    a: ['href'],
    ol: ['start'],
    div: [['className', ...Object.values(DIRECTIVES)]],
    p: [['className', 'note-title']],
    th: [
      ['className', 'center', 'right'],
      ['scope', 'col'],
    ],
    td: [['className', 'center', 'right']],
  },
  protocols: { href: ['http', 'https', 'mailto'] },
  strip: ['script', 'style', 'iframe', 'object'],
  clobber: [],
  required: {},
};

interface Steps {
  readonly parse: (text: string) => MdastRoot;
  readonly toHast: (tree: MdastRoot) => Root;
  readonly sanitize: (tree: Root) => Root;
  readonly stringify: (tree: Root) => string;
}

let made: Steps | undefined;

function steps(): Steps {
  if (made) return made;
  const reader = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkDirective)
    .use(function (this: Processor) {
      const data = this.data() as { micromarkExtensions?: unknown[] };
      data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { disable: { null: NOT_READ } }];
    })
    .freeze();
  const toHast = unified().use(remarkRehype).freeze();
  const sanitizer = unified().use(rehypeSanitize, SCHEMA).freeze();
  const writer = unified().use(rehypeStringify).freeze();
  made = {
    parse: (text) => reader.parse(text),
    toHast: (tree) => toHast.runSync(tree),
    sanitize: (tree) => sanitizer.runSync(tree) as Root,
    stringify: (tree) => writer.stringify(tree),
  };
  return made;
}

/** Lists or quotations within each other beyond any sense: each level costs stack. */
const TOO_DEEP = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))){20}/m;

export function compileMarkdown(source: string, options: MarkdownOptions): CompiledMarkdown {
  const text = withoutMarks(source.replace(/\r\n?/g, '\n'));
  const bindings = parseBindings(text);
  const marked = TOO_DEEP.test(text) ? text.replace(/[!-/:-@[-`{-~]/g, '\\$&') : withMarks(text, bindings);
  const { parse, toHast, sanitize, stringify } = steps();
  const mdast = parse(marked);
  plainDirectives(mdast, marked);
  const hast = toHast(mdast);
  prepare(hast, options.headingLevel);
  const clean = sanitize(hast);
  finish(clean, bindings, options);
  return { html: stringify(clean), bindings };
}

/** A link as it is written: its address, and where it begins, counted from 1. */
export interface WrittenLink {
  readonly url: string;
  /** A binding stands in its address, which is not filled there. */
  readonly bound: boolean;
  readonly line: number;
  readonly column: number;
}

/** Links of a Markdown text, in their order. */
export function linksIn(source: string): WrittenLink[] {
  const text = withoutMarks(source.replace(/\r\n?/g, '\n'));
  if (TOO_DEEP.test(text)) return [];
  let marked = text;
  // Of the same length, so that places stay where they are.
  for (const { offset, length } of parseBindings(text))
    marked = marked.slice(0, offset) + Mark.binding.repeat(length) + marked.slice(offset + length);
  const found: WrittenLink[] = [];
  const urls = new Map<string, string>();
  const references: [identifier: string, at: Pick<WrittenLink, 'line' | 'column'>][] = [];
  const add = (url: string, at: Pick<WrittenLink, 'line' | 'column'>) =>
    found.push({ url, bound: url.includes(Mark.binding), ...at });
  const walk = (node: MdastNodes): void => {
    const { line = 1, column = 1 } = node.position?.start ?? {};
    if (node.type === 'link') add(node.url, { line, column });
    else if (node.type === 'definition') urls.set(node.identifier, urls.get(node.identifier) ?? node.url);
    else if (node.type === 'linkReference') references.push([node.identifier, { line, column }]);
    if ('children' in node) for (const child of node.children) walk(child);
  };
  walk(steps().parse(marked));
  for (const [identifier, at] of references) {
    const url = urls.get(identifier);
    if (url !== undefined) add(url, at);
  }
  return found.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** No author's character is taken for a mark, written as itself or as a reference (`&#xE000;`). */
function withoutMarks(text: string): string {
  return text.replace(Mark.any, '\uFFFD').replace(/&#(?:[xX]0*[eE]00[0-6]|0*5734[4-9]|0*57350);/g, '\uFFFD');
}

function withMarks(text: string, bindings: readonly Binding[]): string {
  let result = '';
  let from = 0;
  for (const [index, binding] of bindings.entries()) {
    if (!binding.source.endsWith('}}')) continue;
    result += text.slice(from, binding.offset) + token(Mark.binding, index);
    from = binding.offset + binding.length;
  }
  return result + text.slice(from);
}
