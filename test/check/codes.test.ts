import { describe, expect, it } from 'vitest';
import { loadContent } from '../../src/load/content.ts';
import { memorySource } from '../../src/load/source.ts';
import { readSurroundings } from '../../src/schema/surroundings.ts';
import { TEMPLATES } from '../support/examples.ts';
import { toldBy } from '../support/told.ts';

const told = toldBy('hebei-2024');
const henan = toldBy('henan-2024');
const HEAD = '科目编码,科目名称,合计';
const lines = (...rows: string[]) => ({ tables: { 支出总表: [HEAD, ...rows].join('\n') } });

describe('the list of codes', () => {
  it('is carried by every form', () => {
    const template = TEMPLATES.find((item) => item.id === 'hebei-2024');
    expect(template?.codes.length).toBeGreaterThan(300);
    expect(template?.codes).toContainEqual(
      expect.objectContaining({ classification: 'function', code: '2060101', name: '行政运行' }),
    );
  });

  const read = (csv: string) => {
    const source = memorySource({ 'templates/a/template.yaml': 'title: 甲\n', 'templates/a/codes.csv': csv });
    return readSurroundings(loadContent(source, source)).problems.filter((item) =>
      item.place.file.endsWith('codes.csv'),
    );
  };
  it('says what is missing or wrong in it, with its place', () => {
    expect(read('分类,科目编码,科目名称\n功能分类,206,科学技术支出\n')[0]).toMatchObject({
      rule: 'load.missing-column',
      message: '科目表缺少列“出处”',
    });
    expect(read('分类,科目编码,科目名称,出处\n功能,206,科学技术支出,甲\n')[0]).toMatchObject({
      rule: 'load.invalid-code',
      place: { line: 2, column: 1 },
    });
    expect(read('分类,科目编码,科目名称,出处\n功能分类,20,科学技术支出,甲\n')[0]?.place).toMatchObject({
      line: 2,
      column: 6,
    });
    expect(read('分类,科目编码,科目名称,出处\n功能分类,206,科学技术支出,甲\n')).toEqual([]);
  });
});

describe('codes', () => {
  it.each([
    ['too long', '20601011,行政运行,1.00', '有 8 位，应为 3、5、7 位'],
    ['of another classification', '30101,基本工资,1.00', '应当以 2 开头'],
    ['not of digits', '2O60101,行政运行,1.00', '应当都是数字'],
  ])('%s', (_, line, message) => {
    expect(told('code.shape', lines(line)).messages).toEqual([expect.stringContaining(message)]);
    expect(told('code.known', lines(line)).messages).toEqual([]);
  });

  it('printed twice in one table, not under two units', () => {
    const table = '类,款,项,单位代码,单位(科目名称),总计';
    const rows = (...items: string[]) =>
      henan('code.twice', { tables: { 支出总表: [table, ...items].join('\n') } }).messages;
    const line = '206,01,01,,行政运行,1.00';
    expect(rows(',,,566001,甲,1.00', line, ',,,566002,乙,1.00', line)).toEqual([]);
    expect(rows(',,,566001,甲,1.00', line, line)).toEqual([
      '支出总表里科目 2060101 列了两行；因此另有 1 处不符',
    ]);
  });

  it('of a pair count together', () => {
    const head =
      '部门预算支出经济分类科目/科目编码,部门预算支出经济分类科目/科目名称,政府预算支出经济分类科目/科目编码,政府预算支出经济分类科目/科目名称,合计';
    const rows = (...items: string[]) =>
      henan('code.twice', { tables: { 基本支出表: [head, ...items].join('\n') } }).messages;
    expect(
      rows('30101,基本工资,50101,工资奖金津补贴,1.00', '30101,基本工资,50501,工资福利支出,1.00'),
    ).toEqual([]);
    expect(
      rows('30101,基本工资,50101,工资奖金津补贴,1.00', '30101,基本工资,50101,工资奖金津补贴,1.00'),
    ).toHaveLength(1);
  });

  it('without what they are part of are told once for a table', () => {
    const { findings } = told(
      'code.parent',
      lines('206,科学技术支出,2.00', '2060101,行政运行,1.00', '2060499,其他,1.00'),
    );
    expect(findings).toHaveLength(1);
    expect(findings[0]?.message).toContain('“20601”、“20604”');
    expect(findings[0]?.related).toHaveLength(1);
    expect(
      henan('code.parent', {
        tables: { 支出总表: '类,款,项,单位(科目名称),总计\n206,01,01,行政运行,1.00\n' },
      }).check.outcome,
    ).not.toBe('failed');
  });

  it('that nobody knows are mentioned together, as a warning', () => {
    const { findings } = told('code.known', lines('2068801,甲事务,1.00', '2068802,乙事务,1.00'));
    expect(findings).toMatchObject([
      { severity: 'warning', message: '科目表里没有“2068801 甲事务”、“2068802 乙事务”' },
    ]);
  });
});

