import { describe, expect, test } from 'vitest';
import { loadContent } from '../../src/load/content.ts';
import { memorySource } from '../../src/load/source.ts';
import { readSurroundings } from '../../src/schema/surroundings.ts';

const read = (csv: string) => {
  const source = memorySource({ 'templates/a/template.yaml': 'title: 甲\n', 'templates/a/codes.csv': csv });
  const made = readSurroundings(loadContent(source, source));
  const told = made.problems
    .filter(({ place }) => place.file.endsWith('codes.csv'))
    .map(({ rule, message, hint, place }) => `${rule} ${place.line}:${place.column} ${message}。${hint}`);
  return { codes: made.around.templates?.get('a')?.codes, told };
};

describe('说明 of codes.csv', () => {
  const HEAD = '分类,科目编码,科目名称,出处,说明\n';

  test('may be left out, cell by cell or as a column', () => {
    expect(read('分类,科目编码,科目名称,出处\n功能分类,206,科学技术支出,甲\n').told).toEqual([]);
    const { codes, told } = read(
      `${HEAD}功能分类,206,科学技术支出,甲,办科技的钱。\n功能分类,205,教育支出,甲,\n`,
    );
    expect(told).toEqual([]);
    expect(codes?.map(({ explain }) => explain)).toEqual(['办科技的钱。', undefined]);
  });

  test('is a short whole sentence', () => {
    const long = `${'很'.repeat(60)}。`;
    expect(
      read(`${HEAD}功能分类,206,科学技术支出,甲,办科技的钱\n功能分类,205,教育支出,甲,${long}\n`).told,
    ).toEqual([
      'load.invalid-code 2:19 科目表第 2 行的说明“办科技的钱”没有写完。说明用一句话讲清这个科目的钱做什么，以“。”结尾，不超过 60 个字；没有说明就空着。',
      `load.invalid-code 3:17 科目表第 3 行的说明“${long}”有 61 个字，太长。说明用一句话讲清这个科目的钱做什么，以“。”结尾，不超过 60 个字；没有说明就空着。`,
    ]);
  });
});
