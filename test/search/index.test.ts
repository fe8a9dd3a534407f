import { beforeAll, describe, expect, test } from 'vitest';
import { toolRoot } from '../../scripts/lib/build/publish.ts';
import { indexFiles, SEARCH_FOLDER } from '../../scripts/lib/build/search-index.ts';
import type { Surroundings } from '../../src/schema/disclosure.ts';
import { type Core, decodeNumbers, encodeStep, Numbers, type SiteRecord } from '../../src/search/format.ts';
import type { Indexed, Searched } from '../../src/search/searched.ts';
import { readSettings } from '../../src/settings.ts';
import { siteData } from '../../src/site-data.ts';
import type { DisclosureEntry } from '../../src/view/types.ts';
import { contentWith, edited, FOLDER, FORM, ID } from '../support/content.ts';
import { type IndexedSite, indexContent, indexFolder, searchOf } from './site.ts';

describe('numbers in a line of text', () => {
  test.each([[[]], [[0]], [[0, 1, 2]], [[31, 32, 33, 1055, 1056, 100_000, 9_999_999]]])(
    '%j',
    (numbers: number[]) => {
      const text = new Numbers();
      for (const number of numbers) text.add(number);
      expect(decodeNumbers(String(text))).toEqual(numbers);
    },
  );

  test('a step of one is one character', () => expect(encodeStep(1)).toHaveLength(1));
});

let sample: IndexedSite;
beforeAll(async () => {
  sample = await indexFolder(`${toolRoot}content`);
});

/** `count` disclosures, each of its own region, with one project of its own name and one of everybody's. */
function province(count: number, change: (number: number) => string = (n) => `第${n}号工程`): Searched {
  const [{ entry }] = sample.indexed as [Indexed];
  const disclosures = Array.from({ length: count }, (_, n): Indexed => {
    const id = `${100000 + n}/2024/101`;
    const own: SiteRecord = [change(n), `项目-${n}`, `${n}.50`];
    return {
      entry: {
        ...entry,
        id,
        name: `甲${n}局`,
        code: '101',
        year: 2024,
        regionCode: String(100000 + n),
        regionName: `乙${n}县`,
      },
      records: {
        aliases: [],
        records: {
          project: [own, ['道路养护资金', '项目-甲', '8.00']],
          figure: [['支出总计', '支出总表-合计', '9.00']],
          unit: [],
        },
        subjects: [['2060101', '行政运行', '支出总表-2060101', `${n}.10`]],
      },
    };
  });
  return { disclosures, regions: new Map(), glossary: [], synonyms: [] };
}

function filesOf(searched: Searched): Map<string, string> {
  return new Map([...indexFiles(searched)].map(([path, text]) => [`${SEARCH_FOLDER}/${path}`, text]));
}

