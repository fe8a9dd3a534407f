import { expect, test } from 'vitest';
import type { Template } from '../../src/model/template.ts';
import { Anchors } from '../../src/view/anchors.ts';
import { Explanations } from '../../src/view/explained.ts';
import { column, makeTable, type TableInput } from './make.ts';

const code = (classification: string, number: string, name: string, explain?: string) => ({
  classification,
  code: number,
  name,
  source: '公开的科目表',
  ...(explain !== undefined && { explain }),
});

const template = {
  glossary: [
    { term: '上年结转', aliases: ['上年结转结余'], definition: '去年没用完的钱。' },
    { term: '公务接待费', aliases: [], definition: '接待来访公务人员的费用。' },
  ],
  codes: [
    code('function', '206', '科学技术支出', '办科技的钱。'),
    code('function', '20601', '科学技术管理事务'),
    code('function', '229', '其他支出', '不属于前面各类的钱。'),
    code('economic-department', '30201', '办公费', '日常办公的钱。'),
    code('economic-department', '399', '其他支出', '另一种。'),
  ],
} as unknown as Template;

function explain(
  rows: readonly (readonly [code: string, name: string, amount: string])[],
  onPage = new Set<string>(),
) {
  const input: TableInput = {
    columns: [column('编码', { kind: 'code' }), column('名称', { kind: 'text' }), column('合计')],
    lines: rows,
    label: '名称',
    code: ['编码'],
  };
  const table = makeTable(input);
  const explanations = new Explanations(template, onPage, new Anchors());
  return {
    anchors: table.rows.map((row) => explanations.anchorOf(table, row)),
    entries: explanations.entries(),
  };
}

test('a 科目 by its code and name, once for all its rows; by code in the list', () => {
  const { anchors, entries } = explain([
    ['30201', '办公费', '1'],
    ['206', '科学技术支出', '2'],
    ['206', ' 科学技术支出', '0'],
  ]);
  expect(anchors).toEqual(['释-30201', '释-206', '释-206']);
  expect(entries).toEqual([
    { term: '206 科学技术支出', aliases: [], definition: '办科技的钱。', anchor: '释-206' },
    { term: '30201 办公费', aliases: [], definition: '日常办公的钱。', anchor: '释-30201' },
  ]);
});

test('one name under another code is another 科目; a pair of codes goes by the first that is known', () => {
  expect(explain([['20699', '科学技术支出局', '2']]).anchors).toEqual([undefined]);
  expect(explain([['30201/50201', '办公费', '2']]).anchors).toEqual(['释-30201']);
  expect(explain([['50999/30201', '办公费', '2']]).anchors).toEqual(['释-30201']);
});

test('classes and terms by name alone, without their numbers', () => {
  expect(
    explain([
      ['', '六、科学技术支出', '2'],
      ['', '二十五、其他支出', '2'],
      ['', '上年结转结余', '2'],
    ]).anchors,
  ).toEqual(['释-206', '释-229', '释-上年结转']);
});

test('what the form explains on the page itself is not explained again', () => {
  const { anchors, entries } = explain([['', '其中：公务接待费', '2']], new Set(['公务接待费']));
  expect(anchors).toEqual(['名词-公务接待费']);
  expect(entries).toEqual([]);
});

test('nothing where nothing is known, or where the row is empty', () => {
  const { anchors, entries } = explain([
    ['20601', '科学技术管理事务', '3'],
    ['', '没有人解释的行', '3'],
    ['206', '科学技术支出', ''],
    ['', 'constructor', '3'],
  ]);
  expect(anchors).toEqual([undefined, undefined, undefined, undefined]);
  expect(entries).toEqual([]);
});
