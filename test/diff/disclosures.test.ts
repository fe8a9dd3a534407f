import { describe, expect, test } from 'vitest';
import { comparisonText, PLAIN_MARKS } from '../../src/diff/format-text.ts';
import { edited, FILES, FOLDER, ID } from '../support/content.ts';
import { compareChanges, short, TABLE } from './support.ts';

const text = FILES[TABLE] as string;
const moved = (to: string) =>
  Object.fromEntries(
    Object.entries(FILES).flatMap(([path, content]) =>
      path.startsWith(`${FOLDER}/`)
        ? [
            [path, null],
            [path.replace(ID, to), content.replace('code: 101\n', 'code: 102\n')],
          ]
        : [],
    ),
  );
const nothing = Object.fromEntries(
  Object.keys(FILES).flatMap((path) => (path.startsWith(FOLDER) ? [[path, null]] : [])),
);
const all = Object.fromEntries(Object.entries(FILES).filter(([path]) => path.startsWith(FOLDER)));

describe('whole disclosures', () => {
  test('added and removed, without an entry for each cell', async () => {
    const added = await compareChanges(all, nothing);
    expect(added.disclosures).toMatchObject([{ id: ID, status: 'added', changes: [] }]);
    expect(added.disclosures[0]?.holds).toBe('3 张表，1 个项目，支出总计 1469.55万元');
    expect(comparisonText(added, PLAIN_MARKS)).toContain('新增（3 张表，1 个项目，支出总计 1469.55万元）');
    const removed = await compareChanges(nothing);
    expect(removed.disclosures).toMatchObject([{ id: ID, status: 'removed', changes: [] }]);
  });

  test('renamed: under its new id, with what changed besides', async () => {
    const { disclosures } = await compareChanges(moved('110101/2024/102'));
    expect(disclosures).toMatchObject([{ id: '110101/2024/102', status: 'renamed', from: ID }]);
    expect(disclosures[0]?.changes.map(short)).toEqual(['metadata 部门代码: 101 → 102']);
  });
});

describe('withdrawn', () => {
  const withdrawal = (more = '') =>
    `${FILES[`${FOLDER}/disclosure.yaml`]}withdrawn: { date: 2024-05-01, reason: 有误${more} }\n`;

  test('files that go with it are no edits, and what the checks say no longer counts', async () => {
    const { disclosures } = await compareChanges({
      ...nothing,
      [`${FOLDER}/disclosure.yaml`]: withdrawal(),
    });
    expect(disclosures).toMatchObject([
      { id: ID, status: 'changed', checks: { newlyFailing: [], mended: [] } },
    ]);
    expect(disclosures[0]?.reason).toBeUndefined();
    expect(disclosures[0]?.changes.map(short)).toEqual([
      'metadata 撤下 · 日期:  → 2024-05-01',
      'metadata 撤下 · 理由:  → 有误',
    ]);
  });

  test('in favour of another address: that one has moved, and its cells are compared', async () => {
    const to = '110101/2024/102';
    const files = {
      ...moved(to),
      [`${FOLDER}/disclosure.yaml`]: withdrawal(`, movedTo: ${to}`),
      [TABLE.replace(ID, to)]: text.replace('行政运行,469.55,469.55', '行政运行,470.55,470.55'),
    };
    const { disclosures } = await compareChanges(files);
    expect(disclosures.map(({ id, from, status }) => [id, from, status])).toEqual([
      [ID, undefined, 'changed'],
      [to, ID, 'renamed'],
    ]);
    expect(disclosures[1]?.changes.map(({ kind, column }) => [kind, column])).toEqual([
      ['cell', '合计'],
      ['cell', '基本支出'],
      ['metadata', '部门代码'],
    ]);
  });
});

test('a correction that is not recorded yet is a fault, and all the rest is compared', async () => {
  const yaml = `${FOLDER}/disclosure.yaml`;
  const recorded = `${FILES[yaml]}publishedOn: 2024-02-20
amendments:
  - date: 2024-03-01
    reason: 更正
    changes: [{ table: 支出总表, row: 2010601 行政运行, column: 基本支出, before: 460.00, after: 469.55 }]
`;
  const { disclosures } = await compareChanges(
    edited(TABLE, '行政运行,469.55,469.55', '行政运行,470.55,470.55'),
    { [yaml]: recorded },
  );
  expect(disclosures[0]?.reason).toBeUndefined();
  expect(disclosures[0]?.checks.newlyFailing).toMatchObject([{ rule: 'load.amendment' }]);
  expect(disclosures[0]?.changes.map(({ followsFrom }) => followsFrom !== undefined)).toEqual([true, false]);
});

