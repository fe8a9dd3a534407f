import { describe, expect, test } from 'vitest';
import { cut, cutAgain, partOf } from '../../src/search/az-cut.ts';
import { type AzItem, compareLines } from '../../src/search/az-lists.ts';
import { randomFrom, SEED } from '../support/seed.ts';

const lineOf = (text: string, id: string): AzItem => ({
  text,
  note: `部门${id}`,
  href: `/${id}/#x`,
  links: [],
});

/** Lines of a page behind which there is another. */
const FEWEST = 150;

/** Lines of one letter, in order; many of one text. */
function linesOf(count: number, random: () => number): readonly AzItem[] {
  const lines = Array.from({ length: count }, (_, at) =>
    lineOf(`办${Math.floor(random() * count * 0.7)}`, `${at}-${Math.floor(random() * 1e6)}`),
  );
  return lines.sort(compareLines);
}

describe('a letter of which some lines have changed', () => {
  const random = randomFrom(SEED);
  const below = (most: number): number => Math.floor(random() * most);
  const rounds = 4000;

  /** Changes up to three lines of a letter, and holds what is made of it against all pages made anew. */
  function round(): { readonly undone: boolean; readonly made: number } {
    const sizes = [1 + below(3), 395 + below(12), 540 + below(80), 900 + below(300)];
    const long = linesOf(sizes[below(4)] ?? 1, random);
    const last = cut(long).at(-1)?.length ?? 0;
    // At times with as few lines on the last page as there may be.
    const lines = last > FEWEST && last < long.length && below(2) ? long.slice(0, FEWEST - last) : long;
    const pages = cut(lines);
    // Often where a page begins or ends.
    const ends = pages.flatMap((page, at) => {
      const before = pages.slice(0, at).reduce((sum, { length }) => sum + length, 0);
      return [before, before + page.length - 1];
    });
    const chosen = new Set(
      Array.from({ length: 1 + below(3) }, () =>
        below(2) ? below(lines.length) : (ends[below(ends.length)] ?? 0),
      ),
    );
    const was = lines.filter((_, at) => chosen.has(at));
    const now = was.flatMap((line): readonly AzItem[] => {
      const [kind, other] = [below(4), lineOf(`办${below(lines.length)}`, `新${below(1e6)}`)];
      if (kind === 0) return [];
      if (kind === 1) return [line, other];
      return kind === 2 ? [{ ...line, note: `${line.note}改` }] : [other];
    });
    const others = lines.filter((_, at) => !chosen.has(at));
    const wanted = cut([...others, ...now].sort(compareLines));
    const gone = new Set(was);
    const made = cutAgain(pages.map(partOf), { was, now }, (at) =>
      (pages[at] ?? []).filter((line) => !gone.has(line)),
    );
    if (!made) return { undone: true, made: 0 };
    expect(pages.map((page, at) => made.get(at) ?? page)).toEqual(wanted);
    return { undone: false, made: made.size / pages.length };
  }

  test(`is as if all its pages were made (seed ${SEED})`, () => {
    let [undone, made] = [0, 0];
    for (let at = 0; at < rounds; at++) {
      const result = round();
      undone += result.undone ? 1 : 0;
      made += result.made;
    }
    expect(undone / rounds).toBeLessThan(0.8);
    expect(made).toBeGreaterThan(0);
  });

  describe('is made anew', () => {
    const lines = linesOf(900, random);
    const pages = cut(lines);
    const [first = []] = pages;
    const parts = pages.map(partOf);
    const one = first[5] as AzItem;

    test('where not all lines of a page are known', () => {
      const change = { was: [one], now: [{ ...one, links: [{ text: '', href: '' }] }] };
      expect(cutAgain(parts, change, () => first.toSpliced(5, 1))?.size).toBe(1);
      expect(cutAgain(parts, change, () => first.toSpliced(5, 2))).toBeUndefined();
    });

    test('where a page begins with other words, as other pages say them', () => {
      const withoutFirst = (text: (at: number) => string) => {
        const all = cut(Array.from({ length: 900 }, (_, at) => lineOf(text(at), `${at}`)).sort(compareLines));
        const last = all.at(-1) ?? [];
        return cutAgain(all.map(partOf), { was: last.slice(0, 1), now: [] }, () => last.slice(1));
      };
      expect(withoutFirst((at) => `办${at}`)).toBeUndefined();
      expect(withoutFirst(() => '办')?.size).toBe(1);
    });

    test('where no line is left', () => {
      expect(cutAgain([partOf([one])], { was: [one], now: [] }, () => [])).toBeUndefined();
    });
  });
});
