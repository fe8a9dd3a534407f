import { describe, expect, test } from 'vitest';
import { openContent } from '../../../src/content.ts';
import { memorySource } from '../../../src/load/source.ts';
import type { CheckedDisclosure } from '../../../src/model/disclosure.ts';
import { meaningsOf } from '../../../src/view/compare/comparable.ts';
import { comparisonTable } from '../../../src/view/compare/html.ts';
import { viewYearOnYear } from '../../../src/view/compare/year-on-year.ts';
import { viewDisclosure } from '../../../src/view/disclosure.ts';
import { textOf } from '../../../src/view/sentence.ts';
import { ID, twoYears } from '../../support/two-years.ts';

function open(changes: Readonly<Record<string, string>> = {}) {
  const source = memorySource({ ...twoYears(), ...changes });
  const { disclosure, lastYear, problems } = openContent(source, source).read(ID);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (!disclosure || !lastYear) throw new Error('both years are there');
  return { disclosure, lastYear };
}
const view = (disclosure: CheckedDisclosure, lastYear: ReturnType<typeof open>['lastYear']) =>
  viewYearOnYear(disclosure, meaningsOf(disclosure), lastYear, (anchor) => anchor);
const said = (html: string) =>
  [...html.matchAll(/<tr[^>]*>(.*?)<\/tr>/g)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)]
      .map(([, cell = '']) => cell.replace(/<svg.*?<\/svg>|<[^>]+>/g, ''))
      .join(' | '),
  );

describe('last year beside this year', () => {
  const { disclosure, lastYear } = open();
  const shown = view(disclosure, lastYear);

  test('names the base and leads to the comparison of every table', () => {
    expect(shown?.labels).toEqual(['2023年', '2024年']);
    expect(shown?.base).toEqual({ title: '乙区财政局2023年部门预算', href: '/110101/2023/101/' });
    expect(shown?.compareHref).toBe('/compare/?d=110101/2023/101&d=110101/2024/101');
  });

  test('key figures, exactly', () => {
    const table = shown?.tables.find(({ title }) => title === '主要数字');
    expect(
      said(
        comparisonTable(table as NonNullable<typeof table>, [
          { label: '2023年', href: '/a/' },
          { label: '2024年', href: '' },
        ]),
      ),
    ).toEqual([
      '项目（万元） | 2023年（基数） | 2024年 | 2024年比2023年增减 | 增减占2023年的百分比',
      '收入总计 | 1,300.00 | 1,469.55 | +169.55 | +13.0%',
      '支出总计 | 1,300.00 | 1,469.55 | +169.55 | +13.0%',
      '基本支出 | 300.00 | 469.55 | +169.55 | +56.5%',
      '项目支出 | 1,000.00 | 1,000.00 | 0.00 | 0%',
      '政府采购 | 1.50 | 1.50 | 0.00 | 0%',
    ]);
  });

  test('a code that changed stands in one row', () => {
    const table = shown?.tables.find(({ title }) => title === '支出功能分类');
    expect(
      table?.rows.map(({ key, moved, values }) => [
        key,
        moved,
        ...values.map((value) => ('value' in value ? value.text : value.state)),
      ]),
    ).toEqual([
      ['expenditure.total', undefined, '1,300.00', '1,469.55'],
      ['201', undefined, '1,300.00', '1,469.55'],
      ['20106', undefined, '1,300.00', '1,469.55'],
      ['2010601', '2010699 → 2010601', '300.00', '469.55'],
      ['2010602', undefined, '1,000.00', '1,000.00'],
    ]);
  });
});

test('without the crosswalk it is two rows', () => {
  const { disclosure, lastYear } = open({
    'templates/example-form/crosswalk.csv': '分类,自年度,原科目编码,现科目编码,出处\n',
  });
  const table = view(disclosure, lastYear)?.tables.find(({ title }) => title === '支出功能分类');
  expect(table?.rows.map(({ key }) => key)).toEqual([
    'expenditure.total',
    '201',
    '20106',
    '2010601',
    '2010602',
    '2010699',
  ]);
});

test('the page has it, and a picture against the published figures; without last year, neither', () => {
  const { disclosure, lastYear } = open();
  const context = { base: '/', siteUrl: '', renderNarrative: () => undefined, hash: '', draft: false };
  const drawn = viewDisclosure(disclosure, { ...context, lastYear });
  expect(drawn.yearOnYear?.anchor).toBe('与上年对比');
  expect(drawn.pictures?.pictures.map(({ title }) => textOf(title))).toContain(
    '支出总计比上年增加 169.55 万元，增长 13.0%',
  );
  const alone = viewDisclosure(disclosure, context);
  expect(alone.yearOnYear).toBeUndefined();
  expect(alone.pictures?.pictures.some(({ kind }) => kind === 'pairs')).toBe(false);
});

test('last year withdrawn is not compared with', () => {
  const { disclosure, lastYear } = open();
  const withdrawn = { ...lastYear, withdrawn: { date: '2024-01-01', reason: '有误' } };
  const context = { base: '/', siteUrl: '', renderNarrative: () => undefined, hash: '', draft: false };
  expect(viewDisclosure(disclosure, { ...context, lastYear: withdrawn }).yearOnYear).toBeUndefined();
});
