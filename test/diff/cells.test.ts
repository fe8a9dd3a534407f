import { describe, expect, test } from 'vitest';
import { edited, FILES, FOLDER } from '../support/content.ts';
import { changesOf, compareChanges, short, TABLE } from './support.ts';

const text = FILES[TABLE] as string;
const lines = (...replaced: [string, string][]) => ({
  [TABLE]: replaced.reduce((all, [from, to]) => {
    expect(all.split(from)).toHaveLength(2);
    return all.replace(from, () => to);
  }, text),
});

describe('cells', () => {
  test('one edited cell is one entry, with its row, column, figures, difference and place', async () => {
    const [change, ...rest] = await changesOf(
      edited(TABLE, '2010601,行政运行,469.55,469.55,', '2010601,行政运行,469.55,470.05,'),
    );
    expect(rest).toEqual([]);
    expect(change).toEqual({
      disclosure: '110101/2024/101',
      kind: 'cell',
      table: '支出总表',
      row: '2010601 行政运行',
      column: '基本支出',
      before: '469.55',
      after: '470.05',
      difference: '0.50',
      percent: '0.11',
      unit: '万元',
      file: TABLE,
      line: 5,
    });
  });

  test.each([
    ['thousands commas', '1469.55,469.55,1000.00\n201,', '"1,469.55",469.55,"1,000.00"\n201,'],
    ['quotes', ',合计,1469.55', ',"合计","1469.55"'],
    ['spaces around', '行政运行,469.55,469.55', ' 行政运行 , 469.55,469.55 '],
  ])('%s are layout', async (_, from, to) => {
    const { disclosures } = await compareChanges(edited(TABLE, from, to));
    expect(disclosures.map(({ status, changes }) => [status, changes])).toEqual([['layout', []]]);
  });

  test.each([
    ['line ends', (it: string) => it.replaceAll('\n', '\r\n')],
    ['a byte-order mark', (it: string) => `\uFEFF${it}`],
    ['blank lines at the end', (it: string) => `${it},,,,\n\n`],
    ['no line end at the end', (it: string) => it.trimEnd()],
  ])('%s are layout', async (_, change) => {
    const { disclosures } = await compareChanges({ [TABLE]: change(text) });
    expect(disclosures.map(({ status, changes }) => [status, changes])).toEqual([['layout', []]]);
  });

  test('GB18030 is layout, and the notice of it no failure', async () => {
    // 收入项目 and the rest of the file as WPS would save it.
    const table = { [`${FOLDER}/tables/采购表.csv`]: gb('采购物品名称,数量,单价,金额\n') };
    const plain = { [`${FOLDER}/tables/采购表.csv`]: '采购物品名称,数量,单价,金额\n' };
    const { disclosures } = await compareChanges(table, plain);
    expect(disclosures).toMatchObject([{ status: 'layout', changes: [], checks: { newlyFailing: [] } }]);
  });

  test('columns in another order are layout', async () => {
    const reordered = text
      .trim()
      .split('\n')
      .map((line) => line.split(',').toReversed().join(','))
      .join('\n');
    expect(await changesOf({ [TABLE]: reordered })).toEqual([]);
  });

  test('blank, zero and a mark are told apart', async () => {
    const row = (cell: string) => lines(['行政运行,469.55,469.55,', `行政运行,469.55,469.55,${cell}`]);
    expect((await changesOf(row('0'))).map(short)).toEqual(['cell 支出总表/2010601 行政运行/项目支出:  → 0']);
    expect((await changesOf(row('不适用'))).map(({ after, difference }) => [after, difference])).toEqual([
      ['不适用', null],
    ]);
  });

  test('other decimals of the same amount are said to be the same amount', async () => {
    const [change] = await changesOf(lines(['行政运行,469.55,469.55', '行政运行,469.550,469.55']));
    expect(change).toMatchObject({ before: '469.55', after: '469.550', difference: '0.000' });
  });

  test('a renamed row, and a row with another code, are one cell each', async () => {
    expect((await changesOf(lines(['2010601,行政运行', '2010601,行政事务']))).map(short)).toEqual([
      'cell 支出总表/2010601 行政事务/科目名称: 行政运行 → 行政事务',
    ]);
    expect((await changesOf(lines(['2010602,一般', '2010699,一般']))).map(short)).toEqual([
      'cell 支出总表/2010699 一般行政管理事务/科目编码: 2010602 → 2010699',
    ]);
  });
});

describe('rows', () => {
  test('added and removed, one entry each, with what they say', async () => {
    const added = await changesOf({ [TABLE]: `${text}2010699,其他财政事务,3.00,3.00,\n` });
    expect(added.map(short)).toEqual(['row 支出总表/2010699 其他财政事务: ∅ → 合计 3.00，基本支出 3.00']);
    const removed = await changesOf(lines(['2010602,一般行政管理事务,1000.00,,1000.00\n', '']));
    expect(removed.map(short)).toEqual([
      'row 支出总表/2010602 一般行政管理事务: 合计 1000.00，项目支出 1000.00 → ∅',
    ]);
  });

  test('a row inserted above others changes nothing of theirs', async () => {
    const inserted = await changesOf(lines(['2010601,行政', '2010600,新的,1.00,1.00,\n2010601,行政']));
    expect(inserted.map(({ kind, row }) => [kind, row])).toEqual([['row', '2010600 新的']]);
  });

  test('one of two rows of the same code goes: the one that went is told', async () => {
    const twice = { [TABLE]: `${text}2010601,行政运行,7.00,7.00,\n` };
    const back = await changesOf(
      { [TABLE]: `${text.replace('2010601,行政运行,469.55,469.55,\n', '')}2010601,行政运行,7.00,7.00,\n` },
      twice,
    );
    expect(back.map(short)).toEqual(['row 支出总表/2010601 行政运行: 合计 469.55，基本支出 469.55 → ∅']);
  });

  test('a row at another place is one entry', async () => {
    const row = '2010601,行政运行,469.55,469.55,\n';
    const changes = await changesOf({ [TABLE]: `${text.replace(row, '')}${row}` });
    expect(changes).toMatchObject([{ kind: 'row', note: '换了次序' }]);
  });

  test('a whole table comes and goes as one', async () => {
    const without = { [`${FOLDER}/tables/采购表.csv`]: null };
    const changes = await changesOf(without);
    expect(changes).toMatchObject([{ kind: 'row', table: '采购表', row: null, before: '', after: null }]);
  });

  test('both sides of a two-sided form', async () => {
    const path = `${FOLDER}/tables/收支总表.csv`;
    const changes = await changesOf({
      [path]: (FILES[path] as string)
        .replace('1469.55\n收入总计', '1469.56\n收入总计')
        .replace('收入总计,1469.55', '收入总计,1469.54'),
    });
    expect(changes.map(short)).toEqual([
      'cell 收支总表/收入总计/收入预算数: 1469.55 → 1469.54',
      'cell 收支总表/一、一般公共服务支出/支出预算数: 1469.55 → 1469.56',
    ]);
  });
});

/** The bytes of these words in GB18030, by asking the decoder for each pair. */
function gb(words: string): Uint8Array {
  const decoder = new TextDecoder('gb18030');
  const table = new Map<string, [number, number]>();
  for (let high = 0xb0; high <= 0xf7; high++)
    for (let low = 0xa1; low <= 0xfe; low++) table.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  return Uint8Array.from([...words].flatMap((it) => table.get(it) ?? [it.charCodeAt(0)]));
}
