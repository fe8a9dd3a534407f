import { describe, expect, test } from 'vitest';
import { countChecks } from '../../src/view/checks.ts';
import { viewDisclosure } from '../../src/view/disclosure.ts';
import {
  type IndexContext,
  sortEntries,
  viewEntry,
  viewHome,
  viewRegions,
  viewYears,
  withUnits,
} from '../../src/view/index-pages.ts';
import type { IndexView } from '../../src/view/index-types.ts';
import { textOf } from '../../src/view/sentence.ts';
import { viewSiteYears } from '../../src/view/site-pages.ts';
import type { DisclosureEntry } from '../../src/view/types.ts';
import { column, item, makeDisclosure, makeProject, makeTable } from './make.ts';

const REGIONS = new Map(
  [
    { code: '130000', name: '丙省' },
    { code: '130300', name: '乙市', parent: '130000' },
    { code: '130303', name: '甲区', parent: '130300' },
    { code: '410000', name: '丁省' },
  ].map((region) => [region.code, region]),
);

function entry(
  region: string,
  year: number,
  code: string,
  more: Partial<DisclosureEntry> = {},
): DisclosureEntry {
  const id = `${region}/${year}/${code}`;
  return {
    id,
    href: `/${id}/`,
    name: `部门${code}`,
    code,
    year,
    scope: '部门',
    phase: '预算',
    title: `部门${code}${year}年部门预算`,
    regionCode: region,
    regionName: REGIONS.get(region)?.name ?? '',
    keyFigures: [],
    checks: { text: '', ok: true, href: '', counts: countChecks([]) },
    projects: 0,
    withdrawn: false,
    hash: '',
    ...more,
  };
}

const ENTRIES = [
  entry('130303', 2023, '350', { publishedOn: '2023-02-01' }),
  entry('130303', 2024, '471', { publishedOn: '2024-03-01' }),
  entry('130303', 2024, '', { name: '无编码' }),
  entry('130303', 2024, '350'),
  entry('130300', 2024, '900', { publishedOn: '2024-03-05' }),
  entry('130303', 2024, '999', { withdrawn: true, publishedOn: '2024-04-01' }),
];

const CONTEXT: IndexContext = {
  site: { name: '站', organizer: '财政局', description: '说明', keywords: ['预算公开'], sample: false },
  hosting: { siteUrl: 'https://a.cn', base: '/' },
  regions: REGIONS,
  entries: ENTRIES,
};

/** What a page lists under which heading: ids, `+` before those that stand under another. */
function listed({ sections }: IndexView) {
  return Object.fromEntries(
    sections.map((section) => [
      section.title,
      section.kind === 'places'
        ? section.places.map(({ name, href, count }) => `${name} ${href} ${count}`)
        : section.kind === 'sites'
          ? section.sites.map(({ name, href }) => `${name} ${href}`)
          : section.kind === 'pictures'
            ? section.pictures.map(({ title }) => textOf(title))
            : section.lines.map((line) => (line.under ? '+' : '') + line.entry.id),
    ]),
  );
}

const ids = (entries: readonly DisclosureEntry[]) => entries.map((one) => one.id);

test('entries stand by year, region and code; without a code last', () => {
  const sorted = [
    '130300/2024/900',
    '130303/2024/350',
    '130303/2024/471',
    '130303/2024/999',
    '130303/2024/',
    '130303/2023/350',
  ];
  expect(ids(sortEntries(ENTRIES))).toEqual(sorted);
  expect(ids(sortEntries([...ENTRIES].reverse()))).toEqual(sorted);
});

test('an entry’s links lead into its page', () => {
  const table = makeTable({
    columns: [column('名称', { kind: 'text' }), column('合计', { concept: 'expenditure.total' })],
    lines: [['合计', '3']],
  });
  const disclosure = makeDisclosure({
    tables: [table],
    projects: [makeProject(1, '甲')],
    template: { outline: [item('table', '支出总表')], tables: new Map() },
  });
  const made = viewEntry(disclosure);
  const context = { base: '/', siteUrl: '', renderNarrative: () => undefined, hash: 'abc', draft: false };
  const page = viewDisclosure(disclosure, context);
  expect(made.keyFigures.map(({ href }) => href)).toEqual(
    page.keyFigures.map(({ href }) => page.page.path + href),
  );
  expect(made).toMatchObject({
    href: '/130303/2024/350001/',
    projects: 1,
    hash: disclosure.hash,
    withdrawn: false,
  });
  expect(made.keyFigures[0]?.href).toBe('/130303/2024/350001/#支出总表-合计');
  expect(made.checks.href).toBe('/130303/2024/350001/checks/');
  expect(made).not.toHaveProperty('publishedOn');
});