describe('names', () => {
  it('known for the code in any of its years are right', () => {
    for (const name of ['工业和信息产业', '工业和信息产业监管'])
      expect(told('code.name', lines(`21505,${name},1.00`)).messages).toEqual([]);
    expect(told('code.name', lines('20604,技术与研究 开发,1.00')).messages).toEqual([]);
  });

  it('of another code beside it show that the code is wrong', () => {
    const { findings } = told('code.name', lines('2060189,其他科学技术管理事务支出,1.00'));
    expect(findings).toMatchObject([
      { actual: '2060189', expected: '2060199', place: { columnTitle: '科目编码' } },
    ]);
    expect(told('code.known', lines('2060189,其他科学技术管理事务支出,1.00')).messages).toEqual([]);
  });

  it('two for one code: the one that is not known is named, with the other places', () => {
    const tables = {
      收入总表: `${HEAD}\n2060101,行政运行,1.00\n`,
      支出总表: `${HEAD}\n2060101,行政运营,1.00\n`,
      一般公共预算支出表: `${HEAD}\n2060101,行政运行,1.00\n`,
    };
    const { findings } = told('code.one-name', { tables });
    expect(findings).toMatchObject([{ actual: '行政运营', place: { table: '支出总表' } }]);
    expect(findings[0]?.message).toContain('是“行政运行”');
    expect(told('code.name', { tables }).messages).toEqual([]);
  });
});

describe('two tables of the same', () => {
  const both = (income: string[], expenditure: string[]) =>
    told('cross.codes-income-expenditure', {
      tables: {
        收入总表: [HEAD, ...income].join('\n'),
        支出总表: [HEAD, ...expenditure].join('\n'),
        收支总表: '收入项目,收入预算数,支出项目,支出预算数\n,,年终结转结余,\n',
      },
    });
  const line = '2060101,行政运行,1.00';

  it('have the same codes; one that carries nothing may be left out', () => {
    expect(both([line], [line]).messages).toEqual([]);
    expect(both([line, '2060102,一般行政管理事务,'], [line]).messages).toEqual([]);
  });

  it('a code that the other has not got is told, and one written otherwise with what it is there', () => {
    expect(both([line, '2060102,一般行政管理事务,2.00'], [line]).messages).toEqual([
      '收入总表有“2060102 一般行政管理事务”（2.00），支出总表里没有',
    ]);
    const { findings } = both(['2068810,甲事务,1.00'], ['2068801,甲事务,1.00']);
    expect(findings).toMatchObject([{ severity: 'error', actual: '2068810', expected: '2068801' }]);
  });

  it('a table that goes less deep is not accused', () => {
    expect(both(['206,科学技术支出,1.00', line], ['206,科学技术支出,1.00']).messages).toEqual([]);
    expect(told('code.depth', lines('206,科学技术支出,1.00')).messages).toEqual([
      '支出总表里“206 科学技术支出”没有列到项',
    ]);
  });
});

describe('a figure of another magnitude', () => {
  const assets = (value: string) =>
    told('magnitude.unit', {
      tables: {
        支出总表: `${HEAD}\n,合计,1469.55\n`,
        固定资产表: `项目,数量,价值\n资产总额,,${value}\n`,
      },
    });

  it('may be many years’ expenditure, not hundreds of them', () => {
    expect(assets('146955.00').messages).toEqual([]);
    expect(assets('856766.73').findings).toMatchObject([{ severity: 'warning', expected: '85.68' }]);
  });
});
