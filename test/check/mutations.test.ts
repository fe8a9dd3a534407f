import { describe, expect, it } from 'vitest';
import { figureCells, measure, sampled, summaryOf, unchecked } from '../../scripts/lib/bench/mutations.ts';
import { openFolder } from '../../src/content.ts';

/** Figures of the sample content, changed one at a time; all of them by `npm run bench -- --mutations`. */
const SAMPLE = 300;

const content = openFolder('content', 'content');
const disclosures = content.ids.flatMap((id) => {
  const { disclosure } = content.read(id);
  return disclosure ? [unchecked(disclosure)] : [];
});

describe('a changed figure', () => {
  const summary = summaryOf(measure(disclosures, SAMPLE));

  it('is one of many', () => {
    expect(disclosures.flatMap(figureCells).length).toBeGreaterThan(1000);
    expect(summary.figures).toBe(SAMPLE);
  });

  it('is found wherever a relation speaks of it', () => {
    expect(summary.missed).toEqual([]);
    expect(summary.reached).toBeGreaterThan(SAMPLE * 0.97);
    expect(summary.limitedCaught).toBe(summary.limited);
  });

  it('is told once, and accused by name', () => {
    expect(summary.oneError / summary.caught).toBeGreaterThanOrEqual(0.95);
    expect(summary.named / summary.caught).toBeGreaterThan(0.9);
  });

  it('is out of reach only where nothing else depends on it', () => {
    for (const name of Object.keys(summary.unreached)) expect(name).toMatch(/^固定资产表 \/ /u);
  });
});

describe('the sample', () => {
  const items = Array.from({ length: 50 }, (_, index) => index);

  it('is the same every time, and takes nothing twice', () => {
    expect(sampled(items, 10)).toEqual(sampled(items, 10));
    expect(new Set(sampled(items, 50, 7)).size).toBe(50);
    expect(sampled(items, 10, 1)).not.toEqual(sampled(items, 10, 2));
  });
});