test('home lists regions with their years; the withdrawn are listed but not counted', () => {
  const home = viewHome(CONTEXT);
  expect(home.regions).toEqual([
    {
      code: '130300',
      name: '乙市',
      href: '/130300/',
      count: 1,
      years: [{ year: 2024, href: '/130300/2024/', count: 1 }],
    },
    {
      code: '130303',
      name: '甲区',
      href: '/130303/',
      count: 4,
      years: [
        { year: 2024, href: '/130303/2024/', count: 3 },
        { year: 2023, href: '/130303/2023/', count: 1 },
      ],
    },
  ]);
  expect(home.entries).toHaveLength(6);
  expect(ids(home.latest)).toEqual([
    '130300/2024/900',
    '130303/2024/471',
    '130303/2023/350',
    '130303/2024/350',
    '130303/2024/',
  ]);
  expect(home.page).toMatchObject({ path: '/', title: '站', breadcrumbs: [] });
  expect(home.page.meta.map(({ name }) => name)).toEqual(['SiteName', 'Keywords', 'Description', 'Url']);
});

describe('regions', () => {
  const views = viewRegions(CONTEXT);

  test('those with disclosures, and those above them, have a page', () => {
    expect(views.map((one) => [one.code, listed(one)])).toEqual([
      ['130000', { 下属地区: ['乙市 /130300/ 5'] }],
      ['130300', { 下属地区: ['甲区 /130303/ 4'], '2024年': ['130300/2024/900'] }],
      [
        '130303',
        {
          '2024年': ['130303/2024/350', '130303/2024/471', '130303/2024/999', '130303/2024/'],
          '2023年': ['130303/2023/350'],
        },
      ],
    ]);
    expect(views[2]?.sections[0]).toMatchObject({ href: '/130303/2024/', caption: '2024年预算' });
  });

  test('are columns of the site guideline', () => {
    const names = views[2]?.page.meta.map(({ name }) => name);
    expect(names).toContain('ColumnName');
    expect(names).not.toContain('ArticleTitle');
    expect(views[2]?.page.breadcrumbs.map(({ href }) => href)).toEqual([
      '/',
      '/130000/',
      '/130300/',
      '/130303/',
    ]);
  });

  test('a region that names itself as parent does not hang', () => {
    const looped = new Map([['1', { code: '1', name: '环', parent: '1' }]]);
    const made = viewRegions({ ...CONTEXT, regions: looped, entries: [entry('1', 2024, '1')] });
    expect(made.map((one) => one.code)).toEqual(['1']);
  });
});

test('years: one page each, with the way to the others', () => {
  const years = viewYears(CONTEXT);
  expect(years.map((one) => [one.page.path, listed(one)])).toEqual([
    ['/130300/2024/', { 公开文本: ['130300/2024/900'] }],
    [
      '/130303/2024/',
      {
        公开文本: ['130303/2024/350', '130303/2024/471', '130303/2024/999', '130303/2024/'],
        其他年度: ['2023年 /130303/2023/ 1'],
      },
    ],
    ['/130303/2023/', { 公开文本: ['130303/2023/350'], 其他年度: ['2024年 /130303/2024/ 3'] }],
  ]);
  expect(years[1]?.page.description).toContain('共3份');
});

