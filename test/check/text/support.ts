import type { CheckFinding } from '../../../src/model/disclosure.ts';
import type { Rule, RuleExample } from '../../../src/model/rule.ts';
import type { Template } from '../../../src/model/template.ts';
import { runExample, TEMPLATES } from '../../support/examples.ts';

/** Tables of a small department, by the form that has them. */
export const TABLES: Readonly<Record<string, string>> = {
  收支总表:
    '收入项目,收入预算数,支出项目,支出预算数\n一、一般公共预算拨款收入,1200.00,六、科学技术支出,1469.55\n本年收入合计,1200.00,本年支出合计,1469.55\n上年结转结余,269.55,年终结转结余,\n收入总计,1469.55,支出总计,1469.55\n',
  支出总表:
    '科目编码,科目名称,合计,基本支出,项目支出\n,合计,1469.55,469.55,1000.00\n206,科学技术支出,1469.55,469.55,1000.00\n20601,科学技术管理事务,1469.55,469.55,1000.00\n2060101,行政运行,469.55,469.55,\n2060102,一般行政管理事务,1000.00,,1000.00\n',
  基本支出表:
    '科目编码,科目名称,合计,人员经费,公用经费\n,合计,469.55,400.00,69.55\n30101,基本工资,400.00,400.00,\n30201,办公费,40.00,,40.00\n30217,公务接待费,0.46,,0.46\n30231,公务用车运行维护费,3.83,,3.83\n30299,其他商品和服务支出,25.26,,25.26\n',
};

const form = TEMPLATES.find(({ tables }) => Object.keys(TABLES).every((id) => tables.has(id))) as Template;
const anyRule = form.rules.find(({ id }) => id === 'narrative.sums') as Rule;

/** What the rules on text say of a disclosure; info left out unless asked for. */
export function said(example: Partial<RuleExample>, severities = ['error', 'warning']): CheckFinding[] {
  const { disclosure } = runExample(form, anyRule, { tables: {}, ...example });
  return disclosure.findings.filter(
    ({ rule, severity }) => /^(?:narrative|text|privacy)\./.test(rule) && severities.includes(severity),
  );
}

/** Of one section's text. */
export function saidOf(text: string, example: Partial<RuleExample> = {}, severities?: string[]): string[] {
  return said({ ...example, narrative: { 支出说明: text } }, severities).map(
    ({ rule, message }) => `${rule}: ${message}`,
  );
}

export const ALL = ['error', 'warning', 'info'];
