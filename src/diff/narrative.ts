import { diffArrays } from 'diff';
import { type BindingSource, type Expression, parseBindings, resolveExpression } from '../model/binding.ts';
import { type Sentence, sentencesOf } from './sentences.ts';
import type { BoundFigure, Change, TextPart } from './types.ts';
import { textLikeness, wordParts } from './words.ts';

/** What changed in one text, sentence by sentence; nothing where its source did not change. */

export interface TextChange {
  readonly before: string | null;
  readonly after: string | null;
  readonly line: number;
  /** Does the line count in the head's text? */
  readonly inHead: boolean;
  readonly note?: string;
  readonly parts?: readonly TextPart[];
}

/** What bindings stand for, in each revision, as far as it can be read. */
export interface Values {
  readonly before?: BindingSource | undefined;
  readonly after?: BindingSource | undefined;
}

export function compareTexts(before: string, after: string, values: Values = {}): TextChange[] {
  const old = sentencesOf(before);
  const fresh = sentencesOf(after);
  const removed: Sentence[] = [];
  const added: Sentence[] = [];
  /** In the order of the head: runs of removed and added that stand at one place. */
  const runs: { removed: Sentence[]; added: Sentence[] }[] = [];
  let [a, b] = [0, 0];
  let run: (typeof runs)[number] | undefined;
  for (const hunk of diffArrays(
    old.map(({ key }) => key),
    fresh.map(({ key }) => key),
  )) {
    const count = hunk.value.length;
    if (!hunk.removed && !hunk.added) {
      a += count;
      b += count;
      run = undefined;
      continue;
    }
    if (!run) {
      run = { removed: [], added: [] };
      runs.push(run);
    }
    if (hunk.removed) {
      run.removed.push(...old.slice(a, a + count));
      a += count;
    } else {
      run.added.push(...fresh.slice(b, b + count));
      b += count;
    }
  }
  for (const item of runs) {
    removed.push(...item.removed);
    added.push(...item.added);
  }
  const moved = movedSentences(removed, added);
  const gone = new Set(moved.keys());
  const arrived = new Set(moved.values());
  return runs.flatMap((item) => [
    ...pairUp(
      item.removed.filter((sentence) => !gone.has(sentence)),
      item.added.filter((sentence) => !arrived.has(sentence)),
    ).map(([from, to]) => entry(from, to, values)),
    ...item.added
      .filter((sentence) => arrived.has(sentence))
      .map((to) => ({ ...entry(to, to, values), note: '移动了位置' })),
  ]);
}

/** Sentences that are gone in one place and stand word for word in another. */
function movedSentences(removed: readonly Sentence[], added: readonly Sentence[]): Map<Sentence, Sentence> {
  const moved = new Map<Sentence, Sentence>();
  const left = [...added];
  for (const from of removed) {
    const index = left.findIndex(({ key }) => key === from.key);
    if (index >= 0) moved.set(from, left.splice(index, 1)[0] as Sentence);
  }
  return moved;
}

/** Below this two sentences are not one that was edited. */
const LIKE = 0.35;

type Pair = readonly [Sentence | undefined, Sentence | undefined];

/** Which removed sentence became which added one, in order; the rest stand alone. */
function pairUp(removed: readonly Sentence[], added: readonly Sentence[]): Pair[] {
  const pairs: Pair[] = [];
  // What is new stands behind what it may have come in the place of.
  let fresh: Pair[] = [];
  let from = 0;
  for (const to of added) {
    let best = -1;
    let score = LIKE;
    for (let index = from; index < removed.length; index++) {
      const likeness = textLikeness((removed[index] as Sentence).text, to.text);
      if (likeness > score) [best, score] = [index, likeness];
    }
    if (best < 0) {
      fresh.push([undefined, to]);
      continue;
    }
    for (; from < best; from++) pairs.push([removed[from], undefined]);
    pairs.push(...fresh, [removed[best], to]);
    fresh = [];
    from = best + 1;
  }
  for (; from < removed.length; from++) pairs.push([removed[from], undefined]);
  return [...pairs, ...fresh];
}

function entry(from: Sentence | undefined, to: Sentence | undefined, values: Values): TextChange {
  const source = wordParts(from?.text ?? '', to?.text ?? '');
  const parts = source.flatMap((part) => withValues(part, values));
  const text = (skip: TextPart['kind'], side: 'before' | 'after'): string =>
    parts
      .filter((part) => part.kind !== skip)
      .map((part) => part.binding?.[side] ?? (part.binding ? part.binding.source : part.text))
      .join('');
  return {
    before: from ? text('added', 'before') : null,
    after: to ? text('removed', 'after') : null,
    line: (to ?? from)?.line ?? 1,
    inHead: to !== undefined,
    parts,
  };
}

/** Bound figures of a run as values, each a part of its own. */
function withValues({ kind, text }: TextPart, values: Values): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const { offset, length, source, expression } of parseBindings(text)) {
    // A condition is no figure: it stands as it is written.
    if (expression.kind === 'if' || expression.kind === 'unless') continue;
    if (offset > at) parts.push({ kind, text: text.slice(at, offset) });
    at = offset + length;
    const before = kind === 'added' ? undefined : boundValue(expression, values.before);
    const after = kind === 'removed' ? undefined : boundValue(expression, values.after);
    const binding: BoundFigure = {
      source,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    };
    parts.push({ kind, text: after ?? before ?? source, binding });
  }
  if (at < text.length) parts.push({ kind, text: text.slice(at) });
  return parts;
}

/** As it reads in a text; undefined where nothing is to be had. */
export function boundValue(expression: Expression, source: BindingSource | undefined): string | undefined {
  if (!source || expression.kind === 'malformed' || expression.kind === 'if' || expression.kind === 'unless')
    return undefined;
  const found = resolveExpression(expression, { disclosure: source });
  if (found.kind === 'figure') return found.lead + found.text;
  return found.kind === 'words' ? found.text : undefined;
}

/** As entries of a disclosure or a form. */
export function textChanges(
  texts: readonly TextChange[],
  blank: Pick<Change, 'disclosure' | 'kind' | 'table' | 'row' | 'column'>,
  file: { readonly base: string; readonly head: string },
): Change[] {
  return texts.map(({ line, inHead, ...text }) => ({
    ...blank,
    ...text,
    difference: null,
    file: inHead ? file.head : file.base,
    line,
  }));
}
