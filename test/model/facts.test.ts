import { describe, expect, test } from 'vitest';
import { factsOf, type KnownFigure, quotable } from '../../src/model/facts.ts';
import { disclosureWith, FOLDER, FORM } from '../support/content.ts';

const withFacts = (facts: string, more: Record<string, string> = {}) =>
  disclosureWith({
    [`${FOLDER}/disclosure.yaml`]: `template: example-form
region: 110101
year: 2024
code: 101
name: 乙区财政局
scope: 部门
facts:
${facts}
`,
    ...more,
  });

const told = (figures: readonly KnownFigure[]) =>
  figures.map(
    ({ cell, unit, at }) =>
      `${at ? `${at.table.spec.id}/${at.row.id}/${at.column.id}` : '事实'} ${cell.text}${unit}`,
  );

describe('the figures of a disclosure', () => {
  test('a total is found in every table that has it, in the order of the outline', () => {
    expect(told(factsOf(disclosureWith()).find('expenditure.total', 'all'))).toEqual([
      '收支总表/支出总计/expenditure 1469.55万元',
      '支出总表/合计/total 1469.55万元',
    ]);
  });

  test('a code tells a part from the total', () => {
    const facts = factsOf(disclosureWith());
    expect(told(facts.find('expenditure.basic', 'all', '2010601'))).toEqual([
      '支出总表/2010601/basic 469.55万元',
    ]);
    expect(told(facts.find('expenditure.total', 'all', '201'))).toEqual([
      '收支总表/一般公共服务支出/expenditure 1469.55万元',
      '支出总表/201/total 1469.55万元',
    ]);
  });

  test('a blank cell is a known figure, a mark is none', () => {
    const csv = '科目编码,科目名称,合计,基本支出,项目支出\n,合计,涉密不公开,,1000.00\n';
    const facts = factsOf(disclosureWith({ [`${FOLDER}/tables/支出总表.csv`]: csv }));
    expect(told(facts.find('expenditure.basic', 'all'))).toEqual(['支出总表/合计/basic 万元']);
    expect(told(facts.find('expenditure.total', 'all'))).toEqual([
      '收支总表/支出总计/expenditure 1469.55万元',
    ]);
  });

  test('a line of a list speaks for itself, not for the whole', () => {
    const lines = '采购物品名称,数量,单价,金额,2024年预留中小微企业份额\n台式电脑,3,0.50,1.50,1.00\n';
    expect(
      factsOf(disclosureWith({ [`${FOLDER}/tables/采购表.csv`]: lines })).find('procurement.total', 'all'),
    ).toEqual([]);
    expect(told(factsOf(disclosureWith()).find('procurement.total', 'all'))).toEqual([
      '采购表/合计/total 1.50万元',
    ]);
  });

  test('the only row of a form is its total, whatever it is called', () => {
    const facts = factsOf(
      disclosureWith({
        [`${FORM}/tables/采购表.yaml`]: `title: 一行表
fund: generalPublicBudget
columns:
  - { id: total, title: 经费合计, kind: amount, concept: threePublic.total }
  - { id: reception, title: 公务接待费, kind: amount, concept: threePublic.reception }
rows: { kind: fixed, label: total, fixed: [{ id: only, label: 合计 }] }
`,
        [`${FOLDER}/tables/采购表.csv`]: '经费合计,公务接待费\n0.20,0.20\n',
      }),
    );
    expect(facts.total('threePublic.reception')?.cell.text).toBe('0.20');
    expect(facts.fundOf('threePublic.reception')).toEqual({ fund: 'generalPublicBudget' });
  });

  test('what the text states joins what the tables hold, last', () => {
    const disclosure = withFacts(`  - { id: 甲, concept: operatingFunds.total, value: 21.66, source: 三 }
  - { id: 乙, concept: expenditure.total, value: 1470.00, source: 二 }
  - { id: 丙, value: 17, unit: 人, source: 一 }`);
    expect(told(factsOf(disclosure).find('operatingFunds.total', 'all'))).toEqual(['事实 21.66万元']);
    expect(told(factsOf(disclosure).find('expenditure.total', 'all')).at(-1)).toBe('事实 1470.00万元');
  });

  test('last year and the change are kept apart from this year', () => {
    const facts = factsOf(
      withFacts(`  - { id: 上年, concept: income.own, period: previous, value: 3, source: 二 }
  - { id: 增减, concept: income.own, period: change, value: -1, source: 二 }`),
    );
    expect(facts.find('income.own', 'all')).toEqual([]);
    expect(facts.stated('income.own', 'all', 'previous')?.id).toBe('上年');
    expect(facts.stated('income.own', 'all', 'change')?.id).toBe('增减');
    expect(facts.stated('income.own', 'fiscal', 'change')).toBeUndefined();
  });

  test('a concept without a fund means all money, then all fiscal money, then the only fund there is', () => {
    const fund = (...funds: string[]) =>
      factsOf(
        withFacts(
          funds
            .map(
              (name, i) =>
                `  - { id: 数${i}, concept: threePublic.total, fund: ${name}, value: ${i}, source: 四 }`,
            )
            .join('\n'),
        ),
      );
    expect(fund('stateCapital', 'fiscal', 'all').fundOf('threePublic.total')).toEqual({ fund: 'all' });
    expect(fund('stateCapital', 'fiscal').fundOf('threePublic.total')).toEqual({ fund: 'fiscal' });
    expect(fund('stateCapital').fundOf('threePublic.total')).toEqual({ fund: 'stateCapital' });
    expect(fund('stateCapital', 'governmentFund').fundOf('threePublic.total')).toEqual({
      funds: ['stateCapital', 'governmentFund'],
    });
    expect(fund('stateCapital').fundOf('no.such')).toBeUndefined();
    expect(fund('stateCapital', 'governmentFund').total('threePublic.total')).toBeUndefined();
  });

  test('of several cells the one to quote is money, and not blank', () => {
    const assets = { kind: 'quantity' };
    const cell = (text: string, state: string, column?: object) =>
      ({ cell: { text, state }, ...(column && { at: { column } }) }) as KnownFigure;
    expect(
      quotable([cell('405', 'figure', assets), cell('20.00', 'figure', { kind: 'amount' })])?.cell.text,
    ).toBe('20.00');
    expect(quotable([cell('', 'blank'), cell('3', 'figure')])?.cell.text).toBe('3');
    expect(quotable([cell('', 'blank')])?.cell.state).toBe('blank');
    expect(quotable([])).toBeUndefined();
  });

  test('the index is built once and serves the next state too', () => {
    const disclosure = disclosureWith();
    const index = factsOf(disclosure);
    expect(factsOf({ ...disclosure })).toBe(index);
    expect(factsOf({ ...disclosure, facts: [] as never[] })).not.toBe(index);
  });
});

