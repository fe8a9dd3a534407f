import { expect, test } from 'vitest';
import { checkedWith, type Edit, WHOLE } from './whole.ts';

const RULE = 'cross.income-by-function';
const resultOf = (edits: readonly Edit[]) => checkedWith(edits).checks.find(({ rule }) => rule.id === RULE);

test('a condition is judged by the table that knows it', () => {
  expect(resultOf([])).toMatchObject({ outcome: 'passed' });
  expect(resultOf([['tables/收支总表.csv', '年终结转结余,', '年终结转结余,5.00']])).toMatchObject({
    outcome: 'notApplicable',
    because: '没有年终结转结余时才成立（有结转时，收入可以大于当年支出）',
  });
});

test('where that table is not published, nobody can say whether the condition holds', () => {
  const file = 'tables/收支总表.csv';
  const absent: readonly Edit[] = [
    [
      'disclosure.yaml',
      'phase: 预算',
      'phase: 预算\nnotPublished: [{ table: 收支总表, reason: 原文没有附这张表 }]',
    ],
    [file, WHOLE[file] ?? '', ''],
  ];
  expect(resultOf(absent)).toMatchObject({
    outcome: 'couldNotRun',
    because: '所需的表“收支总表”没有公开，无从判断条件是否成立',
  });
});
