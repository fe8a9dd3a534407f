import { describe, expect, test } from 'vitest';
import { sharesOf } from '../../scripts/lib/build/maker-pool.ts';

const IDS = Array.from({ length: 103 }, (_, index) => String(index));

describe('what several processes make', () => {
  test('each begins with a share of its own', () => {
    const next = sharesOf(IDS, 2);
    expect(next(0, 3)).toEqual(['0', '1', '2']);
    expect(next(1, 3)).toEqual(['51', '52', '53']);
    expect(next(0, 3)).toEqual(['3', '4', '5']);
  });

  test.each([1, 2, 3, 7, 200])('each once, among %i, whoever is slow', (count) => {
    const next = sharesOf(IDS, count);
    const given: string[] = [];
    // The first is asked once only.
    given.push(...next(0, 4));
    for (let batch = next(count - 1, 4); batch.length > 0; batch = next(count - 1, 4)) {
      expect(batch.length).toBeLessThanOrEqual(4);
      given.push(...batch);
    }
    expect(given.toSorted((a, b) => Number(a) - Number(b))).toEqual(IDS);
  });

  test('none of nothing', () => expect(sharesOf([], 2)(0, 16)).toEqual([]));
});
