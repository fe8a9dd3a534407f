import { describe } from 'vitest';
import { type Changes, edited, FOLDER } from '../support/content.ts';
import { says } from '../support/faults.ts';

/** Fields of disclosure.yaml, one fault at a time, and several together. */

const disclosure = (from: string, to: string): Changes => edited(`${FOLDER}/disclosure.yaml`, from, to);
const added = (lines: string): Changes => disclosure('scope: 部门\n', `scope: 部门\n${lines}\n`);

describe('disclosure.yaml', () => {
  says('an unknown field', added('phnoe: 0335-1234567'), {
    rule: 'load.unknown-field',
    at: `${FOLDER}/disclosure.yaml:8:1`,
    message: '不认识的字段“phnoe”，最接近的是“phone”',
    hint: '请改名或删去。这里可以写：template、region、year、code、name、department、phase、scope、units、approvedOn、publishedOn、documentNumber、secrecyReviewed、phone、publishAt、withdrawn、tables、notPublished、omitted、headings、facts、undecided、acknowledgements、amendments。',
  });

  says('an unknown field under another', added('units: [{ code: 101001, name: 本级, kind: 行政 }]'), {
    rule: 'load.unknown-field',
    at: `${FOLDER}/disclosure.yaml:8:35`,
    message: '不认识的字段“kind”',
    hint: '请改名或删去。这里可以写：code、name。',
  });

  says(
    'a misspelt field that is required is one fault, not two',
    added('units: [{ code: 101001, nmae: 本级 }]'),
    {
      rule: 'load.unknown-field',
      at: `${FOLDER}/disclosure.yaml:8:25`,
      message: '不认识的字段“nmae”，应为“name”',
      hint: '请改名或删去。这里可以写：code、name。',
    },
  );

  says('a duplicate key', added('year: 2023'), {
    rule: 'load.duplicate-key',
    at: `${FOLDER}/disclosure.yaml:8:1`,
    message: '“year”写了两遍（前一处在第 3 行）',
    hint: '请只留一处。',
  });

  says('a field left out', disclosure('scope: 部门\n', ''), {
    rule: 'load.missing-field',
    at: `${FOLDER}/disclosure.yaml:1:1`,
    message: '缺少“部门还是单位”（scope），应为“部门”或“单位”',
    hint: '请补上“scope: ……”。',
  });

  says('a field left empty', disclosure('name: 乙区财政局', 'name:'), {
    rule: 'load.missing-field',
    at: `${FOLDER}/disclosure.yaml:1:1`,
    message: '缺少“部门名称”（name），应为一段文字',
    hint: '请补上“name: ……”。',
  });

  says('a date that does not exist', added('approvedOn: 2023-02-29'), {
    rule: 'load.invalid-field',
    at: `${FOLDER}/disclosure.yaml:8:13`,
    message: '“批复日期”（approvedOn）应为真实存在的日期（年-月-日），实为“2023-02-29”',
    hint: '请核对后改正。',
  });

  says('a date in another form', added('publishedOn: 2024年3月1日'), {
    rule: 'load.invalid-field',
    at: `${FOLDER}/disclosure.yaml:8:14`,
    message: '“公开日期”（publishedOn）应为年-月-日，如 2024-02-29，实为“2024年3月1日”',
    hint: '请照这个写法改正。',
  });

  says('a year in another form', disclosure('year: 2024', 'year: 2024年'), {
    rule: 'load.invalid-field',
    at: `${FOLDER}/disclosure.yaml:3:7`,
    message: '“预算年度”（year）应为四位年份，如 2024，实为“2024年”',
    hint: '请照这个写法改正。',
  });

  says('a year in full-width digits', disclosure('year: 2024', 'year: ２０２４'), {
    rule: 'load.invalid-field',
    at: `${FOLDER}/disclosure.yaml:3:7`,
    message: '“预算年度”（year）应为四位年份，如 2024，实为“２０２４”',
    hint: '请照这个写法改正。',
  });

  says('a choice that is none', disclosure('scope: 部门', 'scope: 机关'), {
    rule: 'load.invalid-field',
    at: `${FOLDER}/disclosure.yaml:7:8`,
    message: '“部门还是单位”（scope）应为“部门”或“单位”，实为“机关”',
    hint: '请从中选一个。',
  });

  says('a phase that is none', added('phase: 执行'), {
    rule: 'load.invalid-field',
    at: `${FOLDER}/disclosure.yaml:8:8`,
    message: '“预算还是决算”（phase）应为“预算”或“决算”，实为“执行”',
    hint: '请从中选一个。',
  });

  says('a code with a sign in it', disclosure('code: 101', 'code: 101-1'), {
    rule: 'load.invalid-field',
    at: `${FOLDER}/disclosure.yaml:4:7`,
    message: '“部门代码”（code）应为由数字或字母组成的部门代码，如 350001，实为“101-1”',
    hint: '请照这个写法改正。',
  });

  says('text where a list should be', added('omitted: 整体绩效目标'), {
    rule: 'load.invalid-field',
    at: `${FOLDER}/disclosure.yaml:8:10`,
    message: '“略去的部分”（omitted）应为一个列表，实为“整体绩效目标”',
    hint: '请改成每项一行，以“- ”开头；只有一项时也这样写。',
  });

  says('a list where text should be', disclosure('name: 乙区财政局', 'name: [乙区财政局]'), {
    rule: 'load.invalid-field',
    at: `${FOLDER}/disclosure.yaml:5:7`,
    message: '“部门名称”（name）应为一段文字，实为一个列表',
    hint: '这里只写一段文字，不分项，也不分字段。',
  });

  says('an empty item of a list', added('omitted:\n  -'), {
    rule: 'load.invalid-field',
    at: `${FOLDER}/disclosure.yaml:9:3`,
    message: '“略去的部分 › 第1项”（omitted）应为由汉字、字母、数字组成的简短名称，不含空格和符号，实为空白',
    hint: '请照这个写法改正。',
  });

  says(
    'a list where fields should be',
    { [`${FOLDER}/disclosure.yaml`]: '- template: example-form\n' },
    {
      rule: 'load.invalid-field',
      at: `${FOLDER}/disclosure.yaml:1:1`,
      message: '整个文件应为“名称: 值”的若干行，实为一个列表',
      hint: '请改成“名称: 值”的若干行，冒号后面有空格。',
    },
  );

  says(
    'bare text where fields should be',
    { [`${FOLDER}/disclosure.yaml`]: '乙区财政局\n' },
    {
      rule: 'load.invalid-field',
      at: `${FOLDER}/disclosure.yaml:1:1`,
      message: '整个文件应为“名称: 值”的若干行，实为“乙区财政局”',
      hint: '请改成“名称: 值”的若干行，冒号后面有空格。',
    },
  );

  says('a flag that is neither true nor false', added('secrecyReviewed: 是'), {
    rule: 'load.invalid-field',
    at: `${FOLDER}/disclosure.yaml:8:18`,
    message: '“已经保密审查”（secrecyReviewed）应为 true 或 false，实为“是”',
    hint: '请从中选一个。',
  });

  says(
    'moved to where nothing stands',
    added('withdrawn: { date: 2024-05-01, reason: 机构改革, movedTo: 110101/2024/102 }'),
    {
      rule: 'load.unknown-disclosure',
      at: `${FOLDER}/disclosure.yaml:8:55`,
      message: '撤下后的新地址“110101/2024/102”在内容文件夹里没有',
      hint: '请改成代替它的公开文本的编号（地区/年份/部门代码）；没有代替的，请删去 movedTo 一行。',
    },
  );

  says(
    'moved to where it stands',
    added('withdrawn: { date: 2024-05-01, reason: 机构改革, movedTo: 110101/2024/101 }'),
    {
      rule: 'load.unknown-disclosure',
      at: `${FOLDER}/disclosure.yaml:8:55`,
      message: '撤下后的新地址“110101/2024/101”就是这一份自己',
      hint: '请改成代替它的公开文本的编号（地区/年份/部门代码）；没有代替的，请删去 movedTo 一行。',
    },
  );

  says(
    'a withdrawal that leads nowhere',
    added('withdrawn: { date: 2024-05-01, reason: 机构改革, movedTo: 乙区财政局 }'),
    {
      rule: 'load.invalid-field',
      at: `${FOLDER}/disclosure.yaml:8:55`,
      message:
        '“撤下 › 新地址”（withdrawn › movedTo）应为公开文本的编号，如 130303/2024/350001，实为“乙区财政局”',
      hint: '请照这个写法改正。',
    },
  );
});

