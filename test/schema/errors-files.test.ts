import { describe } from 'vitest';
import { edited, FILES, FOLDER } from '../support/content.ts';
import { says } from '../support/faults.ts';

/** Files in the wrong place, and the files around the disclosures. */
//HELPERS

describe('a disclosure’s folder', () => {
  says(
    'disclosure.yaml missing',
    { [`${FOLDER}/disclosure.yaml`]: null },
    {
      rule: 'load.missing-file',
      at: `${FOLDER}/disclosure.yaml`,
      message: '缺少文件 disclosures/110101/2024/101/disclosure.yaml（公开文本的基本信息）',
      hint: '请照样例补上这个文件。',
    },
  );

  says(
    'disclosure.yaml empty',
    { [`${FOLDER}/disclosure.yaml`]: '' },
    {
      rule: 'load.missing-field',
      at: `${FOLDER}/disclosure.yaml:1:1`,
      message: '缺少“表样”（template），应为由汉字、字母、数字组成的简短名称，不含空格和符号',
      hint: '请补上“template: ……”。',
    },
    {
      rule: 'load.missing-field',
      at: `${FOLDER}/disclosure.yaml:1:1`,
      message: '缺少“行政区划代码”（region），应为六位行政区划代码，如 130303',
      hint: '请补上“region: ……”。',
    },
    {
      rule: 'load.missing-field',
      at: `${FOLDER}/disclosure.yaml:1:1`,
      message: '缺少“预算年度”（year），应为四位年份，如 2024',
      hint: '请补上“year: ……”。',
    },
    {
      rule: 'load.missing-field',
      at: `${FOLDER}/disclosure.yaml:1:1`,
      message: '缺少“部门代码”（code），应为由数字或字母组成的部门代码，如 350001',
      hint: '请补上“code: ……”。',
    },
    {
      rule: 'load.missing-field',
      at: `${FOLDER}/disclosure.yaml:1:1`,
      message: '缺少“部门名称”（name），应为一段文字',
      hint: '请补上“name: ……”。',
    },
    {
      rule: 'load.missing-field',
      at: `${FOLDER}/disclosure.yaml:1:1`,
      message: '缺少“部门还是单位”（scope），应为“部门”或“单位”',
      hint: '请补上“scope: ……”。',
    },
  );

  says(
    'a file in the place of a folder is one fault',
    {
      ...Object.fromEntries(
        Object.keys(FILES).flatMap((path) => (path.startsWith(`${FOLDER}/tables/`) ? [[path, null]] : [])),
      ),
      [`${FOLDER}/tables`]: 'x',
    },
    {
      rule: 'load.unknown-file',
      at: `${FOLDER}/tables`,
      message: '“tables”应为文件夹，却是文件',
      hint: '请改名或移走，再照样例放好。',
    },
  );

  says(
    'a folder in the place of a file is one fault',
    { [`${FOLDER}/disclosure.yaml`]: null, [`${FOLDER}/disclosure.yaml/a.yaml`]: 'a: b\n' },
    {
      rule: 'load.unknown-file',
      at: `${FOLDER}/disclosure.yaml`,
      message: '“disclosure.yaml”应为文件，却是文件夹',
      hint: '请改名或移走，再照样例放好。',
    },
  );

  says(
    'another ending',
    { [`${FOLDER}/target.yml`]: 'goals: []\n', [`${FOLDER}/targets.yaml`]: null },
    {
      rule: 'load.unknown-file',
      at: `${FOLDER}/target.yml`,
      message: '不认识的文件“target.yml”，是不是“targets.yaml”？',
      hint: '这里只放 disclosure.yaml、targets.yaml、tables、projects、narrative、import-report.md、final。请改名为“targets.yaml”，或移走。',
    },
  );

  says(
    'a folder misspelt',
    { [`${FOLDER}/narratives/职责.md`]: '贯彻执行。\n' },
    {
      rule: 'load.unknown-file',
      at: `${FOLDER}/narratives`,
      message: '不认识的文件夹“narratives”，是不是“narrative”？',
      hint: '这里只放 disclosure.yaml、targets.yaml、tables、projects、narrative、import-report.md、final。请改名为“narrative”，或移走。',
    },
  );

  says(
    'a file that has no place here',
    { [`${FOLDER}/说明.docx`]: 'x' },
    {
      rule: 'load.unknown-file',
      at: `${FOLDER}/说明.docx`,
      message: '不认识的文件“说明.docx”',
      hint: '这里只放 disclosure.yaml、targets.yaml、tables、projects、narrative、import-report.md、final。请改名或移走。',
    },
  );

  says(
    'a workbook among the tables',
    { [`${FOLDER}/tables/支出总表.xlsx`]: 'x' },
    {
      rule: 'load.unknown-file',
      at: `${FOLDER}/tables/支出总表.xlsx`,
      message: '不认识的文件“支出总表.xlsx”',
      hint: '请在 WPS 或 Excel 中打开，另存为“CSV UTF-8（逗号分隔）”，再移走这个文件。',
    },
  );

  says(
    'a folder among the tables',
    { [`${FOLDER}/tables/旧/支出总表.csv`]: 'x' },
    {
      rule: 'load.unknown-file',
      at: `${FOLDER}/tables/旧`,
      message: '不认识的文件夹“旧”',
      hint: '这里只放 *.csv。请改名或移走。',
    },
  );

  says(
    'a document in the narrative',
    { [`${FOLDER}/narrative/职责.docx`]: 'x' },
    {
      rule: 'load.unknown-file',
      at: `${FOLDER}/narrative/职责.docx`,
      message: '不认识的文件“职责.docx”',
      hint: '这里只放 *.md。请改名或移走。',
    },
  );

  says(
    'a project file without a number',
    { [`${FOLDER}/projects/财政监督.yaml`]: 'name: 财政监督\n' },
    {
      rule: 'load.unknown-file',
      at: `${FOLDER}/projects/财政监督.yaml`,
      message: '不认识的文件“财政监督.yaml”',
      hint: '这里只放 01.yaml、02.yaml……、units.yaml。请改名或移走。',
    },
  );

  says(
    'two projects of one number',
    { [`${FOLDER}/projects/1.yaml`]: 'name: 财政监督\n' },
    {
      rule: 'load.duplicate-id',
      at: `${FOLDER}/projects/1.yaml`,
      message: '有两个第 1 号项目：projects/01.yaml 和 projects/1.yaml',
      hint: '请按印刷顺序给其中一个改名，或删去重复的一个。',
    },
  );

  says(
    'a file among the departments',
    { 'disclosures/110101/2024/说明.txt': 'x' },
    {
      rule: 'load.unknown-file',
      at: 'disclosures/110101/2024/说明.txt',
      message: 'disclosures/110101/2024/ 下只放文件夹，不放文件',
      hint: '请移走这个文件。',
    },
  );

  says(
    'YAML that is neither UTF-8 nor GB18030',
    { [`${FOLDER}/targets.yaml`]: Uint8Array.of(0x80, 0x80, 0xff) },
    {
      rule: 'load.encoding',
      at: `${FOLDER}/targets.yaml:1:1`,
      message: '文件既不是 UTF-8 编码，也不是 GB18030 编码，读不出文字',
      hint: '请用文本编辑器打开，另存为 UTF-8 编码。',
    },
  );

  says(
    'narrative that is neither UTF-8 nor GB18030',
    { [`${FOLDER}/narrative/职责.md`]: Uint8Array.of(0x80, 0x80, 0xff) },
    {
      rule: 'load.encoding',
      at: `${FOLDER}/narrative/职责.md:1:1`,
      message: '文件既不是 UTF-8 编码，也不是 GB18030 编码，读不出文字',
      hint: '请用文本编辑器打开，另存为 UTF-8 编码。',
    },
  );
});

