import { describe, expect, it } from 'vitest';
import { loadContent } from '../../src/load/content.ts';
import { memorySource } from '../../src/load/source.ts';
import { readSurroundings } from '../../src/schema/surroundings.ts';
import { TEMPLATES } from '../support/examples.ts';

const HEAD = '分类,自年度,原科目编码,现科目编码,出处\n';
const read = (csv: string) => {
  const source = memorySource({
    'templates/a/template.yaml': 'title: 甲\n',
    'templates/a/crosswalk.csv': csv,
    'templates/b/template.yaml': 'title: 乙\nextends: a\n',
    'templates/b/crosswalk.csv': `${HEAD}功能分类,2025,2010201,2010205,乙文件\n`,
  });
  return readSurroundings(loadContent(source, source));
};
const told = (csv: string) =>
  read(csv)
    .problems.filter(({ place }) => place.file.endsWith('a/crosswalk.csv'))
    .map(({ rule, message, hint, place }) => `${rule} ${place.line}:${place.column} ${message}。${hint}`);

describe('crosswalk.csv', () => {
  it('says what is missing or wrong in it, with its place', () => {
    expect(told('分类,自年度,原科目编码\n')).toEqual([
      'load.missing-column 1:1 科目对照表缺少列“现科目编码”、“出处”。表头应为：分类、自年度、原科目编码、现科目编码、出处。',
    ]);
    expect(
      told(
        `${HEAD}功能,2024,2010101,2010105,甲\n功能分类,24,2010101,2010105,甲\n功能分类,2024,20101O1,2010105,甲\n功能分类,2024,2010101,20101,甲\n功能分类,2024,2010101,2010101,甲\n功能分类,2024,2010101,2010105,\n`,
      ),
    ).toMatchInlineSnapshot(`
      [
        "load.invalid-code 2:1 科目对照表第 2 行的分类“功能”不认识。分类写 功能分类、部门经济分类、政府经济分类 之一。",
        "load.invalid-code 3:6 科目对照表第 3 行的年度“24”不是年份。写启用现编码的第一个预算年度，例如 2024。",
        "load.invalid-code 4:11 科目对照表第 4 行的原科目编码“20101O1”不对。科目编码是三、五或七位数字，类、款、项连写。",
        "load.invalid-code 5:19 科目对照表第 5 行把 2010101 对到 20101，不是同一级科目。类对类，款对款，项对项。",
        "load.invalid-code 6:19 科目对照表第 6 行的两个编码都是 2010101。没有变的科目不用写，请删去这一行。",
        "load.invalid-code 7:27 科目对照表第 7 行没有写出处。写明文件名称和文号，或者公开的科目表，供别人核对。",
      ]
    `);
  });
  it('says what stands twice', () =>
    expect(told(`${HEAD}功能分类,2024,2010101,2010105,甲\n功能分类,2024,2010101,2010105,乙\n`)).toEqual([
      'load.invalid-code 3:11 科目对照表第 3 行与上面一行重复。请删去重复的一行。',
    ]));
  it('is carried by every form, with what a form adds', () => {
    const { around } = read(`${HEAD}功能分类,2024,2010101,2010105,甲\n`);
    expect(
      around.templates?.get('b')?.crosswalk.map(({ before, after, source }) => [before, after, source]),
    ).toEqual(
      expect.arrayContaining([
        ['2010101', '2010105', '甲'],
        ['2010201', '2010205', '乙文件'],
      ]),
    );
  });
  it('of the nation is read by the forms there are', () => {
    expect(TEMPLATES.length).toBeGreaterThan(1);
    for (const { crosswalk } of TEMPLATES) expect(Array.isArray(crosswalk)).toBe(true);
  });
});
