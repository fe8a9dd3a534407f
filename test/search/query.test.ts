import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, foldWithPlaces, grams } from '../../src/search/fold.ts';
import { mark } from '../../src/search/hit.ts';
import { amountKey, parseQuery, type Synonyms } from '../../src/search/query.ts';

const SYNONYMS: Synonyms = [
  ['卫健', ['卫生健康']],
  ['医保', ['医疗保障', '医疗保险']],
];
const one = (typed: string) => parseQuery(typed, SYNONYMS).words[0];

describe('folding', () => {
  test.each([
    ['“三公”经费', '三公经费'],
    ['因公出国（境）费', '因公出国境费'],
    ['２０６０１０１', '2060101'],
    ['ＡBc', 'abc'],
    ['①㎡', '1m2'],
    [' 科　目\n', '科目'],
    ['.*[](){}\\', ''],
  ])('%s is %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  test('every pair of neighbours once', () => {
    expect(grams('科技科技')).toEqual(['科技', '技科']);
    expect(grams('科')).toEqual([]);
  });

  test('any text without odd compositions folds the same with places, which lead back to it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'科技A１（）“”.①㎡ é') }), (text) => {
        const { text: folded, from, to } = foldWithPlaces(text);
        expect(folded).toBe(fold(text));
        from.forEach((start, i) => {
          expect(fold(text.slice(start, to[i]))).toContain(folded[i]);
        });
      }),
    );
  });
});

describe('words of a query', () => {
  test.each([
    ['卫健局', ['卫健局', '卫生健康局']],
    ['卫生健康局', ['卫生健康局']],
    ['医保', ['医保', '医疗保障', '医疗保险']],
    ['二〇二四年', ['二〇二四年', '2024年']],
    ['第1批', ['第1批', '第一批']],
    ['三公', ['三公']],
    ['十三五', ['十三五', '十35']],
  ])('%s asks for %j', (typed, texts) => {
    expect(one(typed)?.texts).toEqual(texts);
  });

  test.each([
    ['46.29', '46.29'],
    ['１,469.50', '1469.5'],
    ['46.29万元', '46.29'],
    ['462900元', '46.29'],
    ['0.5亿', '5000'],
    ['￥3', '3'],
    ['-12.00', '-12'],
    ['105', '105'],
  ])('%s is the amount %s', (typed, amount) => {
    expect(one(typed)?.amount).toBe(amount);
  });

  test.each(['4,6.29', '46.29.1', '46%', '1e5', '九十', '12345678901234567890.5'])(
    '%s is no amount',
    (typed) => {
      expect(one(typed)?.amount).toBeUndefined();
    },
  );

  test('a decimal is an amount alone: 46.29 is not the text 4629', () => {
    expect(one('46.29')?.texts).toEqual([]);
    expect(one('46.29')?.code).toBeUndefined();
  });

  test('codes and years', () => {
    expect(one('２０６０１')).toMatchObject({ code: '20601' });
    expect(one('13030324P00LDLE10017W')).toMatchObject({ code: '13030324p00ldle10017w' });
    expect(one('2024年度')).toMatchObject({ year: 2024 });
    expect(one('1024')).not.toHaveProperty('year');
    expect(one('科技')).not.toHaveProperty('code');
  });

  test('what is too short, empty or too long says so', () => {
    expect(parseQuery('局', [])).toEqual({ words: [], tooShort: true, cut: false });
    expect(parseQuery(' 　', [])).toEqual({ words: [], tooShort: false, cut: false });
    expect(parseQuery('"[', [])).toEqual({ words: [], tooShort: false, cut: false });
    const long = parseQuery('科技'.repeat(500), []);
    expect(long.cut).toBe(true);
    expect(long.words[0]?.texts[0]).toHaveLength(80);
    expect(parseQuery('科技 '.repeat(20), []).words).toHaveLength(8);
  });

  test('an amount keeps its value in every way of writing it', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 14n }), fc.integer({ min: 0, max: 4 }), (yuan, zeros) => {
        const fen = String(yuan).padStart(5, '0');
        const wan = `${fen.slice(0, -4)}.${fen.slice(-4)}${'0'.repeat(zeros)}`;
        expect(amountKey(wan)).toBe(amountKey(String(yuan), -4));
        expect(Number(amountKey(wan))).toBeCloseTo(Number(yuan) / 1e4, 4);
      }),
    );
  });
});

describe('marks', () => {
  const marked = (text: string, typed: string) =>
    mark(text, parseQuery(typed, SYNONYMS).words)
      .map(([piece, found]) => (found ? `[${piece}]` : piece))
      .join('');

  test.each([
    ['“三公”经费', '三公经费', '“[三公”经费]'],
    ['因公出国（境）费', '出国境', '因公[出国（境]）费'],
    ['卫生健康局', '卫健', '[卫生健康]局'],
    ['合计 46.29，基本 146.29', '46.29', '合计 [46.29]，基本 146.29'],
    ['合计 1,469.50', '1469.5', '合计 [1,469.50]'],
    ['２０６０１　科技', '20601', '[２０６０１]　科技'],
    ['科技科技', '科技', '[科技科技]'],
    ['a<b>c', '<b>c', 'a<[b>c]'],
  ])('%s asked for %s', (text, typed, shown) => {
    expect(marked(text, typed)).toBe(shown);
  });
});
