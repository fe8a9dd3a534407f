import { describe, expect, it } from 'vitest';
import { type Decimal, parseDecimal } from '../../../src/model/decimal.ts';
import {
  changeFinding,
  changeSummary,
  rankFinding,
  type WholeWords,
  wholeFinding,
  wholeSummary,
} from '../../../src/view/pictures/findings.ts';
import { type Sentence, textOf } from '../../../src/view/sentence.ts';

const expectText = (sentence: Sentence) => expect(textOf(sentence));
const d = (text: string) => parseDecimal(text) as Decimal;
const WORDS: WholeWords = { whole: '支出', of: '用于', all: '全部用于', most: '最多用于', counter: '项' };
const parts = (...items: readonly [string, string][]) =>
  items.map(([name, value]) => ({ name, value: d(value) }));
const whole = (items: readonly [string, string][], total?: string) => ({
  parts: parts(...items),
  total: total === undefined ? undefined : d(total),
  unit: '万元',
  words: WORDS,
});

describe('the finding of a whole and its parts', () => {
  it.each<[string, [string, string][], string | undefined, string]>([
    [
      'more than half',
      [
        ['教育', '78.30'],
        ['住房', '21.70'],
      ],
      '100.00',
      '支出的 78.3% 用于教育',
    ],
    [
      'not more than half',
      [
        ['教育', '50'],
        ['住房', '30'],
        ['卫生', '20'],
      ],
      '100',
      '支出最多用于教育，占 50.0%',
    ],
    [
      'less than half',
      [
        ['卫生', '30'],
        ['教育', '45'],
        ['住房', '25'],
      ],
      undefined,
      '支出最多用于教育，占 45.0%',
    ],
    [
      'two halves',
      [
        ['教育', '10.00'],
        ['住房', '10'],
      ],
      '20',
      '教育和住房各占支出的一半',
    ],
    [
      'a tie of two',
      [
        ['教育', '40'],
        ['住房', '40'],
        ['卫生', '20'],
      ],
      undefined,
      '支出中，教育和住房并列最多，各占 40.0%',
    ],
    [
      'a tie of all three',
      [
        ['教育', '1'],
        ['住房', '1'],
        ['卫生', '1'],
      ],
      undefined,
      '支出中，教育、住房和卫生并列最多，各占 33.3%',
    ],
    [
      'a tie of many',
      [
        ['甲', '1'],
        ['乙', '1'],
        ['丙', '1'],
        ['丁', '1'],
      ],
      undefined,
      '支出中，有 4 项并列最多，各占 25.0%',
    ],
    [
      'all in one',
      [
        ['教育', '5.00'],
        ['住房', '0.00'],
        ['卫生', ''],
      ].map(([a, b]) => [a, b || '0']) as [string, string][],
      '5',
      '支出全部用于教育',
    ],
    ['one part alone', [['教育', '5.00']], undefined, '支出全部用于教育'],
    ['one part of a larger total', [['教育', '5.00']], '20.00', '支出的 25.0% 用于教育'],
    [
      'nothing at all',
      [
        ['教育', '0'],
        ['住房', '0.00'],
      ],
      '0',
      '支出各项都为零',
    ],
    ['a single zero', [['教育', '0']], undefined, '支出为零'],
    [
      'nearly all',
      [
        ['教育', '999999'],
        ['住房', '1'],
      ],
      '1000000',
      '支出的 99.9% 以上用于教育',
    ],
    [
      'a negative',
      [
        ['教育', '10.00'],
        ['退回', '-3.00'],
      ],
      '7.00',
      '支出最多用于教育，10.00 万元',
    ],
    [
      'parts beyond their total',
      [
        ['教育', '10.00'],
        ['住房', '3.00'],
      ],
      '7.00',
      '支出最多用于教育，10.00 万元',
    ],
    [
      'parts beyond their total by rounding',
      [
        ['教育', '6.01'],
        ['住房', '3.00'],
      ],
      '9.00',
      '支出的 66.8% 用于教育',
    ],
  ])('%s', (_, items, total, words) => expectText(wholeFinding(whole(items, total))).toBe(words));
});