describe('the index of many disclosures', () => {
  test('is the same for the same content', () => {
    expect(filesOf(province(300))).toEqual(filesOf(province(300)));
  });

  test('changes in few parts where one disclosure changes', () => {
    const before = filesOf(province(3000));
    const after = filesOf(province(3000, (n) => (n === 17 ? '改了名称的事' : `第${n}号工程`)));
    const changed = [...after].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
    expect(changed).toContain('search/core.json');
    expect(changed).toContain('search/r/4.json');
    expect(changed.length).toBeLessThan(before.size / 20);
    const version = (files: Map<string, string>) =>
      (JSON.parse(files.get('search/core.json') as string) as Core).version;
    expect(version(before)).not.toBe(version(after));
  });

  test('is read by parts: counts all, reads what it shows, and goes on', async () => {
    const loaded: string[] = [];
    const search = await searchOf(filesOf(province(500)), loaded);
    const few = await search.search('道路养护', {}, 5);
    expect(few.groups).toMatchObject([{ kind: 'project', total: 500, exact: false }]);
    expect(few.groups[0]?.hits).toHaveLength(5);
    expect(loaded.filter((path) => path.includes('/r/')).length).toBeLessThanOrEqual(5);
    const more = await search.search('道路养护', { kind: 'project' }, 45);
    expect(more.groups[0]?.hits).toHaveLength(45);
    expect(new Set(more.groups[0]?.hits.map(({ href }) => href)).size).toBe(45);
    expect(new Set(loaded).size).toBe(loaded.length);
  });

  test('finds the one among all, by name, amount, region and word', async () => {
    const search = await searchOf(filesOf(province(500)));
    for (const [query, href] of [
      ['第123号工程', '/100123/2024/101/#项目-123'],
      ['123.50', '/100123/2024/101/#项目-123'],
      ['乙123县 道路', '/100123/2024/101/#项目-甲'],
    ] as const) {
      const { groups } = await search.search(query, {}, 20);
      expect(groups.flatMap(({ hits }) => hits.map((hit) => hit.href))).toEqual([href]);
    }
    const { hits, total, name } = await search.subject('2060101', { region: '100007' }, 10);
    expect({ total, name, hits: hits.map(({ href, amount }) => [href, amount]) }).toEqual({
      total: 1,
      name: '行政运行',
      hits: [['/100007/2024/101/#支出总表-2060101', '7.10']],
    });
  });

  test('pairs of characters that stand apart are no find', async () => {
    const search = await searchOf(
      filesOf(province(3, (n) => ['养护桥梁道路', '路桥与桥养和养护', '路养桥'][n] as string)),
    );
    const { groups } = await search.search('路桥养护', {}, 20);
    expect(groups).toEqual([]);
  });

  test('a part that fails is asked for again', async () => {
    const files = filesOf(province(3));
    let fails = true;
    const { SiteSearch } = await import('../../src/search/site-search.ts');
    const search = await SiteSearch.open(async (path) => {
      if (fails && path.includes('/t/')) throw new Error('offline');
      return JSON.parse(files.get(path) as string);
    });
    await expect(search.search('道路', {}, 5)).rejects.toThrow('offline');
    fails = false;
    expect((await search.search('道路', {}, 5)).total).toBe(3);
  });

  test('an empty site has an index too', async () => {
    const search = await searchOf(filesOf(province(0)));
    expect(await search.search('道路', {}, 5)).toMatchObject({ total: 0, groups: [] });
    expect(await search.subject('constructor', {}, 5)).toEqual({ name: '', total: 0, hits: [] });
  });
});

