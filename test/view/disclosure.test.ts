import { describe, expect, test } from 'vitest';
import { type ViewContext, viewDisclosure } from '../../src/view/disclosure.ts';
import type { ContentView, DisclosureView, SectionView, TableView } from '../../src/view/types.ts';
import {
  amount,
  column,
  type DisclosureInput,
  indicator,
  item,
  makeDisclosure,
  makeProject,
  makeTable,
  projectForm,
  targetForm,
} from './make.ts';

const CONTEXT: ViewContext = {
  base: '/',
  siteUrl: 'https://example.gov.cn',
  renderNarrative: () => undefined,
  hash: 'abc',
  draft: false,
};

function view(input: DisclosureInput, context: Partial<ViewContext> = {}): DisclosureView {
  return viewDisclosure(makeDisclosure(input), { ...CONTEXT, ...context });
}

function contents(sections: readonly SectionView[]): readonly ContentView[] {
  return sections.flatMap((one) => [...one.content, ...contents(one.children)]);
}

/** Every fragment and id that a page would carry. */
function fragments(sections: readonly SectionView[]): readonly (string | undefined)[] {
  return sections.flatMap((one) => [
    one.anchor,
    ...one.content.flatMap((content) => ofContent(content, one.anchor)),
    ...fragments(one.children),
  ]);
}

function ofContent(content: ContentView, section: string): readonly (string | undefined)[] {
  switch (content.kind) {
    case 'table':
      return ofTable(content.table).filter((id) => id !== section);
    case 'project':
      return [content.project.anchor, ...ofTable(content.project.indicators)];
    case 'targets':
      return [content.targets.budget, content.targets.indicators].flatMap((table) =>
        table ? ofTable(table) : [],
      );
    case 'glossary':
      return content.entries.map((entry) => entry.anchor);
    default:
      return [];
  }
}

function ofTable(table: TableView): readonly (string | undefined)[] {
  return [
    table.id,
    ...table.head.flat().map((cell) => cell.id),
    ...table.body.flatMap((row) => [row.anchor, ...row.cells.flatMap((cell) => [cell.anchor, cell.id])]),
  ];
}

const expenditure = makeTable({
  id: '支出总表',
  columns: [
    column('科目编码', { kind: 'code', groups: ['功能分类科目'] }),
    column('科目名称', { kind: 'text', groups: ['功能分类科目'] }),
    column('合计', { concept: 'expenditure.total' }),
    column('基本支出', { concept: 'expenditure.basic' }),
    column('项目支出', { concept: 'expenditure.project' }),
  ],
  code: ['科目编码'],
  lines: [
    ['', '合计', '1,469.55', '272.71', '1196.84'],
    ['2060101', '行政运行', '1469.55', '272.71', ''],
    ['2060101', '行政运行', '1', '1', ''],
  ],
});

const OUTLINE = [
  item('table', '支出总表'),
  item('section', '职责', { title: '职责', numbering: '一、', children: [item('table', '机构设置')] }),
  item('projects', '项目绩效', { title: '项目绩效目标', numbering: '一、' }),
  item('targets', '整体目标', { title: '整体目标', numbering: '一、' }),
  item('glossary', '名词解释', { title: '名词解释', numbering: '一、' }),
];

const FULL: DisclosureInput = {
  tables: [
    expenditure,
    makeTable({
      id: '机构设置',
      columns: [column('单位', { kind: 'text' }), column('性质', { kind: 'text' })],
      lines: [['科技局', '行政']],
    }),
  ],
  projects: [
    makeProject(1, '车辆保险费', {
      code: '1303',
      amount: amount('0.40'),
      funding: new Map([
        ['fiscal', amount('0.40')],
        ['other', amount('')],
      ]),
      plan: new Map([['3月底', '0.10']]),
      indicators: [indicator('产出指标', '数量指标', '车辆')],
    }),
    makeProject(2, '{{year}}年$&补助', { code: '1303' }),
    makeProject(3, '运维费'),
  ],
  template: {
    outline: OUTLINE,
    tables: new Map(),
    projects: projectForm({ plan: ['3月底', '6月底'], planTitle: '资金支出计划（%）', planUnit: '%' }),
    targets: targetForm(),
    glossary: [
      { term: '基本支出', aliases: [], definition: '…' },
      { term: '基本 支出', aliases: [], definition: '…' },
    ],
    cover: { title: '{{name}}', subtitle: '{{year}}年度{{scope}}预算' },
  },
  targets: {
    goals: ['目标'],
    tasks: [],
    measures: [],
    budget: [
      { label: '部门预算总额（万元）', amount: amount('393.52') },
      { label: '单位资金', amount: amount('') },
    ],
    indicators: [indicator('产出指标', '数量指标', '车辆')],
    file: 'targets.yaml',
  },
};

