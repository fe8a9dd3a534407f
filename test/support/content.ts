import { type Content, openContent } from '../../src/content.ts';
import { loadContent } from '../../src/load/content.ts';
import { loadDisclosure } from '../../src/load/disclosure.ts';
import { memorySource, type Source } from '../../src/load/source.ts';
import type { CheckedDisclosure, Disclosure } from '../../src/model/disclosure.ts';
import { type Finding, placeText } from '../../src/model/finding.ts';
import type { Table } from '../../src/model/table.ts';
import { readDisclosure } from '../../src/schema/disclosure.ts';
import { readSurroundings } from '../../src/schema/surroundings.ts';

/**
 * The smallest content that is right: one form with a coded, a two-sided and a
 * listed table, projects and targets, and one disclosure of it. A test changes
 * one thing of it and looks at what is said.
 */

export const ID = '110101/2024/101';
export const FOLDER = `disclosures/${ID}`;
export const FORM = 'templates/example-form';

export const FILES: Readonly<Record<string, string>> = {
  'site.yaml': `name: 例站
organizer: 例办
description: 一个例子。
`,
  'regions.yaml': `- { code: 110000, name: 甲市 }
- { code: 110101, name: 乙区, parent: 110000 }
`,
  'departments.yaml': `- id: caizheng
  region: 110101
  names: [{ from: 2023, name: 财政局 }]
  codes: [{ from: 2023, code: 101 }]
`,
  [`${FORM}/template.yaml`]: `title: 部门预算公开例表
unit: 万元
marks: [不适用, 涉密不公开]
outline:
  - part: 预算表
    title: 部门预算表
    items:
      - table: 收支总表
      - table: 支出总表
  - part: 说明
    title: 情况说明
    items:
      - section: 职责
        title: 部门职责
        numbering: 一、
      - table: 采购表
      - projects: 项目绩效
        title: 项目绩效目标
        numbering: 一、
      - targets: 整体绩效目标
        title: 部门整体绩效目标
        numbering: 一、
        optional: true
projects:
  layout: grids
  title: 绩效目标表
  funding: [{ id: fiscal, title: 财政资金 }, { id: other, title: 其他资金 }]
  plan: [3月底, 12月底]
  indicatorColumns: [{ id: level1, title: 一级指标 }, { id: value, title: 指标值 }]
targets: { layout: sections, title: 部门整体绩效目标 }
`,
  [`${FORM}/rules.yaml`]: `- id: table.expenditure-by-kind
  title: 支出合计等于各类支出之和
  basis: 表样的列间关系
  kind: columns-add-up
  severity: error
  operands: { total: expenditure.total, parts: [expenditure.basic, expenditure.project] }
  examples:
    passes: { tables: { 支出总表: "科目编码,科目名称,合计,基本支出,项目支出\\n,合计,3,1,2\\n" } }
    fails: { tables: { 支出总表: "科目编码,科目名称,合计,基本支出,项目支出\\n,合计,4,1,2\\n" } }
`,
  [`${FORM}/tables/支出总表.yaml`]: `title: 部门支出总表
columns:
  - { id: code, title: 科目编码, kind: code, classification: function }
  - { id: name, title: 科目名称, kind: text }
  - { id: total, title: 合计, kind: amount, concept: expenditure.total }
  - { id: basic, title: 基本支出, kind: amount, concept: expenditure.basic }
  - { id: project, title: 项目支出, kind: amount, concept: expenditure.project }
rows:
  { kind: coded, code: [code], label: name, total: [合计], totalPosition: first, hierarchical: true }
`,
  [`${FORM}/tables/收支总表.yaml`]: `title: 部门收支总表
sides:
  - id: income
    title: 收入
    columns:
      - { id: incomeItem, title: 项目, csv: 收入项目, kind: text }
      - { id: income, title: 预算数, csv: 收入预算数, kind: amount, concept: income.total }
    rows:
      kind: fixed
      label: incomeItem
      fixed:
        - { id: budget, label: 一、一般公共预算拨款收入, concept: income.generalPublicBudget }
        - { id: total, label: 收入总计, concept: income.total, role: total }
  - id: expenditure
    title: 支出
    columns:
      - { id: expenditureItem, title: 项目, csv: 支出项目, kind: text }
      - { id: expenditure, title: 预算数, csv: 支出预算数, kind: amount, concept: expenditure.total }
    rows:
      kind: fixed
      label: expenditureItem
      fixed:
        - { id: f201, label: 一、一般公共服务支出, code: 201 }
        - { id: total, label: 支出总计, concept: expenditure.total, role: total }
`,
  [`${FORM}/tables/采购表.yaml`]: `title: 政府采购预算
columns:
  - { id: item, title: 采购物品名称, aliases: [采购项目名称], kind: text }
  - { id: quantity, title: 数量, kind: quantity }
  - { id: price, title: 单价, kind: price }
  - { id: total, title: 金额, kind: amount, concept: procurement.total }
  - { id: firms, title: "{{year}}年预留中小微企业份额", kind: amount, optional: true }
rows: { kind: listed, label: item, total: [合计], totalPosition: first }
notes: { whenEmpty: [注：无政府采购预算，空表列示。] }
`,
  [`${FOLDER}/disclosure.yaml`]: `template: example-form
region: 110101
year: 2024
code: 101
name: 乙区财政局
department: caizheng
scope: 部门
`,
  [`${FOLDER}/tables/支出总表.csv`]: `科目编码,科目名称,合计,基本支出,项目支出
,合计,1469.55,469.55,1000.00
201,一般公共服务支出,1469.55,469.55,1000.00
20106,财政事务,1469.55,469.55,1000.00
2010601,行政运行,469.55,469.55,
2010602,一般行政管理事务,1000.00,,1000.00
`,
  [`${FOLDER}/tables/收支总表.csv`]: `收入项目,收入预算数,支出项目,支出预算数
一、一般公共预算拨款收入,1469.55,一、一般公共服务支出,1469.55
收入总计,1469.55,支出总计,1469.55
`,
  [`${FOLDER}/tables/采购表.csv`]: `采购物品名称,数量,单价,金额,2024年预留中小微企业份额
合计,,,1.50,1.00
台式电脑,3,0.50,1.50,1.00
`,
  [`${FOLDER}/projects/01.yaml`]: `code: 11010124P001
name: 财政监督
amount: 1000.00
funding: { fiscal: 1000.00, other: }
plan: { 3月底: 25%, 12月底: 100% }
indicators:
  - { level1: 产出指标, value: 3次 }
`,
  [`${FOLDER}/targets.yaml`]: `goals: [管好财政资金]
budget: [{ label: 项目支出, amount: 1000.00 }]
`,
  [`${FOLDER}/narrative/职责.md`]: `贯彻执行财政方针政策。
`,
};

