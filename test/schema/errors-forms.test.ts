import { describe } from 'vitest';
import { type Changes, edited, type Fault, FOLDER, FORM } from '../support/content.ts';
import { says } from '../support/faults.ts';

/** A form with a fault: told once, of the form; the disclosures of it are not accused of it. */

const template = (from: string, to: string): Changes => edited(`${FORM}/template.yaml`, from, to);
const table = (from: string, to: string): Changes => edited(`${FORM}/tables/支出总表.yaml`, from, to);

/** What a disclosure of such a form is told. */
const UNREAD: Fault = {
  rule: 'load.broken-template',
  at: `${FOLDER}/disclosure.yaml:1:11`,
  message: '表样“example-form”本身有误，这份公开文本还没有核对',
  hint: '请先照前面的提示改正表样。',
};

describe('template.yaml', () => {
  says(
    'missing',
    { [`${FORM}/template.yaml`]: null },
    {
      rule: 'load.missing-file',
      at: `${FORM}/template.yaml`,
      message: '缺少文件 templates/example-form/template.yaml（表样）',
      hint: '请照样例补上这个文件。',
    },
    UNREAD,
  );

  says(
    'an item of the outline that is two things',
    template('- table: 采购表', '- { table: 采购表, section: 采购 }'),
    {
      rule: 'load.invalid-field',
      at: `${FORM}/template.yaml:16:9`,
      message:
        '“目录 › 第2项 › 下级 › 第2项”（outline › items）应为恰有 part、section、table、projects、targets、glossary 之一，实为一组字段',
      hint: '请核对后改正。',
    },
    UNREAD,
  );

  says(
    'an item of the outline that is nothing',
    template('- table: 采购表', '- { title: 采购 }'),
    {
      rule: 'load.invalid-field',
      at: `${FORM}/template.yaml:16:9`,
      message:
        '“目录 › 第2项 › 下级 › 第2项”（outline › items）应为恰有 part、section、table、projects、targets、glossary 之一，实为一组字段',
      hint: '请核对后改正。',
    },
    UNREAD,
  );

  says(
    'a table of the outline that the form does not have',
    template('- table: 采购表', '- table: 采构表'),
    {
      rule: 'load.unknown-table',
      at: `${FORM}/template.yaml:16:16`,
      message: '目录里的表“采构表”在表样“example-form”里没有定义，最接近的是“采购表”“支出总表”“收支总表”',
      hint: '请改正表名，或补上 tables/采构表.yaml。',
    },
    UNREAD,
  );

  says(
    'a table of the outline twice',
    template('- table: 采购表', '- table: 支出总表'),
    {
      rule: 'load.duplicate-id',
      at: `${FORM}/template.yaml:16:16`,
      message: '目录里有两项都叫“支出总表”',
      hint: '请给其中一项改名，或删去重复的一项。',
    },
    UNREAD,
  );

  says(
    'a numbering that there is not',
    template('title: 部门职责\n        numbering: 一、', 'title: 部门职责\n        numbering: 1）'),
    {
      rule: 'load.invalid-field',
      at: `${FORM}/template.yaml:15:20`,
      message:
        '“目录 › 第2项 › 下级 › 第1项 › 编号的写法”（outline › items › numbering）应为“none”“一、”“（一）”“1、”“1.”或“第一部分”，实为“1）”',
      hint: '请从中选一个。',
    },
    UNREAD,
  );

  says(
    'extends a form that there is not',
    template('unit: 万元\n', 'unit: 万元\nextends: national\n'),
    {
      rule: 'load.unknown-template',
      at: `${FORM}/template.yaml:3:10`,
      message: '没有名为“national”的表样，最接近的是“example-form”',
      hint: '请改正 extends。',
    },
    UNREAD,
  );

  says(
    'extends itself',
    template('unit: 万元\n', 'unit: 万元\nextends: example-form\n'),
    {
      rule: 'load.template-cycle',
      at: `${FORM}/template.yaml:3:10`,
      message: '表样“example-form”绕了一圈又以自己为基础',
      hint: '请改正 extends。',
    },
    UNREAD,
  );

  says(
    'disables a rule that there is not',
    template('unit: 万元\n', 'unit: 万元\ndisabled: { table.expenditure-kinds: 表样没有这一列 }\n'),
    {
      rule: 'load.unknown-rule',
      at: `${FORM}/template.yaml:3:13`,
      message: '没有编号为“table.expenditure-kinds”的规则，最接近的是“table.expenditure-by-kind”',
      hint: '请改正编号，或删去这一条。',
    },
    UNREAD,
  );

  says(
    'a form that cannot be used by itself',
    {
      [`${FORM}/template.yaml`]: 'title: 基础\n',
      'templates/other-form/template.yaml':
        'title: 另一表样\nextends: example-form\noutline: [{ section: 职责 }]\n',
    },
    {
      rule: 'load.unknown-template',
      at: `${FOLDER}/disclosure.yaml:1:11`,
      message: '没有名为“example-form”的表样，最接近的是“other-form”',
      hint: '可用的表样有：other-form。',
    },
  );
});

