import { describe } from 'vitest';
import { type Changes, edited, FILES, FOLDER } from '../support/content.ts';
import { says } from '../support/faults.ts';

/** What disclosure.yaml and the folders name, and what they leave out. */

const disclosure = (from: string, to: string): Changes => edited(`${FOLDER}/disclosure.yaml`, from, to);
const added = (lines: string): Changes => disclosure('scope: 部门\n', `scope: 部门\n${lines}\n`);

describe('what it names', () => {
  says(
    'a region that regions.yaml does not have',
    edited('regions.yaml', '- { code: 110101,', '- { code: 110102,'),
    {
      rule: 'load.unknown-region',
      at: `${FOLDER}/disclosure.yaml:2:9`,
      message: 'regions.yaml 里没有行政区划代码“110101”，最接近的是“110102”“110000”',
      hint: '请改正代码，或在 regions.yaml 里补上这个地区。',
    },
  );

  says(
    'a department that departments.yaml does not have',
    disclosure('department: caizheng', 'department: caizhen'),
    {
      rule: 'load.unknown-department',
      at: `${FOLDER}/disclosure.yaml:6:13`,
      message: 'departments.yaml 里没有 id 为“caizhen”的部门，最接近的是“caizheng”',
      hint: '请改正 id，或在 departments.yaml 里补上。',
    },
  );

  says('a form that there is none of', disclosure('template: example-form', 'template: exampel-form'), {
    rule: 'load.unknown-template',
    at: `${FOLDER}/disclosure.yaml:1:11`,
    message: '没有名为“exampel-form”的表样，最接近的是“example-form”',
    hint: '可用的表样有：example-form。',
  });

  says('a folder named by another code', disclosure('code: 101', 'code: 102'), {
    rule: 'load.folder-mismatch',
    at: `${FOLDER}/disclosure.yaml:4:7`,
    message: '部门代码写的是“102”，文件夹却是“101”',
    hint: '两处必须一致：请改正 code，或把文件夹改名为 110101/2024/102。',
  });

  says('a folder of another year', disclosure('year: 2024', 'year: 2023'), {
    rule: 'load.folder-mismatch',
    at: `${FOLDER}/disclosure.yaml:3:7`,
    message: '年份写的是“2023”，文件夹却是“2024”',
    hint: '两处必须一致：请改正 year，或把文件夹改名为 110101/2023/101。',
  });

  says('a region that is neither the folder’s nor any', disclosure('region: 110101', 'region: 110110'), {
    rule: 'load.folder-mismatch',
    at: `${FOLDER}/disclosure.yaml:2:9`,
    message: '地区写的是“110110”，文件夹却是“110101”',
    hint: 'regions.yaml 里没有“110110”：请把 region 改为 110101。',
  });

  says('a folder of another region', disclosure('region: 110101', 'region: 110000'), {
    rule: 'load.folder-mismatch',
    at: `${FOLDER}/disclosure.yaml:2:9`,
    message: '地区写的是“110000”，文件夹却是“110101”',
    hint: '两处必须一致：请改正 region，或把文件夹改名为 110000/2024/101。',
  });
});

