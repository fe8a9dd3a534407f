import { describe, expect, test } from 'vitest';
import { viewDisclosure } from '../../src/view/disclosure.ts';
import { scriptJson } from '../../src/view/json-ld.ts';
import { absoluteUrl } from '../../src/view/page.ts';
import { amount, type DisclosureInput, makeDisclosure } from './make.ts';

const FILES = [{ href: 'tables/支出总表.csv', title: '支出总表', mediaType: 'text/csv' }];

function page(input: DisclosureInput = {}, more: { base?: string } = {}) {
  return viewDisclosure(makeDisclosure(input), {
    base: '/',
    siteUrl: 'https://example.gov.cn',
    renderNarrative: () => undefined,
    hash: '',
    draft: false,
    files: FILES,
    ...more,
  }).page;
}

const SITE = { domain: 'example.gov.cn', idCode: '1303030001' };

describe('meta tags', () => {
  const tags = (input?: DisclosureInput) =>
    page(input).meta.map(({ name, content }) => [name, content] as const);

  test('are those of the national guideline, in its order', () => {
    const all = tags({ site: SITE, publishedOn: '2024-03-05' });
    expect(all.map(([name]) => name)).toEqual([
      'SiteName',
      'SiteDomain',
      'SiteIDCode',
      'ColumnName',
      'ColumnDescription',
      'ColumnKeywords',
      'ColumnType',
      'ArticleTitle',
      'PubDate',
      'ContentSource',
      'Keywords',
      'Author',
      'Description',
      'Url',
    ]);
    expect(Object.fromEntries(all)).toMatchObject({
      SiteName: '甲区预算公开',
      SiteIDCode: '1303030001',
      ArticleTitle: '科技局2024年部门预算',
      PubDate: '2024-03-05 00:00',
      ContentSource: '科技局',
      Keywords: '科技局,甲区,2024年,部门预算,预算公开',
      Url: 'https://example.gov.cn/130303/2024/350001/',
    });
  });

  test('leave out what is unknown', () => {
    const names = tags().map(([name]) => name);
    for (const unknown of ['PubDate', 'SiteDomain', 'SiteIDCode']) expect(names).not.toContain(unknown);
    expect(tags().every(([, content]) => content !== '')).toBe(true);
  });
});

test('the description says the figures, and of a sample that it is one', () => {
  const facts = [
    {
      id: '收入',
      concept: 'income.total',
      fund: 'all',
      period: 'current',
      cell: amount('3804.65'),
      unit: '万元',
      source: '',
      place: { file: '' },
    },
  ] as const;
  expect(page({ facts }).description).toBe('科技局2024年部门预算：收入总计3,804.65万元。');
  expect(page({ facts, site: { sample: true } }).description).toMatch(/^样例，非官方发布。/);
  expect(page().description).toBe('科技局2024年部门预算。');
});

test.each([
  ['https://a.gov.cn', '/', 'https://a.gov.cn/x/'],
  ['https://a.gov.cn/', '', 'https://a.gov.cn/x/'],
  ['https://a.gov.cn', '/budget', 'https://a.gov.cn/budget/x/'],
  ['https://a.gov.cn/', 'a/b/', 'https://a.gov.cn/a/b/x/'],
  ['https://a.gov.cn', '/公开', 'https://a.gov.cn/%E5%85%AC%E5%BC%80/x/'],
  ['https://a.gov.cn', '/%E5%85%AC%E5%BC%80', 'https://a.gov.cn/%E5%85%AC%E5%BC%80/x/'],
])('%s with base %s', (siteUrl, base, url) => {
  expect(absoluteUrl({ siteUrl, base }, '/x/')).toBe(url);
});

test('breadcrumbs lead from the start through the regions, without the base path', () => {
  const regions = new Map([
    ['130300', { code: '130300', name: '乙市' }],
    ['130303', { code: '130303', name: '甲区', parent: '130300' }],
  ]);
  const disclosure = makeDisclosure({ region: { code: '130303', name: '甲区', parent: '130300' } });
  const context = {
    base: '/b/',
    siteUrl: 'https://a.cn',
    renderNarrative: () => undefined,
    hash: '',
    draft: false,
  };
  const crumbs = viewDisclosure(disclosure, { ...context, regions }).page.breadcrumbs;
  expect(crumbs.map(({ title, href }) => `${title} ${href}`)).toEqual([
    '首页 /',
    '乙市 /130300/',
    '甲区 /130303/',
    '2024年 /130303/2024/',
    '科技局 /130303/2024/350001/',
  ]);
  expect(viewDisclosure(disclosure, context).page.breadcrumbs).toHaveLength(4);
});

describe('JSON-LD', () => {
  interface Node {
    readonly [key: string]: unknown;
  }
  const graph = (input?: DisclosureInput, more?: { base?: string }) =>
    (page(input, more).jsonLd as { '@graph': readonly [Node, Node] })['@graph'];

  test('a report that is based on a dataset, of a place and a year', () => {
    const [report, dataset] = graph(
      { publishedOn: '2024-03-05', documentNumber: '财预〔2024〕1号' },
      { base: '/b' },
    );
    const url = 'https://example.gov.cn/b/130303/2024/350001/';
    for (const node of [report, dataset]) {
      expect(node).toMatchObject({
        url,
        inLanguage: 'zh-CN',
        publisher: { '@type': 'GovernmentOrganization', name: '甲区财政局' },
        spatialCoverage: { name: '甲区', identifier: '130303' },
        temporalCoverage: '2024',
        datePublished: '2024-03-05',
      });
    }
    expect(report).toMatchObject({
      '@type': 'Report',
      reportNumber: '财预〔2024〕1号',
      isBasedOn: { '@id': dataset['@id'] },
    });
    expect(dataset).toMatchObject({
      '@type': 'Dataset',
      isBasedOn: { name: '某省部门预算公开表样（2024年）' },
      distribution: [{ contentUrl: `${url}tables/${encodeURI('支出总表')}.csv`, encodingFormat: 'text/csv' }],
    });
  });

  test('leaves out unknown dates, and says what is a sample', () => {
    expect(graph()[0]).not.toHaveProperty('datePublished');
    expect(graph()[0]).not.toHaveProperty('creativeWorkStatus');
    expect(graph({ site: { sample: true } })[1]).toMatchObject({ creativeWorkStatus: '样例，非官方发布' });
  });

  test('no name can close its script', () => {
    const name = '</script><script>alert(1)</script><!-- \u2028 & ]]>';
    const text = scriptJson(page({ name }).jsonLd);
    expect(text).not.toMatch(/[<>&\u2028]/);
    expect(JSON.parse(text)).toEqual(page({ name }).jsonLd);
  });
});