test('last year’s column beside this year’s is another figure, and adds up by itself', () => {
  const disclosure = disclosureWith({
    [`${FORM}/tables/支出总表.yaml`]: `title: 部门支出总表
columns:
  - { id: name, title: 科目名称, kind: text }
  - { id: total, title: 合计, groups: [今年], kind: amount, concept: expenditure.total }
  - { id: basic, title: 基本支出, groups: [今年], kind: amount, concept: expenditure.basic }
  - { id: project, title: 项目支出, groups: [今年], kind: amount, concept: expenditure.project }
  - { id: lastTotal, title: 合计, groups: [上年], kind: amount, concept: expenditure.total, period: previous }
  - { id: lastBasic, title: 基本支出, groups: [上年], kind: amount, concept: expenditure.basic, period: previous }
  - { id: lastProject, title: 项目支出, groups: [上年], kind: amount, concept: expenditure.project, period: previous }
rows: { kind: listed, label: name, total: [合计], totalPosition: first }
`,
    [`${FOLDER}/tables/支出总表.csv`]:
      '科目名称,今年/合计,今年/基本支出,今年/项目支出,上年/合计,上年/基本支出,上年/项目支出\n合计,1469.55,469.55,1000.00,9.00,4.00,6.00\n',
  });
  const facts = factsOf(disclosure);
  expect(told(facts.find('expenditure.basic', 'all'))).toEqual(['支出总表/合计/basic 469.55万元']);
  expect(facts.stated('expenditure.basic', 'all', 'previous')?.cell.text).toBe('4.00');
  expect(disclosure.findings.map(({ message }) => message)).toEqual([
    '支出总表“合计”的“上年/合计”实为 9.00，应为 10.00（差 1.00）',
  ]);
});