describe('checks', () => {
  const wrong = edited(TABLE, '2010601,行政运行,469.55,469.55,', '2010601,行政运行,469.55,470.55,');
  const explained = {
    [`${FOLDER}/disclosure.yaml`]: `${FILES[`${FOLDER}/disclosure.yaml`]}acknowledgements:\n  - { rule: table.expenditure-by-kind, reason: 原公布文本如此。 }\n`,
  };
  const checksOf = async (...args: Parameters<typeof compareChanges>) =>
    (await compareChanges(...args)).disclosures[0]?.checks;

  test('newly failing, mended, explained, and no longer explained', async () => {
    expect(await checksOf(wrong)).toMatchObject({
      newlyFailing: [{ disclosure: ID, rule: 'table.expenditure-by-kind', table: '支出总表', line: 5 }],
      mended: [],
    });
    expect(await checksOf({ [TABLE]: text }, wrong)).toMatchObject({
      newlyFailing: [],
      mended: [{ rule: 'table.expenditure-by-kind' }],
    });
    expect(await checksOf(explained, wrong)).toMatchObject({
      newlyFailing: [],
      acknowledged: [{ rule: 'table.expenditure-by-kind', reason: '原公布文本如此。' }],
    });
    const back = { [`${FOLDER}/disclosure.yaml`]: FILES[`${FOLDER}/disclosure.yaml`] as string };
    expect(await checksOf(back, { ...wrong, ...explained })).toMatchObject({
      newlyFailing: [{ rule: 'table.expenditure-by-kind' }],
    });
  });

  test('one that failed and fails still, by another amount or at another line, is neither', async () => {
    const worse = { [TABLE]: text.replace('行政运行,469.55,469.55', '行政运行,469.55,480.55') };
    expect(await checksOf(worse, wrong)).toMatchObject({ newlyFailing: [], mended: [] });
    const lower = { [TABLE]: (wrong[TABLE] as string).replace('2010601', '2010600,新的,1,1,\n2010601') };
    expect(await checksOf(lower, wrong)).toMatchObject({ newlyFailing: [], mended: [] });
  });

  test('what a removed disclosure had wrong is not mended', async () => {
    expect(await checksOf(nothing, wrong)).toMatchObject({ newlyFailing: [], mended: [] });
  });
});

describe('drafts that do not validate', () => {
  test('a cell that is no figure is compared all the same, and the reason is given', async () => {
    const { disclosures } = await compareChanges({
      [TABLE]: text
        .replace('行政运行,469.55,469.55', '行政运行,469.55,46g.55')
        .replace('1000.00\n', '1000.01\n'),
    });
    expect(disclosures[0]?.changes.map(short)).toEqual([
      'cell 支出总表/合计/项目支出: 1000.00 → 1000.01',
      'cell 支出总表/2010601 行政运行/基本支出: 469.55 → 46g.55',
    ]);
    expect(disclosures[0]?.reason).toContain('“46g.55”不是数字');
    expect(disclosures[0]?.checks.newlyFailing).toMatchObject([{ rule: 'load.not-a-figure', line: 5 }]);
  });

  test('mended again, it is compared with what could be read', async () => {
    const broken = { [TABLE]: text.replace('469.55,469.55,\n', '469.55,46g.55,\n') };
    const { disclosures } = await compareChanges({ [TABLE]: text }, broken);
    expect(disclosures[0]?.changes.map(short)).toEqual([
      'cell 支出总表/2010601 行政运行/基本支出: 46g.55 → 469.55',
    ]);
    expect(disclosures[0]?.checks.mended).toMatchObject([{ rule: 'load.not-a-figure' }]);
  });

  test('a strange column: what has a place is compared', async () => {
    const { disclosures } = await compareChanges({
      [TABLE]: text.replace('基本支出', '基本之出').replace('469.55,469.55,\n', '469.55,469.56,\n'),
    });
    expect(disclosures[0]?.changes.map(short)).toEqual([
      'cell 支出总表/表头: 基本支出 → 基本之出',
      'cell 支出总表/2010601 行政运行/基本之出: 469.55 → 469.56',
    ]);
    expect(disclosures[0]?.reason).toContain('基本之出');
  });

  test('a line that lost its comma has not been removed', async () => {
    const { disclosures } = await compareChanges({
      [TABLE]: text.replace('行政运行,469.55,469.55,', '行政运行,469.55469.55'),
    });
    expect(disclosures[0]?.changes).toEqual([]);
    expect(disclosures[0]?.reason).toContain('格');
  });

  test('broken YAML, a missing form, broken surroundings: the tables are still compared', async () => {
    const raised = { [TABLE]: text.replace('469.55,469.55,\n', '469.55,469.56,\n') };
    for (const damage of [
      { [`${FOLDER}/disclosure.yaml`]: 'template: [\n' },
      edited(`${FOLDER}/disclosure.yaml`, 'template: example-form', 'template: no-such-form'),
      { 'site.yaml': 'name: [\n' },
    ]) {
      const { disclosures } = await compareChanges({ ...raised, ...damage });
      const cells = disclosures[0]?.changes.filter(({ kind }) => kind === 'cell').map(short);
      expect(cells).toEqual(['cell 支出总表/2010601 行政运行/基本支出: 469.55 → 469.56']);
      expect(disclosures[0]?.reason).toBeTruthy();
    }
  });
});