describe('several at once', () => {
  says(
    'faults of several files are told together',
    {
      ...disclosure('year: 2024', 'year: 24'),
      ...edited(`${FOLDER}/projects/01.yaml`, 'name: 财政监督\n', ''),
      ...edited('site.yaml', '一个例子。', '一个例子。\nicp备: 1'),
    },
    {
      rule: 'load.unknown-field',
      at: 'site.yaml:4:1',
      message: '不认识的字段“icp备”，最接近的是“icp”',
      hint: '请改名或删去。这里可以写：name、domain、idCode、organizer、description、keywords、contact、phone、icp、police、sample。',
    },
    {
      rule: 'load.invalid-field',
      at: `${FOLDER}/disclosure.yaml:3:7`,
      message: '“预算年度”（year）应为四位年份，如 2024，实为“24”',
      hint: '请照这个写法改正。',
    },
    {
      rule: 'load.missing-field',
      at: `${FOLDER}/projects/01.yaml:1:1`,
      message: '缺少“项目名称”（name），应为一段文字',
      hint: '请补上“name: ……”。',
    },
  );

  says(
    'a slip in one field does not hide the others',
    { ...added('approvedBy: 人大\nomitted: [职责]\nfacts: [{ id: a, value: 多, source: 三 }]') },
    {
      rule: 'load.unknown-field',
      at: `${FOLDER}/disclosure.yaml:8:1`,
      message: '不认识的字段“approvedBy”，最接近的是“approvedOn”',
      hint: '请改名或删去。这里可以写：template、region、year、code、name、department、phase、scope、units、approvedOn、publishedOn、documentNumber、secrecyReviewed、phone、publishAt、withdrawn、tables、notPublished、omitted、headings、facts、undecided、acknowledgements、amendments。',
    },
    {
      rule: 'load.not-optional',
      at: `${FOLDER}/disclosure.yaml:9:11`,
      message: '表样“example-form”要求有“职责”，不能省略',
      hint: '请删去这一条。',
    },
    {
      rule: 'load.not-a-figure',
      at: `${FOLDER}/disclosure.yaml:10:25`,
      message: 'facts 里“a”的“多”不是数字',
      hint: '金额用半角数字，如 1469.55 或 1,469.55。',
    },
  );

  says(
    'once the file is readable, every part is looked at',
    {
      ...added('omitted: [职责]'),
      ...edited(
        `${FOLDER}/tables/支出总表.csv`,
        '2010601,行政运行,469.55,469.55,',
        '2010601,行政运行,469.55,4６9.55,',
      ),
      ...edited(`${FOLDER}/projects/01.yaml`, '12月底', '11月底'),
      ...edited(`${FOLDER}/targets.yaml`, '1000.00', '一千'),
      [`${FOLDER}/tables/采购表.csv`]: null,
      [`${FOLDER}/narrative/职则.md`]: '',
    },
    {
      rule: 'load.not-optional',
      at: `${FOLDER}/disclosure.yaml:8:11`,
      message: '表样“example-form”要求有“职责”，不能省略',
      hint: '请删去这一条。',
    },
    {
      rule: 'load.unknown-section',
      at: `${FOLDER}/narrative/职则.md:1:1`,
      message: '表样“example-form”没有名为“职则”的部分，最接近的是“职责”',
      hint: '请改名或删去。',
    },
    {
      rule: 'load.not-a-figure',
      at: `${FOLDER}/tables/支出总表.csv:5:21`,
      message: '表“支出总表”第 5 行“基本支出”的“4６9.55”不是数字',
      hint: '是否应为“469.55”？金额用半角数字，如 1469.55 或 1,469.55。没有数据请留空，或写“不适用”“涉密不公开”。',
    },
    {
      rule: 'load.missing-table',
      at: `${FOLDER}/tables/采购表.csv`,
      message: '缺少表“政府采购预算”的文件 tables/采购表.csv',
      hint: '请补上文件（没有数据的只留表头）；确实不公开的，在 disclosure.yaml 的 notPublished 里写明表名和理由。',
    },
    {
      rule: 'load.unknown-field',
      at: `${FOLDER}/projects/01.yaml:5:19`,
      message: '表样“example-form”的资金支出计划里没有“11月底”，最接近的是“12月底”“3月底”',
      hint: '这里可以写：3月底、12月底。',
    },
    {
      rule: 'load.not-a-figure',
      at: `${FOLDER}/targets.yaml:2:33`,
      message: '“预算构成 › 第1项 › 金额”（budget › amount）的“一千”不是数字',
      hint: '金额用半角数字，如 1469.55 或 1,469.55。没有数据请留空，或写“不适用”“涉密不公开”。',
    },
  );
});
