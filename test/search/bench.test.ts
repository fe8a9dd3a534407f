import { describe, expect, test } from 'vitest';
import { benchSearch, searchBenchText } from '../../scripts/lib/bench/search.ts';
import { toolRoot } from '../../scripts/lib/files.ts';

describe('npm run bench -- --search', () => {
  test('a thousand disclosures: what first queries load stays small, and the parts are many', async () => {
    const bench = await benchSearch(`${toolRoot}content`, 1000);
    expect(bench.records).toBe(19400);
    expect(bench.files).toBeGreaterThan(250);
    expect(Math.max(...bench.queries.map(({ kb }) => kb))).toBeLessThan(150);
    expect(bench.queries.find(({ q }) => q === '三公')?.total).toBeGreaterThan(1000);
    const text = searchBenchText(bench);
    expect(text).toMatch(/^1000 份公开文本：19400 条记录，\d+ 个科目；建索引用 CPU [\d.]+ 秒/);
    expect(text).toMatch(/首次检索最多传输 \d+ KB。$/);
  });

  test('its content is the same every time', async () => {
    const [first, again] = [
      await benchSearch(`${toolRoot}content`, 20),
      await benchSearch(`${toolRoot}content`, 20),
    ];
    expect(first.megabytes).toBe(again.megabytes);
    expect(first.queries.map(({ q, kb, total }) => [q, kb, total])).toEqual(
      again.queries.map(({ q, kb, total }) => [q, kb, total]),
    );
  });
});