describe('sections', () => {
  const made = view(FULL, {
    renderNarrative: (id) => (id === '职责' || id === '项目绩效' ? '<p>管科技。</p>' : undefined),
  });

  test('words come first, then what the section holds', () => {
    const duties = made.sections.find((one) => one.id === '职责');
    expect(duties?.content).toEqual([{ kind: 'html', html: '<p id="职责-段1">管科技。</p>' }]);
    const projects = made.sections.find((one) => one.id === '项目绩效');
    expect(projects?.content.map((one) => one.kind)).toEqual(['html', 'project', 'project', 'project']);
    expect(duties?.children.map((one) => [one.level, one.content.map((content) => content.kind)])).toEqual([
      [3, ['table']],
    ]);
  });

  test('one that the document leaves empty says so', () => {
    const outline = [
      item('section', '说明', { title: '说明', children: [item('section', '收入', { title: '收入' })] }),
    ];
    const [section] = view({ template: { outline } }).sections;
    expect(section?.content).toEqual([]);
    expect(section?.children.map(({ content }) => content)).toEqual([
      [{ kind: 'html', html: '<p>这次公开没有列出这项内容。</p>' }],
    ]);
  });

  test('every fragment and id is unique', () => {
    const all = fragments(made.sections).filter((id) => id !== undefined);
    expect(all.length).toBeGreaterThan(30);
    expect(all.filter((id, i) => all.indexOf(id) !== i)).toEqual([]);
    expect(all).toContain('支出总表-2060101-2');
    expect(all).toContain('项目-1303-2');
    expect(all).toContain('项目-3');
    expect(all).toContain('名词-基本-支出');
  });

  test('heading and cover', () => {
    expect([made.name, made.heading, made.cover]).toEqual([
      '科技局',
      '2024年部门预算',
      { title: '科技局', subtitle: '2024年度部门预算' },
    ]);
  });

  test('a table that is not published gives its reason', () => {
    const notPublished = new Map([['支出总表', { table: '支出总表', reason: '原文没有。' }]]);
    const absent = view({
      ...FULL,
      tables: [],
      notPublished,
      template: { ...FULL.template, tables: new Map([['支出总表', expenditure.spec]]) },
    });
    expect(absent.sections[0]?.content).toEqual([
      { kind: 'notPublished', title: '支出总表', reason: '原文没有。' },
    ]);
    expect(absent.toc[0]).toMatchObject({ title: '支出总表', href: '#支出总表' });
  });

  test('a figure that no column can be told for is said under its table', () => {
    const undecided = [{ table: '支出总表', row: '行政运行', text: '3.75', reason: '印刷文本没有列线。' }];
    const [content] = view({ ...FULL, undecided }).sections[0]?.content ?? [];
    expect(content?.kind === 'table' && content.table.notes).toEqual([
      '“行政运行”一行原文另印有“3.75”，无法判定属于哪一列：印刷文本没有列线。',
    ]);
  });
});

describe('projects', () => {
  const projects = contents(view(FULL).sections).flatMap((one) =>
    one.kind === 'project' ? [one.project] : [],
  );

  test('have the fields that the document gives, blank ones too', () => {
    expect(projects[0]).toMatchObject({
      title: '1、车辆保险费绩效目标表',
      summary: [
        { label: '项目编码', text: '1303' },
        { label: '预算数', text: '0.40万元' },
        { label: '其中：财政资金', text: '0.40万元' },
        { label: '其他资金', text: '' },
      ],
      plan: {
        title: '资金支出计划（%）',
        points: [
          { label: '3月底', text: '0.10' },
          { label: '6月底', text: '' },
        ],
      },
    });
    expect(projects[2]?.summary).toEqual([]);
    expect(projects[2]).not.toHaveProperty('plan');
  });

  test('a name is never taken for a form’s placeholder', () => {
    expect(projects[1]?.title).toBe('2、{{year}}年$&补助绩效目标表');
  });

  test('a form without money fields prints none', () => {
    const form = projectForm({ funding: [] });
    const [one] = contents(view({ ...FULL, template: { ...FULL.template, projects: form } }).sections).filter(
      (content) => content.kind === 'project',
    );
    expect(one?.kind === 'project' && one.project.summary).toEqual([]);
  });
});

test('targets', () => {
  const [content] = contents(view(FULL).sections).filter((one) => one.kind === 'targets');
  const targets = content?.kind === 'targets' ? content.targets : undefined;
  expect(targets).toMatchObject({ goalsTitle: '（一）总体绩效目标', goals: ['目标'] });
  expect(
    targets?.budget?.body.map((row) => row.cells.map((cell) => [cell.element, cell.text, cell.state])),
  ).toEqual([
    [
      ['th', '部门预算总额（万元）', 'text'],
      ['td', '393.52', 'figure'],
    ],
    [
      ['th', '单位资金', 'text'],
      ['td', '', 'blank'],
    ],
  ]);
  expect(targets?.budget?.columns[1]?.decimals).toBe(2);
  expect(targets?.indicators?.body).toHaveLength(1);
});

