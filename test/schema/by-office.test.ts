import { expect, test } from 'vitest';
import { byOffice } from '../../src/schema/identity.ts';

test('an office’s years stand beside one another, its budgets before its final accounts', () => {
  const ids = [
    '1/2023/a',
    '1/2023/a/final',
    '1/2023/b',
    '1/2024/a',
    '1/2024/a/final',
    '1/2024/b',
    '2/2023/a',
  ];
  expect(byOffice(ids)).toEqual([
    '1/2023/a',
    '1/2024/a',
    '1/2023/a/final',
    '1/2024/a/final',
    '1/2023/b',
    '1/2024/b',
    '2/2023/a',
  ]);
  expect(byOffice(ids.toReversed())).toEqual(byOffice(ids));
});
