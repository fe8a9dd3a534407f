import { expect, test } from 'vitest';
import { checkedWith, type Edit } from './whole.ts';

/** The same disclosure as a final account: what was budgeted stands beside what was spent. */
const FINAL: readonly Edit[] = [
  ['disclosure.yaml', 'phase: 预算', 'phase: 决算'],
  ['disclosure.yaml', '2023-12-31', '2024-12-31'],
  ['narrative/收入说明.md', '2024年预算收入500.00万元', '2024年度收入总计500.00万元'],
  ['narrative/支出说明.md', '2024年预算支出500.00万元', '2024年度支出总计500.00万元'],
  [
    'narrative/增减情况.md',
    '2024年预算收支安排500.00万元，较2023年预算增加',
    '2024年度收、支总计500.00万元，与2023年度决算相比增加',
  ],
  ['narrative/国有资产.md', '截至2023年底', '截至2024年12月31日'],
  [
    'narrative/其他事项.md',
    '无其他需要说明的事项。',
    '“三公”经费支出预算为12.00万元，支出决算为10.00万元，完成预算的83.33%。公务接待费支出预算为5.00万元，支出决算为3.00万元。基本支出年初预算280.00万元，支出决算300.00万元。\n\n公务用车运行维护费预算数8.00万元，决算数7.00万元，比预算减少1.00万元。',
  ],
];

const told = (edits: readonly Edit[]): string[] =>
  checkedWith([...FINAL, ...edits]).findings.flatMap(({ severity, rule }) =>
    severity === 'info' ? [] : [`${severity} ${rule}`],
  );

test('what a final account says was budgeted is not held against what was spent', () => {
  expect(told([])).toEqual([]);
});

test('what it says was spent is', () => {
  expect(told([['narrative/支出说明.md', '项目支出200.00万元', '项目支出220.00万元']])).toEqual([
    'error narrative.agrees',
  ]);
  expect(told([['disclosure.yaml', '2024-12-31', '2023-12-31']])).toEqual(['warning form.as-of']);
});

const BESIDE = 'narrative/其他事项.md';

test('how what was spent relates to what was budgeted is worked out again', () => {
  expect(told([[BESIDE, '完成预算的83.33%', '完成预算的120.00%']])).toEqual(['error narrative.completion']);
  expect(told([[BESIDE, '完成预算的83.33%', '完成年初预算的83.3%']])).toEqual([]);
  expect(told([[BESIDE, '比预算减少1.00万元', '比预算减少1.50万元']])).toEqual([
    'error narrative.from-budget',
  ]);
  expect(told([[BESIDE, '比预算减少1.00万元', '比年初预算增加1.00万元']])).toEqual([
    'error narrative.from-budget',
  ]);
});

test('an amount that the tables contradict is told once, not with all that is worked out of it', () => {
  expect(told([[BESIDE, '支出决算为10.00万元，完成', '支出决算为1.00万元，完成']])).toEqual([
    'error narrative.agrees',
  ]);
});

test('a budget that speaks of rates of execution is not held against anything', () => {
  const budget = (text: string): string[] =>
    checkedWith([[BESIDE, '无其他需要说明的事项。', text]]).findings.map(({ rule }) => rule);
  expect(budget('预算执行率达到98%以上，预算完成率为100%。')).toEqual([]);
  expect(budget('全年预算500.00万元，预算执行率不低于95%。')).toEqual([]);
});

test('what was spent is told with its budget: the name before stands for both', () => {
  const text = (words: string): readonly string[] =>
    told([[BESIDE, '“三公”经费支出预算为12.00万元', `${words}“三公”经费支出预算为12.00万元`]]);
  expect(text('科学技术支出年初预算400.00万元，支出决算440.00万元，完成年初预算的110.00%。')).toEqual([]);
  expect(text('科学技术支出年初预算400.00万元，支出决算404.00万元，完成年初预算的101.00%。')).toEqual([
    'warning narrative.items-agree',
  ]);
  expect(text('财政拨款支出年初预算为480.00万元，支出决算为500.00万元，完成年初预算的104.17%。')).toEqual([]);
});