describe('what it leaves out', () => {
  says(
    'a table missing and not declared',
    { [`${FOLDER}/tables/采购表.csv`]: null },
    {
      rule: 'load.missing-table',
      at: `${FOLDER}/tables/采购表.csv`,
      message: '缺少表“政府采购预算”的文件 tables/采购表.csv',
      hint: '请补上文件（没有数据的只留表头）；确实不公开的，在 disclosure.yaml 的 notPublished 里写明表名和理由。',
    },
  );

  says(
    'a table that the form does not know',
    { [`${FOLDER}/tables/国有资本表.csv`]: FILES[`${FOLDER}/tables/支出总表.csv`] ?? '' },
    {
      rule: 'load.unknown-table',
      at: `${FOLDER}/tables/国有资本表.csv:1:1`,
      message: '表样“example-form”没有名为“国有资本表”的表，最接近的是“支出总表”“收支总表”“采购表”',
      hint: '请把文件改成表样里的名称（支出总表、收支总表、采购表），或移走。',
    },
  );

  says(
    'a misspelt table is one fault, not two',
    {
      [`${FOLDER}/tables/采构表.csv`]: FILES[`${FOLDER}/tables/采购表.csv`] ?? '',
      [`${FOLDER}/tables/采购表.csv`]: null,
    },
    {
      rule: 'load.unknown-table',
      at: `${FOLDER}/tables/采构表.csv:1:1`,
      message: '表样“example-form”没有名为“采构表”的表，应为“采购表”',
      hint: '请把文件改名为“采购表.csv”。',
    },
  );

  says(
    'a table under its printed title',
    {
      [`${FOLDER}/tables/政府采购预算.csv`]: FILES[`${FOLDER}/tables/采购表.csv`] ?? '',
      [`${FOLDER}/tables/采购表.csv`]: null,
    },
    {
      rule: 'load.unknown-table',
      at: `${FOLDER}/tables/政府采购预算.csv:1:1`,
      message: '表样“example-form”没有名为“政府采购预算”的表，应为“采购表”',
      hint: '请把文件改名为“采购表.csv”。',
    },
  );

  says(
    'notPublished names a table that has a file',
    added('notPublished:\n  - { table: 采购表, reason: 没有采购 }'),
    {
      rule: 'load.contradiction',
      at: `${FOLDER}/disclosure.yaml:9:14`,
      message: 'notPublished 说表“采购表”没有公开，却有文件 tables/采购表.csv',
      hint: '请删去这一条，或移走文件。',
    },
  );

  says(
    'notPublished names a table that the form does not know',
    added('notPublished:\n  - { table: 国有资本表, reason: 没有 }'),
    {
      rule: 'load.unknown-table',
      at: `${FOLDER}/disclosure.yaml:9:14`,
      message: '表样“example-form”没有名为“国有资本表”的表，最接近的是“支出总表”“收支总表”“采购表”',
      hint: '请改正表名，或删去这一条。',
    },
  );

  says(
    'notPublished misspells the table that is missing',
    {
      ...added('notPublished:\n  - { table: 采构表, reason: 没有采购 }'),
      [`${FOLDER}/tables/采购表.csv`]: null,
    },
    {
      rule: 'load.unknown-table',
      at: `${FOLDER}/disclosure.yaml:9:14`,
      message: '表样“example-form”没有名为“采构表”的表，应为“采购表”',
      hint: '请改正表名，或删去这一条。',
    },
  );

  says(
    'notPublished names a table twice',
    {
      ...added('notPublished:\n  - { table: 采购表, reason: 没有 }\n  - { table: 采购表, reason: 没有采购 }'),
      [`${FOLDER}/tables/采购表.csv`]: null,
    },
    {
      rule: 'load.duplicate-id',
      at: `${FOLDER}/disclosure.yaml:9:14`,
      message: 'notPublished 里表“采购表”写了两遍',
      hint: '请只留一处。',
    },
  );

  says(
    'notPublished gives no reason',
    { ...added('notPublished:\n  - { table: 采购表 }'), [`${FOLDER}/tables/采购表.csv`]: null },
    {
      rule: 'load.missing-field',
      at: `${FOLDER}/disclosure.yaml:9:5`,
      message: '缺少“未公开的表 › 第1项 › 理由”（notPublished › reason），应为一段文字',
      hint: '请补上“reason: ……”。',
    },
  );

  says(
    'tables names one that the form does not know',
    added('tables: { 采构表: { notes: [注：没有采购。] } }'),
    {
      rule: 'load.unknown-table',
      at: `${FOLDER}/disclosure.yaml:8:11`,
      message: '表样“example-form”没有名为“采构表”的表，最接近的是“采购表”“支出总表”“收支总表”',
      hint: '请改正表名，或删去这一条。',
    },
  );

  says(
    'omitted names a section that the form requires',
    { ...added('omitted: [职责]'), [`${FOLDER}/narrative/职责.md`]: null },
    {
      rule: 'load.not-optional',
      at: `${FOLDER}/disclosure.yaml:8:11`,
      message: '表样“example-form”要求有“职责”，不能省略',
      hint: '请删去这一条。',
    },
  );

  says(
    'omitted names a table that the form requires',
    { ...added('omitted: [采购表]'), [`${FOLDER}/tables/采购表.csv`]: null },
    {
      rule: 'load.not-optional',
      at: `${FOLDER}/disclosure.yaml:8:11`,
      message: '表样“example-form”要求有“采购表”，不能省略',
      hint: '请删去这一条；确实不公开的表写进 notPublished，并说明理由。',
    },
  );

  says('omitted names a part that the form does not know', added('omitted: [部门绩效目标]'), {
    rule: 'load.unknown-section',
    at: `${FOLDER}/disclosure.yaml:8:11`,
    message: '表样“example-form”没有名为“部门绩效目标”的部分，最接近的是“整体绩效目标”“项目绩效”',
    hint: '请改名或删去。',
  });

  says('omitted names a part that has a file', added('omitted: [整体绩效目标]'), {
    rule: 'load.contradiction',
    at: `${FOLDER}/disclosure.yaml:8:11`,
    message: 'omitted 说省略“整体绩效目标”，却有文件 targets.yaml',
    hint: '请删去这一条，或移走文件。',
  });

  says('headings name a part that the form does not know', added('headings: { 职则: 单位职责 }'), {
    rule: 'load.unknown-section',
    at: `${FOLDER}/disclosure.yaml:8:13`,
    message: '表样“example-form”没有名为“职则”的部分，最接近的是“职责”',
    hint: '请改名或删去。',
  });

  says(
    'a narrative section that the form does not know',
    { [`${FOLDER}/narrative/职则.md`]: '贯彻执行。\n' },
    {
      rule: 'load.unknown-section',
      at: `${FOLDER}/narrative/职则.md:1:1`,
      message: '表样“example-form”没有名为“职则”的部分，最接近的是“职责”',
      hint: '请改名或删去。',
    },
  );

  says(
    'a table is no narrative section',
    { [`${FOLDER}/narrative/采购表.md`]: '没有采购。\n' },
    {
      rule: 'load.unknown-section',
      at: `${FOLDER}/narrative/采购表.md:1:1`,
      message: '表样“example-form”没有名为“采购表”的部分，最接近的是“预算表”',
      hint: '请改名或删去。',
    },
  );

  says(
    'a binding that names no column',
    { [`${FOLDER}/narrative/职责.md`]: '第一段。\n\n共 {{支出总表/合计/基本支岀}}。\n' },
    {
      rule: 'load.binding',
      at: `${FOLDER}/narrative/职责.md:3:3`,
      message: '绑定“{{支出总表/合计/基本支岀}}”找不到列“基本支岀”；最接近的是“基本支出”',
      hint: '请改成“{{支出总表/合计/基本支出}}”，或改成其他有的名称。',
    },
  );

  says(
    'a binding that names no table',
    { [`${FOLDER}/narrative/职责.md`]: '共 {{支出表/合计/合计}}。\n' },
    {
      rule: 'load.binding',
      at: `${FOLDER}/narrative/职责.md:1:3`,
      message: '绑定“{{支出表/合计/合计}}”找不到表“支出表”；最接近的是“支出总表”“收支总表”',
      hint: '请改成“{{支出总表/合计/合计}}”，或改成其他有的名称。',
    },
  );
});
