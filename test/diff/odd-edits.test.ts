import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Changes } from '../support/content.ts';
import { FILES, FOLDER } from '../support/content.ts';
import { runs } from '../support/seed.ts';
import { changesOf, compareChanges, short, TABLE } from './support.ts';

/** Edits as people make them who work in a spreadsheet: one change, one entry. */

const text = FILES[TABLE] as string;
const [head = '', ...rows] = text.trimEnd().split('\n');
const file = (lines: readonly string[]): Changes => ({ [TABLE]: `${[head, ...lines].join('\n')}\n` });
const shorts = async (after: Changes, before?: Changes) => (await changesOf(after, before)).map(short);
const BASIC = 3;
const OTHER = 4;

describe('rows', () => {
  test('two rows swapped: one has moved, by the lines of the sheet', async () => {
    const swapped = rows.with(BASIC, rows[OTHER] as string).with(OTHER, rows[BASIC] as string);
    const changes = await changesOf(file(swapped));
    expect(changes).toMatchObject([
      { row: '2010602 一般行政管理事务', before: '第 6 行', after: '第 5 行', note: '换了次序' },
    ]);
  });

  test('all rows in another order: said once', async () => {
    const many = Array.from({ length: 30 }, (_, index) => `20106${index + 10},第${index}项,1.00,1.00,`);
    expect(
      await shorts(file([rows[0] as string, ...many.toReversed()]), file([rows[0] as string, ...many])),
    ).toEqual(['row 支出总表: ∅ → ∅']);
  });

  test('the codes of two rows swapped: two codes, and not two rows of figures', async () => {
    const swapped = rows.map((row) =>
      row.replace(/^201060([12])/, (_, digit) => `201060${digit === '1' ? '2' : '1'}`),
    );
    expect(await shorts(file(swapped))).toEqual([
      'cell 支出总表/2010602 行政运行/科目编码: 2010601 → 2010602',
      'cell 支出总表/2010601 一般行政管理事务/科目编码: 2010602 → 2010601',
    ]);
  });

  test('the names of two rows swapped: two names', async () => {
    const names = ['行政运行', '一般行政管理事务'];
    const swapped = rows.map((row) =>
      row.replace(/行政运行|一般行政管理事务/, (name) => names[1 - names.indexOf(name)] as string),
    );
    expect(await shorts(file(swapped))).toEqual([
      'cell 支出总表/2010601 一般行政管理事务/科目名称: 行政运行 → 一般行政管理事务',
      'cell 支出总表/2010602 行政运行/科目名称: 一般行政管理事务 → 行政运行',
    ]);
  });

  test('one code, another name and other figures: the same row still', async () => {
    expect(await shorts(file(rows.with(BASIC, '2010601,机关运转,1.00,1.00,')))).toEqual([
      'cell 支出总表/2010601 机关运转/科目名称: 行政运行 → 机关运转',
      'cell 支出总表/2010601 机关运转/合计: 469.55 → 1.00',
      'cell 支出总表/2010601 机关运转/基本支出: 469.55 → 1.00',
    ]);
  });

  test('another code, another name and other figures: one row goes, one comes', async () => {
    expect(await shorts(file(rows.with(BASIC, '2010650,事业运行,1.00,1.00,')))).toEqual([
      'row 支出总表/2010650 事业运行: ∅ → 合计 1.00，基本支出 1.00',
      'row 支出总表/2010601 行政运行: 合计 469.55，基本支出 469.55 → ∅',
    ]);
  });

  test('a row pasted in twice is one row added', async () => {
    expect(await shorts(file([...rows, rows[BASIC] as string]))).toEqual([
      'row 支出总表/2010601 行政运行: ∅ → 合计 469.55，基本支出 469.55',
    ]);
  });

  test('figures shifted by one column, as a paste does: each cell of it', async () => {
    expect(await shorts(file(rows.with(BASIC, '2010601,行政运行,,469.55,469.55')))).toEqual([
      'cell 支出总表/2010601 行政运行/合计: 469.55 → ',
      'cell 支出总表/2010601 行政运行/项目支出:  → 469.55',
    ]);
  });

  test('a name with a space in it, or a full-width one, is layout', async () => {
    expect(await shorts(file(rows.with(BASIC, '2010601,行政　运 行,469.55,469.55,')))).toEqual([]);
  });
});

