import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, type Decimal, parseDecimal } from '../../../src/model/decimal.ts';
import { barsOf } from '../../../src/view/pictures/bars.ts';
import { barsSvg } from '../../../src/view/pictures/html.ts';

const bars = (...texts: string[]) =>
  barsOf(texts.map((text) => parseDecimal(text) as Decimal)).map(({ x, width }) => `${x}+${width}`);

describe('bars', () => {
  it('are as long as their figures, the longest all the room', () =>
    expect(bars('200.00', '50', '33.3333', '0')).toEqual(['0+100', '0+25', '0+16.67', '0+0']));
  it('of what is not zero can be seen', () => expect(bars('1000000', '0.01', '0.00')[1]).toBe('0+0.5'));
  it('of negatives stand left of a common zero', () =>
    expect(bars('75', '-25', '0')).toEqual(['25+75', '0+25', '25+0']));
  it('of negatives alone end at the right', () => expect(bars('-10', '-5')).toEqual(['0+100', '50+50']));
  it('of a tiny negative still begin in the room', () => {
    const [, tiny] = bars('-1000000', '-0.01');
    expect(tiny).toBe('99.5+0.5');
  });
  it('of nothing are nothing', () => expect([bars('0', '0.00'), bars()]).toEqual([['0+0', '0+0'], []]));

  it('keep the order of the figures and stay in the room', () => {
    const amount = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, fc.nat(4)), { minLength: 1, maxLength: 40 }), (drawn) => {
        const values = drawn.map(([coefficient, scale]): Decimal => ({ coefficient, scale }));
        const made = barsOf(values).map(({ x, width }) => [Number(x), Number(width)] as const);
        for (const [x, width] of made) expect(x >= 0 && width >= 0 && x + width <= 100.011).toBe(true);
        const end = (at: number) => {
          const [x, width] = made[at] as readonly [number, number];
          return (values[at] as Decimal).coefficient < 0n ? x : x + width;
        };
        values.forEach((value, at) => {
          if (at > 0 && compare(values[at - 1] as Decimal, value) <= 0) {
            // What is made longer to be seen is half a hundredth too long at most.
            expect(end(at - 1)).toBeLessThanOrEqual(end(at) + 0.511);
          }
        });
      }),
    );
  });

  it('are drawn by attributes alone', () => {
    const svg = barsSvg([
      { x: '0', width: '100' },
      { x: '0', width: '12.5' },
    ]);
    expect(svg).toContain('<rect class="bar-2" x="0" y="10" width="12.5" height="8"/>');
    expect(svg).toMatch(/viewBox="0 0 100 18".*aria-hidden="true"/);
    expect(svg).not.toContain('style');
  });
});
