import { describe, expect, it } from 'vitest';
import { fill } from '../../src/model/fill.ts';
import type { ColumnSpec } from '../../src/model/template.ts';
import { bareLabel, csvTitle, headerPath, normalized } from '../../src/model/titles.ts';

describe('titles compared', () => {
  it.each([
    ['科 目　编\n码', '科目编码'],
    ['单位（科目名称）', '单位(科目名称)'],
    ['注：无，空表', '注:无,空表'],
    ['“三公”经费', '"三公"经费'],
    ['「三公」经费', '"三公"经费'],
    ['＂三公＂经费', '"三公"经费'],
  ])('%j is %j', (text, expected) => {
    expect(normalized(text)).toBe(expected);
    expect(normalized(expected)).toBe(expected);
  });
});

describe('labels without their number', () => {
  it.each([
    ['一、一般公共预算拨款收入', '一般公共预算拨款收入'],
    ['二十一、粮油物资储备支出', '粮油物资储备支出'],
    ['（三）公务接待费', '公务接待费'],
    ['(三) 公务接待费', '公务接待费'],
    ['1、因公出国（境）费', '因公出国(境)费'],
    ['1. 因公出国（境）费', '因公出国(境)费'],
    ['其中：财政拨款', '财政拨款'],
    ['1．其中:财政拨款', '财政拨款'],
    ['1.5 倍补贴', '1.5倍补贴'],
    ['一般公共服务支出', '一般公共服务支出'],
    ['三公经费', '三公经费'],
    ['合  计', '合计'],
  ])('%j is %j', (label, expected) => {
    expect(bareLabel(label)).toBe(expected);
  });
});

describe('the heading of a column in the file', () => {
  const column = (title: string, groups: string[] = [], csv?: string): ColumnSpec => ({
    id: title,
    title,
    groups,
    aliases: [],
    kind: 'amount',
    adds: true,
    period: 'current',
    optional: false,
    ...(csv !== undefined && { csv }),
  });

  it('is its leaf title', () => {
    const columns = [column('合计', ['基本支出']), column('小计', ['基本支出'])];
    expect(columns.map((item) => csvTitle(item, columns))).toEqual(['合计', '小计']);
  });

  it('is the header path where the leaf title stands twice', () => {
    const columns = [column('小计', ['基本支出', '人员经费']), column('小计', ['基本支出', '公用经费'])];
    expect(columns.map((item) => csvTitle(item, columns))).toEqual([
      '基本支出/人员经费/小计',
      '基本支出/公用经费/小计',
    ]);
    expect(columns.map(headerPath)).toEqual([
      ['基本支出', '人员经费', '小计'],
      ['基本支出', '公用经费', '小计'],
    ]);
  });

  it('is what the form says, and then stands in nobody’s way', () => {
    const columns = [column('项目', ['收入'], '收入项目'), column('项目', ['支出'])];
    expect(columns.map((item) => csvTitle(item, columns))).toEqual(['收入项目', '项目']);
  });
});

describe('fill', () => {
  const values = { year: 2024, name: '财政局', scope: '部门', region: '乙区' };

  it.each([
    ['{{name}}{{year}}年{{scope}}预算', '财政局2024年部门预算'],
    ['{{region}}{{lastYear}}年', '乙区2023年'],
    ['{{支出总表/合计}}{{number}}', '{{支出总表/合计}}{{number}}'],
    ['部门预算', '部门预算'],
    ['{{ year }}', '{{ year }}'],
  ])('%s', (text, expected) => {
    expect(fill(text, values)).toBe(expected);
  });

  it('fills what is filled in no further', () => {
    expect(fill('{{name}}', { ...values, name: '{{year}}$&' })).toBe('{{year}}$&');
  });
});
