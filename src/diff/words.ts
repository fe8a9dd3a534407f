import { diffArrays } from 'diff';
import type { TextPart } from './types.ts';

/** Compares two texts by words: bindings and figures whole, Chinese by its words. */

const WHOLE = /\{\{[^{}\n]*\}\}|[-−]?\d[\d,]*(?:\.\d+)?[%％]?/gu;
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

export function tokens(text: string): string[] {
  const found: string[] = [];
  let at = 0;
  const plain = (to: number): void => {
    for (const { segment } of segmenter.segment(text.slice(at, to))) found.push(segment);
  };
  for (const match of text.matchAll(WHOLE)) {
    plain(match.index);
    found.push(match[0]);
    at = match.index + match[0].length;
  }
  plain(text.length);
  return found;
}

/** Beyond this many changed words two texts are simply two texts. */
const MAX_EDITS = 2000;

export function wordParts(before: string, after: string): TextPart[] {
  const hunks = diffArrays(tokens(before), tokens(after), { maxEditLength: MAX_EDITS });
  if (!hunks) {
    const whole = [
      { kind: 'removed' as const, text: before },
      { kind: 'added' as const, text: after },
    ];
    return whole.filter(({ text }) => text !== '');
  }
  return hunks.map(({ removed, added, value }) => ({
    kind: removed ? 'removed' : added ? 'added' : 'same',
    text: value.join(''),
  }));
}

/** How much two texts share: 0 to 1. */
export function textLikeness(before: string, after: string): number {
  const left = new Map<string, number>();
  const a = tokens(before);
  const b = tokens(after);
  const length = Math.max(...[a, b].map((words) => words.reduce((sum, word) => sum + weightOf(word), 0)));
  for (const token of a) left.set(token, (left.get(token) ?? 0) + 1);
  let shared = 0;
  for (const token of b) {
    const count = left.get(token) ?? 0;
    if (count === 0) continue;
    left.set(token, count - 1);
    shared += weightOf(token);
  }
  return length === 0 ? 1 : shared / length;
}

/** A bound figure is one word to a reader, however long its name. */
const weightOf = (token: string): number => (token.startsWith('{{') ? 2 : token.length);
