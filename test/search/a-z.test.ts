import { describe, expect, test } from 'vitest';
import {
  AZ_LISTS,
  type Az,
  type AzBefore,
  type AzListName,
  type AzPageView,
  azPaths,
  viewAz,
} from '../../src/search/a-z.ts';
import { type AzSource, initialOf, projectChanges } from '../../src/search/az-lists.ts';
import type { DisclosureRecords } from '../../src/search/format.ts';
import type { DisclosureEntry } from '../../src/view/types.ts';
import { randomFrom, SEED } from '../support/seed.ts';

const SITE = { name: '例站', organizer: '例办', description: '例', keywords: [], sample: false };

function entry(name: string, year: number, more: Partial<DisclosureEntry> = {}): DisclosureEntry {
  const id = `110101/${year}/${name}`;
  return {
    ...({} as DisclosureEntry),
    id,
    href: `/${id}/`,
    name,
    year,
    scope: '部门',
    phase: '预算',
    regionCode: '110101',
    regionName: '乙区',
    withdrawn: false,
    ...more,
  };
}

function records(
  projects: readonly string[],
  subjects: DisclosureRecords['subjects'] = [],
): DisclosureRecords {
  const project = projects.map((name, i) => [name, `项目-${i + 1}`, '1234.50'] as const);
  return { aliases: [], records: { project, figure: [], unit: [] }, subjects };
}

function sourceOf(entry: DisclosureEntry, own: DisclosureRecords): AzSource {
  const codes = () => own.subjects.map(([code]) => code);
  return { entry, codes, projects: () => own.records.project, records: () => own };
}

function pages(all: readonly (readonly [DisclosureEntry, DisclosureRecords])[]) {
  const entries = all.map(([one]) => one);
  const context = { site: SITE, hosting: { siteUrl: '', base: '/' }, regions: new Map(), entries };
  return viewAz(
    context,
    all.map(([entry, own]) => {
      return sourceOf(entry, own);
    }),
  ).pages;
}

describe('initials', () => {
  test.each([
    ['重庆市', 'C'],
    ['重点产业', 'Z'],
    ['长城', 'C'],
    ['厦门', 'X'],
    ['三公', 'S'],
    ['abc', 'A'],
    ['2024年', '0-9'],
    ['', '0-9'],
  ])('%s stands under %s', (text, letter) => expect(initialOf(text)).toBe(letter));
});

