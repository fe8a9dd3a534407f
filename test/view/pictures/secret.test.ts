import { expect, test } from 'vitest';
import { meaningsOf } from '../../../src/view/compare/comparable.ts';
import { viewPictures } from '../../../src/view/pictures/disclosure.ts';
import { textOf } from '../../../src/view/sentence.ts';
import { amount, column, makeDisclosure, makeProject, makeTable, projectForm } from '../make.ts';

/** What is kept secret is not worked out from the rest. */

function titles(disclosure: ReturnType<typeof makeDisclosure>): string[] {
  return viewPictures(disclosure, {
    now: meaningsOf(disclosure),
    anchorOf: () => undefined,
    projectAnchor: () => undefined,
    claim: (anchor) => anchor,
  }).map(({ title, summary, notes }) => `${textOf(title)} | ${textOf(summary)} | ${notes.join('；')}`);
}
const spent = (...cells: string[]) =>
  makeDisclosure({
    tables: [
      makeTable({
        columns: [
          column('名称', { kind: 'text' }),
          column('合计', { concept: 'expenditure.total' }),
          column('基本支出', { concept: 'expenditure.basic' }),
          column('项目支出', { concept: 'expenditure.project' }),
        ],
        lines: [['合计', ...cells]],
      }),
    ],
  });

test('a part that is a mark is counted, and the others keep their share of the total', () =>
  expect(titles(spent('10.00', '4.00', '涉密不公开'))).toEqual([
    '支出的 40.0% 是基本支出 | 支出共 10.00 万元：基本支出 4.00 万元（40.0%）；各项相加是 4.00 万元，比总数少 6.00 万元。 | 百分比四舍五入到一位小数',
  ]));

test('projects without amounts are counted, and those with are no whole', () => {
  const projects = [
    makeProject(1, '甲', { amount: amount('3') }),
    makeProject(2, '乙', { amount: amount('涉密不公开') }),
    makeProject(3, '丙', { amount: amount('1') }),
  ];
  expect(titles(makeDisclosure({ template: { projects: projectForm() }, projects }))).toEqual([
    '已公开的项目金额最多用于“甲”，3 万元 | 项目金额的总数没有公开：“甲” 3 万元，“丙” 1 万元。 | 有 1 个项目没有公开金额',
  ]);
});
