import { describe, expect, it } from 'vitest';
import { viewFunctions } from '../../../src/view/compare/functions.ts';
import { column, makeDisclosure, makeTable } from '../make.ts';

const COLUMNS = [
  column('编码', { kind: 'code', classification: 'function' }),
  column('名称', { kind: 'text' }),
  column('合计', { concept: 'expenditure.total' }),
];
const table = (lines: readonly (readonly string[])[], more: object = {}) => {
  const made = makeTable({ columns: COLUMNS, code: ['编码'], label: '名称', lines, ...more });
  const sides = made.spec.sides.map((side) => ({ ...side, rows: { ...side.rows, kind: 'coded' as const } }));
  return { ...made, spec: { ...made.spec, sides } };
};
const rows = (...tables: ReturnType<typeof table>[]) =>
  viewFunctions(
    makeDisclosure({
      tables,
      template: {
        codes: [{ classification: 'function', code: '206', name: '科学技术支出', source: '' }],
      },
    }),
    () => undefined,
  )?.rows.map(({ key, label, cells: [text], sum }) => `${key} ${label} ${text}${sum ? ' 合' : ''}`);

describe('expenditure by function', () => {
  it('is what the form prints, level by level', () =>
    expect(
      rows(
        table([
          ['', '合计', '3.00'],
          ['206', '六、科学技术支出', '3.00'],
          ['20601', '管理事务', '3.00'],
          ['2060101', '行政运行', '3.00'],
        ]),
      ),
    ).toEqual(['206 科学技术支出 3.00', '20601 管理事务 3.00', '2060101 行政运行 3.00']));

  it('is summed where 项 alone is printed, and named as the classification names it', () =>
    expect(
      rows(
        table([
          ['', '合计', '3.50'],
          ['2060101', '行政运行', '1.00'],
          ['2060102', '事务', '2.00'],
          ['2060402', '技术', '0.50'],
        ]),
      ),
    ).toEqual([
      '206 科学技术支出 3.50 合',
      '20601 20601 3.00 合',
      '2060101 行政运行 1.00',
      '2060102 事务 2.00',
      '20604 20604 0.50 合',
      '2060402 技术 0.50',
    ]));

  it('adds up the same code of several units', () =>
    expect(
      rows(
        table([
          ['', '合计', '3.00'],
          ['206', '科学技术支出', '1.00'],
          ['206', '科学技术支出', '2.00'],
        ]),
      ),
    ).toEqual(['206 科学技术支出 3.00 合']));

  it('does not count the department and its units together', () =>
    expect(
      rows(
        table([
          ['', '合计', '3.00'],
          ['206', '科学技术支出', '3.00'],
          ['206', '科学技术支出', '1.00'],
          ['206', '科学技术支出', '2.00'],
        ]),
      ),
    ).toEqual(['206 科学技术支出 3.00']));

  it('is taken from the deepest table of the widest money', () => {
    const shallow = table([['206', '科学技术支出', '9.00']], { id: '收支总表' });
    const deep = table(
      [
        ['206', '科学技术支出', '9.00'],
        ['2060101', '行政运行', '9.00'],
      ],
      { id: '支出总表' },
    );
    const narrow = table([['2070101', '文化', '1.00']], {
      id: '一般公共预算支出表',
      spec: { fund: 'generalPublicBudget' },
    });
    expect(rows(shallow, deep, narrow)).toContain('2060101 行政运行 9.00');
    expect(rows(shallow, deep, narrow)).not.toContain('2070101 文化 1.00');
  });

  it('has no blanks taken for figures, and leaves marks out', () =>
    expect(
      rows(
        table([
          ['206', '科学技术支出', '涉密不公开'],
          ['207', '文化', ''],
        ]),
      ),
    ).toEqual(['207 文化 ']));

  it('is nothing where no table has it', () => expect(rows()).toBeUndefined());
});
