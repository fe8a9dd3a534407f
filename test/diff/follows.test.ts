import { expect, test } from 'vitest';
import { FILES } from '../support/content.ts';
import { changesOf, ROWS_ADD_UP, short, TABLE } from './support.ts';

const text = FILES[TABLE] as string;

const follows = async (after: string): Promise<[string, string[]][]> =>
  (await changesOf({ [TABLE]: after }, ROWS_ADD_UP)).map((change) => [
    short(change),
    (change.followsFrom ?? []).map(({ row, column }) => `${row}/${column}`),
  ]);

test('sums follow from the edited part; the part follows from nothing', async () => {
  const raised = text
    .replaceAll('1469.55,469.55,', '1470.55,470.55,')
    .replace('行政运行,469.55,469.55', '行政运行,470.55,470.55');
  const all = await follows(raised);
  expect(all.filter(([, from]) => from.length === 0).map(([change]) => change)).toEqual([
    'cell 支出总表/2010601 行政运行/基本支出: 469.55 → 470.55',
  ]);
  expect(all).toHaveLength(8);
  expect(all).toContainEqual([
    'cell 支出总表/20106 财政事务/基本支出: 469.55 → 470.55',
    ['2010601 行政运行/基本支出'],
  ]);
});

test('a total that does not add up afterwards follows from nothing', async () => {
  const all = await follows(
    text
      .replace('行政运行,469.55,469.55', '行政运行,469.55,470.55')
      .replace('财政事务,1469.55', '财政事务,1471.55'),
  );
  expect(all.map(([, from]) => from)).toEqual([[], []]);
});

test('sums follow from a row that was added, and from one that is gone', async () => {
  const more = text
    .replaceAll('1469.55,469.55,', '1472.55,472.55,')
    .concat('2010699,其他财政事务,3.00,3.00,\n');
  const added = await follows(more);
  expect(added.filter(([, from]) => from.length === 0).map(([change]) => change)).toEqual([
    'row 支出总表/2010699 其他财政事务: ∅ → 合计 3.00，基本支出 3.00',
  ]);
  const gone = await changesOf({ [TABLE]: text }, { ...ROWS_ADD_UP, [TABLE]: more });
  expect(gone.filter(({ followsFrom }) => !followsFrom).map(short)).toEqual([
    'row 支出总表/2010699 其他财政事务: 合计 3.00，基本支出 3.00 → ∅',
  ]);
});
