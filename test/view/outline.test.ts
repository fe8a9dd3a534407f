import { describe, expect, test } from 'vitest';
import { Anchors } from '../../src/view/anchors.ts';
import { type PlannedSection, planOutline, tableOfContents } from '../../src/view/outline.ts';
import type { ProjectView, TocItem } from '../../src/view/types.ts';
import { column, type DisclosureInput, item, makeDisclosure, makeTable } from './make.ts';

const WORDS = { year: 2024, name: '科技局', scope: '部门', region: '甲区' };

function plan(input: DisclosureInput, narrative: Record<string, string> = {}): readonly PlannedSection[] {
  return planOutline(makeDisclosure(input), {
    words: WORDS,
    anchors: new Anchors(),
    renderNarrative: (id) => narrative[id],
  });
}

/** 目录 as printed, indented by depth. */
function lines(toc: readonly TocItem[], depth = 0): readonly string[] {
  return toc.flatMap((one) => [
    `${'  '.repeat(depth)}${one.number}${one.title} ${one.href}`,
    ...lines(one.children, depth + 1),
  ]);
}

function levels(sections: readonly PlannedSection[]): readonly string[] {
  return sections.flatMap((one) => [`${one.item.id} ${one.level}`, ...levels(one.children)]);
}

const section = (id: string, more = {}) => item('section', id, { title: id, numbering: '一、', ...more });
const table = (id: string) => makeTable({ id, title: `{{year}}年部门${id}`, columns: [column('金额')] });

describe('numbers', () => {
  test('count the siblings of one style that are there', () => {
    const outline = [
      section('职责'),
      section('目标', { optional: true }),
      section('附注', { numbering: '1、' }),
      section('采购', {
        children: [section('甲', { numbering: '（一）' }), section('乙', { numbering: '（一）' })],
      }),
      section('序言', { numbering: 'none' }),
      section('资产'),
    ];
    expect(lines(tableOfContents(plan({ template: { outline } })))).toEqual([
      '一、职责 #职责',
      '1、附注 #附注',
      '二、采购 #采购',
      '  （一）甲 #甲',
      '  （二）乙 #乙',
      '序言 #序言',
      '三、资产 #资产',
    ]);
  });

  test('an omitted section leaves no trace, in numbers, 目录 or fragments', () => {
    const outline = [section('甲'), section('乙', { children: [section('乙一')] }), section('丙')];
    const omitted = new Set(['乙']);
    const planned = plan({ template: { outline }, omitted }, { 乙: '<p>说明</p>' });
    expect(lines(tableOfContents(planned))).toEqual(['一、甲 #甲', '二、丙 #丙']);
  });
});

describe('headings', () => {
  test('titles are filled, and a disclosure may word its own', () => {
    const outline = [
      item('part', '说明', {
        title: '{{name}}{{year}}年{{scope}}预算情况说明',
        numbering: '第一部分',
        children: [section('职责机构', { title: '{{scope}}职责及机构设置情况' }), item('table', '收支总表')],
      }),
    ];
    const headings = new Map([['职责机构', '单位职责']]);
    expect(
      lines(tableOfContents(plan({ template: { outline }, headings, tables: [table('收支总表')] }))),
    ).toEqual([
      '第一部分科技局2024年部门预算情况说明 #说明',
      '  一、单位职责 #职责机构',
      '  2024年部门收支总表 #收支总表',
    ]);
  });

  test('an item without a title has no heading; what stands under it moves up', () => {
    const outline = [
      item('part', '预算表', { numbering: '一、', children: [item('table', '甲表'), item('table', '乙表')] }),
      section('引言', { title: undefined }),
      section('职责', { children: [section('机构')] }),
    ];
    const planned = plan(
      { template: { outline }, tables: [table('甲表'), table('乙表')] },
      { 引言: '<p>…</p>' },
    );
    expect(levels(planned)).toEqual(['预算表 0', '甲表 2', '乙表 2', '引言 0', '职责 2', '机构 3']);
    expect(lines(tableOfContents(planned))).toEqual([
      '2024年部门甲表 #甲表',
      '2024年部门乙表 #乙表',
      '一、职责 #职责',
      '  一、机构 #机构',
    ]);
  });

  test('stop at level 6', () => {
    const deep = ['丁', '丙', '乙', '甲', '子', '丑'].reduce(
      (child, id) => [section(id, { children: child })],
      [] as ReturnType<typeof section>[],
    );
    expect(levels(plan({ template: { outline: deep } })).map((one) => one.at(-1))).toEqual([...'234566']);
  });
});

describe('what is there', () => {
  const outline = [
    section('采购', { children: [item('table', '采购表')] }),
    section('其他'),
    section('专项', { optional: true }),
    item('projects', '项目绩效', { title: '项目', optional: true }),
    item('targets', '整体目标', { title: '目标' }),
    item('glossary', '名词', { title: '名词' }),
  ];
  const ids = (planned: readonly PlannedSection[]) => planned.map((one) => one.item.id);

  test('what the form demands keeps its heading, what it allows does not', () => {
    expect(ids(plan({ template: { outline } }))).toEqual(['其他', '整体目标']);
  });

  test('narrative makes a section present', () => {
    expect(
      ids(plan({ template: { outline } }, { 采购: '<p></p>', 专项: '<p></p>', 项目绩效: '<p></p>' })),
    ).toEqual(['采购', '其他', '专项', '项目绩效', '整体目标']);
  });

  test('a table that is not published stays, with its printed heading', () => {
    const spec = table('采购表').spec;
    const notPublished = new Map([['采购表', { table: '采购表', reason: '原文没有附表。' }]]);
    const tables = new Map([['采购表', spec]]);
    const planned = plan({ template: { outline, tables }, notPublished });
    expect(lines(tableOfContents(planned)).slice(0, 2)).toEqual([
      '一、采购 #采购',
      '  2024年部门采购表 #采购表',
    ]);
  });
});

test('two items of one id get fragments of their own; an absent one takes none', () => {
  const outline = [item('table', '资产'), section('资产'), section('资产', { numbering: 'none' })];
  expect(plan({ template: { outline } }).map((one) => one.anchor)).toEqual(['资产', '资产-2']);
});

test('目录 names each project that has a grid', () => {
  const project = { anchor: '项目-A1', number: 2, name: '修路' } as ProjectView;
  const section = { anchor: '项目绩效', level: 2, number: '三、', title: '项目绩效目标', children: [] };
  const toc = tableOfContents([
    {
      ...section,
      content: [
        { kind: 'html', html: '' },
        { kind: 'project', project },
      ],
    },
  ]);
  expect(toc[0]?.children).toEqual([{ href: '#项目-A1', number: '2、', title: '修路', children: [] }]);
});
