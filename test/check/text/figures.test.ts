import { describe, expect, test } from 'vitest';
import { narrativeOf } from '../../../src/check/text/narrative.ts';
import type { Rule } from '../../../src/model/rule.ts';
import type { Template } from '../../../src/model/template.ts';
import { runExample, TEMPLATES } from '../../support/examples.ts';
import { TABLES } from './support.ts';

const form = TEMPLATES.find(({ tables }) => Object.keys(TABLES).every((id) => tables.has(id))) as Template;
const rule = form.rules.find(({ id }) => id === 'narrative.sums') as Rule;

/** Each figure of a text: role, signed value and unit, and the name that its words give it. */
function read(text: string, tables = {}): string[] {
  const { disclosure } = runExample(form, rule, { tables, narrative: { 支出说明: text } });
  return narrativeOf({ ...disclosure, state: 'valid' }).statements.map(({ role, value, unit, label }) => {
    const sign = value.coefficient < 0n ? '-' : '';
    const digits = String(value.coefficient)
      .replace('-', '')
      .padStart(value.scale + 1, '0');
    const number =
      value.scale > 0 ? `${digits.slice(0, -value.scale)}.${digits.slice(-value.scale)}` : digits;
    return `${role} ${sign}${number}${unit}${label ? ` ${label.words}` : ''}`;
  });
}

describe('what a figure says', () => {
  test.each([
    ['基本支出1,272.71万元', ['value 1272.71万元 基本支出']],
    ['重点资金2000万，扶持企业', ['value 2000万元']],
    ['完成1.1万户配送', []],
    ['2024年3月5日', []],
    ['我部门财政拨款“三公”经费预算安排1.0万元', ['value 1.0万元 “三公”经费']],
    ['因公出国（境）费0.00万元', ['value 0.00万元 因公出国（境）费']],
    ['维修（护）费 0.62 万元', ['value 0.62万元']],
    ['公务用车运行维护费以及其他费用16.49万元', ['value 16.49万元']],
    ['较2023年预算增加470.78万元', ['change 470.78万元']],
    ['基本支出减少38.23万元', ['change -38.23万元 基本支出']],
    ['项目支出与上年持平', ['change 0万元 项目支出']],
    ['公务接待费0.20万元，与上年持平', ['value 0.20万元 公务接待费', 'change 0万元 公务接待费']],
    ['与2023年预算基本持平', []],
    ['比上年减少0.02万元，下降9.09%', ['change -0.02万元', 'growth -9.09%']],
    ['基本支出5万元，占50.96%', ['value 5万元 基本支出', 'share 50.96% 基本支出']],
    ['2023年预算数为10.00万元', ['past 10.00万元']],
    ['上年预算为10.00万元', ['past 10.00万元']],
    ['较2023年的2190万元减少221万元', ['past 2190万元', 'change -221万元']],
    ['上年末固定资产金额为117.95万元', ['value 117.95万元 固定资产金额']],
    ['5万元以上的项目，不超过3万元，每人300元', ['limit 5万元', 'limit 3万元', 'limit 300元']],
    ['增长0.5个百分点', ['limit 0.5个百分点']],
    ['增加（减少）-5.00万元', ['change -5.00万元']],
    ['各是4125.49,4143.91万元', ['value 4143.91万元']],
    ['１２３．４５万元', ['value 123.45万元']],
  ])('%s', (text, figures) => expect(read(text)).toEqual(figures));

  test('a bound figure counts as the cell it stands for', () => {
    expect(read('支出{{支出总表/合计/合计}}，其中基本支出{{支出总表/合计/基本支出}}。', TABLES)).toEqual([
      'value 1469.55万元',
      'value 469.55万元 基本支出',
    ]);
  });

  test('the sentence names the year', () => {
    expect(read('2023年，我部门安排“三公”经费5.00万元，其中公务接待费1.00万元。2024年4.00万元。')).toEqual([
      'past 5.00万元 “三公”经费',
      'past 1.00万元 公务接待费',
      'value 4.00万元',
    ]);
  });
});
