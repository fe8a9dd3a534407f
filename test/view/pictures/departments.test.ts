import { describe, expect, it } from 'vitest';
import { viewDepartments } from '../../../src/view/pictures/departments.ts';
import { textOf } from '../../../src/view/sentence.ts';
import type { DisclosureEntry } from '../../../src/view/types.ts';

function entry(
  name: string,
  spent: string | undefined,
  more: Partial<DisclosureEntry> = {},
): DisclosureEntry {
  const unit = '万元';
  return {
    id: `110101/2024/${name}`,
    href: `/110101/2024/${name}/`,
    name,
    code: '101',
    year: 2024,
    scope: '部门',
    phase: '预算',
    title: `${name}2024年部门预算`,
    regionCode: '110101',
    regionName: '乙区',
    keyFigures:
      spent === undefined
        ? []
        : [{ label: '支出总计', text: spent, unit, yuan: '', explain: '', concept: 'expenditure.total' }],
    checks: {
      text: '',
      ok: true,
      href: '',
      counts: { compared: 0, failed: 0, acknowledged: 0, notices: 0, notApplicable: 0, couldNotRun: 0 },
    },
    projects: 0,
    withdrawn: false,
    hash: 'f00d',
    ...more,
  };
}

describe('departments of a year', () => {
  it('stand by what they spend, and lead to their pages', () => {
    const picture = viewDepartments([entry('甲局', '1,000.50'), entry('乙局', '3,000.50')], 2024);
    expect(textOf(picture?.title ?? [])).toBe('2 个部门中，乙局的支出总计最多，3,000.50 万元');
    expect(textOf(picture?.summary ?? [])).toBe(
      '各部门支出总计共 4,001.00 万元：乙局 3,000.50 万元（75.0%），甲局 1,000.50 万元（25.0%）。',
    );
    expect(picture?.rows.map(({ href }) => href)).toEqual(['/110101/2024/乙局/', '/110101/2024/甲局/']);
  });
  it('are brought to one unit, exactly', () => {
    const inYuan = entry('甲局', '12,345,678', {});
    const [figure] = inYuan.keyFigures;
    const yuan = { ...inYuan, keyFigures: figure ? [{ ...figure, unit: '元' }] : [] };
    expect(viewDepartments([yuan, entry('乙局', '1')], 2024)?.rows[0]?.values[0]?.text).toBe('1,234.5678');
  });
  it('do not count their units again, nor final accounts, nor the withdrawn', () => {
    const picture = viewDepartments(
      [
        entry('甲局', '2'),
        entry('乙局', '3'),
        entry('甲局所', '9', { scope: '单位' }),
        entry('甲局决', '9', { phase: '决算' }),
        entry('丙局', '9', { withdrawn: true }),
      ],
      2024,
    );
    expect(picture?.rows.map(({ label }) => label)).toEqual(['乙局', '甲局']);
  });
  it('of one name go by their regions too', () =>
    expect(
      textOf(
        viewDepartments([entry('科技局', '2'), entry('科技局', '3', { regionName: '丙区' })], 2024)?.title ??
          [],
      ),
    ).toBe('2 个部门中，丙区科技局的支出总计最多，3 万元'));
  it('that say nothing of it are counted', () =>
    expect(
      viewDepartments([entry('甲', '2'), entry('乙', '3'), entry('丙', undefined)], 2024)?.notes[0],
    ).toBe('有 1 个部门没有公开支出总计'));
  it('of one are no comparison', () =>
    expect(viewDepartments([entry('甲', '2'), entry('丙', undefined)], 2024)).toBeUndefined());
  it('by the hundred are the largest and the rest', () => {
    const many = Array.from({ length: 120 }, (_, at) => entry(`局${at}`, String(at + 1)));
    const rows = viewDepartments(many, 2024)?.rows ?? [];
    expect(rows.map(({ label }) => label).slice(-2)).toEqual(['局110', '其余 110 个部门']);
    expect(rows[rows.length - 1]?.values[0]?.text).toBe('6,105');
  });
});