describe('key figures', () => {
  test('come from total rows, exact in 元, and point to them', () => {
    expect(
      view(FULL).keyFigures.map(({ label, text, unit, yuan, href }) => [label, text, unit, yuan, href]),
    ).toEqual([
      ['支出总计', '1,469.55', '万元', '14695500', '#支出总表-合计'],
      ['基本支出', '272.71', '万元', '2727100', '#支出总表-合计'],
      ['项目支出', '1,196.84', '万元', '11968400', '#支出总表-合计'],
    ]);
  });

  test('are the grand total, where the year’s own total means the same and stands above', () => {
    const made = makeTable({
      id: '收支总表',
      columns: [column('项目', { kind: 'text' }), column('预算数', { concept: 'expenditure.total' })],
      lines: [
        ['本年支出合计', '9'],
        ['支出总计', '10'],
      ],
      roles: ['subtotal', 'total'],
    });
    const spec = {
      id: 'year',
      label: '',
      aliases: [],
      concept: 'expenditure.total',
      partial: false,
      role: 'subtotal',
      optional: false,
    } as const;
    const table = { ...made, rows: made.rows.map((row) => (row.role === 'total' ? row : { ...row, spec })) };
    const outline = [item('table', '收支总表')];
    expect(view({ tables: [table], template: { outline } }).keyFigures).toMatchObject([
      { text: '10', href: '#收支总表-支出总计' },
    ]);
  });

  test('fall back to what the text states', () => {
    const fact = (concept: string, fund: 'all' | 'governmentFund', period: 'current' | 'change') => ({
      id: `${concept}${period}`,
      concept,
      fund,
      period,
      cell: amount('3804.65'),
      unit: '万元',
      source: '二、',
      place: { file: 'disclosure.yaml' },
    });
    const facts = [
      fact('income.total', 'all', 'current'),
      fact('expenditure.total', 'governmentFund', 'current'),
      fact('expenditure.project', 'all', 'change'),
    ];
    const figures = view({ facts }).keyFigures;
    // One fund's money is no total, and a change is no amount.
    expect(figures).toHaveLength(1);
    expect(figures[0]).toMatchObject({ label: '收入总计', text: '3,804.65', yuan: '38046500' });
    expect(figures[0]).not.toHaveProperty('href');
  });
});

describe('title block', () => {
  const texts = (input: DisclosureInput) =>
    view(input).titleBlock.map(({ label, text, value }) => [label, text, value]);

  test('an unknown date is said to be unknown', () => {
    expect(texts({})).toContainEqual(['公开日期', '未注明', undefined]);
    expect(texts({}).map(([label]) => label)).not.toContain('批复日期');
  });

  test('known ones are written out', () => {
    const block = texts({
      publishedOn: '2024-03-05',
      approvedOn: '2024-02-20',
      phone: '0335-1',
      units: [{ code: '', name: '本级' }],
    });
    expect(block).toContainEqual(['公开日期', '2024年3月5日', '2024-03-05']);
    expect(block).toContainEqual(['批复日期', '2024年2月20日', '2024-02-20']);
    expect(block).toContainEqual(['咨询电话', '0335-1', undefined]);
    expect(block).toContainEqual(['所含预算单位', '本级', undefined]);
  });
});

describe('a withdrawn disclosure', () => {
  const withdrawn = { date: '2024-05-01', reason: '机构改革。', movedTo: '130303/2024/351' };
  const made = view(
    { ...FULL, withdrawn },
    { titleOf: () => '数据局2024年部门预算', files: [{ href: 'a', title: 'b', mediaType: 'c' }] },
  );

  test('says where to go, and shows nothing of what stood there', () => {
    expect(made.withdrawn).toEqual({
      date: '2024-05-01',
      dateText: '2024年5月1日',
      reason: '机构改革。',
      movedTo: { title: '数据局2024年部门预算', href: '/130303/2024/351/' },
    });
    expect([made.sections, made.toc, made.keyFigures, made.downloads]).toEqual([[], [], [], []]);
    expect(made.page).not.toHaveProperty('jsonLd');
    expect(JSON.stringify(made)).not.toContain('1,469.55');
  });
});

test('findings are shown to authors only', () => {
  const findings = [
    {
      rule: 'columns-add-up',
      severity: 'error' as const,
      place: { file: '支出总表.csv', line: 3, column: 4 },
      related: [{ file: '支出总表.csv', line: 2, column: 3, label: '合计', value: '1' }],
      message: '合计不符',
      outcome: 'failed' as const,
    },
  ];
  const marked = (draft: boolean) =>
    contents(view({ ...FULL, findings }, { draft }).sections).flatMap((one) =>
      one.kind === 'table'
        ? one.table.body.flatMap((row) => row.cells.filter((cell) => cell.findings).map((cell) => cell.text))
        : [],
    );
  expect(marked(true)).toEqual(['1,469.55', '272.71']);
  expect(marked(false)).toEqual([]);
});
