import { describe, expect, it } from 'vitest';
import { readState, withAdded, writeState } from '../../src/scripts/compare-state.ts';

describe('the address of a comparison', () => {
  it.each([
    ['', { ids: [] }],
    ['?d=130303/2024/350001', { ids: ['130303/2024/350001'] }],
    [
      '?d=130303/2024/350001&d=130303/2023/350001/final&list=%E8%A1%A8%3A%E6%94%AF%E5%87%BA%E6%80%BB%E8%A1%A8&column=basic',
      { ids: ['130303/2024/350001', '130303/2023/350001/final'], list: '表:支出总表', column: 'basic' },
    ],
    ['?d=130303/2024/%E4%B9%99%E5%B1%80', { ids: ['130303/2024/乙局'] }],
  ])('%s is read and written back', (search, state) => {
    expect(readState(search)).toEqual(state);
    expect(writeState(state)).toBe(search);
  });
  it('names disclosures of this site alone, each once, four at most', () => {
    const read = (...ids: string[]) =>
      readState(`?${ids.map((id) => `d=${encodeURIComponent(id)}`).join('&')}`).ids;
    expect(
      read('../../a/2024/b', 'a/2024/b?c', '//evil.cn/2024/1', 'a/24/b', 'a b/2024/c', 'a/2024/b/../c', ''),
    ).toEqual([]);
    expect(read('a/2024/b', 'a/2024/b')).toEqual(['a/2024/b']);
    expect(read('a/2021/b', 'a/2022/b', 'a/2023/b', 'a/2024/b', 'a/2025/b')).toHaveLength(4);
  });
  it('keeps the years of one office in their order, and others as they were added', () => {
    const state = { ids: ['a/2024/b'], list: 'key' };
    expect(withAdded(state, 'a/2023/b', true)).toEqual({ ids: ['a/2023/b', 'a/2024/b'], list: 'key' });
    expect(withAdded(state, 'c/2023/d', false).ids).toEqual(['a/2024/b', 'c/2023/d']);
    expect(withAdded(state, 'a/2024/b', true)).toBe(state);
    const full = { ids: ['a/2021/b', 'a/2022/b', 'a/2023/b', 'a/2024/b'] };
    expect(withAdded(full, 'a/2025/b', true)).toBe(full);
  });
});
