import { describe, expect, it } from 'vitest';
import type { Row } from '../../src/model/table.ts';
import { tableOf } from '../support/content.ts';

const COLUMNS = `title: 试表
columns:
  - { id: code, title: 编码, kind: code }
  - { id: name, title: 名称, kind: text }
  - { id: total, title: 合计, kind: amount }
`;

const told = (rows: readonly Row[], ...fields: (keyof Row)[]): unknown[] =>
  rows.map((row) => (fields.length === 1 ? row[fields[0] as keyof Row] : fields.map((field) => row[field])));

describe('coded rows', () => {
  const coded = (rows: string, csv: string): readonly Row[] =>
    tableOf(`${COLUMNS}rows: { kind: coded, code: [code], label: name, ${rows} }\n`, `编码,名称,合计\n${csv}`)
      .rows;

  it('are told apart by the length of their code', () => {
    const rows = coded(
      'hierarchical: true',
      '206,科学技术支出,1\n20601,科学技术管理事务,1\n2060101,行政运行,1\n20601010,别的,1\nA01,别的,1\n',
    );
    expect(told(rows, 'role', 'level', 'parent')).toEqual([
      ['class', 0, undefined],
      ['group', 1, '206'],
      ['item', 2, '20601'],
      ['line', 0, undefined],
      ['line', 0, undefined],
    ]);
  });

  it('find the nearest code above them where one is left out', () => {
    expect(
      told(coded('hierarchical: true', '206,科学,1\n2060101,行政运行,1\n2060199,其他,1\n'), 'parent'),
    ).toEqual([undefined, '206', '206']);
  });

  it('stand alone in a form without 类 and 款 rows', () => {
    const rows = coded('total: [合计]', ',合计,2\n2060101,行政运行,1\n2060199,其他,1\n');
    expect(told(rows, 'role', 'level', 'parent')).toEqual([
      ['total', 0, undefined],
      ['item', 0, undefined],
      ['item', 0, undefined],
    ]);
  });

  it.each([
    ['in the name’s place', ',合计,1\n'],
    ['in the code’s place', '合计,,1\n'],
    ['with spaces in it', '合  计,,1\n'],
  ])('find their total %s', (_, csv) => {
    expect(coded('total: [合计]', csv)[0]).toMatchObject({ role: 'total', id: '合计' });
  });

  it('take a line without any name for the total where the form says so', () => {
    expect(coded('total: [""]', ',,1\n2060101,行政运行,1\n')[0]).toMatchObject({
      role: 'total',
      id: '合计',
      label: '合计',
    });
  });

  it('know a subtotal by how its name ends', () => {
    const rows = coded('total: [合计], subtotal: [小计]', ',甲单位小计,1\n2060101,行政运行小计,1\n');
    expect(told(rows, 'role')).toEqual(['subtotal', 'item']);
  });

  it('give each line an address of its own', () => {
    const rows = coded(
      'total: [合计]',
      '2060101,行政运行,1\n2060101,行政运行,1\n,甲 乙#丙/丁?,1\n,合计,1\n,合计,1\n',
    );
    expect(told(rows, 'id')).toEqual(['2060101', '2060101-2', '甲乙_丙_丁_', '合计', '合计-2']);
  });
});

describe('pairs of codes', () => {
  it('are joined by their sign', () => {
    const rows = tableOf(
      `title: 试表
columns:
  - { id: a, title: 部门科目, kind: code }
  - { id: name, title: 名称, kind: text }
  - { id: b, title: 政府科目, kind: code }
  - { id: total, title: 金额, kind: amount }
rows: { kind: coded, code: [a, b], codeJoin: /, label: name, total: [合计] }
`,
      '部门科目,名称,政府科目,金额\n合计,,,2\n30101,基本工资,50101,1\n30102,津贴补贴,,1\n',
    ).rows;
    expect(told(rows, 'role', 'code', 'id')).toEqual([
      ['total', undefined, '合计'],
      ['item', '30101/50101', '30101_50101'],
      ['item', '30102', '30102'],
    ]);
  });
});