describe('a list too long for one page', () => {
  const many = (region: string, year: number, count: number) =>
    Array.from({ length: count }, (_, at) => entry(region, year, `${at}`));
  const context = (count: number): IndexContext => ({
    ...CONTEXT,
    entries: [...many('130303', 2024, count), ...many('130300', 2024, 1), ...many('130303', 2023, 1)],
  });

  test('stands once, where region and year are given; the pages above lead there', () => {
    const long = context(400);
    const region = viewRegions(long).find(({ code }) => code === '130303');
    expect(listed(region as IndexView)).toEqual({
      各年度: ['2024年 /130303/2024/ 400', '2023年 /130303/2023/ 1'],
    });
    expect(viewSiteYears(long).map(listed)).toEqual([
      { 各地区: ['乙市 /130300/2024/ 1', '甲区 /130303/2024/ 400'] },
      { 公开文本: ['130303/2023/0'] },
    ]);
    const year = viewYears(long).find(({ page }) => page.path === '/130303/2024/');
    expect(listed(year as IndexView).公开文本).toHaveLength(400);
  });

  test('a shorter one stands there too', () => {
    const [all] = viewSiteYears(context(399));
    expect(listed(all as IndexView).公开文本).toHaveLength(400);
    const region = viewRegions(context(399)).find(({ code }) => code === '130303');
    expect(Object.keys(listed(region as IndexView))).toEqual(['2024年', '2023年']);
  });
});

describe('final accounts', () => {
  const final = entry('130303', 2024, '350', {
    id: '130303/2024/350/final',
    href: '/130303/2024/350/final/',
    phase: '决算',
  });
  const both: IndexContext = { ...CONTEXT, entries: [final, ...ENTRIES] };

  test('stand under a heading of their own, after the budgets', () => {
    const region = viewRegions(both)[2];
    expect(region?.page.title).toBe('甲区部门预决算公开');
    expect(region?.page.description).toBe('甲区各部门（单位）公开的预算和决算，共5份。');
    expect(Object.keys(listed(region as IndexView))).toEqual(['2024年', '2024年决算', '2023年']);
    const [, year] = viewYears(both);
    expect(year?.page.title).toBe('甲区2024年部门预决算公开');
    expect(listed(year as IndexView)).toMatchObject({
      预算: ['130303/2024/350', '130303/2024/471', '130303/2024/999', '130303/2024/'],
      决算: ['130303/2024/350/final'],
    });
    const [all] = viewSiteYears(both);
    expect(all?.page.title).toBe('2024年部门预决算公开');
    expect(all?.page.description).toBe('各地区各部门（单位）公开的2024年预算和决算，共5份。');
    expect(all?.count).toBe(5);
    expect(Object.keys(listed(all as IndexView))).toEqual(['预算', '决算']);
  });

  test('name a page that has nothing else', () => {
    const [only] = viewYears({ ...CONTEXT, entries: [final] });
    expect(only?.page.title).toBe('甲区2024年部门决算公开');
    expect(listed(only as IndexView)).toEqual({ 公开文本: ['130303/2024/350/final'] });
  });
});

describe('units', () => {
  const department = entry('130303', 2024, '350', { department: 'ju', units: ['350002', '服务中心'] });
  const unit = (code: string, more: Partial<DisclosureEntry> = {}) =>
    entry('130303', 2024, code, { scope: '单位', ...more });
  const lines = (entries: readonly DisclosureEntry[]) =>
    withUnits(sortEntries(entries)).map((line) => (line.under ? '+' : '') + line.entry.code);

  test.each([
    ['by departments.yaml', unit('900', { parent: 'ju' })],
    ['by the code that the department lists', unit('350002')],
    ['by the name that the department lists', unit('901', { name: '服务中心' })],
  ])('stand under their department: %s', (_, own) => {
    expect(lines([entry('130303', 2024, '100'), own, entry('130303', 2024, '351'), department])).toEqual([
      '100',
      '350',
      `+${own.code}`,
      '351',
    ]);
  });

  test.each([
    ['another year', unit('350002', { year: 2023, id: '130303/2023/350002' })],
    ['another region', unit('350002', { regionCode: '130300' })],
    ['a final account', unit('350002', { phase: '决算' })],
    ['of a department that does not list it', unit('350009')],
    ['a department of its own', unit('350002', { scope: '部门' })],
  ])('not there: %s', (_, own) => {
    expect(lines([department, own]).some((line) => line.startsWith('+'))).toBe(false);
  });
});