describe('the summary of a whole and its parts', () => {
  it('tells the largest three, and the rest together', () =>
    expectText(
      wholeSummary(
        whole(
          [
            ['甲', '50'],
            ['乙', '20'],
            ['丙', '15'],
            ['丁', '10'],
            ['戊', '5'],
          ],
          '100',
        ),
      ),
    ).toBe(
      '支出共 100 万元：甲 50 万元（50.0%），乙 20 万元（20.0%），丙 15 万元（15.0%），其余 2 项共 15 万元（15.0%）。',
    ));
  it('names the fourth where it is the last', () =>
    expectText(
      wholeSummary(
        whole([
          ['甲', '5'],
          ['乙', '3'],
          ['丙', '2'],
          ['丁', '1'],
        ]),
      ),
    ).toMatch(/，丁 1 万元（9\.1%）。$/));
  it('says what the parts miss of the total', () => {
    expectText(
      wholeSummary(
        whole(
          [
            ['甲', '5.00'],
            ['乙', '3.00'],
          ],
          '9.00',
        ),
      ),
    ).toBe(
      '支出共 9.00 万元：甲 5.00 万元（55.6%），乙 3.00 万元（33.3%）；各项相加是 8.00 万元，比总数少 1.00 万元。',
    );
    expectText(
      wholeSummary(
        whole(
          [
            ['甲', '5.00'],
            ['乙', '3.00'],
          ],
          '7.00',
        ),
      ),
    ).toBe('支出共 7.00 万元：甲 5.00 万元，乙 3.00 万元；各项相加是 8.00 万元，比总数多 1.00 万元。');
  });
  it('says nothing of what rounding explains', () =>
    expectText(
      wholeSummary(
        whole(
          [
            ['甲', '5.00'],
            ['乙', '3.00'],
          ],
          '8.01',
        ),
      ),
    ).not.toContain('相加'));
  it('of nothing is its total', () =>
    expectText(wholeSummary(whole([['甲', '0']], '0.00'))).toBe('支出共 0.00 万元。'));
});

describe('the finding of a change', () => {
  const pair = (before: string, now: string) => ({ name: '支出总计', before: d(before), now: d(now) });
  it.each([
    ['998.77', '1469.55', '支出总计比上年增加 470.78 万元，增长 47.1%'],
    ['1673.35', '1205.05', '支出总计比上年减少 468.30 万元，下降 28.0%'],
    ['5.00', '5.0', '支出总计与上年持平'],
    ['0', '5.00', '支出总计上年为零，现在是 5.00 万元'],
    ['5.00', '0', '支出总计由上年的 5.00 万元减为零'],
    ['100000', '100001', '支出总计比上年增加 1 万元，增长不足 0.1%'],
    ['-2', '3', '支出总计比上年增加 5 万元'],
  ])('from %s to %s', (before, now, words) =>
    expectText(changeFinding(pair(before, now), '万元', '上年')).toBe(words),
  );
  it('names what stayed as it was together', () =>
    expectText(
      changeSummary(
        [
          pair('1', '2'),
          { name: '甲', before: d('3'), now: d('3') },
          { name: '乙', before: d('0'), now: d('0') },
        ],
        '万元',
        '上年',
      ),
    ).toBe('支出总计比上年增加 1 万元，增长 100.0%（1 万元 → 2 万元）；甲、乙与上年持平。'));
});

describe('the finding among several', () => {
  const words = { ...WORDS, whole: '支出总计', counter: '个部门' };
  it.each<[string, [string, string][], string]>([
    [
      'one leads',
      [
        ['甲局', '10'],
        ['乙局', '50'],
        ['丙局', '40'],
      ],
      '3 个部门中，乙局的支出总计最多，50 万元，占合计的 50.0%',
    ],
    [
      'two',
      [
        ['甲局', '10'],
        ['乙局', '50'],
      ],
      '2 个部门中，乙局的支出总计最多，50 万元',
    ],
    [
      'the same',
      [
        ['甲局', '10'],
        ['乙局', '10'],
      ],
      '2 个部门的支出总计相同，都是 10 万元',
    ],
    [
      'a tie',
      [
        ['甲局', '10'],
        ['乙局', '10'],
        ['丙局', '1'],
      ],
      '3 个部门中，甲局、乙局的支出总计并列最多，都是 10 万元',
    ],
    [
      'nothing',
      [
        ['甲局', '0'],
        ['乙局', '0.00'],
      ],
      '支出总计都为零',
    ],
    ['one alone', [['甲局', '3']], '甲局的支出总计是 3 万元'],
  ])('%s', (_, items, said) => expectText(rankFinding(parts(...items), '万元', words)).toBe(said));
});

it('of a total that is not published no share is told', () => {
  const unknown = {
    ...whole([
      ['甲', '5'],
      ['乙', '3'],
    ]),
    unknown: true,
  };
  expectText(wholeFinding(unknown)).toBe('已公开的支出最多用于甲，5 万元');
  expectText(wholeSummary(unknown)).toBe('支出的总数没有公开：甲 5 万元，乙 3 万元。');
});
