import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { KINDS } from '../../src/check/kinds/index.ts';
import { openFolder } from '../../src/content.ts';
import type { Rule } from '../../src/model/rule.ts';
import { viewBoards } from '../../src/view/board.ts';
import { countChecks } from '../../src/view/checks.ts';
import { familyOf } from '../../src/view/checks-words.ts';
import { viewExample } from '../../src/view/rule-examples.ts';
import { type RuleView, viewRules } from '../../src/view/rules-page.ts';
import type { CheckCounts, DisclosureEntry } from '../../src/view/types.ts';
import { makeTemplate } from './make.ts';

const SITE = {
  name: '站',
  organizer: '财政局',
  description: '说明',
  keywords: ['预算公开'],
  sample: false,
};
const REGIONS = new Map([
  ['130303', { code: '130303', name: '甲区' }],
  ['130300', { code: '130300', name: '乙市' }],
]);
const CONTEXT = {
  site: SITE,
  hosting: { siteUrl: 'https://a.cn', base: '/' },
  entries: [],
  regions: REGIONS,
};

const rulesOf = (...templates: Parameters<typeof viewRules>[1][]): RuleView[] =>
  viewRules(
    CONTEXT,
    templates.flatMap((some) => [...some]),
  ).families.flatMap(({ rules }) => [...rules]);

describe('the catalogue', () => {
  const { surroundings } = openFolder('content', 'content');
  const templates = [...(surroundings?.templates.values() ?? [])];
  const views = rulesOf(templates);

  test('has every rule of every form, with what its kind compares and both examples', () => {
    expect(templates.length).toBeGreaterThan(2);
    for (const template of templates) {
      for (const rule of template.rules) {
        const shown = views.filter((view) => view.id === rule.id && view.title === rule.title);
        expect([template.id, rule.id, shown.length > 0]).toEqual([template.id, rule.id, true]);
        const [view] = shown as [RuleView];
        expect(view).toMatchObject({ basis: rule.basis, severity: rule.severity });
        expect(view.explain).toBe(KINDS[rule.kind]?.explain);
        for (const [example, of] of [
          [view.passes, rule.examples.passes],
          [view.fails, rule.examples.fails],
        ] as const) {
          const texts = JSON.stringify(example);
          for (const csv of Object.values(of.tables))
            for (const field of (parse(csv, { relax_column_count: true, trim: true }) as string[][]).flat())
              expect(texts).toContain(JSON.stringify(field).slice(1, -1));
          expect(example.tables.length + example.texts.length + example.fields.length).toBeGreaterThan(0);
        }
        expect(view.fails.says).toBe(rule.examples.fails.says);
      }
    }
  });

  test('says each rule once, at an address of its own, in a family that has a name', () => {
    expect(new Set(views.map(({ anchor }) => anchor)).size).toBe(views.length);
    expect(views.filter(({ id }) => familyOf(id) === '其他').map(({ id }) => id)).toEqual([]);
  });

  const rule = (more: Partial<Rule> = {}): Rule => ({
    id: 'table.a',
    title: '合计等于各部分之和',
    basis: '表样',
    kind: 'columns-add-up',
    severity: 'error',
    operands: {},
    examples: { passes: { tables: {} }, fails: { tables: {} } },
    ...more,
  });
  const form = (title: string, ...rules: Rule[]) => makeTemplate({ id: title, title, rules });

  test('names the forms that have a rule where not all have it, and why one has not', () => {
    const only = rule({ id: 'table.only' });
    const [both, one, off] = rulesOf([
      form('甲表样', rule(), only, rule({ id: 'table.off' })),
      form('乙表样', rule(), rule({ id: 'table.off', disabled: '本表样没有这一列' })),
    ]);
    expect(both).toMatchObject({ forms: [], disabled: [] });
    expect(one).toMatchObject({ id: 'table.only', forms: ['甲表样'] });
    expect(off).toMatchObject({ forms: [], disabled: [{ form: '乙表样', reason: '本表样没有这一列' }] });
  });

  test('keeps two wordings of one rule apart', () => {
    const views = rulesOf([form('甲', rule()), form('乙', rule({ title: '另一种说法' }))]);
    expect(views.map(({ anchor, title, forms }) => [anchor, title, forms])).toEqual([
      ['table.a', '合计等于各部分之和', ['甲']],
      ['table.a-2', '另一种说法', ['乙']],
    ]);
  });
});

test('an example is shown as tables, sentences and fields', () => {
  expect(
    viewExample({
      tables: { 支出总表: '合计,"甲,乙"\n3.00,1.00\n' },
      lastYear: { 支出总表: '合计\n2.00\n' },
      narrative: { 支出说明: '支出3万元。\n' },
      projects: [
        { name: '甲', amount: 3, plan: { '3月底': '25%' }, indicators: [{ level1: '产出指标', value: '' }] },
      ],
      disclosure: { approvedOn: new Date('2024-02-01'), 保密: true },
      says: '差 1.00',
    }),
  ).toEqual({
    tables: [
      { title: '支出总表', head: ['合计', '甲,乙'], lines: [['3.00', '1.00']] },
      { title: '支出总表（上年）', head: ['合计'], lines: [['2.00']] },
    ],
    texts: [{ title: '支出说明', text: '支出3万元。' }],
    fields: [
      {
        title: '项目 1',
        lines: ['名称：甲', '金额：3', '支付计划：3月底：25%', '指标：一级指标：产出指标，值：（空白）'],
      },
      { title: '公开文本', lines: ['批复日期：2024-02-01', '保密：true'] },
    ],
    says: '差 1.00',
  });
});

