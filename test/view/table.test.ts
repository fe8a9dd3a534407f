import { describe, expect, test } from 'vitest';
import { column, draw } from './make.ts';
import { byIds } from './resolve.ts';

const CODED = [
  column('科目编码', { kind: 'code' }),
  column('科目名称', { kind: 'text' }),
  column('合计'),
  column('基本支出'),
];

describe('cells', () => {
  const table = draw({
    columns: CODED,
    code: ['科目编码'],
    lines: [
      ['', '合计', '1,469.55', '0.00'],
      ['206', '科学技术支出', '', '0'],
      ['20601', '管理事务', '不适用', '--'],
      ['2060101', '行政运行', '-0.4', '3.125'],
    ],
    roles: ['total', 'class', 'group', 'item'],
    levels: [0, 0, 1, 2],
  });
  const shown = table.body.map((row) => row.cells.slice(2).map((cell) => [cell.text, cell.state]));

  test('figure, zero, blank and mark stay apart, figures as printed', () => {
    expect(shown).toEqual([
      [
        ['1,469.55', 'figure'],
        ['0.00', 'zero'],
      ],
      [
        ['', 'blank'],
        ['0', 'zero'],
      ],
      [
        ['不适用', 'mark'],
        ['--', 'mark'],
      ],
      [
        ['-0.4', 'figure'],
        ['3.125', 'figure'],
      ],
    ]);
  });

  test('kinds follow columns; a blank code is blank', () => {
    expect(table.body[0]?.cells.map((cell) => [cell.kind, cell.state])).toEqual([
      ['code', 'blank'],
      ['text', 'text'],
      ['figure', 'figure'],
      ['figure', 'zero'],
    ]);
    expect(table.columns.map((one) => one.kind)).toEqual(['code', 'text', 'figure', 'figure']);
  });

  test('a column is aligned to its most exact figure', () => {
    expect(table.columns.map((one) => one.decimals)).toEqual([0, 0, 2, 3]);
  });

  test('role, level and fragment come from the row', () => {
    expect(table.body.map((row) => [row.role, row.level, row.anchor])).toEqual([
      ['total', 0, '支出总表-合计'],
      ['class', 0, '支出总表-206'],
      ['group', 1, '支出总表-20601'],
      ['item', 2, '支出总表-2060101'],
    ]);
  });
});

test('序号 counts the printed lines', () => {
  const lines = [
    ['', '合计', '1', ''],
    ['206', '科学技术支出', '1', ''],
  ];
  const table = draw({ columns: CODED, lines, spec: { serial: true } });
  expect(table.body.map((row) => row.cells[0])).toMatchObject([
    { kind: 'serial', text: '1', element: 'td', column: 0 },
    { kind: 'serial', text: '2', element: 'td', column: 0 },
  ]);
  expect(table.columns[0]).toMatchObject({ kind: 'serial', path: ['序号'] });
});

test('合计 printed in the code’s place names its row', () => {
  const table = draw({
    columns: [column('科目编码', { kind: 'code', groups: ['科目'] }), ...CODED.slice(1)],
    lines: [['合计', '', '1', '1']],
  });
  const [code, name, total] = table.body[0]?.cells ?? [];
  expect([code?.element, name?.element]).toEqual(['th', 'td']);
  expect(total && byIds(table, total)).toEqual({ columns: ['合计'], rows: ['合计'] });
});

describe('a line of two sides', () => {
  const columns = [
    column('项目', { id: 'in', kind: 'text', side: '收入' }),
    column('金额', { id: 'inAmount', side: '收入' }),
    column('项目', { id: 'out', kind: 'text', side: '支出' }),
    column('金额', { id: 'outAmount', side: '支出' }),
  ];

  test('sides that agree on role and level give it to the line', () => {
    const table = draw({ columns, lines: [['收入总计', '9', '支出总计', '9']], roles: ['total'] });
    expect(table.body[0]).toMatchObject({ role: 'total', level: 0 });
    expect(
      table.body[0]?.cells.filter((cell) => cell.role !== undefined || cell.level !== undefined),
    ).toEqual([]);
  });

  test('sides that differ say it on their own heads', () => {
    const table = draw({ columns, lines: [['合计', '9', '一、教育', '9']] });
    expect(table.body[0]?.role).toBe('line');
    expect(table.body[0]?.cells.map((cell) => cell.role)).toEqual(['total', undefined, undefined, undefined]);
  });
});

describe('title, head line and notes', () => {
  const columns = [
    column('项目', { kind: 'text' }),
    column('{{year}}年预留份额'),
    column('价值', { unit: '元' }),
  ];

  test('years are filled', () => {
    const table = draw({ columns, title: '{{year}}年支出预算表', notes: ['注：{{lastYear}}年无数据。'] });
    expect(table.title).toBe('2024年支出预算表');
    expect(table.notes).toEqual(['注：2023年无数据。']);
    expect(table.columns.map((one) => [one.path, one.unit])).toEqual([
      [['项目'], undefined],
      [['2024年预留份额'], '万元'],
      [['价值'], '元'],
    ]);
  });

  test.each([
    [{}, ['350001 科技局', '预算年度：2024', '单位：万元']],
    [{ unit: '元' }, ['350001 科技局', '预算年度：2024', '单位：元']],
    [{ head: { department: '部门名称：', year: false, unit: true } }, ['部门名称：科技局', '单位：万元']],
    [{ head: { department: 'none', year: false, unit: false } }, []],
    [
      { asOf: true, head: { department: '', year: true, unit: false } },
      ['350001 科技局', '截止时间：2023-12-31'],
    ],
  ])('head line of %j', (spec, expected) => {
    expect(draw({ columns, asOf: '2023-12-31', spec }).headLine).toEqual(expected);
  });

  test('a department without a code is named alone', () => {
    const who = { code: '', name: '科技局', year: 2024 };
    expect(draw({ columns }, { who }).headLine[0]).toBe('科技局');
  });

  test('an empty table keeps its head and its note', () => {
    const table = draw({ columns, notes: ['注：空表列示。'] });
    expect(table.body).toEqual([]);
    expect(table.head[0]).toHaveLength(3);
    expect(table.notes).toEqual(['注：空表列示。']);
  });
});

test('fragments are unique, and free of what an address would escape', () => {
  const table = draw({
    id: '采购表',
    columns: [column('项目', { kind: 'text' }), column('金额')],
    lines: [
      ['车辆 "加油" 100%', '1'],
      ['车辆/加油/100%', '1'],
      ['', '1'],
    ],
  });
  expect(table.body.map((row) => row.anchor)).toEqual([
    '采购表-车辆-加油-100-',
    '采购表-车辆-加油-100--2',
    '采购表-行',
  ]);
});

test('findings mark their cells, and no others', () => {
  const findings = (line: number, at: number) => (line === 1 && at === 2 ? ['合计不符'] : undefined);
  const lines = [
    ['', '合计', '1', '1'],
    ['206', '科学技术支出', '2', '1'],
  ];
  const table = draw({ columns: CODED, lines, spec: { serial: true } }, { findings });
  const marked = table.body.flatMap((row) => row.cells.filter((cell) => cell.findings));
  expect(marked).toMatchObject([{ text: '2', column: 3, findings: ['合计不符'] }]);
});
