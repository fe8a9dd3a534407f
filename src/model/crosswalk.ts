import { Groups } from './groups.ts';
import type { CodeChange } from './template.ts';

/** What is needed to follow codes. */
export type CodeMove = Pick<CodeChange, 'from' | 'before' | 'after'>;

/** The codes of two years that hold the same money. */
export interface CodeGroup {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * Brings codes of an earlier year together with those of a later one. A code
 * that nothing is said of means what it meant. Each code stands in one group.
 */
export function matchCodes(
  before: { readonly year: number; readonly codes: Iterable<string> },
  after: { readonly year: number; readonly codes: Iterable<string> },
  changes: readonly CodeMove[],
): readonly CodeGroup[] {
  const between = changes
    .filter(({ from }) => from > before.year && from <= after.year)
    .sort((a, b) => a.from - b.from);
  const groups = new Groups();
  const now = new Set(after.codes);
  for (const code of now) groups.add(`after ${code}`);
  for (const code of before.codes) {
    for (const later of successors(code, between)) groups.join(`after ${later}`, `before ${code}`);
  }
  return [...groups.byRoot().values()].map((names) => {
    const side = (prefix: string) =>
      names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
    return { before: side('before '), after: side('after ').filter((code) => now.has(code)) };
  });
}

/** What a code has become, year by year: a code given up may be given out anew, for something else. */
function successors(code: string, between: readonly CodeMove[]): readonly string[] {
  let codes = [code];
  for (const year of new Set(between.map(({ from }) => from))) {
    codes = codes.flatMap((current) => {
      const next = between.filter((change) => change.from === year && change.before === current);
      return next.length > 0 ? next.map((change) => change.after) : [current];
    });
  }
  return codes;
}