describe('the board', () => {
  const NONE = countChecks([]);
  const entry = (regionCode: string, year: number, code: string, counts: Partial<CheckCounts>, more = {}) => {
    const href = `/${regionCode}/${year}/${code}/`;
    const all = { ...NONE, ...counts };
    return {
      id: href.slice(1, -1),
      href,
      name: `部门${code}`,
      code,
      year,
      scope: '部门',
      phase: '预算',
      title: '',
      regionCode,
      regionName: '',
      keyFigures: [],
      checks: { text: '', ok: all.failed === 0, href: `${href}checks/`, counts: all },
      projects: 0,
      withdrawn: false,
      hash: '',
      ...more,
    } satisfies DisclosureEntry;
  };
  const { whole: board, pages } = viewBoards({
    ...CONTEXT,
    entries: [
      entry('130303', 2023, '2', { compared: 9 }),
      entry('130303', 2024, '1', { compared: 9, failed: 2, acknowledged: 1 }),
      entry('130303', 2024, '3', { compared: 8, acknowledged: 2, notices: 3 }),
      entry('130300', 2024, '4', { couldNotRun: 5 }),
      entry('130300', 2024, '5', { compared: 4 }, { withdrawn: true }),
    ],
  });

  test('lists what is published, by region and year', () => {
    expect(
      board.groups.map(({ title, href, lines }) => [title, href, lines.map(({ name }) => name)]),
    ).toEqual([
      ['乙市2024年', '/130300/2024/', ['部门4']],
      ['甲区2024年', '/130303/2024/', ['部门1', '部门3']],
      ['甲区2023年', '/130303/2023/', ['部门2']],
    ]);
  });

  test('says how each stands, linked to its checks', () => {
    const lines = board.groups.flatMap((group) => group.lines);
    expect(lines.map(({ result }) => [result.text, result.ok, result.href])).toEqual([
      ['没有可以校验的', true, '/130300/2024/4/checks/'],
      ['有不符', false, '/130303/2024/1/checks/'],
      ['不符均已说明', true, '/130303/2024/3/checks/'],
      ['通过', true, '/130303/2023/2/checks/'],
    ]);
    expect(lines[2]).toMatchObject({ compared: 8, failed: 0, acknowledged: 2, notices: 3, couldNotRun: 0 });
    expect(board.summary).toBe('4 份公开文本：1 份通过；1 份不符均已说明；1 份有不符；1 份没有可以校验的。');
    expect(board.parts).toBeUndefined();
    expect(pages).toEqual([]);
  });

  test('has a page for each region and year where these are too many for one', () => {
    const many = (regionCode: string, year: number, count: number, counts: Partial<CheckCounts>) =>
      Array.from({ length: count }, (_, at) => entry(regionCode, year, `${year}${at}`, counts));
    const boards = viewBoards({
      ...CONTEXT,
      entries: [
        ...many('130303', 2023, 1, { compared: 9 }),
        ...many('130303', 2024, 397, { compared: 9 }),
        ...many('130300', 2024, 2, { compared: 9, failed: 1 }),
        entry('130300', 2024, 'x', { compared: 9 }),
      ],
    });
    expect(boards.whole).toEqual({
      summary: '401 份公开文本：399 份通过；2 份有不符。',
      groups: [],
      parts: {
        results: ['通过', '有不符'],
        lines: [
          { title: '乙市2024年', href: '/checks/130300/2024/', count: 3, counts: [1, 2] },
          { title: '甲区2024年', href: '/checks/130303/2024/', count: 397, counts: [397, 0] },
          { title: '甲区2023年', href: '/checks/130303/2023/', count: 1, counts: [1, 0] },
        ],
      },
    });
    expect(boards.pages.map(({ page }) => page.path)).toEqual(
      boards.whole.parts?.lines.map(({ href }) => href),
    );
    const [first] = boards.pages;
    expect(first?.page.title).toBe('乙市2024年勾稽校验');
    expect(first?.page.breadcrumbs.map(({ title, href }) => `${title} ${href}`)).toEqual([
      '首页 /',
      '勾稽校验 /checks/',
      '乙市2024年 /checks/130300/2024/',
    ]);
    expect(first?.board.summary).toBe('3 份公开文本：1 份通过；2 份有不符。');
    expect(first?.board.groups.map(({ title, href, lines }) => [title, href, lines.length])).toEqual([
      ['乙市2024年', '/130300/2024/', 3],
    ]);
  });
});
