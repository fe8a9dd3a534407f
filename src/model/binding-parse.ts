import { keptByText } from './kept.ts';
import type { Fund } from './template.ts';

/**
 * The grammar of `{{…}}` in narrative. Reading is separate from resolving, so
 * that a form's drafts are read once for all disclosures.
 */

/** What a binding points at. */
export type Reference =
  | { readonly kind: 'word'; readonly name: string }
  | { readonly kind: 'path'; readonly table: string; readonly rest: readonly string[] }
  | { readonly kind: 'fact'; readonly id: string }
  | { readonly kind: 'project'; readonly name: string }
  | { readonly kind: 'concept'; readonly concept: string; readonly fund?: Fund };

export type ValueExpression =
  | { readonly kind: 'value'; readonly of: Reference }
  | { readonly kind: 'change' | 'growth'; readonly of: Reference }
  | { readonly kind: 'share'; readonly of: Reference; readonly whole: Reference };

export type Expression =
  | ValueExpression
  | ({ readonly kind: 'if' } & Condition)
  | ({ readonly kind: 'unless' } & Condition)
  | { readonly kind: 'malformed'; readonly message: string; readonly hint: string };

interface Condition {
  readonly test: ValueExpression;
  /** `if known X`: is it there at all, be it zero? */
  readonly known: boolean;
}

export interface Binding {
  /** Of `{{`, in the source. */
  readonly offset: number;
  readonly length: number;
  /** With its braces, as written. */
  readonly source: string;
  readonly expression: Expression;
  /** Indexes of the conditions that its paragraph or list item stands under. */
  readonly guards: readonly number[];
}

const FUNDS: ReadonlySet<string> = new Set([
  'all',
  'fiscal',
  'generalPublicBudget',
  'governmentFund',
  'stateCapital',
]);
const CONCEPT = /^([a-z][A-Za-z]*(?:\.[a-z][A-Za-z]*)+)(?:@([A-Za-z]+))?$/;
const WELL_FORMED = /\{\{([^{}\n]*)\}\}/g;
/** Longer than any table, row and column title together. */
const MAX_LENGTH = 300;

/** A form's drafts are asked for again with every disclosure. */
const parsed = new Map<string, readonly Binding[]>();
const MAX_REMEMBERED = 500;

/** All bindings of a narrative, in order. An opening without an end is a malformed one. */
export function parseBindings(source: string): readonly Binding[] {
  if (!source.includes('{{')) return [];
  let known = parsed.get(source);
  if (!known) {
    if (parsed.size >= MAX_REMEMBERED) parsed.clear();
    known = readBindings(source);
    parsed.set(source, known);
  }
  return known;
}

function readBindings(source: string): readonly Binding[] {
  const found: { offset: number; source: string; expression: Expression }[] = [];
  for (const match of source.matchAll(WELL_FORMED)) {
    found.push({ offset: match.index, source: match[0], expression: parseExpression(match[1] as string) });
  }
  const closed = source.replace(WELL_FORMED, (whole) => ' '.repeat(whole.length));
  for (let at = closed.indexOf('{{'); at >= 0; at = closed.indexOf('{{', at + 2)) {
    found.push({ offset: at, source: closed.slice(at, at + 2), expression: UNCLOSED });
  }
  found.sort((a, b) => a.offset - b.offset);

  const blocks = blocksOf(source);
  const taken = new Map<Span, number>();
  const conditions = found.flatMap((binding, index) => {
    if (binding.expression.kind !== 'if' && binding.expression.kind !== 'unless') return [];
    const block = blockStartingAt(source, binding.offset, blocks, taken);
    if (block) taken.set(block, (taken.get(block) ?? 0) + 1);
    return block ? [{ index, ...block }] : [];
  });
  const placed = new Set(conditions.map((condition) => condition.index));
  return found.map((binding, index) => ({
    offset: binding.offset,
    length: binding.source.length,
    source: binding.source,
    expression:
      (binding.expression.kind === 'if' || binding.expression.kind === 'unless') && !placed.has(index)
        ? MISPLACED
        : binding.expression,
    guards: conditions
      .filter(
        (condition) =>
          condition.index !== index && condition.from <= binding.offset && binding.offset < condition.to,
      )
      .map((condition) => condition.index),
  }));
}

const UNCLOSED: Expression = {
  kind: 'malformed',
  message: '只有“{{”，没有写完',
  hint: '请在同一行里补上“}}”，中间不要再有花括号。',
};

const MISPLACED: Expression = {
  kind: 'malformed',
  message: '的条件没有写在段落或列表项的开头',
  hint: '请把它移到一段（前面空一行）、一个列表项或表格的一行的最前面；条件管它的全部。',
};

/** The words between the braces. */
export function parseExpression(text: string): Expression {
  const words = text.trim();
  if (words === '' || words.length > MAX_LENGTH) {
    return {
      kind: 'malformed',
      message: words === '' ? '里没有内容' : `长过 ${MAX_LENGTH} 字`,
      hint: '请写成 {{表/行/列}}，如 {{支出总表/合计/基本支出}}。',
    };
  }
  const match = /^(if|unless)(?:\s+(.*))?$/su.exec(words);
  if (!match) return parseValue(words);
  const [, known, tested] = /^(known\s+)?(.*)$/su.exec((match[2] ?? '').trim()) as unknown as string[];
  const test = parseValue(tested as string);
  if (test.kind === 'malformed') return test;
  const condition = { test, known: known !== undefined };
  return match[1] === 'if' ? { kind: 'if', ...condition } : { kind: 'unless', ...condition };
}

