import { describe, expect, it } from 'vitest';
import { formatDecimal } from '../../../src/model/decimal.ts';
import type { CodeChange } from '../../../src/model/template.ts';
import { rateWords } from '../../../src/view/amounts.ts';
import { compareLists } from '../../../src/view/compare/compare.ts';
import { comparisonFinding } from '../../../src/view/compare/finding.ts';
import { headsOf } from '../../../src/view/compare/heads.ts';
import { comparisonTable } from '../../../src/view/compare/html.ts';
import type { Comparable, ComparableRow } from '../../../src/view/compare/types.ts';
import { textOf } from '../../../src/view/sentence.ts';

/** A disclosure with one list; a row is its key, its figure, and what else is said of it. */
function disclosure(
  year: number,
  rows: readonly (readonly [string, string | null, Partial<ComparableRow>?])[],
  more: { unit?: string; column?: string; name?: string; list?: string } = {},
): Comparable {
  const { unit = '万元', column = 'amount', name = '财政局', list = 'function' } = more;
  return {
    id: `110101/${year}/101`,
    name,
    region: '乙区',
    year,
    heading: `${year}年部门预算`,
    hash: 'f00d',
    lists: [
      {
        id: list,
        title: '支出功能分类',
        columns: [{ id: column, title: '预算数', unit }],
        rows: rows.map(([key, figure, own]) => ({
          key,
          label: `名${key}`,
          level: 0,
          cells: [figure],
          ...(/^\d+$/.test(key) && { code: key }),
          ...own,
        })),
      },
    ],
  };
}

const shown = (disclosures: readonly Comparable[], changes: readonly CodeChange[] = []) =>
  compareLists(disclosures, 'function', undefined, changes)?.rows.map(({ key, values, changes: moved }) =>
    [
      key,
      ...values.map((value) => ('value' in value ? `${value.state} ${value.text}` : value.state)),
      ...moved
        .slice(1)
        .map((change) =>
          change ? `${formatDecimal(change.difference)} ${rateWords(change) ?? '无'}` : '不可比',
        ),
    ].join(' | '),
  );

describe('side by side', () => {
  it('each row against the first, exactly', () =>
    expect(
      shown([
        disclosure(2023, [
          ['201', '100.10'],
          ['202', '0.30'],
        ]),
        disclosure(2024, [
          ['201', '100.40'],
          ['202', '0.10'],
        ]),
      ]),
    ).toEqual([
      '201 | figure 100.10 | figure 100.40 | 0.30 +0.3%',
      '202 | figure 0.30 | figure 0.10 | -0.20 -66.7%',
    ]));

  it('zero, blank, mark, no such row and nothing published are told apart', () =>
    expect(
      shown([
        disclosure(2023, [
          ['201', '0.00'],
          ['202', ''],
          ['203', '不适用'],
          ['204', '5.00'],
        ]),
        disclosure(2024, [
          ['201', '1.00'],
          ['202', '2.00'],
          ['203', '3.00'],
        ]),
        { ...disclosure(2022, []), lists: [] },
      ]),
    ).toEqual([
      '201 | zero 0.00 | figure 1.00 | unpublished | 1.00 无 | 不可比',
      '202 | blank  | figure 2.00 | unpublished | 2.00 无 | 不可比',
      '203 | mark | figure 3.00 | unpublished | 不可比 | 不可比',
      '204 | figure 5.00 | unlisted | unpublished | -5.00 -100.0% | 不可比',
    ]));

  it('a row without a code that a form lacks may stand within another: no difference', () =>
    expect(
      shown([disclosure(2023, [['income.own', '5.00']]), disclosure(2024, [['income.business', '5.00']])]),
    ).toEqual([
      'income.own | figure 5.00 | unpublished | 不可比',
      'income.business | unpublished | figure 5.00 | 不可比',
    ]));

  it('元 against 万元 is converted, not rounded, and said', () => {
    const both = [
      disclosure(2023, [['201', '1234567.89']], { unit: '元' }),
      disclosure(2024, [['201', '123.46']]),
    ];
    expect(shown(both)).toEqual(['201 | figure 123.456789 | figure 123.46 | 0.003211 不足 0.1%']);
    expect(compareLists(both, 'function', undefined, [])).toMatchObject({
      unit: '万元',
      converted: ['元', undefined],
    });
  });

  it('a column of another meaning is not compared', () =>
    expect(
      shown([
        disclosure(2023, [['201', '1']], { column: 'all' }),
        disclosure(2024, [['201', '1']], { column: 'generalPublicBudget' }),
      ]),
    ).toEqual(['201 | figure 1 | unpublished | 不可比']));

  it('rows stand as in the newest, those that ended where they stood', () =>
    expect(
      shown([
        disclosure(2023, [
          ['201', '1'],
          ['202', '1'],
          ['205', '1'],
          ['203', '1'],
        ]),
        disclosure(2024, [
          ['201', '1'],
          ['203', '1'],
          ['204', '1'],
        ]),
      ])?.map((row) => row.slice(0, 3)),
    ).toEqual(['201', '202', '205', '203', '204']));

  it('no list, no comparison', () => expect(shown([{ ...disclosure(2023, []), lists: [] }])).toBeUndefined());
});

