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
} from '../../src/view/index-pages.ts';
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
    expect(views.map((one) => [one.code, one.years.map(({ year }) => year), one.children])).toEqual([
      ['130000', [], [{ name: '乙市', href: '/130300/', count: 5 }]],
      ['130300', [2024], [{ name: '甲区', href: '/130303/', count: 4 }]],
      ['130303', [2024, 2023], []],
    ]);
    expect(ids(views[2]?.years[0]?.entries ?? [])).toEqual([
      '130303/2024/350',
      '130303/2024/471',
      '130303/2024/999',
      '130303/2024/',
    ]);
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
  expect(
    years.map((one) => [one.page.path, one.entries.length, one.otherYears.map(({ year }) => year)]),
  ).toEqual([
    ['/130300/2024/', 1, []],
    ['/130303/2024/', 4, [2023]],
    ['/130303/2023/', 1, [2024]],
  ]);
  expect(years[1]?.page.description).toContain('共3份');
});
