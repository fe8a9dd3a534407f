import { describe, expect, it } from 'vitest';
import type { Table } from '../../src/model/table.ts';
import { edited, FOLDER, problemsOf, tableOf } from '../support/content.ts';

const FORM = `title: 试表
columns:
  - { id: name, title: 项目名称, kind: text }
  - { id: total, title: 总计, aliases: [金额], kind: amount }
  - { id: basic, title: 小计, groups: [基本支出], kind: amount }
  - { id: project, title: 小计, groups: [项目支出, 其中], kind: amount }
  - { id: previous, title: "{{lastYear}}年预算数", kind: amount, optional: true }
  - { id: firms, title: "{{year}}年（预留）份额", csv: 份额, kind: amount, optional: true }
rows: { kind: listed, label: name }
`;

/** Which column each figure of the one line went to. */
function placed(header: string): Record<string, string> {
  const count = header.split(',').length;
  const table: Table = tableOf(
    FORM,
    `${header}\n${Array.from({ length: count }, (_, index) => index + 1).join(',')}\n`,
  );
  return Object.fromEntries(
    table.columns.map((column, index) => [column.id, table.lines[0]?.cells[index]?.text ?? '']),
  );
}

describe('headings', () => {
  it.each([
    ['项目名称,总计,基本支出/小计,项目支出/其中/小计', { name: '1', total: '2', basic: '3', project: '4' }],
    ['项目支出/其中/小计,项目名称,基本支出/小计,总计', { name: '2', total: '4', basic: '3', project: '1' }],
    ['项目名称,总计,小计,小计', { name: '1', total: '2', basic: '3', project: '4' }],
    ['项目名称,金额,小计,项目支出/其中/小计', { name: '1', total: '2', basic: '3', project: '4' }],
    [
      '项目 名称,总　计,小计,小计,2023年预算数',
      { name: '1', total: '2', basic: '3', project: '4', previous: '5' },
    ],
    [
      '项目名称,总计,小计,小计,2022年预算数',
      { name: '1', total: '2', basic: '3', project: '4', previous: '5' },
    ],
    ['项目名称,总计,小计,小计,份额', { name: '1', total: '2', basic: '3', project: '4', firms: '5' }],
    [
      '项目名称,总计,小计,小计,2024年(预留)份额',
      { name: '1', total: '2', basic: '3', project: '4', firms: '5' },
    ],
  ])('%s', (header, expected) => {
    expect(placed(header)).toEqual(expected);
  });

  it('come in the form’s order, as the file has them', () => {
    const table = tableOf(FORM, '小计,小计,金额,项目名称\n1,2,3,甲\n');
    expect(table.columns.map((column) => column.id)).toEqual(['name', 'total', 'basic', 'project']);
    expect(table.headings).toEqual(['项目名称', '金额', '小计', '小计']);
    expect(table.lines[0]?.place(0)).toMatchObject({ line: 2, column: 7, table: '试表' });
  });
});

describe('a fault’s place', () => {
  it('names table and column beside line and column', () => {
    const [fault] = problemsOf(
      edited(`${FOLDER}/tables/支出总表.csv`, '2010601,行政运行,469.55', '2010601,行政运行,O'),
    );
    expect(fault?.place).toEqual({
      file: `${FOLDER}/tables/支出总表.csv`,
      line: 5,
      column: 14,
      table: '支出总表',
      columnTitle: '合计',
    });
    expect(fault?.severity).toBe('error');
  });

  it('many figures that are none are told up to a number', () => {
    const lines = Array.from(
      { length: 40 },
      (_, index) => `20106${String(index).padStart(2, '0')},科目,x,x,x\n`,
    ).join('');
    const faults = problemsOf({
      [`${FOLDER}/tables/支出总表.csv`]: `科目编码,科目名称,合计,基本支出,项目支出\n${lines}`,
    });
    expect(faults).toHaveLength(21);
    expect(faults.at(-1)?.message).toBe('表“支出总表”从这里起还有别的格不是数字');
  });
});