describe('tables', () => {
  test('a thousand edited cells are a thousand entries, in the order of the sheet', async () => {
    const row = (index: number, value: number) => `2${100000 + index},第${index}项,${value}.00,${value}.00,`;
    const sheet = (by: number) =>
      file([rows[0] as string, ...Array.from({ length: 500 }, (_, index) => row(index, index + by))]);
    const changes = await changesOf(sheet(2), sheet(1));
    expect(changes).toHaveLength(1000);
    expect(changes.map(({ line }) => line)).toEqual(
      Array.from({ length: 1000 }, (_, index) => Math.floor(index / 2) + 3),
    );
    expect(new Set(changes.map(({ difference }) => difference))).toEqual(new Set(['1.00']));
  });

  test('every row under a new code and a new name, at once', async () => {
    const sheet = (start: number) =>
      file([
        rows[0] as string,
        ...Array.from({ length: 400 }, (_, index) => `2${start + index},甲${start}${index},1.00,1.00,`),
      ]);
    const changes = await changesOf(sheet(300_000), sheet(100_000));
    expect(changes.map(({ kind }) => kind)).toEqual(Array(800).fill('row'));
  });

  test('a file that is gone and declared as not published: both are said, and nothing else', async () => {
    const path = `${FOLDER}/disclosure.yaml`;
    const { disclosures } = await compareChanges({
      [`${FOLDER}/tables/采购表.csv`]: null,
      [path]: `${FILES[path]}notPublished:\n  - { table: 采购表, reason: 涉密 }\n`,
    });
    expect(disclosures.flatMap(({ changes }) => changes).map(short)).toEqual([
      'row 采购表:  → ∅',
      'metadata 采购表/不公开的表: ∅ → 涉密',
    ]);
    expect(disclosures[0]?.reason).toBeUndefined();
  });

  test('a file that is gone and not declared: the reason why it does not hold', async () => {
    const { disclosures } = await compareChanges({ [TABLE]: null });
    expect(disclosures[0]?.reason).toContain('缺少表');
    expect(disclosures[0]?.checks.mended).toEqual([]);
  });

  test('a rule that can no longer look has mended nothing', async () => {
    const path = `${FOLDER}/disclosure.yaml`;
    const wrong = file(rows.with(BASIC, '2010601,行政运行,469.50,469.55,'));
    const { disclosures } = await compareChanges(
      { [TABLE]: null, [path]: `${FILES[path]}notPublished:\n  - { table: 支出总表, reason: 涉密 }\n` },
      wrong,
    );
    expect(disclosures[0]?.reason).toBeUndefined();
    expect(disclosures[0]?.checks.mended).toEqual([]);
  });
});

describe('files that cannot be read are neither gone nor new', () => {
  const broken = (path: string, text: string) => ({ [`${FOLDER}/${path}`]: text });
  test.each([
    ['a project', broken('projects/01.yaml', 'name:财政监督\n')],
    ['targets', broken('targets.yaml', 'goals: [\n')],
    ['a narrative with a sign that nobody sees', broken('narrative/职责.md', '贯彻\u202E执行。\n')],
    [
      'a narrative with both sides of a conflict',
      broken('narrative/职责.md', '<<<<<<< 甲\n一。\n=======\n二。\n>>>>>>> 乙\n'),
    ],
    [
      'a table with one',
      broken('tables/采购表.csv', `<<<<<<< HEAD\n${FILES[`${FOLDER}/tables/采购表.csv`]}`),
    ],
  ])('%s', async (_, head) => {
    const targets = broken('targets.yaml', FILES[`${FOLDER}/targets.yaml`] ?? 'goals: [甲]\n');
    for (const [after, before] of [
      [head, targets],
      [Object.fromEntries(Object.keys(head).map((path) => [path, FILES[path] ?? 'goals: [甲]\n'])), head],
    ] as const) {
      const [diff] = (await compareChanges(after, before)).disclosures;
      expect(diff?.changes.map(short)).toEqual([]);
      expect(diff?.reason).toContain('只比较了读得出的部分');
    }
  });

  test('a conflict is told once, with what to do', async () => {
    const [diff] = (await compareChanges(broken('narrative/职责.md', '甲。\n>>>>>>> main\n'))).disclosures;
    expect(diff?.checks.newlyFailing).toMatchObject([
      {
        rule: 'load.conflict',
        severity: 'error',
        message: '这里留着没有解决的合并冲突',
        hint: '请在 <<<<<<<、=======、>>>>>>> 之间的两种写法里留下一种，再删去这三行。',
        line: 2,
      },
    ]);
    // A line of equal signs is a heading of Markdown.
    expect(
      (await compareChanges(broken('narrative/职责.md', '甲\n=======\n'))).disclosures[0]?.reason,
    ).toBeUndefined();
  });
});

test('however many figures of a table are edited, each is one entry', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(
        fc.record({ row: fc.integer({ min: 0, max: 4 }), column: fc.integer({ min: 2, max: 4 }) }),
        { maxLength: 15, selector: ({ row, column }) => `${row}:${column}` },
      ),
      fc.integer({ min: 1, max: 99 }),
      async (cells, by) => {
        const grid = rows.map((row) => row.split(','));
        for (const { row, column } of cells)
          (grid[row] as string[])[column] = `${Number(grid[row]?.[column] ?? 0) + by}.00`.replace(
            /(\.\d+)\.00$/,
            '$1',
          );
        const changes = await changesOf(file(grid.map((row) => row.join(','))));
        expect(changes.map(({ kind }) => kind)).toEqual(cells.map(() => 'cell'));
      },
    ),
    { numRuns: runs(60) },
  );
});