describe('lists without a script', () => {
  test('a department once, with its years; projects with amounts; 科目 under their 类', () => {
    const subject = ['2010601', '行政运行', '支出总表-2010601', '469.55'] as const;
    const [departments, projects, subjects] = pages([
      [entry('财政局', 2023), records(['办案'])],
      [
        entry('财政局', 2024),
        records(['“阳光”工程', '2024年补助'], [['201', '一般公共服务支出', '支出总表-201', ''], subject]),
      ],
      [entry('安监局', 2024, { withdrawn: true }), records([])],
    ]);
    expect(departments?.groups.map(({ title, items }) => [title, ...items.map(({ text }) => text)])).toEqual([
      ['A', '安监局'],
      ['C', '财政局'],
    ]);
    expect(departments?.groups[1]?.items[0]?.links.map(({ text }) => text)).toEqual([
      '2024年部门预算',
      '2023年部门预算',
    ]);
    expect(departments?.groups[0]?.items[0]?.links[0]?.text).toBe('2024年部门预算（已撤下）');
    expect(projects?.groups.map(({ title }) => title)).toEqual(['B', 'Y', '0-9']);
    expect(projects?.groups[1]?.items[0]).toEqual({
      text: '“阳光”工程',
      href: '/110101/2024/财政局/#项目-1',
      note: '财政局 · 2024年 · 1,234.50 万元',
      links: [],
    });
    expect(subjects?.groups).toMatchObject([
      {
        anchor: '201',
        title: '201　一般公共服务支出',
        items: [
          { text: '201　一般公共服务支出', note: '1 份' },
          {
            text: '2010601　行政运行',
            links: [{ text: '财政局 2024年 469.55 万元', href: '/110101/2024/财政局/#支出总表-2010601' }],
          },
        ],
      },
    ]);
    expect(departments?.letters.map(({ href }) => href)).toEqual(['#A', '#C']);
  });

  test('a list too long for one page has a page for each letter', () => {
    const names = Array.from({ length: 401 }, (_, i) => `${i % 2 ? '办' : '创'}${i}`);
    const all = pages([[entry('财政局', 2024), records(names)]]);
    expect(all.map(({ page }) => page.path)).toEqual([
      '/a-z/',
      '/a-z/projects/',
      '/a-z/projects/B/',
      '/a-z/projects/C/',
      '/a-z/subjects/',
    ]);
    const [, hub, b] = all;
    expect(hub?.groups).toEqual([]);
    expect(hub?.letters).toEqual([
      { title: 'B', href: '/a-z/projects/B/', current: false },
      { title: 'C', href: '/a-z/projects/C/', current: false },
    ]);
    expect(b?.groups[0]?.items).toHaveLength(200);
    expect(b?.letters[0]?.current).toBe(true);
    // Ten follows nine.
    expect(b?.groups[0]?.items.slice(0, 6).map(({ text }) => text)).toEqual([
      '办1',
      '办3',
      '办5',
      '办7',
      '办9',
      '办11',
    ]);
  });

  describe('a letter too long for one page', () => {
    const lineOf = (index: number) => `办${String(index).padStart(4, '0')}号事`;
    const names = Array.from({ length: 2500 }, (_, index) => lineOf(index));
    const ofLetter = (lines: readonly string[]): readonly AzPageView[] =>
      pages(
        [...lines, '创建'].map((name) => [entry(`管${name}的局`, 2024), records([name])] as const),
      ).filter(({ page }) => page.path.startsWith('/a-z/projects/B/'));
    const linesOf = (all: readonly AzPageView[]) =>
      all.map(({ groups }) => groups.flatMap(({ items }) => items.map(({ text }) => text)));

    test('has several, by what each begins with', () => {
      const all = ofLetter(names);
      const lines = linesOf(all);
      expect(lines.flat()).toEqual(names);
      for (const own of lines) expect(own.length).toBeLessThanOrEqual(400);
      for (const own of lines) expect(own.length).toBeGreaterThanOrEqual(150);
      expect(all.map(({ page }) => page.path).slice(0, 2)).toEqual([
        '/a-z/projects/B/',
        '/a-z/projects/B/2/',
      ]);
      expect(all.map(({ page }) => page.title).slice(0, 2)).toEqual([
        '项目索引：B',
        '项目索引：B（第 2 页）',
      ]);
      const titles = lines.map(([first], at) => `${at + 1}　${first}`);
      expect(all[0]?.parts.map(({ title, href }) => [title, href])).toEqual(
        all.map(({ page }, at) => [titles[at], page.path]),
      );
      expect(all[0]?.parts.map(({ current }) => current).indexOf(true)).toBe(0);
      for (const [at, { parts, previous, next }] of all.entries()) {
        if (at > 0) expect(parts).toEqual([]);
        expect([previous?.title, previous?.href]).toEqual([titles[at - 1], all[at - 1]?.page.path]);
        expect([next?.title, next?.href]).toEqual([titles[at + 1], all[at + 1]?.page.path]);
      }
    });

    test('of which one line more or less changes one or two', () => {
      const seen = (lines: readonly string[]) => ofLetter(lines).map((page) => JSON.stringify(page));
      const before = new Set(seen(names));
      for (const at of [3, 777, 1500, 2490]) {
        const less = seen(names.toSpliced(at, 1)).filter((page) => !before.has(page));
        expect(less.length, `without ${at}`).toBeLessThanOrEqual(2);
        const more = seen(names.toSpliced(at, 0, `${lineOf(at - 1)}附`)).filter((page) => !before.has(page));
        expect(more.length, `after ${at}`).toBeLessThanOrEqual(2);
      }
    });

    test('and is one page up to four hundred lines', () => {
      const [only, ...others] = ofLetter(names.slice(0, 400));
      expect([only?.groups[0]?.items.length, only?.parts, others]).toEqual([400, [], []]);
    });

    test('says the first characters of a long line', () => {
      const long = names.map((name) => `${name}${'𠀀'.repeat(20)}`);
      expect(ofLetter(long)[0]?.parts[0]?.title).toBe(`1　办0000号事${'𠀀'.repeat(9)}…`);
    });
  });

  test('many departments with one 科目 are counted, the first of them named', () => {
    const use = [['2010601', '行政运行', '支出总表-2010601', '1.00']] as const;
    const all = pages(
      Array.from({ length: 30 }, (_, i) => [entry(`财政${i}局`, 2024), records([], use)] as const),
    );
    const item = all.find(({ page }) => page.path === '/a-z/subjects/')?.groups[0]?.items[0];
    expect(item?.note).toBe('30 份');
    expect(item?.links).toHaveLength(12);
  });
});

