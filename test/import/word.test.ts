import { strToU8 } from 'fflate';
import { describe, expect, test } from 'vitest';
import { type Imported, importFiles, reportOf, type Subject } from '../../src/import/index.ts';
import { numeral } from '../../src/import/read/word/numbering.ts';
import { type DocumentParts, heading, item, p, run, table, wordDocument } from './make/document.ts';
import { form, rowsOf } from './support.ts';

const subject: Subject = { region: '139999', year: 2024, code: '888', name: '某县水务局' };
const read = (made: string | DocumentParts): Imported =>
  importFiles([{ name: '说明.docx', bytes: wordDocument(made) }], form('hebei-2024'), subject);
const report = (imported: Imported) => reportOf(imported, '');

const TITLE = p('某县水务局2024年部门预算信息公开情况说明');
const HEAD = ['科目编码', '科目名称', '合计', '基本支出', '项目支出'];

describe('numbers that Word gives', () => {
  test.each([
    [1, 'chineseCounting', '一'],
    [10, 'chineseCounting', '十'],
    [21, 'chineseCountingThousand', '二十一'],
    [105, 'chineseCountingThousand', '一百零五'],
    [12, 'chineseLegalSimplified', '壹拾贰'],
    [3, 'decimalEnclosedCircle', '③'],
    [4, 'ideographTraditional', '丁'],
    [27, 'lowerLetter', 'aa'],
    [9, 'lowerRoman', 'ix'],
    [7, 'decimal', '7'],
  ])('%i as %s is %s', (count, format, text) => expect(numeral(count, format)).toBe(text));

  test('stand before headings and paragraphs, begin anew under each, and leave bullets out', () => {
    const made = read(
      [
        TITLE,
        item('部门职责及机构设置情况', 1),
        p('部门职责'),
        item('管水。', 1, 2),
        item('治水。', 1, 2),
        item('100%完成。', 2),
        item('部门预算安排的总体情况', 1),
        item('节水。', 1, 2),
      ].join(''),
    );
    expect(made.narrative.get('职责')).toEqual(['1.管水。', '2.治水。', '100%完成。']);
    expect(made.narrative.get('总体情况')).toEqual(['1.节水。']);
  });
});

describe('tables of a document', () => {
  test('merged cells: heads, rows, and what is merged downwards', () => {
    const made = read(
      [
        TITLE,
        p('部门预算支出总表'),
        p('单位：万元'),
        table(
          [
            { text: '功能分类科目', span: 2 },
            { text: '合计', merge: 'begin' },
            { text: '基本支出', merge: 'begin' },
            { text: '项目支出', merge: 'begin' },
            { text: '经营支出', merge: 'begin' },
            { text: '上解上级支出', merge: 'begin' },
            { text: '对附属单位补助支出', merge: 'begin' },
          ],
          [
            '科目编码',
            '科目名称',
            { text: '', merge: 'on' },
            { text: '', merge: 'on' },
            { text: '', merge: 'on' },
            { text: '', merge: 'on' },
            { text: '', merge: 'on' },
            { text: '', merge: 'on' },
          ],
          [{ text: '合计', span: 2 }, '3', '1', '2', '', '', ''],
          ['213', '农林水\n支出', '3', '1', '2', '', '', ''],
        ),
      ].join(''),
    );
    expect(rowsOf(made, '支出总表')).toEqual(['|合计|3|1|2|||', '213|农林水支出|3|1|2|||']);
    expect(report(made)).toMatchObject({ unplaced: [], warnings: [] });
  });

  test('broken over pages with its head repeated, or without', () => {
    const made = read(
      [
        p('部门预算一般公共预算财政拨款支出表'),
        p('单位：万元'),
        table(HEAD, ['', '合计', '3', '3', '']),
        table(HEAD, ['213', '农林水支出', '2', '2', '']),
        table(['221', '住房保障支出', '1', '1', '']),
      ].join(''),
    );
    expect(rowsOf(made, '一般公共预算支出表')).toEqual([
      '|合计|3|3|',
      '213|农林水支出|2|2|',
      '221|住房保障支出|1|1|',
    ]);
    expect(report(made).unplaced).toEqual([]);
  });

  test('title, unit and note within the table itself', () => {
    const made = read(
      table(
        [{ text: '部门预算政府性基金预算财政拨款支出表', span: 5 }],
        [
          { text: '编制单位：某县水务局', span: 3 },
          { text: '单位：元', span: 2 },
        ],
        HEAD,
        ['', '合计', '30000', '30000', ''],
        [{ text: '注：含上年结转。', span: 5 }],
      ),
    );
    expect(rowsOf(made, '政府性基金支出表')).toEqual(['|合计|3.00|3.00|']);
    expect(made.description.tables.get('政府性基金支出表')?.notes).toEqual(['注：含上年结转。']);
  });

  test('a frame around a text is text; a table within a table is a table', () => {
    const inner = table(HEAD, ['', '合计', '3', '3', '']);
    const made = read(
      [
        TITLE,
        p('一、部门职责及机构设置情况'),
        p('部门职责'),
        table(['框里的话。']),
        p('一般公共预算支出表'),
        p('单位：万元'),
        `<w:tbl><w:tr><w:tc>${inner}${p('')}</w:tc><w:tc>${p('')}</w:tc></w:tr></w:tbl>`,
      ].join(''),
    );
    expect(made.narrative.get('职责')).toEqual(['框里的话。']);
    expect(rowsOf(made, '一般公共预算支出表')).toEqual(['|合计|3|3|']);
  });
});

