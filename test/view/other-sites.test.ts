import { describe, expect, it } from 'vitest';
import type { Region } from '../../src/model/disclosure.ts';
import { otherSites, sitesWithin } from '../../src/view/other-sites.ts';
import type { DisclosureEntry } from '../../src/view/types.ts';

const map = (regions: readonly Region[]) => new Map(regions.map((region) => [region.code, region]));
const REGIONS = map([
  { code: '130000', name: '丙省', site: 'https://sheng.example.gov.cn' },
  { code: '130300', name: '乙市', parent: '130000', site: 'https://shi.example.gov.cn/yusuan/' },
  { code: '130303', name: '甲区', parent: '130300', site: 'http://qu.example.gov.cn' },
  { code: '130600', name: '丁市', parent: '130000' },
  { code: '130609', name: '戊区', parent: '130600', site: 'https://wu.example.gov.cn' },
  { code: '410000', name: '己省', site: 'https://ji.example.gov.cn' },
]);

/** Which sites a site names, above and below, when it has disclosures of these regions. */
function named(siteUrl: string, codes: readonly string[], regions: ReadonlyMap<string, Region> = REGIONS) {
  const entries = codes.map((regionCode) => ({ regionCode }) as DisclosureEntry);
  const { above, below } = otherSites({ hosting: { siteUrl, base: '/' }, regions, entries });
  return { above: above.map(({ name }) => name), below: below.map(({ name }) => name) };
}

describe('regions on sites of their own', () => {
  it('the province’s site leads to those within it, not to itself, nor to another province’s', () => {
    expect(named('https://sheng.example.gov.cn', ['130000', '130600'])).toEqual({
      above: [],
      below: ['乙市', '甲区', '戊区'],
    });
    // Also where the province has no disclosure of its own.
    expect(named('https://sheng.example.gov.cn', ['130600']).below).toEqual(['乙市', '甲区', '戊区']);
  });

  it('a region’s own site leads to the one above it and to those within it', () => {
    expect(named('https://shi.example.gov.cn', ['130300'])).toEqual({ above: ['丙省'], below: ['甲区'] });
    expect(named('http://qu.example.gov.cn', ['130303'])).toEqual({ above: ['乙市'], below: [] });
    // 丁市, between them, has no site.
    expect(named('https://wu.example.gov.cn', ['130609'])).toEqual({ above: ['丙省'], below: [] });
  });

  it('what stands here is not elsewhere', () => {
    expect(named('https://a.example', ['130000', '130303', '130609'])).toEqual({
      above: ['乙市'],
      below: [],
    });
    expect(named('https://a.example', [...REGIONS.keys()])).toEqual({ above: [], below: [] });
  });

  it('a site without disclosures leads to all', () => {
    expect(named('https://a.example', []).below).toHaveLength(5);
  });

  it('a folder of a host is a site of its own; the same site is known with and without its last slash', () => {
    const regions = map([
      { code: '110000', name: '甲', site: 'https://a.example/yusuan' },
      { code: '110101', name: '乙', parent: '110000' },
    ]);
    const entries = [{ regionCode: '110101' } as DisclosureEntry];
    const at = (base: string) =>
      otherSites({ hosting: { siteUrl: 'https://a.example', base }, regions, entries });
    expect(at('/yusuan/')).toEqual({ above: [], below: [] });
    expect(at('/').above).toEqual([
      { code: '110000', name: '甲', href: 'https://a.example/yusuan/', shown: 'a.example/yusuan' },
    ]);
  });

  it('regions in a circle, or below one that is not listed, are no trouble', () => {
    const regions = map([
      { code: '110101', name: '甲', parent: '110102' },
      { code: '110102', name: '乙', parent: '110101', site: 'https://b.example' },
      { code: '110103', name: '丙', parent: '999999', site: 'https://c.example' },
    ]);
    expect(named('https://a.example', ['110101'], regions)).toEqual({ above: ['乙'], below: [] });
  });
});

it('a region’s page names those within it', () => {
  const { below } = otherSites({
    hosting: { siteUrl: 'https://a.example', base: '/' },
    regions: REGIONS,
    entries: [{ regionCode: '130000' } as DisclosureEntry],
  });
  expect(sitesWithin(below, '130300', REGIONS).map(({ code }) => code)).toEqual(['130300', '130303']);
  expect(sitesWithin(below, '130600', REGIONS).map(({ code }) => code)).toEqual(['130609']);
});