/** Text or bytes by path; null takes a file away. */
export type Changes = Readonly<Record<string, string | Uint8Array | null>>;

/** The files with some of them changed, added or taken away. */
export function sourceWith(changes: Changes = {}): Source {
  const files: Record<string, string | Uint8Array> = { ...FILES };
  for (const [path, content] of Object.entries(changes)) {
    if (content === null) delete files[path];
    else files[path] = content;
  }
  return memorySource(files);
}

export function contentWith(changes: Changes = {}): Content {
  const source = sourceWith(changes);
  return openContent(source, source);
}

/** A file of the content with one place changed; the place must stand there exactly once. */
export function edited(path: string, from: string, to: string): Record<string, string> {
  const text = FILES[path];
  if (text === undefined) throw new Error(`no such file: ${path}`);
  if (text.split(from).length !== 2) throw new Error(`“${from}” must stand once in ${path}`);
  return { [path]: text.replace(from, () => to) };
}

/** All that loading and validation say of the content, around the disclosures first. Nothing is checked. */
export function problemsOf(changes: Changes = {}, source: Source = sourceWith(changes)): Finding[] {
  const raw = loadContent(source, source);
  const { around, problems } = readSurroundings(raw);
  return [
    ...problems,
    ...raw.ids.flatMap(
      (id) => readDisclosure(loadDisclosure(source, id), { ...around, ids: raw.ids }).problems,
    ),
  ];
}

/** The disclosure, where it can be represented. */
export function disclosureWith(changes: Changes = {}): CheckedDisclosure {
  const { disclosure, problems } = contentWith(changes).read(ID);
  if (!disclosure) throw new Error(problems.map((item) => item.message).join('\n'));
  return disclosure;
}

/** A finding as a test states it: all that a clerk is told. */
export interface Fault {
  readonly rule: string;
  /** `file:line:column` as far as known. */
  readonly at: string;
  readonly message: string;
  readonly hint: string | undefined;
}

export function faultsOf(changes: Changes): Fault[] {
  return problemsOf(changes).map(faultOf);
}

export function faultOf(finding: Finding): Fault {
  return { rule: finding.rule, at: placeText(finding.place), message: finding.message, hint: finding.hint };
}

/** The disclosure before any check. */
export function validWith(changes: Changes = {}): Disclosure {
  const source = sourceWith(changes);
  const { around } = readSurroundings(loadContent(source, source));
  const { disclosure, problems } = readDisclosure(loadDisclosure(source, ID), around);
  if (!disclosure)
    throw new Error(problems.map((item) => `${placeText(item.place)} ${item.message}`).join('\n'));
  return disclosure;
}

/** A table of its own form, filled from its own file. */
export function tableOf(form: string, csv: string): Table {
  const changes = { [`${FORM}/tables/试表.yaml`]: form, [`${FOLDER}/tables/试表.csv`]: csv };
  const table = validWith(changes).tables.get('试表');
  if (!table) throw new Error('试表 is missing');
  return table;
}
