import { describe } from 'vitest';
import { edited, FOLDER } from '../support/content.ts';
import { says } from '../support/faults.ts';

/** What stands beside the tables. */
//HELPERS

describe('projects, targets and facts', () => {
  says('a project without a name', edited(`${FOLDER}/projects/01.yaml`, 'name: 财政监督\n', ''), {
    rule: 'load.missing-field',
    at: `${FOLDER}/projects/01.yaml:1:1`,
    message: '缺少“项目名称”（name），应为一段文字',
    hint: '请补上“name: ……”。',
  });

  says(
    'a project’s amount that is no figure',
    edited(`${FOLDER}/projects/01.yaml`, 'amount: 1000.00', 'amount: １０００'),
    {
      rule: 'load.not-a-figure',
      at: `${FOLDER}/projects/01.yaml:3:9`,
      message: '“预算数”（amount）的“１０００”不是数字',
      hint: '是否应为“1000”？金额用半角数字，如 1469.55 或 1,469.55。没有数据请留空，或写“不适用”“涉密不公开”。',
    },
  );

  says(
    'a project’s code with signs in it',
    edited(`${FOLDER}/projects/01.yaml`, 'code: 11010124P001', 'code: 110101-24 P001'),
    {
      rule: 'load.invalid-field',
      at: `${FOLDER}/projects/01.yaml:1:7`,
      message: '“项目编码”（code）应为由数字和字母组成的编码，实为“110101-24 P001”',
      hint: '请照这个写法改正。',
    },
  );

  says(
    'a source of money that the form does not have',
    edited(`${FOLDER}/projects/01.yaml`, 'fiscal: 1000.00', 'fiscl: 1000.00'),
    {
      rule: 'load.unknown-field',
      at: `${FOLDER}/projects/01.yaml:4:12`,
      message: '表样“example-form”的项目资金来源里没有“fiscl”，最接近的是“fiscal”',
      hint: '这里可以写：fiscal、other。',
    },
  );

  says(
    'thousands without quotation marks in the sources of money',
    edited(`${FOLDER}/projects/01.yaml`, 'fiscal: 1000.00', 'fiscal: 1,000.00'),
    {
      rule: 'load.unknown-field',
      at: `${FOLDER}/projects/01.yaml:4:22`,
      message: '不认识的字段“000.00”，像是被千分位逗号断开的数字',
      hint: '花括号里带千分位逗号的数字要加引号，如 "1,469.55"，或去掉逗号。',
    },
  );

  says(
    'a point in time that the form’s plan does not have',
    edited(`${FOLDER}/projects/01.yaml`, '3月底: 25%', '4月底: 25%'),
    {
      rule: 'load.unknown-field',
      at: `${FOLDER}/projects/01.yaml:5:9`,
      message: '表样“example-form”的资金支出计划里没有“4月底”，最接近的是“3月底”“12月底”',
      hint: '这里可以写：3月底、12月底。',
    },
  );

  says(
    'an indicator’s field that there is not',
    edited(`${FOLDER}/projects/01.yaml`, 'level1: 产出指标', 'level4: 产出指标'),
    {
      rule: 'load.unknown-field',
      at: `${FOLDER}/projects/01.yaml:7:7`,
      message: '不认识的字段“level4”，最接近的是“level1”',
      hint: '请改名或删去。这里可以写：level1、level2、level3、description、value、basis。',
    },
  );

  says(
    'a unit line’s amount that is no figure',
    { [`${FOLDER}/projects/units.yaml`]: '- { code: 101, name: 本级, amount: 3元 }\n' },
    {
      rule: 'load.not-a-figure',
      at: `${FOLDER}/projects/units.yaml:1:34`,
      message: '“第1项 › 预算数”（amount）的“3元”不是数字',
      hint: '是否应为“3”？金额用半角数字，如 1469.55 或 1,469.55。没有数据请留空，或写“不适用”“涉密不公开”。',
    },
  );

  says(
    'targets whose tasks are mere text',
    edited(`${FOLDER}/targets.yaml`, 'goals: [管好财政资金]', 'tasks: [管好财政资金]'),
    {
      rule: 'load.invalid-field',
      at: `${FOLDER}/targets.yaml:1:9`,
      message: '“分项任务 › 第1项”（tasks）应为“名称: 值”的若干行，实为“管好财政资金”',
      hint: '请改成“名称: 值”的若干行，冒号后面有空格。',
    },
  );

  says(
    'a fact that is no figure',
    edited(
      `${FOLDER}/disclosure.yaml`,
      'scope: 部门\n',
      'scope: 部门\nfacts:\n  - { id: 上年增减, value: 约5, source: 三、收支情况 }\n',
    ),
    {
      rule: 'load.not-a-figure',
      at: `${FOLDER}/disclosure.yaml:9:24`,
      message: 'facts 里“上年增减”的“约5”不是数字',
      hint: '金额用半角数字，如 1469.55 或 1,469.55。',
    },
  );

  says(
    'a fact in a unit that is no money',
    edited(
      `${FOLDER}/disclosure.yaml`,
      'scope: 部门\n',
      'scope: 部门\nfacts:\n  - { id: 车辆, value: 两辆, unit: 辆, source: 七、资产 }\n',
    ),
    {
      rule: 'load.not-a-figure',
      at: `${FOLDER}/disclosure.yaml:9:22`,
      message: 'facts 里“车辆”的“两辆”不是数字',
      hint: '数量用半角数字，可以带单位，如 6.5 或 6.5次。',
    },
  );

  says(
    'two facts of one name',
    edited(
      `${FOLDER}/disclosure.yaml`,
      'scope: 部门\n',
      'scope: 部门\nfacts:\n  - { id: 车辆, value: 2, source: 七 }\n  - { id: 车辆, value: 3, source: 八 }\n',
    ),
    {
      rule: 'load.duplicate-id',
      at: `${FOLDER}/disclosure.yaml:10:11`,
      message: 'facts 里有两条都叫“车辆”',
      hint: '请给其中一条改名，或删去重复的一条。',
    },
  );

  says(
    'a fact of no known period, fund or concept',
    edited(
      `${FOLDER}/disclosure.yaml`,
      'scope: 部门\n',
      'scope: 部门\nfacts:\n  - { id: 车辆, value: 2, source: 七, period: 去年, fund: 财政, concept: 资产 }\n',
    ),
    {
      rule: 'load.invalid-field',
      at: `${FOLDER}/disclosure.yaml:9:67`,
      message:
        '“正文所述的数字 › 第1项 › 含义”（facts › concept）应为概念名，如 expenditure.basic，实为“资产”',
      hint: '请照这个写法改正。',
    },
    {
      rule: 'load.invalid-field',
      at: `${FOLDER}/disclosure.yaml:9:54`,
      message:
        '“正文所述的数字 › 第1项 › 资金”（facts › fund）应为 all、fiscal、generalPublicBudget、governmentFund 或 stateCapital，实为“财政”',
      hint: '请从中选一个。',
    },
    {
      rule: 'load.invalid-field',
      at: `${FOLDER}/disclosure.yaml:9:44`,
      message:
        '“正文所述的数字 › 第1项 › 哪一年”（facts › period）应为 current、previous 或 change，实为“去年”',
      hint: '请从中选一个。',
    },
  );

  says(
    'a fact without its source',
    edited(`${FOLDER}/disclosure.yaml`, 'scope: 部门\n', 'scope: 部门\nfacts:\n  - { id: 车辆, value: 2 }\n'),
    {
      rule: 'load.missing-field',
      at: `${FOLDER}/disclosure.yaml:9:5`,
      message: '缺少“正文所述的数字 › 第1项 › 出处”（facts › source），应为一段文字',
      hint: '请补上“source: ……”。',
    },
  );
});