describe('lists of a site that was made before', () => {
  const sources = (projects: readonly string[]) => [sourceOf(entry('财政局', 2024), own(projects))];
  const own = (projects: readonly string[]) =>
    records(projects, [['201', '一般公共服务支出', '支出总表-201', '3.00']]);
  const context = { site: SITE, hosting: { siteUrl: '', base: '/' }, regions: new Map(), entries: [] };
  const { lists } = viewAz(context, sources(['办案']));
  const knownBut = (...changed: readonly AzListName[]): AzBefore => {
    const known = AZ_LISTS.map((name) => [name, { ...lists[name], isSame: !changed.includes(name) }]);
    return { lists: Object.fromEntries(known) as AzBefore['lists'] };
  };
  const paths = (az: Az) => az.pages.map(({ page }) => page.path);

  test('are not looked into where all are the same', () => {
    const nothing = [
      { ...sources([])[0], projects: expect.unreachable, records: expect.unreachable },
    ] as unknown as AzSource[];
    expect(viewAz(context, nothing, knownBut())).toEqual({ lists, pages: [] });
  });

  test('one that has changed is made, and the others say of it what they said', () => {
    const az = viewAz(context, sources(['修路']), knownBut('projects'));
    expect(paths(az)).toEqual(['/a-z/projects/']);
    expect(az.lists).toEqual({
      ...lists,
      projects: {
        letters: [
          {
            ...{ anchor: 'X', title: 'X', count: 1 },
            parts: [{ first: az.pages[0]?.groups[0]?.items[0], count: 1 }],
          },
        ],
      },
    });
    expect(az.pages[0]?.lists.map(({ count }) => count)).toEqual([1, 1, 1]);
  });

  test('all are made where one has become longer, as each says how long the others are', () => {
    const az = viewAz(context, sources(['办案', '修路']), knownBut('projects'));
    expect(paths(az)).toEqual(['/a-z/', '/a-z/projects/', '/a-z/subjects/']);
    expect(az.pages.map((page) => page.lists[1]?.count)).toEqual([2, 2, 2]);
  });
});

describe('a list of projects of which some have changed', () => {
  const HEADS = ['办', '创', '道路', '公用', '科技', '培训', '提前', '维修', '2024年', '重庆', '重点'];
  type Department = readonly [DisclosureEntry, DisclosureRecords];
  const context = { site: SITE, hosting: { siteUrl: '', base: '/' }, regions: new Map(), entries: [] };
  const view = (all: readonly Department[], before?: AzBefore) =>
    viewAz(
      context,
      all.map((one) => sourceOf(...one)),
      before,
    );
  const byPath = ({ pages }: Az) => new Map(pages.map((page) => [page.page.path, JSON.stringify(page)]));

  const hrefsOn = (az: Az, at: string): readonly string[] => {
    const { groups = [] } = az.pages.find(({ page }) => page.path === at) ?? {};
    return groups.flatMap(({ items }) => items.map(({ href = '' }) => href.slice(1)));
  };

  // Thirty-three have so many projects that they are at times too many for one page.
  test.each([
    [200, HEADS],
    [33, HEADS],
    [150, ['办', '创']],
  ])(`is as if all were made, of %i departments (seed ${SEED})`, (departments, heads) => {
    const random = randomFrom(SEED);
    const one = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
    const nameOf = () => `${one(heads)}${Math.floor(random() * 300)}号`;
    let all = Array.from({ length: departments }, (_, index): Department => {
      return [entry(`第${index}局`, 2024), records(Array.from({ length: 12 }, nameOf))];
    });
    const edited = ([own, { records: byKind, ...rest }]: Department): Department => {
      const { project } = byKind;
      const put = (now: typeof project): Department => [
        own,
        { ...rest, records: { ...byKind, project: now } },
      ];
      const at = Math.floor(random() * project.length);
      const [text = '', ...more] = project[at] ?? [''];
      switch (Math.floor(random() * 5)) {
        case 0:
          return [
            { ...own, name: `${own.name}改` },
            { records: byKind, ...rest },
          ];
        case 1:
          return put([...project, [nameOf(), `项目-新${Math.floor(random() * 1e6)}`, '1.00']]);
        case 2:
          return put(project.toSpliced(at, 1));
        case 3:
          return put(project.with(at, [text, more[0] ?? '', `${Math.floor(random() * 1e4)}.00`]));
        default:
          // A letter that no other may have.
          return put(project.with(at, [`${one(['额外', '让利', ...heads])}事项`, ...more]));
      }
    };
    let before = view(all);
    let alone = 0;
    let [own, among] = [0, 0];
    for (let round = 0; round < 120; round++) {
      const number = Math.floor(random() * all.length);
      const [old, now] = [all[number] as Department, edited(all[number] as Department)];
      all = all.with(number, now);
      const changes = projectChanges([{ before: sourceOf(...old), after: sourceOf(...now) }]);
      const known = AZ_LISTS.map((name) => [name, { ...before.lists[name], isSame: false }]);
      const earlier = before;
      const part = view(all, {
        lists: Object.fromEntries(known) as AzBefore['lists'],
        projects: { ...changes, linkedOn: (path) => hrefsOn(earlier, path) },
      });
      const whole = view(all);
      expect(part.lists).toEqual(whole.lists);
      const [partly, wholly, standing] = [byPath(part), byPath(whole), byPath(before)];
      for (const [path, page] of wholly) expect(partly.get(path) ?? standing.get(path), path).toBe(page);
      expect(AZ_LISTS.flatMap((name) => azPaths(name, part.lists[name])).sort()).toEqual(
        [...wholly.keys()].sort(),
      );
      if (partly.size < wholly.size) alone++;
      own += partly.size;
      among += wholly.size;
      before = whole;
    }
    if (departments > 33) expect(alone).toBeGreaterThan(30);
    if (departments === 150) expect(own / among).toBeLessThan(0.8);
  });
});
