import { expect, test } from 'vitest';
import { parseDecimal, ZERO } from '../../src/model/decimal.ts';
import { money, rough } from '../../src/view/amounts.ts';
import { joined, say, sentenceHtml, textOf } from '../../src/view/sentence.ts';

const amount = money(parseDecimal('14695500') ?? ZERO, '元');

test('an amount is a part of its own, and what only looks like one is not', () => {
  const sentence = say`“买 3 万元设备”项目比${2023}年增加 ${amount}${rough(parseDecimal('14695500') ?? ZERO, '元')}。`;
  expect(sentence).toEqual([
    { text: '“买 3 万元设备”项目比2023年增加 ' },
    { text: '14,695,500 元', money: true },
    { text: '（约 1,469.55 万元）', rough: true },
    { text: '。' },
  ]);
  expect(textOf(sentence)).toBe('“买 3 万元设备”项目比2023年增加 14,695,500 元（约 1,469.55 万元）。');
});

test('a count is no money', () => {
  expect(money(parseDecimal('3') ?? ZERO, '台')).toEqual({ text: '3 台' });
});

test('parts are joined, words with words', () => {
  expect(joined([say`甲${''}`, '乙', amount, say`丙`], '，')).toEqual([
    { text: '甲，乙，' },
    amount,
    { text: '，丙' },
  ]);
  expect(joined([])).toEqual([]);
});

test('as HTML: amounts are marked, links lead, names are escaped', () => {
  expect(sentenceHtml(say`<i>&${{ ...amount, href: '#支出总表-"合计"' }}${amount}`)).toBe(
    '&lt;i&gt;&amp;<a href="#支出总表-&quot;合计&quot;"><span class="money">14,695,500 元</span></a><span class="money">14,695,500 元</span>',
  );
});
