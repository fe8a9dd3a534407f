import { describe, expect, test } from 'vitest';
import { viewChecks } from '../../src/view/checks-page.ts';
import { viewDisclosure } from '../../src/view/disclosure.ts';
import { cellRelations } from '../../src/view/relations-file.ts';
import { type CellRelations, figureAt, rolesOf } from '../../src/view/relations-types.ts';
import { disclosureWith, edited, FOLDER } from '../support/content.ts';

const HOSTING = { siteUrl: 'https://a.example.cn', base: '/' };

function made(changes: Parameters<typeof disclosureWith>[0] = {}) {
  const disclosure = disclosureWith(changes);
  const page = viewDisclosure(disclosure, {
    ...HOSTING,
    renderNarrative: () => undefined,
    hash: 'f00d',
    draft: false,
  });
  return { page, file: cellRelations(disclosure, page), checks: viewChecks(disclosure, page, HOSTING) };
}

/** 1469.55 = 469.55 + 1000.00：相等. */
function told(
  { figures }: CellRelations,
  [, sign, left, right, verdict]: CellRelations['relations'][number],
) {
  const sum = (side: readonly number[]) => side.map((number) => figures[number]?.[1]).join(' + ');
  return `${sum(left)} ${sign} ${sum(right)}：${verdict}`;
}

const roles = (file: CellRelations, table: string, cell: string) =>
  rolesOf(file, figureAt(file, table, cell) as number).map(({ title, relations }) => [
    title,
    relations.map((one) => told(file, one)),
  ]);

/** `line.column` as the page draws it. */
function cellOf(
  page: ReturnType<typeof made>['page'],
  table: string,
  anchor: string,
  column: string,
): string {
  const view = page.sections
    .flatMap((section) => [section, ...section.children])
    .flatMap(({ content }) => content)
    .find((item) => item.kind === 'table' && item.table.id === table);
  if (view?.kind !== 'table') throw new Error(`no table ${table}`);
  const line = view.table.body.findIndex((row) => row.anchor === anchor);
  return `${line}.${view.table.columns.findIndex(({ path }) => path.at(-1) === column)}`;
}

describe('relations of a cell', () => {
  const { page, file } = made();
  const total = cellOf(page, '支出总表', '支出总表-合计', '合计');

  test('what it is made of, what it is part of, and where it stands again', () => {
    const own = roles(file, '支出总表', total);
    expect(own.map(([title]) => title)).toContain('由这些数相加');
    expect(own.flat(2)).toContain('1469.55 万元 = 469.55 万元 + 1000.00 万元：相等');
    const part = cellOf(page, '支出总表', '支出总表-合计', '基本支出');
    expect(roles(file, '支出总表', part).find(([title]) => title === '算进这些数')?.[1]).toContain(
      '1469.55 万元 = 469.55 万元 + 1000.00 万元：相等',
    );
  });

  test('each figure leads to a row of the page', () => {
    const rows = page.sections
      .flatMap((section) => [section, ...section.children])
      .flatMap(({ content }) => content)
      .flatMap((item) => (item.kind === 'table' ? item.table.body.map(({ anchor }) => anchor) : []));
    const number = figureAt(file, '支出总表', total) as number;
    expect(file.figures[number]?.[2]).toBe('支出总表-合计');
    expect(rows).toContain('支出总表-合计');
  });

  test('nothing of a blank cell, nor of what is no cell', () => {
    const blank = cellOf(page, '支出总表', '支出总表-2010602', '基本支出');
    expect(figureAt(file, '支出总表', blank)).toBeUndefined();
    expect(figureAt(file, '支出总表', 'constructor')).toBeUndefined();
    expect(figureAt(file, 'constructor', '0.0')).toBeUndefined();
  });

  test('what does not agree says so', () => {
    const wrong = made(
      edited(`${FOLDER}/tables/支出总表.csv`, '行政运行,469.55,469.55,', '行政运行,469.55,469.60,'),
    );
    const cell = cellOf(wrong.page, '支出总表', '支出总表-2010601', '合计');
    expect(roles(wrong.file, '支出总表', cell).flat(2).join('\n')).toContain(
      '469.55 万元 = 469.60 万元：不符，差 0.05',
    );
  });
});

test('the checks page has a place for each table that says it was checked, and one for a row', () => {
  const { page, checks } = made();
  const related = page.sections
    .flatMap((section) => [section, ...section.children])
    .flatMap(({ content }) => content)
    .flatMap((item) => (item.kind === 'table' && item.table.related ? [item.table.id] : []));
  expect(related).toContain('支出总表');
  expect(checks.tables.map(({ anchor }) => anchor)).toEqual(expect.arrayContaining(related));
  for (const { rules } of checks.tables) expect(rules.length).toBeGreaterThan(0);
  const anchors = checks.families
    .flatMap(({ rules }) => rules)
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === 'table' ? block.lines.flatMap(({ anchor }) => anchor ?? []) : []));
  expect(anchors).toContain('支出总表-2010601');
  expect(new Set(anchors).size).toBe(anchors.length);
});
