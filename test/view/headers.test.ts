import { describe, expect, test } from 'vitest';
import { Anchors } from '../../src/view/anchors.ts';
import { viewIndicators } from '../../src/view/indicators.ts';
import { viewProjectTable } from '../../src/view/project-table.ts';
import type { BodyCell, TableView } from '../../src/view/types.ts';
import {
  amount,
  column,
  draw,
  INDICATOR_COLUMNS,
  indicator,
  makeProject,
  makeProjectUnit,
  makeTable,
  projectForm,
} from './make.ts';
import { aboveColumn, allCells, byIds, byScopes, grid } from './resolve.ts';

/** The body cell that stands at a line and column, also where it reaches down from above. */
function at(table: TableView, line: number, columnAt: number): BodyCell {
  return grid(table)[table.head.length + line]?.[columnAt]?.cell as BodyCell;
}

/** Every body cell of an associated table names exactly its column's heads and the row heads given. */
function expectHeads(
  table: TableView,
  paths: readonly (readonly string[])[],
  rows: readonly (readonly (readonly string[])[])[],
) {
  expect(table.associated).toBe(true);
  expect(table.columns.map((one) => one.path)).toEqual(paths);
  for (const [line, expected] of rows.entries()) {
    for (const [columnAt, path] of paths.entries()) {
      const cell = at(table, line, columnAt);
      expect({ line, columnAt, ...byIds(table, cell) }).toEqual({
        line,
        columnAt,
        columns: path,
        rows: expected[columnAt],
      });
    }
  }
  expect(rows).toHaveLength(table.body.length);
}