describe('around the disclosures', () => {
  says(
    'site.yaml missing',
    { 'site.yaml': null },
    {
      rule: 'load.missing-file',
      at: 'site.yaml',
      message: '缺少文件 site.yaml（网站名称、主办单位等）',
      hint: '请照样例补上这个文件。',
    },
  );

  says('site.yaml without the office that publishes', edited('site.yaml', 'organizer: 例办\n', ''), {
    rule: 'load.missing-field',
    at: 'site.yaml:1:1',
    message: '缺少“主办单位”（organizer），应为一段文字',
    hint: '请补上“organizer: ……”。',
  });

  says(
    'regions.yaml missing',
    { 'regions.yaml': null },
    {
      rule: 'load.missing-file',
      at: 'regions.yaml',
      message: '缺少文件 regions.yaml（行政区划）',
      hint: '请照样例补上这个文件。',
    },
  );

  says(
    'regions.yaml of another shape',
    { 'regions.yaml': '110101: 乙区\n' },
    {
      rule: 'load.invalid-field',
      at: 'regions.yaml:1:1',
      message: '整个文件应为行政区划的列表，实为一组字段',
      hint: '请改成每项一行，以“- ”开头；只有一项时也这样写。',
    },
  );

  says('a region’s code too short', edited('regions.yaml', 'code: 110101', 'code: 11010'), {
    rule: 'load.invalid-field',
    at: 'regions.yaml:2:11',
    message: '“第2项 › 行政区划代码”（code）应为六位行政区划代码，如 130303，实为“11010”',
    hint: '请照这个写法改正。',
  });

  says(
    'a region twice',
    { 'regions.yaml': `${FILES['regions.yaml']}- { code: 110101, name: 丙区 }\n` },
    {
      rule: 'load.duplicate-id',
      at: 'regions.yaml:3:11',
      message: '“110101”写了两遍（前一处在第 2 行）',
      hint: '请只留一处。',
    },
  );

  says('a region under one that is not there', edited('regions.yaml', 'parent: 110000', 'parent: 120000'), {
    rule: 'load.unknown-region',
    at: 'regions.yaml:2:37',
    message: '地区“乙区”的上级“120000”不在 regions.yaml 里，最接近的是“110000”“110101”',
    hint: '请补上这个上级，或改正 parent。',
  });

  says(
    'departments.yaml that cannot be read accuses no disclosure',
    { 'departments.yaml': '- id: caizheng\n\tregion: 110101\n' },
    {
      rule: 'load.yaml',
      at: 'departments.yaml:2:1',
      message: 'YAML 写法有误：行首用了制表符（Tab）',
      hint: '请把行首的制表符换成空格。',
    },
  );

  says(
    'a department twice',
    { 'departments.yaml': `${FILES['departments.yaml']}${FILES['departments.yaml']}` },
    {
      rule: 'load.duplicate-id',
      at: 'departments.yaml:5:7',
      message: '“caizheng”写了两遍（前一处在第 1 行）',
      hint: '请只留一处。',
    },
  );

  says(
    'a department without a name',
    edited('departments.yaml', 'names: [{ from: 2023, name: 财政局 }]', 'names: []'),
    {
      rule: 'load.invalid-field',
      at: 'departments.yaml:3:10',
      message: '“第1项 › 各年名称”（names）应为至少一个名称，实为一个空的列表',
      hint: '请照这个写法改正。',
    },
  );
});