describe('tables', () => {
  says(
    'a kind of column that there is not',
    table('合计, kind: amount', '合计, kind: money'),
    {
      rule: 'load.invalid-field',
      at: `${FORM}/tables/支出总表.yaml:5:35`,
      message:
        '“各列 › 第3项 › 种类”（columns › kind）应为 code、text、amount、quantity 或 price，实为“money”',
      hint: '请从中选一个。',
    },
    UNREAD,
  );

  says(
    'neither columns nor sides',
    { [`${FORM}/tables/支出总表.yaml`]: 'title: 部门支出总表\n' },
    {
      rule: 'load.template-table',
      at: `${FORM}/tables/支出总表.yaml:1:1`,
      message: '表样的表“支出总表”缺少 title，或缺少 columns 和 rows（左右并列的表用 sides）',
      hint: '请补全。',
    },
    UNREAD,
  );

  says(
    'a file that cannot be read',
    table('columns:', 'columns：'),
    {
      rule: 'load.yaml',
      at: `${FORM}/tables/支出总表.yaml:2:8`,
      message: 'YAML 写法有误：名称后面用了全角冒号“：”',
      hint: '请改成半角冒号加一个空格“: ”。',
    },
    UNREAD,
  );

  says(
    'rows named by a column that there is not',
    table('label: name', 'label: nmae'),
    {
      rule: 'load.template-table',
      at: `${FORM}/tables/支出总表.yaml:9:3`,
      message: '表样的表“支出总表”的 rows 提到列“nmae”，但没有这一列，最接近的是“name”“code”“total”',
      hint: '请改正列的 id。',
    },
    UNREAD,
  );

  says(
    'two columns of one heading',
    table('title: 项目支出', 'title: 基本支出'),
    {
      rule: 'load.template-table',
      at: `${FORM}/tables/支出总表.yaml:7:5`,
      message: '表样的表“支出总表”有两列都叫“基本支出”',
      hint: '请用 csv 给其中一列另起名称。',
    },
    UNREAD,
  );

  says(
    'two columns of one id',
    table('id: project', 'id: basic'),
    {
      rule: 'load.template-table',
      at: `${FORM}/tables/支出总表.yaml:7:11`,
      message: '表样的表“支出总表”有两列的 id 都是“basic”',
      hint: '请改成不同的 id。',
    },
    UNREAD,
  );

  says(
    'two rows of one id',
    edited(`${FORM}/tables/收支总表.yaml`, 'id: f201', 'id: total'),
    {
      rule: 'load.template-table',
      at: `${FORM}/tables/收支总表.yaml:24:17`,
      message: '表样的表“收支总表”有两行的 id 都是“total”',
      hint: '请改成不同的 id。',
    },
    UNREAD,
  );

  says(
    'a row that is part of one that there is not',
    edited(
      `${FORM}/tables/收支总表.yaml`,
      'concept: income.generalPublicBudget }',
      'concept: income.generalPublicBudget, parent: totl }',
    ),
    {
      rule: 'load.template-table',
      at: `${FORM}/tables/收支总表.yaml:12:91`,
      message: '表样的表“收支总表”的行“budget”属于“totl”，但没有这一行，最接近的是“total”',
      hint: '请改正 parent。',
    },
    UNREAD,
  );

  says(
    'extends a table that there is not',
    edited(`${FORM}/tables/采购表.yaml`, 'title: 政府采购预算\n', 'title: 政府采购预算\nextends: 采构表\n'),
    {
      rule: 'load.unknown-table',
      at: `${FORM}/tables/采购表.yaml:2:10`,
      message: '表“采购表”以表“采构表”为基础，但没有这张表',
      hint: '请改正 extends。',
    },
    UNREAD,
  );

  says(
    'a fault of a parent is told once, and breaks what extends it',
    {
      ...table('label: name', 'label: nmae'),
      'templates/child/template.yaml': 'title: 子表样\nextends: example-form\n',
      'templates/zhild/template.yaml': 'title: 子表样\nextends: child\n',
    },
    {
      rule: 'load.template-table',
      at: `${FORM}/tables/支出总表.yaml:9:3`,
      message: '表样的表“支出总表”的 rows 提到列“nmae”，但没有这一列，最接近的是“name”“code”“total”',
      hint: '请改正列的 id。',
    },
    UNREAD,
  );

  says(
    'a column’s width that is no number',
    table('rows:\n', 'print: { widths: { name: 宽 } }\nrows:\n'),
    {
      rule: 'load.invalid-field',
      at: `${FORM}/tables/支出总表.yaml:8:26`,
      message: '“排印 › 列宽 › name”（print › widths › name）应为数字，如 1.5，实为“宽”',
      hint: '请照这个写法改正。',
    },
    UNREAD,
  );
});

describe('rules.yaml and glossary.yaml', () => {
  says(
    'a severity that there is not',
    edited(`${FORM}/rules.yaml`, 'severity: error', 'severity: fatal'),
    {
      rule: 'load.invalid-field',
      at: `${FORM}/rules.yaml:5:13`,
      message: '“第1项 › 轻重”（severity）应为 error、warning 或 info，实为“fatal”',
      hint: '请从中选一个。',
    },
    UNREAD,
  );

  says(
    'a rule without its failing example',
    edited(`${FORM}/rules.yaml`, '    fails:', '    fail:'),
    {
      rule: 'load.unknown-field',
      at: `${FORM}/rules.yaml:9:5`,
      message: '不认识的字段“fail”，应为“fails”',
      hint: '请改名或删去。这里可以写：passes、fails。',
    },
    UNREAD,
  );

  says(
    'a term without its definition',
    { [`${FORM}/glossary.yaml`]: '- term: 基本支出\n' },
    {
      rule: 'load.missing-field',
      at: `${FORM}/glossary.yaml:1:3`,
      message: '缺少“第1项 › 解释”（definition），应为一段文字',
      hint: '请补上“definition: ……”。',
    },
    UNREAD,
  );
});
