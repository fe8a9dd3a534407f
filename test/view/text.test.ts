import { describe, expect, test } from 'vitest';
import { Anchors, glossaryAnchor } from '../../src/view/anchors.ts';
import { grouped, yuan } from '../../src/view/figures.ts';
import { chineseNumeral, headingNumber } from '../../src/view/text.ts';
import { amount } from './make.ts';

test.each([
  [1, '一'],
  [9, '九'],
  [10, '十'],
  [11, '十一'],
  [20, '二十'],
  [21, '二十一'],
  [99, '九十九'],
  [100, '一百'],
  [105, '一百零五'],
  [110, '一百一十'],
  [115, '一百一十五'],
  [200, '二百'],
  [999, '九百九十九'],
])('%i is written %s', (n, written) => {
  expect(chineseNumeral(n)).toBe(written);
});

test.each([
  ['一、', '十一、'],
  ['（一）', '（十一）'],
  ['1、', '11、'],
  ['1.', '11.'],
  ['第一部分', '第十一部分'],
  ['none', ''],
] as const)('the eleventh heading numbered %s', (style, number) => {
  expect(headingNumber(style, 11)).toBe(number);
});

describe('fragments', () => {
  test('are given out once', () => {
    const anchors = new Anchors();
    expect([1, 2, 3].map(() => anchors.claim('支出总表'))).toEqual(['支出总表', '支出总表-2', '支出总表-3']);
    expect(anchors.claim('支出总表-2')).toBe('支出总表-2-2');
  });

  test('can be given back', () => {
    const anchors = new Anchors();
    anchors.release(anchors.claim('引言'));
    expect(anchors.claim('引言')).toBe('引言');
  });

  test('hold no white space or quotes', () => {
    expect(glossaryAnchor(' 机关 运行"经费"<1> ')).toBe('名词-机关-运行-经费-1-');
  });
});

test.each([
  ['1,469.55', '万元', '14695500'],
  ['0.123456', '万元', '1234.56'],
  ['-38.23', '万元', '-382300'],
  ['0.00', '万元', '0'],
  ['', '万元', '0'],
  ['12.5', '元', '12.5'],
  ['3', '亿元', '300000000'],
  ['不适用', '万元', undefined],
  ['3', '辆', undefined],
])('%s %s is %s 元', (text, unit, expected) => {
  expect(yuan(amount(text), unit)).toBe(expected);
});

test.each([
  ['1469.55', '1,469.55'],
  ['1,469.55', '1,469.55'],
  ['1234567', '1,234,567'],
  ['0.40', '0.40'],
  ['', '0'],
])('%s is shown as %s', (text, expected) => {
  expect(grouped(amount(text))).toBe(expected);
});