describe('units’ lines', () => {
  it('are those with a unit’s code and no other', () => {
    const rows = tableOf(
      `title: 试表
columns:
  - { id: code, title: 编码, kind: code }
  - { id: unit, title: 单位代码, kind: code }
  - { id: name, title: 名称, kind: text }
  - { id: total, title: 金额, kind: amount }
rows: { kind: coded, code: [code], label: name, unitCode: unit, total: [合计] }
`,
      '编码,单位代码,名称,金额\n,,合计,2\n,566,科工局,2\n2060101,566001,行政运行,1\n,人员类,别的,1\n',
    ).rows;
    expect(told(rows, 'role', 'code', 'label')).toEqual([
      ['total', undefined, '合计'],
      ['unit', '566', '科工局'],
      ['item', '2060101', '行政运行'],
      ['line', undefined, '别的'],
    ]);
  });
});

describe('fixed rows', () => {
  const fixed = (csv: string, more = ''): readonly Row[] =>
    tableOf(
      `title: 试表
columns:
  - { id: item, title: 项目, kind: text }
  - { id: total, title: 金额, kind: amount }
rows:
  kind: fixed
  label: item
  fixed:
    - { id: whole, label: 合计, role: total }
    - { id: a, label: 一、一般公共预算拨款, aliases: [财政拨款], parent: whole }
    - { id: a1, label: 其中：本级, parent: a }
    - { id: carried, label: 上年结转, role: subtotal, parent: whole }
    - { id: b, label: 一、一般公共预算拨款, parent: carried }
${more}`,
      `项目,金额\n${csv}`,
    ).rows;

  it.each([
    '一、一般公共预算拨款',
    '九、一般公共预算拨款',
    '一般公共预算拨款',
    '（一） 一般公共预算拨款',
    '1. 一般公共预算拨款',
    '财政拨款',
  ])('are known as %s', (label) => {
    expect(fixed(`合计,1\n${label},1\n`)[1]).toMatchObject({ label, spec: { id: 'a' }, parent: '合计' });
  });

  it('that bear one label are told apart by their order', () => {
    const rows = fixed('一般公共预算拨款,1\n本级,1\n上年结转,1\n一般公共预算拨款,1\n合计,2\n');
    expect(rows.map((row) => row.spec?.id)).toEqual(['a', 'a1', 'carried', 'b', 'whole']);
    expect(told(rows, 'id', 'level', 'parent')).toEqual([
      ['一般公共预算拨款', 0, '合计'],
      ['本级', 1, '一般公共预算拨款'],
      ['上年结转', 0, '合计'],
      ['一般公共预算拨款-2', 0, '上年结转'],
      ['合计', 0, undefined],
    ]);
  });

  it('that bear one label are told apart by what stands above, where the first is left out', () => {
    const rows = fixed('上年结转,1\n一般公共预算拨款,1\n');
    expect(rows.map((row) => row.spec?.id)).toEqual(['carried', 'b']);
  });

  it('in another order are still known', () => {
    const rows = fixed('上年结转,1\n合计,1\n财政拨款,1\n');
    expect(rows.map((row) => row.spec?.id)).toEqual(['carried', 'whole', 'a']);
  });

  it('that the form does not have are kept as they are', () => {
    expect(fixed('合计,1\n二、彩票公益金,1\n')[1]).toEqual({
      id: '彩票公益金',
      side: 'main',
      line: 1,
      label: '二、彩票公益金',
      role: 'line',
      level: 0,
    });
  });

  it('without a label are no rows', () => {
    expect(fixed('合计,1\n,1\n')).toHaveLength(1);
  });

  it('of a form without names are known by their place', () => {
    const rows = tableOf(
      `title: 试表
columns: [{ id: total, title: 合计, kind: amount }, { id: part, title: 其中, kind: amount }]
rows: { kind: fixed, fixed: [{ id: whole, label: 合计, role: total }] }
`,
      '合计,其中\n5,4\n1,1\n',
    ).rows;
    expect(told(rows, 'id', 'label', 'role')).toEqual([
      ['合计', '合计', 'total'],
      ['行', '', 'line'],
    ]);
  });
});

describe('listed rows', () => {
  it('have a total, subtotals and lines', () => {
    const rows = tableOf(
      `${COLUMNS}rows: { kind: listed, label: name, total: [合计], subtotal: [小计] }\n`,
      '编码,名称,合计\n合计,,3\n,甲单位小计,2\nA02,台式电脑,1\nA02,台式电脑,1\n,,1\n',
    ).rows;
    expect(told(rows, 'role', 'id')).toEqual([
      ['total', '合计'],
      ['subtotal', '甲单位小计'],
      ['line', '台式电脑'],
      ['line', '台式电脑-2'],
      ['line', '行'],
    ]);
  });
});
