import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likely, nearest, nearestText } from '../../src/model/nearest.ts';

const COLUMNS = ['科目编码', '科目名称', '合计', '基本支出', '项目支出'];

describe('nearest', () => {
  it.each([
    ['基本支岀', ['基本支出', '项目支出']],
    ['项目支出数', ['项目支出', '基本支出', '科目名称']],
    ['科目編码', ['科目编码', '科目名称', '项目支出']],
    ['总计', ['合计']],
    ['备注', []],
    ['', []],
  ])('%s', (name, expected) => {
    expect(nearest(name, COLUMNS)).toEqual(expected);
  });

  it('puts a name that holds the other before one that merely looks like it', () => {
    expect(nearest('整体绩效', ['项目绩效', '部门整体绩效目标'])).toEqual(['部门整体绩效目标', '项目绩效']);
  });

  it('takes two letters in the wrong order for one slip', () => {
    expect(nearest('phnoe', ['phase', 'phone', 'code'], 1)).toEqual(['phone']);
  });

  it('gives each name once, at most three, the alphabet deciding between equals', () => {
    expect(nearest('ab', ['ad', 'ac', 'ad', 'ae', 'af'])).toEqual(['ac', 'ad', 'ae']);
  });

  it('finds a name among any others', () => {
    const names = fc.array(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(names, fc.nat(), (list, at) => {
        const name = list[at % list.length] as string;
        return nearest(name, list, 1)[0] === name && likely(name, list) === name;
      }),
    );
  });

  it('does not compare a name as long as many books', () => {
    // By every character, it would take more minutes than a test may.
    const names = Array.from({ length: 100 }, (_, index) => `支出${index}`.padEnd(50, '支'));
    expect(nearest('支'.repeat(10_000_000), names, 1)).toHaveLength(1);
  });
});

describe('what is said', () => {
  it('lists the candidates, or nothing', () => {
    expect(nearestText('基本支岀', COLUMNS)).toBe('最接近的是“基本支出”“项目支出”');
    expect(nearestText('基本支岀', COLUMNS, 1)).toBe('最接近的是“基本支出”');
    expect(nearestText('备注', COLUMNS)).toBe('');
  });
});

describe('likely', () => {
  it.each([
    ['基本支岀', '基本支出'],
    ['科目编号', '科目编码'],
    ['项目支出数', '项目支出'],
    ['总计', undefined],
    ['其他支出', undefined],
    ['备注', undefined],
    ['资本性支出', undefined],
  ])('%s: %s', (name, expected) => {
    expect(likely(name, COLUMNS)).toBe(expected);
  });
});