describe('projects', () => {
  const grid = (name: string): string =>
    table(
      ['项目编码', { text: '13999924P00001', span: 2 }, '项目名称', { text: name, span: 2 }],
      ['预算规模及资金用途', '预算数', '3.00', '其中：财政资金', '3.00', '其他资金'],
      ['', { text: '清理淤泥。', span: 5 }],
      ['资金支出计划（%）', { text: '3月底', span: 2 }, '6月底', '10月底', '12月底'],
      ['', { text: '25%', span: 2 }, '50%', '75%', '100%'],
      ['绩效目标', { text: '1.完成清淤。\n2.通过验收。', span: 5 }],
      ['一级指标', '二级指标', '三级指标', '绩效指标描述', '指标值', '指标值确定依据'],
      [{ text: '产出指标', merge: 'begin' }, '数量指标', '长度', '清淤长度', '≥3公里', '合同'],
      [{ text: '', merge: 'on' }, '质量指标', '合格率', '验收', '100%', '合同'],
    );

  test('a grid with merged cells, under its title', () => {
    const made = read(
      [
        TITLE,
        p('七、部门项目预算安排情况及绩效目标'),
        p('1、河道清淤绩效目标表'),
        p('单位：万元'),
        grid('河道清淤'),
      ].join(''),
    );
    expect(made.projects).toHaveLength(1);
    const [project] = made.projects;
    expect(project).toMatchObject({
      code: '13999924P00001',
      name: '河道清淤',
      amount: '3.00',
      purpose: '清理淤泥。',
      goals: ['完成清淤。', '通过验收。'],
    });
    expect([...(project?.plan.values() ?? [])]).toEqual(['25%', '50%', '75%', '100%']);
    expect(project?.indicators.map((row) => [row.level1, row.level2, row.value])).toEqual([
      ['产出指标', '数量指标', '≥3公里'],
      ['产出指标', '质量指标', '100%'],
    ]);
    expect(report(made)).toMatchObject({ unplaced: [], warnings: [] });
  });

  test('grids that name their projects need no titles', () => {
    const made = read(
      [TITLE, p('七、部门项目预算安排情况及绩效目标'), grid('甲'), p(''), grid('乙')].join(''),
    );
    expect(made.projects.map((project) => project.name)).toEqual(['甲', '乙']);
  });
});