function parseValue(words: string): ValueExpression | (Expression & { kind: 'malformed' }) {
  const match = /^(change|growth|share)(?:\s+(.*))?$/su.exec(words);
  if (words === '' || (match && (match[2] ?? '') === '')) {
    return {
      kind: 'malformed',
      message: '没有写明是哪个数',
      hint: '请写成如 {{change 支出总表/合计/基本支出}}。',
    };
  }
  if (!match) return { kind: 'value', of: parseReference(words) };
  const [, keyword, rest] = match as unknown as [string, 'change' | 'growth' | 'share', string];
  if (keyword !== 'share') return { kind: keyword, of: parseReference(rest.trim()) };
  const parts = rest.split(/(?<!\s)\s+of\s+/u);
  if (parts.length !== 2) {
    return {
      kind: 'malformed',
      message: '没有写明是谁占谁的比重',
      hint: '请写成如 {{share 支出总表/合计/基本支出 of 支出总表/合计/合计}}。',
    };
  }
  return {
    kind: 'share',
    of: parseReference((parts[0] as string).trim()),
    whole: parseReference((parts[1] as string).trim()),
  };
}

/** One object for the same words, in whatever text: what it points at is found once a disclosure. */
const parseReference = keptByText((words): Reference => {
  const parts = words.split('/').map((part) => part.trim());
  const [first, ...rest] = parts as [string, ...string[]];
  if (rest.length > 0) {
    // Ids and names may hold a slash of their own: everything after the first counts.
    const tail = words.slice(words.indexOf('/') + 1).trim();
    if (first === '事实') return { kind: 'fact', id: tail };
    if (first === '项目') return { kind: 'project', name: tail };
    return { kind: 'path', table: first, rest };
  }
  const concept = CONCEPT.exec(words);
  if (concept && (concept[2] === undefined || FUNDS.has(concept[2]))) {
    return {
      kind: 'concept',
      concept: concept[1] as string,
      ...(concept[2] !== undefined && { fund: concept[2] as Fund }),
    };
  }
  return { kind: 'word', name: words };
});

interface Span {
  readonly from: number;
  readonly to: number;
}

const MARKER = /^(\s*)(?:[-*+]|\d{1,9}[.)])(?=\s|$)/u;
/** Begins a block of its own, whatever stands before. */
const OPENER = /^\s*(?:#{1,6}\s|:::|>|\|)/u;

/** Paragraphs, list items and rows. A list item reaches over everything indented under it. */
function blocksOf(source: string): Span[] {
  const lines: { from: number; to: number; text: string; marker: number }[] = [];
  let from = 0;
  for (const text of source.split('\n')) {
    lines.push({ from, to: from + text.length, text, marker: MARKER.exec(text)?.[1]?.length ?? -1 });
    from += text.length + 1;
  }
  const blank = (index: number): boolean => lines[index]?.text.trim() === '';
  const blocks: Span[] = [];
  for (const [index, line] of lines.entries()) {
    if (blank(index)) continue;
    const before = lines[index - 1];
    if (line.marker >= 0) {
      let last = index;
      for (let next = index + 1; next < lines.length; next++) {
        const text = lines[next]?.text ?? '';
        const indent = text.length - text.trimStart().length;
        const lazy = !blank(next - 1) && lines[next]?.marker === -1 && !OPENER.test(text);
        if (!blank(next) && indent <= line.marker && !lazy) break;
        if (!blank(next)) last = next;
      }
      blocks.push({ from: line.from, to: lines[last]?.to ?? line.to });
    } else if (!before || blank(index - 1) || OPENER.test(before.text) || OPENER.test(line.text)) {
      let last = index;
      while (
        last + 1 < lines.length &&
        !blank(last + 1) &&
        lines[last + 1]?.marker === -1 &&
        !OPENER.test(lines[last + 1]?.text ?? '')
      )
        last++;
      blocks.push({ from: line.from, to: lines[last]?.to ?? line.to });
    }
  }
  return blocks;
}

/** More conditions than any paragraph stands under. */
const MOST_CONDITIONS = 20;

/** The block whose first words are at `offset`, other conditions aside. */
function blockStartingAt(
  source: string,
  offset: number,
  blocks: readonly Span[],
  taken: ReadonlyMap<Span, number>,
): Span | undefined {
  return blocks.find((block) => {
    if (block.from > offset || offset >= block.to) return false;
    if ((taken.get(block) ?? 0) >= MOST_CONDITIONS) return false;
    const before = source.slice(block.from, offset).replace(/\{\{(?:if|unless)\s[^{}\n]*\}\}/gu, '');
    // One space is as good as many, and cannot be shared out between the parts of the pattern in many ways.
    return HEAD_OF_BLOCK.test(before.slice(0, before.trimEnd().length + 1));
  });
}

const HEAD_OF_BLOCK = /^[\s>|]*(?:(?:[-*+]|\d{1,9}[.)])\s)?$/u;