/** What holds of any table, whatever its form. */
function expectSound(table: TableView) {
  table.columns.forEach((one, i) => {
    expect(aboveColumn(table, i)).toEqual(one.path);
  });
  const ids = allCells(table).flatMap((cell) => cell.id ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  for (const cell of table.head.flat()) {
    if (cell.element === 'th') expect(cell.scope).toBe(cell.colspan > 1 ? 'colgroup' : 'col');
    if (table.associated && cell.element === 'th') expect(cell.id).toMatch(/^t3h\d+$/);
  }
  for (const cell of table.body.flatMap((row) => row.cells)) {
    expect(cell.element === 'th').toBe(cell.scope !== undefined);
    if (table.associated) expect(cell.headers?.length).toBeGreaterThan(0);
    else expect([cell.id, cell.headers]).toEqual([undefined, undefined]);
    if (table.associated && cell.element === 'th') expect(cell.id).toMatch(/^t3r\d+(x\d)?$/);
  }
}

describe('one line of heads', () => {
  const table = draw({
    columns: [
      column('单位名称', { kind: 'text' }),
      column('单位性质', { kind: 'text' }),
      column('经费', { kind: 'amount' }),
    ],
    lines: [
      ['科技局', '行政', '1.0'],
      ['信息中心', '事业', ''],
    ],
  });

  test('needs no ids: scopes say it all', () => {
    expectSound(table);
    expect(table.associated).toBe(false);
    expect(byScopes(table, 1, 1)).toEqual({ columns: ['单位性质'], rows: ['科技局'] });
    expect(byScopes(table, 2, 2)).toEqual({ columns: ['经费'], rows: ['信息中心'] });
    expect(byScopes(table, 0, 2).columns).toEqual(['单位名称']);
  });

  test('a figure before the name, or two names, ask for ids', () => {
    const figureFirst = draw({
      columns: [column('预算资金'), column('采购物品名称', { kind: 'text' }), column('合计')],
      lines: [['19.30', '纸', '0.60']],
    });
    expectHeads(figureFirst, [['预算资金'], ['采购物品名称'], ['合计']], [[['纸'], [], ['纸']]]);
    // The proof that scopes alone would not do:
    expect(byScopes(figureFirst, 0, 1).rows).toEqual([]);

    const pair = draw({
      columns: [
        column('编码', { kind: 'code' }),
        column('部门科目', { kind: 'text' }),
        column('政府编码', { kind: 'code' }),
        column('政府科目', { kind: 'text' }),
        column('合计'),
      ],
      code: ['编码', '政府编码'],
      codeJoin: '/',
      lines: [
        ['合计', '', '', '', '3'],
        ['30228', '工会经费', '50201', '办公经费', '1'],
        ['30228', '工会经费', '50502', '商品和服务支出', '2'],
      ],
    });
    const both = ['工会经费', '商品和服务支出'];
    expectHeads(
      pair,
      [['编码'], ['部门科目'], ['政府编码'], ['政府科目'], ['合计']],
      [
        [[], ['合计'], ['合计'], ['合计'], ['合计']],
        [[], [], [], [], ['工会经费', '办公经费']],
        [[], [], [], [], both],
      ],
    );
    expect(byScopes(pair, 4, 3).rows).toEqual(['商品和服务支出']);
  });
});

describe('grouped heads', () => {
  const columns = [
    column('科目编码', { kind: 'code', groups: ['功能分类科目'] }),
    column('科目名称', { kind: 'text', groups: ['功能分类科目'] }),
    column('合计'),
    column('基本支出'),
  ];
  const table = draw({
    columns,
    code: ['科目编码'],
    lines: [
      ['', '合计', '3.00', '3.00'],
      ['2060101', '行政运行', '3.00', ''],
    ],
    spec: { serial: true, columnNumbers: true },
  });

  test('neighbours under one group share a head; a shorter path reaches down', () => {
    expectSound(table);
    expect(table.head.map((line) => line.map((cell) => [cell.text, cell.colspan, cell.rowspan]))).toEqual([
      [
        ['序号', 1, 2],
        ['功能分类科目', 2, 1],
        ['合计', 1, 2],
        ['基本支出', 1, 2],
      ],
      [
        ['科目编码', 1, 1],
        ['科目名称', 1, 1],
      ],
      [
        ['栏次', 1, 1],
        ['1', 1, 1],
        ['2', 1, 1],
        ['3', 1, 1],
        ['4', 1, 1],
      ],
    ]);
  });

  test('each cell names its path, outermost first, then the name of its row', () => {
    const group = '功能分类科目';
    expectHeads(
      table,
      [['序号'], [group, '科目编码'], [group, '科目名称'], ['合计'], ['基本支出']],
      [
        [[], [], [], ['合计'], ['合计']],
        [[], [], [], ['行政运行'], ['行政运行']],
      ],
    );
  });

  test('the name is the head of its row, the code is not', () => {
    expect(table.body[1]?.cells.map((cell) => cell.element)).toEqual(['td', 'td', 'th', 'td', 'td']);
  });

  test('栏次 are data: no figure has a number among its heads', () => {
    expect(table.head[2]?.every((cell) => cell.element === 'td')).toBe(true);
    expect(table.head[2]?.map((cell) => byIds(table, cell).columns)).toEqual(
      table.columns.map((one) => one.path),
    );
    expect(byScopes(table, 3, 4).columns).toEqual(['合计']);
  });

  test('equal titles merge only as neighbours under equal groups', () => {
    const repeated = draw({
      columns: [
        column('小计', { id: 'a', groups: ['本年收入'] }),
        column('小计', { id: 'b', groups: ['上年结转'] }),
        column('合计', { id: 'c', groups: ['上年结转'] }),
        column('小计', { id: 'd', groups: ['本年收入'] }),
      ],
    });
    expectSound(repeated);
    expect(repeated.head[0]?.map((cell) => [cell.text, cell.colspan])).toEqual([
      ['本年收入', 1],
      ['上年结转', 2],
      ['本年收入', 1],
    ]);
  });
});

test('a column does not join a neighbouring group of its own title', () => {
  const table = draw({
    columns: [column('一', { groups: ['合计'] }), column('合计'), column('二', { groups: ['合计'] })],
  });
  expectSound(table);
  expect(table.head[0]?.map((cell) => [cell.text, cell.colspan, cell.rowspan])).toEqual([
    ['合计', 1, 1],
    ['合计', 1, 2],
    ['合计', 1, 1],
  ]);
});

test('栏次 without 序号 stands under the names that lead the line', () => {
  const table = draw({
    columns: [
      column('编码', { kind: 'code' }),
      column('项目', { kind: 'text' }),
      column('金额'),
      column('占比'),
    ],
    spec: { columnNumbers: true },
  });
  expectSound(table);
  expect(table.head[1]?.map((cell) => [cell.text, cell.colspan])).toEqual([
    ['栏次', 2],
    ['1', 1],
    ['2', 1],
  ]);
});

test('three levels of heads', () => {
  const name = column('科目名称', { kind: 'text' });
  const table = draw({
    columns: [
      column('类', { kind: 'code', groups: ['科目编码'] }),
      column('款', { kind: 'code', groups: ['科目编码'] }),
      name,
      column('总计'),
      column('合计', { groups: ['基本支出'] }),
      column('小计', { id: '人员小计', groups: ['基本支出', '人员经费'] }),
      column('工资福利支出', { groups: ['基本支出', '人员经费'] }),
      column('小计', { id: '公用小计', groups: ['基本支出', '公用经费'] }),
    ],
    code: ['类', '款'],
    lines: [['206', '01', '行政运行', '1', '1', '1', '1', '']],
  });
  expectSound(table);
  const row = ['行政运行'];
  expectHeads(
    table,
    [
      ['科目编码', '类'],
      ['科目编码', '款'],
      ['科目名称'],
      ['总计'],
      ['基本支出', '合计'],
      ['基本支出', '人员经费', '小计'],
      ['基本支出', '人员经费', '工资福利支出'],
      ['基本支出', '公用经费', '小计'],
    ],
    [[[], [], [], row, row, row, row, row]],
  );
  expect(table.head[0]?.find((cell) => cell.text === '总计')?.rowspan).toBe(3);
  expect(table.head[1]?.find((cell) => cell.text === '合计')?.rowspan).toBe(2);
});

describe('a form with two sides', () => {
  const columns = [
    column('项目', { id: 'in', kind: 'text', side: '收入' }),
    column('金额', { id: 'inAmount', side: '收入' }),
    column('项目', { id: 'out', kind: 'text', side: '支出' }),
    column('合计', { id: 'outTotal', side: '支出' }),
    column('基金', { id: 'outFund', side: '支出' }),
  ];
  const table = draw({
    id: '收支总表',
    columns,
    lines: [
      ['一、一般公共预算', '9.00', '一、教育', '9.00', ''],
      ['', '', '二、科学技术', '', ''],
      ['二、基金', '', '', '', ''],
    ],
    spec: { serial: true },
  });

  test('an item heads its own side only; fillers are plain', () => {
    expectSound(table);
    const [first, second, third] = [['一、一般公共预算'], ['二、科学技术'], ['二、基金']];
    expectHeads(
      table,
      [['序号'], ['收入', '项目'], ['收入', '金额'], ['支出', '项目'], ['支出', '合计'], ['支出', '基金']],
      [
        [[], [], first, [], ['一、教育'], ['一、教育']],
        [[], [], [], [], second, second],
        [[], [], third, [], [], []],
      ],
    );
    expect(table.body.map((row) => row.cells.map((cell) => cell.element).join(' '))).toEqual([
      'td th td th td td',
      'td td td th td td',
      'td th td td td td',
    ]);
    // The proof that scopes alone would not do: the left item would speak for the right side's filler.
    expect(byScopes(table, 4, 4).rows).toEqual(['二、基金']);
  });

  test('each row has a fragment: the first on its line, the second on its own head', () => {
    expect(table.body.map((row) => row.anchor)).toEqual([
      '收支总表-一、一般公共预算',
      '收支总表-二、科学技术',
      '收支总表-二、基金',
    ]);
    expect(table.body.map((row) => row.cells.flatMap((cell) => cell.anchor ?? []))).toEqual([
      ['收支总表-一、教育'],
      [],
      [],
    ]);
  });

  test('sides without titles need ids too', () => {
    const untitled = draw({
      columns,
      lines: [['收入合计', '1', '支出合计', '1', '']],
      spec: { sides: makeTable({ columns }).spec.sides.map((side) => ({ ...side, title: '' })) },
    });
    expect(untitled.head).toHaveLength(1);
    expectHeads(
      untitled,
      [['项目'], ['金额'], ['项目'], ['合计'], ['基金']],
      [[[], ['收入合计'], [], ['支出合计'], ['支出合计']]],
    );
  });

  test('a group that the form names like the side is not doubled', () => {
    const given = draw({ columns: columns.map((one) => ({ ...one, groups: [one.side as string] })) });
    expect(given.columns.map((one) => one.path)).toEqual(table.columns.slice(1).map((one) => one.path));
  });
});

test('one line of figures without a name has no row head', () => {
  const table = draw({
    columns: [
      column('三公合计', { id: 'total' }),
      column('小计', { groups: ['用车'] }),
      column('购置', { groups: ['用车'] }),
    ],
    label: 'total',
    lines: [['0.20', '', '']],
  });
  expectSound(table);
  expectHeads(table, [['三公合计'], ['用车', '小计'], ['用车', '购置']], [[[], [], []]]);
});

test('a unit is named where its name stands, not by the code in the name’s place', () => {
  const table = draw({
    columns: [
      column('项目名称', { kind: 'text' }),
      column('项目单位', { kind: 'text' }),
      column('本年', { groups: ['金额'] }),
    ],
    lines: [
      ['566', '科技局', '1'],
      ['活动', '科技局', '1'],
    ],
    labels: ['科技局', '活动'],
    roles: ['unit', 'line'],
  });
  expectSound(table);
  expectHeads(
    table,
    [['项目名称'], ['项目单位'], ['金额', '本年']],
    [
      [[], [], ['科技局']],
      [[], ['活动'], ['活动']],
    ],
  );
});

describe('indicators', () => {
  const table = viewIndicators(
    [
      indicator('产出指标', '数量指标', '面积', '≥430'),
      indicator('产出指标', '时效指标', '及时率', '≥90%'),
      indicator('', '', '支出进度', '100%'),
      indicator('效益指标', '时效指标', '整洁度', '≥95%'),
    ],
    INDICATOR_COLUMNS,
    { index: 3, id: '项目-1-指标', title: '指标' },
  );

  test('equal and blank neighbours are one cell that heads its rows', () => {
    expectSound(table);
    expect(table.body.map((row) => row.cells.map((cell) => [cell.text, cell.rowspan]))).toEqual([
      [
        ['产出指标', 3],
        ['数量指标', 1],
        ['面积', 1],
        ['≥430', 1],
      ],
      [
        ['时效指标', 2],
        ['及时率', 1],
        ['≥90%', 1],
      ],
      [
        ['支出进度', 1],
        ['100%', 1],
      ],
      [
        ['效益指标', 1],
        ['时效指标', 1],
        ['整洁度', 1],
        ['≥95%', 1],
      ],
    ]);
  });

  test('levels stand under those to their left', () => {
    expectHeads(
      table,
      [['一级指标'], ['二级指标'], ['三级指标'], ['指标值']],
      [
        [[], ['产出指标'], ['产出指标', '数量指标'], ['产出指标', '数量指标', '面积']],
        [[], ['产出指标'], ['产出指标', '时效指标'], ['产出指标', '时效指标', '及时率']],
        [[], ['产出指标'], ['产出指标', '时效指标'], ['产出指标', '时效指标', '支出进度']],
        [[], ['效益指标'], ['效益指标', '时效指标'], ['效益指标', '时效指标', '整洁度']],
      ],
    );
    // Scopes and positions say the same, so a reader without ids is not misled.
    expect(byScopes(table, 3, 3).rows).toEqual(['产出指标', '时效指标', '支出进度']);
    expect(byScopes(table, 3, 4).rows).toEqual(['效益指标', '时效指标', '整洁度']);
  });

  test('an indicator printed twice is two rows', () => {
    const once = indicator('产出指标', '数量指标', '面积');
    const twice = viewIndicators([once, once], INDICATOR_COLUMNS, { index: 3, id: 'x', title: '' });
    expect(twice.body.map((row) => row.cells.map((cell) => cell.rowspan))).toEqual([
      [2, 2, 1, 1],
      [1, 1],
    ]);
  });

  test('an indicator without a name leaves no empty head', () => {
    const nameless = viewIndicators([indicator('', '', '', '1')], INDICATOR_COLUMNS, {
      index: 3,
      id: 'x',
      title: '',
    });
    expect(nameless.body[0]?.cells.every((cell) => cell.element === 'td')).toBe(true);
    expectHeads(
      nameless,
      INDICATOR_COLUMNS.map((one) => [one.title]),
      [[[], [], [], []]],
    );
  });
});

describe('all projects in one wide table', () => {
  const form = projectForm({
    layout: 'table',
    codeTitle: '项目编号',
    amountTitle: '资金总额',
    purposeTitle: '项目金额(万元)',
    funding: [{ id: 'own', title: '单位资金' }],
    indicatorColumns: INDICATOR_COLUMNS.slice(2),
    groups: ['产出指标', '效益指标'],
  });
  const table = viewProjectTable(
    [
      makeProject(1, '科技经费', {
        code: '4108',
        amount: amount('3.00'),
        indicators: [
          indicator('产出指标', '', '彩页', '1000张'),
          indicator('效益指标', '', '普及', '有效'),
          indicator('产出指标', '', '宣传', '100%'),
        ],
      }),
      makeProject(2, '贴息', { amount: amount('50.5') }),
    ],
    [makeProjectUnit('566', '科技局', '53.5')],
    form,
    {
      index: 3,
      anchor: '项目绩效',
      anchors: new Anchors(),
      words: { year: 2024, name: '科技局', scope: '部门', region: '甲区' },
    },
  );

  test('a project spans the lines of its indicators; the n-th line has the n-th of each group', () => {
    expectSound(table);
    expect(
      table.body.map((row) =>
        row.cells.map((cell) => (cell.rowspan > 1 ? `${cell.text}^${cell.rowspan}` : cell.text)),
      ),
    ).toEqual([
      ['566', '科技局', '53.5', '', '', '', '', ''],
      ['4108^2', '科技经费^2', '3.00^2', '^2', '彩页', '1000张', '普及', '有效'],
      ['宣传', '100%', '', ''],
      ['', '贴息', '50.5', '', '', '', '', ''],
    ]);
    expect(table.body.map((row) => [row.role, row.anchor])).toEqual([
      ['unit', undefined],
      ['line', '项目-4108'],
      ['line', undefined],
      ['line', '项目-2'],
    ]);
    expect(table.columns.map((one) => one.decimals).slice(2, 4)).toEqual([2, 0]);
  });

  test('an indicator outside the form’s groups gets a group of its own', () => {
    const odd = makeProject(1, '活动', { indicators: [indicator('成本指标', '', '总额', '3万元')] });
    const place = {
      index: 3,
      anchor: 'x',
      anchors: new Anchors(),
      words: { year: 2024, name: '', scope: '', region: '' },
    };
    const wide = viewProjectTable([odd], [], form, place);
    expectSound(wide);
    expect(wide.columns.at(-1)?.path).toEqual(['绩效目标', '成本指标', '指标值']);
    expect(wide.body[0]?.cells.at(-1)?.text).toBe('3万元');
  });

  test('each cell names its path and its project', () => {
    const row = (name: string) => [[], [], ...Array.from({ length: 6 }, () => [name])];
    expectHeads(
      table,
      [
        ['项目编号'],
        ['项目名称'],
        ['项目金额(万元)', '资金总额'],
        ['项目金额(万元)', '单位资金'],
        ['绩效目标', '产出指标', '三级指标'],
        ['绩效目标', '产出指标', '指标值'],
        ['绩效目标', '效益指标', '三级指标'],
        ['绩效目标', '效益指标', '指标值'],
      ],
      [row('科技局'), row('科技经费'), row('科技经费'), row('贴息')],
    );
  });
});