describe('what stands around the text', () => {
  test('目录 is a list, page heads are told and need nothing, notes and changes too', () => {
    const made = read({
      body: [
        p('目录'),
        p('一、部门职责及机构设置情况\t1', '<w:pStyle w:val="TOC1"/>'),
        TITLE,
        p('一、部门职责及机构设置情况'),
        p('部门职责'),
        `<w:p><w:ins>${run('管水')}</w:ins><w:del><w:r><w:delText>修路</w:delText></w:r></w:del>${run('。')}</w:p>`,
      ].join(''),
      header: '某县水务局 2024 年预算',
    });
    expect(made.narrative.get('职责')).toEqual(['管水。']);
    expect(report(made).unplaced).toEqual([
      { place: '页眉：公开文本里没有地方放', text: '某县水务局 2024 年预算', nearest: '', minor: true },
    ]);
    expect(report(made).warnings.map((entry) => entry.text)).toEqual([
      '有修订痕迹：删去的文字没有读，插入的已读入，等于接受全部修订',
    ]);
  });

  test('a heading that the form does not have is asked about', () => {
    const made = read(
      [
        TITLE,
        p('一、部门职责及机构设置情况'),
        p('部门职责'),
        p('管水。'),
        heading('九、我们自己的一节'),
        p('内容。'),
      ].join(''),
    );
    expect(made.narrative.get('职责')).toEqual(['管水。', '九、我们自己的一节', '内容。']);
    expect(report(made).warnings[0]).toMatchObject({
      place: '正文第 5 段',
      text: expect.stringContaining('“九、我们自己的一节”不在表样里'),
    });
  });

  test('what was deleted is not read: words, rows of a table, what was moved away', () => {
    const gone = (text: string): string => `<w:del><w:r><w:delText>${text}</w:delText></w:r></w:del>`;
    const made = read(
      [
        TITLE,
        p('一、部门职责及机构设置情况'),
        p('部门职责'),
        `<w:p>${run('管水')}${gone('管路')}<w:moveFrom>${run('管田')}</w:moveFrom>${run('。')}</w:p>`,
        `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>${gone('整段删去。')}</w:p>`,
        p('一般公共预算支出表'),
        p('单位：万元'),
        table(HEAD, ['', '合计', '3', '3', ''], ['213', '旧的一行', '3', '3', '']).replace(
          /<w:tr>(?=(?:(?!<w:tr>).)*旧的一行)/,
          '<w:tr><w:trPr><w:del/></w:trPr>',
        ),
      ].join(''),
    );
    expect(made.narrative.get('职责')).toEqual(['管水。']);
    expect(rowsOf(made, '一般公共预算支出表')).toEqual(['|合计|3|3|']);
    expect(JSON.stringify([...made.narrative, report(made)])).not.toMatch(/管路|管田|整段删去|旧的一行/);
    expect(report(made).warnings[0]?.text).toMatch(/^有修订痕迹：删去的文字没有读/);
  });

  test('hidden text is read, and said', () => {
    const hidden = `<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部掌握。</w:t></w:r>`;
    const made = read(
      [TITLE, p('一、部门职责及机构设置情况'), p('部门职责'), `<w:p>${run('管水。')}${hidden}</w:p>`].join(
        '',
      ),
    );
    expect(made.narrative.get('职责')).toEqual(['管水。内部掌握。']);
    expect(report(made).warnings.map((entry) => entry.text)).toEqual([
      '有 1 处隐藏文字，已照样读入，请核对是否应当公开',
    ]);
  });

  test('notes at the foot are told: there is no place for them', () => {
    const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
    const part = (kind: string): string =>
      `<Relationship Id="${kind}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${kind}.xml"/>`;
    const made = read({
      body: [TITLE, p('一、部门职责及机构设置情况'), p('部门职责'), p('管水。')].join(''),
      relations: part('footnotes') + part('endnotes'),
      others: {
        'word/footnotes.xml': strToU8(
          `<w:footnotes ${W}><w:footnote w:id="-1">${p('')}</w:footnote><w:footnote w:id="1">${p('不含水库。')}</w:footnote></w:footnotes>`,
        ),
        'word/endnotes.xml': strToU8(
          `<w:endnotes ${W}><w:endnote w:id="1">${p('据三定方案。')}</w:endnote></w:endnotes>`,
        ),
      },
    });
    expect(report(made).unplaced).toEqual([
      { place: '脚注：公开文本里没有地方放', text: '不含水库。', nearest: '' },
      { place: '尾注：公开文本里没有地方放', text: '据三定方案。', nearest: '' },
    ]);
  });

  test('text boxes are read, their fallback is not read twice', () => {
    const box = `<w:p><w:r><mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice>${p('框中。')}</mc:Choice><mc:Fallback>${p('框中。')}</mc:Fallback></mc:AlternateContent></w:r></w:p>`;
    const made = read([TITLE, p('一、部门职责及机构设置情况'), p('部门职责'), box].join(''));
    expect(made.narrative.get('职责')).toEqual(['框中。']);
  });
});

test('several files are one disclosure', () => {
  const made = importFiles(
    [
      {
        name: '说明.docx',
        bytes: wordDocument([TITLE, p('一、部门职责及机构设置情况'), p('部门职责'), p('管水。')].join('')),
      },
      {
        name: '表.docx',
        bytes: wordDocument(
          [
            p('一般公共预算支出表'),
            p('单位：万元'),
            table(HEAD, ['', '合计', '3', '3', ''], ['', '', 'x', '', '']),
          ].join(''),
        ),
      },
      {
        name: '补充.docx',
        bytes: wordDocument(
          [TITLE, p('一、部门职责及机构设置情况'), p('部门职责'), p('管水。'), p('另一句。')].join(''),
        ),
      },
    ],
    form('hebei-2024'),
    subject,
  );
  expect(made.narrative.get('职责')).toEqual(['管水。']);
  expect(rowsOf(made, '一般公共预算支出表')[0]).toBe('|合计|3|3|');
  expect(report(made).unplaced.map(({ place, text }) => `${place} ${text}`)).toEqual([
    '表.docx的第 1 张表第 3 行：一般公共预算支出表，列“合计”：这一格应是数字 x',
    '补充.docx的正文第 5 段：说明“职责”：前一个文件已有这一节，这里的文字不同，没有放入。应当用哪一份？ 另一句。',
  ]);
});
