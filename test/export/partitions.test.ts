import { describe, expect, it } from 'vitest';
import { planFigures, type TidyFile } from '../../scripts/lib/build/figures.ts';

const tidy = (region: string, year: number, code: number): TidyFile => ({
  id: `${region}/${year}/${String(code).padStart(5, '0')}`,
  region,
  year,
  sha256: 'a'.repeat(64),
});
const MANY = ['110101', '110102'].flatMap((region) =>
  [2024, 2025].flatMap((year) => Array.from({ length: 300 }, (_, code) => tidy(region, year, code * 2))),
);

describe('files of figures', () => {
  const parts = planFigures(MANY);

  it('hold each disclosure once, of one region and year, in order', () => {
    expect(parts.flatMap(({ ids }) => ids)).toEqual(MANY.map(({ id }) => id));
    for (const { path, ids, region, year } of parts) {
      expect(new Set(ids.map((id) => id.split('/').slice(0, 2).join('/')))).toEqual(
        new Set([`${region}/${year}`]),
      );
      expect(path).toBe(`data/figures/region=${region}/year=${year}/${ids[0]?.split('/')[2]}.parquet`);
    }
    expect(new Set(parts.map(({ path }) => path)).size).toBe(parts.length);
  });

  it('are few, and no file is a whole province', () => {
    const sizes = parts.map(({ ids }) => ids.length);
    expect(MANY.length / sizes.length).toBeGreaterThan(10);
    expect(Math.max(...sizes)).toBeLessThan(200);
  });

  it('do not depend on the order in which disclosures are named', () => {
    expect(planFigures([...MANY].reverse())).toEqual(parts);
  });

  it.each([1, 301, 599, 9999])('stay as they are but one or two, when %i comes', (code) => {
    const before = new Set(parts.map(({ key }) => key));
    const after = planFigures([...MANY, tidy('110101', 2024, code)]);
    expect(after.filter(({ key }) => !before.has(key)).length).toBeLessThanOrEqual(2);
  });

  it('change by one, when the figures of one disclosure change', () => {
    const [first, ...others] = MANY as [TidyFile, ...TidyFile[]];
    const after = planFigures([{ ...first, sha256: 'b'.repeat(64) }, ...others]);
    expect(after.filter(({ key }, index) => key !== parts[index]?.key).length).toBe(1);
  });

  it('name a final account apart from the budget', () => {
    const both = planFigures([
      tidy('110101', 2024, 1),
      { ...tidy('110101', 2024, 1), id: '110101/2024/00001/final' },
    ]);
    expect(both.flatMap(({ ids }) => ids)).toEqual(['110101/2024/00001', '110101/2024/00001/final']);
  });
});
