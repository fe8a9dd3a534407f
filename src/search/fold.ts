/**
 * How texts are compared in a search: full width as half width, capitals as
 * small, and nothing but letters and digits, so that “三公”经费 and 三公经费 are
 * one. Index and query are folded alike.
 */

const KEPT = /[\p{L}\p{N}]/u;
const PLAIN = /^[\u4e00-\u9fff0-9a-z]*$/;

export function fold(text: string): string {
  if (PLAIN.test(text)) return text;
  let folded = '';
  for (const char of text.normalize('NFKC').toLowerCase()) if (KEPT.test(char)) folded += char;
  return folded;
}

/** A folded text with, for each of its code units, where the character begins and ends that it came from. */
export interface Folded {
  readonly text: string;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** As `fold`, for showing what was found. */
export function foldWithPlaces(text: string): Folded {
  let folded = '';
  const from: number[] = [];
  const to: number[] = [];
  let at = 0;
  for (const char of text) {
    const piece = fold(char);
    for (let i = 0; i < piece.length; i++) {
      from.push(at);
      to.push(at + char.length);
    }
    folded += piece;
    at += char.length;
  }
  return { text: folded, from, to };
}

/** Every two neighbours of a folded text, each once: what a text of two or more characters is found by. */
export function grams(folded: string): string[] {
  const pairs = new Set<string>();
  for (let i = 0; i + 2 <= folded.length; i++) pairs.add(folded.slice(i, i + 2));
  return [...pairs];
}