describe('one disclosure', () => {
  const records = async (changes = {}) => (await indexContent(contentWith(changes))).indexed[0]?.records;

  test('its projects, key figures and 科目, each at its row', async () => {
    expect(await records()).toEqual({
      aliases: ['财政局'],
      records: {
        project: [['财政监督', '项目-11010124P001', '1000.00', '11010124P001']],
        figure: [
          ['收入总计', '收支总表-收入总计', '1469.55'],
          ['支出总计', '收支总表-支出总计', '1469.55'],
          ['基本支出', '支出总表-合计', '469.55'],
          ['项目支出', '支出总表-合计', '1000.00'],
          ['政府采购', '采购表-合计', '1.50'],
        ],
        unit: [],
      },
      subjects: [
        ['201', '一般公共服务支出', '支出总表-201', '1469.55'],
        ['20106', '财政事务', '支出总表-20106', '1469.55'],
        ['2010601', '行政运行', '支出总表-2010601', '469.55'],
        ['2010602', '一般行政管理事务', '支出总表-2010602', '1000.00'],
      ],
    });
  });

  test('amounts are of 万元 whatever the form counts in, and found as printed too', async () => {
    const yuan = edited(`${FORM}/template.yaml`, 'unit: 万元', 'unit: 元');
    const form = (yuan[`${FORM}/template.yaml`] as string).replace('projects:\n', 'projects:\n  unit: 元\n');
    const site = await indexContent(contentWith({ [`${FORM}/template.yaml`]: form }));
    const [project] = site.indexed[0]?.records.records.project ?? [];
    expect(project).toEqual(['财政监督', '项目-11010124P001', '0.1', '11010124P001', '1000.00']);
    for (const query of ['1000', '0.1万元', '1000元'])
      expect((await site.search.search(query, { kind: 'project' }, 5)).total).toBe(1);
    const rows = await site.search.searchWithin(ID, '469.55', 5);
    expect(rows.groups[0]?.hits[0]).toMatchObject({ amount: '0.046955' });
  });

  test('a department is found by the names it bore', async () => {
    const site = await indexContent(
      contentWith(
        edited(
          'departments.yaml',
          '{ from: 2023, name: 财政局 }',
          '{ from: 2020, name: 财税委员会 }, { from: 2023, name: 财政局 }',
        ),
      ),
    );
    const { groups } = await site.search.search('财税委', {}, 5);
    expect(groups[0]?.hits.map(({ href }) => href)).toEqual([`/${ID}/`]);
  });

  test('one that was withdrawn is listed as such, and nothing that stood in it', async () => {
    const site = await indexContent(
      contentWith({
        [`${FOLDER}/disclosure.yaml`]: `template: example-form\nregion: 110101\nyear: 2024\ncode: 101\nname: 乙区财政局\nscope: 部门\nwithdrawn: { date: 2024-05-01, reason: 有误 }\n`,
      }),
    );
    const { groups } = await site.search.search('财政', {}, 5);
    expect(groups.map(({ kind }) => kind)).toEqual(['department']);
    expect(groups[0]?.hits[0]?.title.map(([text]) => text).join('')).toBe(
      '乙区财政局　2024年部门预算（已撤下）',
    );
    expect(groups[0]?.hits[0]).not.toHaveProperty('within');
    expect((await site.search.search('监督', {}, 5)).total).toBe(0);
  });

  test('what the site does not have is not asked for', async () => {
    const site = await indexContent(contentWith());
    for (const id of ['/evil.example/x', '../..', `${ID}/`, '']) {
      expect(await site.search.searchWithin(id, '财政', 5)).toMatchObject({ total: 0, name: '' });
    }
    expect(site.loaded).toEqual(['search/core.json']);
  });

  test('one that keeps its last good version keeps what is found of it', async () => {
    const { surroundings } = contentWith();
    const [kept] = (await indexContent(contentWith())).indexed as [Indexed];
    const settings = readSettings({}, toolRoot, new Date());
    const records = new Map([[ID, JSON.stringify(kept.records)]]);
    const { searched, az } = siteData(settings, surroundings as Surroundings, [], {
      kept: [kept.entry as DisclosureEntry],
      keptRecords: records,
    });
    expect([...searched.disclosures]).toEqual([kept]);
    // Gone through as often as wanted.
    expect([...searched.disclosures]).toEqual([kept]);
    const projects = az.pages.find(({ page }) => page.path === '/a-z/projects/');
    expect(projects?.groups[0]?.items.map(({ text }) => text)).toEqual(['财政监督']);
    const search = await searchOf(filesOf(searched));
    expect((await search.search('财政监督', {}, 5)).total).toBe(1);
  });

  test('every row of every table is in its own index', () => {
    for (const [id, view] of sample.views) {
      const own = sample.files.get(`${id}/search.json`) as string;
      const rows = view.sections.flatMap(function all(section): readonly string[] {
        const tables = section.content.flatMap((item) => (item.kind === 'table' ? item.table.body : []));
        return [
          ...tables.flatMap((row) => [row.anchor, ...row.cells.map((cell) => cell.anchor)]),
          ...section.children.flatMap(all),
        ].filter((anchor) => anchor !== undefined);
      });
      expect(rows.length).toBeGreaterThan(5);
      const known = new Set([...own.matchAll(/\["([^"]+)","/g)].map(([, anchor]) => anchor));
      expect(rows.filter((anchor) => !known.has(anchor))).toEqual([]);
    }
  });

  test('the index of the largest sample stays small', () => {
    const sizes = [...sample.views.keys()].map(
      (id) => (sample.files.get(`${id}/search.json`) as string).length,
    );
    expect(Math.max(...sizes)).toBeLessThan(40_000);
  });
});
