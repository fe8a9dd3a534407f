import { describe, expect, test } from 'vitest';
import { rowSentence, sentences, spokenFigures } from '../../src/scripts/spoken.ts';

describe('what is read aloud', () => {
  test.each([
    ['1,234.50 万元', '1234.50万元'],
    ['收入 14,695,500 元，比上年 -3.5%', '收入 14695500元，比上年 负3.5%'],
    ['2023-2024年', '2023-2024年'],
    ['12,34', '12,34'],
  ])('%s', (text, said) => expect(spokenFigures(text)).toBe(said));

  test('a text goes sentence by sentence, a long one by its commas, and nothing is lost', () => {
    expect(sentences('收入合计。\n支出合计！')).toEqual(['收入合计。', '支出合计！']);
    const long = `${'一二三四五六七八九十，'.repeat(30)}完。`;
    const pieces = sentences(long);
    expect(pieces.join('')).toBe(long);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(120);
    expect(sentences('')).toEqual([]);
  });

  test('a row is its name, then column, figure and unit in turn', () => {
    const cells = [
      { column: '合计', text: '1,514.50', unit: '万元' },
      { column: '人数', text: '12', unit: '' },
    ];
    expect(rowSentence({ name: '行政运行', cells })).toBe('行政运行，合计1514.50万元，人数12。');
    expect(rowSentence({ name: '', cells: [] })).toBe('。');
  });
});
