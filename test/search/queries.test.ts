import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { beforeAll, describe, expect, test } from 'vitest';
import { toolRoot } from '../../scripts/lib/build/publish.ts';
import { type IndexedSite, indexFolder } from './site.ts';

interface Wanted {
  readonly q: string;
  readonly in?: string;
  readonly find: readonly string[];
}

const queries = load(readFileSync(new URL('queries.yaml', import.meta.url), 'utf8')) as Wanted[];

interface Result {
  readonly query: string;
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
  readonly found: number;
}

describe('the written list of queries over the samples', () => {
  const results: Result[] = [];
  let site: IndexedSite;
  beforeAll(async () => {
    site = await indexFolder(`${toolRoot}content`);
    for (const wanted of queries) {
      const { groups } = wanted.in
        ? await site.search.searchWithin(wanted.in, wanted.q, 1000)
        : await site.search.search(wanted.q, {}, 1000);
      // Rows of the second step lead deeper than the list of the first goes.
      const hits = groups.filter(({ kind }) => wanted.in || kind !== 'row').flatMap((group) => group.hits);
      const found = new Set(hits.map(({ href }) => href));
      results.push({
        query: `${wanted.in ?? ''} ${wanted.q}`.trim(),
        missed: wanted.find.filter((href) => !found.has(href)),
        wrong: [...found].filter((href) => !wanted.find.includes(href)),
        found: found.size,
      });
    }
  });

  test('is long enough', () => expect(queries.length).toBeGreaterThanOrEqual(100));

  test('recall is 1.0: all that is there is found', () => {
    expect(results.filter(({ missed }) => missed.length > 0)).toEqual([]);
  });

  test('precision is 0.95 or more, over all and for each query', () => {
    const found = results.reduce((sum, one) => sum + one.found, 0);
    const wrong = results.reduce((sum, one) => sum + one.wrong.length, 0);
    expect((found - wrong) / found).toBeGreaterThanOrEqual(0.95);
    const poor = results.filter((one) => one.found > 0 && (one.found - one.wrong.length) / one.found < 0.95);
    expect(poor).toEqual([]);
  });

  test('every result leads to a place that is on its page', () => {
    const anchors = new Map([...site.views].map(([id, view]) => [id, JSON.stringify(view)]));
    const lost = queries
      .flatMap(({ find }) => find)
      .filter((href) => {
        const [, id, anchor] = /^\/(\d{6}\/.*?)\/#(.*)$/.exec(href) ?? [];
        const places = [JSON.stringify(anchor), JSON.stringify(` id="${anchor}"`).slice(1, -1)];
        return id !== undefined && !places.some((place) => anchors.get(id)?.includes(place));
      });
    expect(lost).toEqual([]);
  });
});