describe('codes that changed', () => {
  const changes: readonly CodeChange[] = [
    { classification: 'function', from: 2024, before: '2010101', after: '2010105', source: '甲' },
    { classification: 'function', from: 2024, before: '2010102', after: '2010105', source: '甲' },
  ];
  const before = disclosure(2023, [
    ['2010101', '1.00'],
    ['2010102', '2.00'],
  ]);
  const after = disclosure(2024, [['2010105', '4.00']]);

  it('are one row, their figures together', () => {
    expect(shown([before, after], changes)).toEqual(['2010105 | figure 3.00 | figure 4.00 | 1.00 +33.3%']);
    const [row] = compareLists([before, after], 'function', undefined, changes)?.rows ?? [];
    expect(row?.moved).toBe('2010101、2010102 → 2010105');
    expect(row?.values.map((value) => 'sum' in value && value.sum)).toEqual([true, false]);
  });
  it('in whichever order the years are chosen', () => {
    expect(shown([after, before], changes)).toEqual(['2010105 | figure 4.00 | figure 3.00 | -1.00 -25.0%']);
    expect(compareLists([after, before], 'function', undefined, changes)?.rows[0]?.moved).toBe(
      '2010101、2010102 → 2010105',
    );
  });
  it('are apart without the crosswalk', () =>
    expect(shown([before, after])).toEqual([
      '2010101 | figure 1.00 | unlisted | -1.00 -100.0%',
      '2010102 | figure 2.00 | unlisted | -2.00 -100.0%',
      '2010105 | unlisted | figure 4.00 | 4.00 无',
    ]));
  it('over three years meet though the middle one has none of them', () =>
    expect(shown([before, disclosure(2022, []), after], changes)).toEqual([
      '2010105 | figure 3.00 | unlisted | figure 4.00 | -3.00 -100.0% | 1.00 +33.3%',
    ]));
});

describe('in words', () => {
  const both = [
    disclosure(2023, [
      ['total', '998.77', { total: true, label: '支出总计' }],
      ['201', '1.00'],
    ]),
    disclosure(2024, [
      ['total', '1469.55', { total: true, label: '支出总计' }],
      ['201', '1.00'],
    ]),
  ];
  const result = (disclosures: readonly Comparable[]) => {
    const found = compareLists(disclosures, 'function', undefined, []);
    if (!found) throw new Error('nothing to compare');
    return found;
  };
  it('years of one office go by their years, others by letters', () => {
    expect(headsOf(both)).toEqual(['2023年', '2024年']);
    expect(headsOf([both[0] as Comparable, disclosure(2024, [], { name: '教育局' })])).toEqual(['甲', '乙']);
    expect(
      headsOf([both[0] as Comparable, { ...(both[0] as Comparable), id: '110101/2023/101/final' }]),
    ).toEqual(['甲', '乙']);
  });
  it('the total leads', () =>
    expect(textOf(comparisonFinding(result(both), headsOf(both)))).toBe(
      '支出总计：2023年 998.77 万元；2024年 1,469.55 万元，比2023年多 470.78 万元（+47.1%）',
    ));
  it.each<[string, string | null, string]>([
    ['998.77', '998.77', '支出总计：甲 998.77 万元；乙 998.77 万元，与甲相同'],
    ['0', '5.00', '支出总计：甲 0 万元；乙 5.00 万元，比甲多 5.00 万元'],
    ['5.00', '涉密不公开', '支出总计：甲 5.00 万元；乙涉密不公开'],
    ['涉密不公开', '5.00', '支出总计：甲涉密不公开；乙 5.00 万元'],
  ])('%s against %s', (a, b, words) => {
    const total = (figure: string | null) =>
      disclosure(2024, [['total', figure, { total: true, label: '支出总计' }]]);
    expect(textOf(comparisonFinding(result([total(a), total(b)]), ['甲', '乙']))).toBe(words);
  });
});

describe('the table', () => {
  const html = (a: Comparable, b: Comparable) => {
    const result = compareLists([a, b], 'function', undefined, []);
    if (!result) throw new Error('nothing to compare');
    return comparisonTable(result, [
      { label: '2023年', href: '/110101/2023/101/' },
      { label: '2024年', href: '' },
    ]);
  };
  it('names the base, gives every state a word, and links to the row', () => {
    const table = html(
      disclosure(2023, [
        ['201', '0'],
        ['202', ''],
        ['203', '5.00', { at: '表-203' }],
      ]),
      disclosure(2024, [
        ['201', '1.00', { at: '表-201' }],
        ['202', '1'],
      ]),
    );
    expect([...table.matchAll(/<th scope="col" class="n">([^<]+)</g)].map(([, text]) => text)).toEqual([
      '2023年（基数）',
      '2024年',
      '2024年比2023年增减',
      '增减占2023年的百分比',
    ]);
    expect(table).toContain('<a href="#表-201">');
    expect(table).toContain('<a href="/110101/2023/101/#表-203">');
    expect(table).toContain('<data value="0">0</data>');
    for (const word of ['空白', '未列', '基数不是正数'])
      expect(table).toContain(`<span class="quiet">${word}</span>`);
    expect(table).not.toContain('style=');
  });
  it('shows what it was given as text', () => {
    const hostile = disclosure(2023, [['<b>', '"><script>', { label: '<i>', at: '"><s' }]]);
    expect(html(hostile, hostile)).not.toMatch(/<(b|i|s|script)>/);
  });
  it('draws the largest lines of the outermost level, the total apart', () => {
    const rows: [string, string, Partial<ComparableRow>?][] = [['total', '100', { total: true }]];
    for (let at = 0; at < 12; at++)
      rows.push([`2${10 + at}`, String(at)], [`2${10 + at}01`, String(at), { level: 1 }]);
    const table = html(disclosure(2023, rows), disclosure(2024, rows));
    const drawn = [
      ...table.matchAll(/class="drawn"><th scope="row"><span class="of"><span class="code">(\d+)</g),
    ].map(([, code]) => code);
    expect(drawn).toEqual(['214', '215', '216', '217', '218', '219', '220', '221']);
  });
});
