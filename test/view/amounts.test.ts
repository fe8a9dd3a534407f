import { describe, expect, it } from 'vitest';
import { type Decimal, formatDecimal, parseDecimal } from '../../src/model/decimal.ts';
import { changeOf, inUnit, rateWords, rough, shareWords, signedWords } from '../../src/view/amounts.ts';
import { say, textOf } from '../../src/view/sentence.ts';

const d = (text: string) => parseDecimal(text) as Decimal;

describe('a share', () => {
  it.each([
    ['1', '3', '33.3%'],
    ['2', '3', '66.7%'],
    // Half away from zero: 12.25 % and 0.05 %.
    ['49', '400', '12.3%'],
    ['1', '2000', '0.1%'],
    ['5', '5', '100%'],
    ['0', '5', '0%'],
    ['0.00', '5', '0%'],
    ['1', '1000000', '不足 0.1%'],
    ['999999', '1000000', '99.9% 以上'],
    // Printed parts may exceed their printed total by rounding.
    ['100.01', '100.00', '100.0%'],
    ['99999999999999999999.99', '199999999999999999999.98', '50.0%'],
  ])('of %s in %s is %s', (part, whole, words) => expect(shareWords(d(part), d(whole))).toBe(words));
  it.each([
    ['1', '0'],
    ['1', '-5'],
    ['-1', '5'],
  ])('of %s in %s is none', (part, whole) => expect(shareWords(d(part), d(whole))).toBeUndefined());
});

describe('a change', () => {
  it.each([
    ['100.00', '147.10', '47.10', '+47.1%'],
    ['147.10', '100', '-47.10', '-32.0%'],
    ['100', '100.00', '0.00', '0%'],
    ['100000', '100001', '1', '不足 0.1%'],
    ['100000', '99999', '-1', '不足 0.1%'],
    ['5', '0', '-5', '-100.0%'],
    ['3', '-3', '-6', '-200.0%'],
  ])('from %s to %s is %s, %s', (base, now, difference, rate) => {
    const change = changeOf(d(base), d(now));
    expect([formatDecimal(change.difference), rateWords(change)]).toEqual([difference, rate]);
  });
  it.each([
    ['0', '5'],
    ['0.00', '0'],
    ['-5', '5'],
  ])('from %s to %s has no per cent', (base, now) => expect(changeOf(d(base), d(now)).rate).toBeUndefined());
  it('carries its sign', () =>
    expect(['1200.5', '-1200.5', '0.00'].map((text) => signedWords(d(text)))).toEqual([
      '+1,200.5',
      '-1,200.5',
      '0.00',
    ]));
});

describe('another unit', () => {
  const to = (text: string, from: string, unit: string) => {
    const value = inUnit(d(text), from, unit);
    return value && formatDecimal(value);
  };
  it('is exact', () =>
    expect([
      to('14695500', '元', '万元'),
      to('1234567.89', '元', '万元'),
      to('0.01', '万元', '元'),
      to('1.5', '亿元', '万元'),
    ]).toEqual(['1469.55', '123.456789', '100', '15000']));
  it('keeps the decimals where it is the same', () => expect(to('3.50', '万元', '万元')).toBe('3.50'));
  it('is none between a count and money', () => expect(to('3', '台', '元')).toBeUndefined());
});

describe('what is too long to grasp', () => {
  it.each([
    ['1234567890.12', '元', '约 12.35 亿元'],
    ['123456', '元', '约 12.35 万元'],
    ['9999.99', '元', undefined],
    ['123456.78', '万元', '约 12.35 亿元'],
    ['9999.99', '万元', undefined],
    ['-123456.78', '万元', '约 -12.35 亿元'],
    ['3', '亿元', undefined],
    ['300000', '台', undefined],
  ])('%s %s: %s', (value, unit, words) =>
    expect(textOf(say`${rough(d(value), unit)}`)).toBe(words ? `（${words}）` : ''),
  );
});
