import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BOUND, plainField, plainMarkdown } from '../../../src/check/text/plain.ts';

const markdown = (source: string, holds = true) => plainMarkdown(source, () => holds);

describe('a narrative as it is read', () => {
  test.each([
    ['spaces mean nothing between Chinese and digits', '2024 年 预算　5.00 万元', '2024年预算5.00万元\n'],
    ['but part words', 'A B 12 34', 'A B 12 34\n'],
    ['lines of a paragraph are one', '基本\n支出', '基本支出\n'],
    ['paragraphs are two', '基本\n\n支出', '基本\n支出\n'],
    ['headings, lists, quotes', '# 甲\n- 乙\n> 丙\n1. 丁', '甲\n乙\n丙\n1.丁\n'],
    ['emphasis, code, escapes', '**基本**支出`5`\\*元\\-', '基本支出5*元-\n'],
    ['a link keeps its words', '见[预算法](https://example.org/a_(b)?x=1)第5条', '见[预算法]?x=1)第5条\n'],
    ['brackets of a text are no link', '[甲](乙丙)', '[甲](乙丙)\n'],
    ['a comment is no text', '甲<!-- 乙\n丙 -->丁', '甲丁\n'],
    ['a comment that does not end', '甲<!-- 乙', '甲\n'],
    ['digits of full width', '５．００％', '5.00％\n'],
    ['nothing', ' \n\n ', ''],
  ])('%s', (_, source, text) => expect(markdown(source).text).toBe(text));

  test('a binding is one character, and known by its place', () => {
    const { text, bindings, at } = markdown('**支出** {{支出总表/合计/合计}}，{{lastYear}}年');
    expect(text).toBe(`支出${BOUND}，${BOUND}年\n`);
    expect([...bindings.keys()]).toEqual([2, 4]);
    expect(at?.[2]).toBe(7);
  });

  test('a paragraph whose condition does not hold is not there', () => {
    const source = '甲\n\n{{if x.y}}乙\n丙\n\n- {{unless x.y}}丁\n- 戊';
    expect(markdown(source).text).toBe('甲\n乙丙\n丁\n戊\n');
    expect(markdown(source, false).text).toBe('甲\n戊\n');
  });

  test('an item knows how far it is indented', () => {
    const { text, items } = markdown('甲：\n\n- 乙\n  - 丙\n');
    expect(text).toBe('甲：\n乙\n丙\n');
    expect([...(items ?? [])]).toEqual([
      [3, 0],
      [5, 2],
    ]);
  });

  test('each character stands where it is said to', () => {
    const pieces = fc.constantFrom(
      '甲',
      '（',
      '5',
      '.',
      ' ',
      '　',
      '\n',
      '*',
      '**',
      '`',
      '\\',
      '#',
      '- ',
      '[',
      '](',
      ')',
      '<!--',
      '-->',
      '{',
      'a',
      '１',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const source = parts.join('');
        const { text, at = [] } = markdown(source);
        expect(at).toHaveLength(text.length);
        for (const [index, char] of [...text].entries()) {
          if (char === '\n' || char === BOUND) continue;
          expect(char.normalize('NFKC')).toBe((source[at[index] as number] as string).normalize('NFKC'));
          if (index > 0) expect(at[index]).toBeGreaterThan(at[index - 1] as number);
        }
      }),
    );
  });
});

test('a field without spaces is itself', () => {
  expect(plainField('基本支出')).toBe('基本支出');
  expect(plainField('2023 年\n底前')).toBe('2023年\n底前');
});
