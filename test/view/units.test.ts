import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inOtherUnit } from '../../src/scripts/units.ts';

describe('amounts of a column in another unit', () => {
  test.each([
    [
      '万元',
      '元',
      ['1469.55', '1,469.55', '-0.40', '−0.4'],
      ['14,695,500', '14,695,500', '-4,000', '-4,000'],
    ],
    ['万元', '元', ['0.123456', '12'], ['1,234.56', '120,000.00']],
    ['元', '万元', ['14695500', '1.5', '200.00'], ['1,469.55000', '0.00015', '0.02000']],
    ['亿元', '万元', ['1.5'], ['15,000']],
    ['千元', '元', ['1.234'], ['1,234']],
  ])('%s to %s', (from, to, texts, moved) => expect(inOtherUnit(texts, from, to)).toEqual(moved));

  test('what is no figure, and zero, stays as it is printed', () => {
    const texts = ['', '—', '0', '0.00', '12,34', '78.3%', '见附件', '1 469.55'];
    expect(inOtherUnit(texts, '万元', '元')).toEqual(texts);
  });

  test('between money and a count nothing moves', () => {
    expect(inOtherUnit(['12'], '人', '元')).toEqual(['12']);
  });

  test('is exact: there and back is the same amount', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 20n }),
        fc.integer({ min: 0, max: 6 }),
        (digits, scale) => {
          const text = digits.toString().padStart(scale + 1, '0');
          const printed = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
          const there = inOtherUnit([printed], '万元', '元');
          const [back = ''] = inOtherUnit(there, '元', '万元');
          const plain = (amount: string) => (amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount);
          return plain(back.replaceAll(',', '')) === plain(printed);
        },
      ),
    );
  });
});
