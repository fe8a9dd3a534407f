import { describe, expect, test } from 'vitest';
import {
  contentFiles,
  type Imported,
  importFiles,
  type Report,
  reportMarkdown,
  reportOf,
} from '../../src/import/index.ts';
import { EXPENDITURE_HEAD, edited, type Made, type MadeSheet, workbook } from './make/workbook.ts';
import { form, leftOf as left, rowsOf, WATER } from './support.ts';

const read = (sheets: readonly MadeSheet[], template = 'hebei-2024', who = WATER): Imported =>
  importFiles([{ name: '表.xlsx', bytes: workbook(sheets) }], form(template), who);
const report = (imported: Imported): Report => reportOf(imported, '');
const told = (imported: Imported): string[] =>
  report(imported).warnings.map((item) => `${item.place}：${item.text}`);

const HEAD = EXPENDITURE_HEAD;
const BODY: Made[][] = [
  [1, '', '合计', { n: 30, z: '0.00' }, { n: 10, z: '0.00' }, { n: 20, z: '0.00' }],
  [2, '213', '农林水支出', { n: 30, z: '0.00' }, { n: 10, z: '0.00' }, { n: 20, z: '0.00' }],
];
const ROWS = ['|合计|30.00|10.00|20.00|||', '213|农林水支出|30.00|10.00|20.00|||'];

describe('one table a sheet', () => {
  test('is known by its title, whatever the sheet is called', () => {
    const made = read([{ name: '附表1', rows: [...HEAD, ...BODY] }]);
    expect(rowsOf(made, '支出总表')).toEqual(ROWS);
    expect([told(made), left(made)]).toEqual([[], []]);
  });

  test('tables that it does not hold are asked for: no reason is made up that would be published', () => {
    const made = read([{ name: '附表1', rows: [...HEAD, ...BODY] }]);
    expect(contentFiles(made).get('disclosure.yaml')).not.toContain('notPublished');
    expect(report(made).notPublished.map(({ table }) => table)).toContain('收支总表');
    const told = reportMarkdown(made, '');
    expect(told).toContain('- 收支总表：导入的文件里没有这张表。');
    expect(told).toContain('      - { table: 收支总表, reason:  }');
  });

  test('by the sheet’s name where no title stands in it, and says so', () => {
    const made = read([{ name: '支出总表', rows: [...HEAD.slice(1), ...BODY] }]);
    expect(rowsOf(made, '支出总表')).toEqual(ROWS);
  });

  test('by its head where neither says it, and says so', () => {
    const made = read([{ name: 'Sheet1', rows: [['我县的一张表'], ...HEAD.slice(1), ...BODY] }]);
    expect(rowsOf(made, '支出总表')).toEqual(ROWS);
    expect(report(made).converted.map((item) => item.text)).toEqual([
      '这张表标题“我县的一张表”不在表样里，按表头认作“支出总表”',
    ]);
    expect(left(made)).toEqual(['工作表“Sheet1”A1：表外：这里的文字不属于表样的任何一部分“我县的一张表”']);
    // It has no title that the form knows, so the form's is printed.
    expect(made.description.tables.size).toBe(0);
  });

  test('a head that several tables have is asked about, and every row is told', () => {
    const rows: Made[][] = [
      ['科目编码', '科目名称', '合计', '基本支出', '项目支出'],
      ['', '合计', 3, 1, 2],
    ];
    const made = read([{ name: 'Sheet1', rows }]);
    expect(made.tables).toEqual([]);
    expect(told(made)[0]).toMatch(
      /表头和(?:“(?:一般公共预算|政府性基金|国有资本经营)支出表”、?){3}都相符，没有放入。它是哪一张？/,
    );
    expect(left(made)).toHaveLength(2);
    expect(report(made).unplaced[0]?.nearest).toMatch(/^可能是.*“一般公共预算支出表”/);
  });

  test.each([
    ['2024年部门预算支出总表'],
    ['某县水务局2024年度部门支出总表'],
    ['附表3：部门预算支出总表'],
    ['表3-1 支出总表'],
    ['（三）部门预算支出总表（单位：万元）'],
    ['单位预算支出总表'],
    ['部 门 预 算 支 出 总 表'],
  ])('the title %s', (title) => {
    const made = read([{ name: '附表', rows: [[title], ...HEAD.slice(1), ...BODY] }]);
    expect(rowsOf(made, '支出总表')).toEqual(ROWS);
    expect(told(made)).toEqual([]);
  });
});

describe('columns', () => {
  test('in another order, under other names, with one that the form does not have', () => {
    const made = read([
      {
        name: '一',
        rows: [
          ['部门预算支出总表'],
          ['单位：万元'],
          [
            '科目名称',
            '项目支出',
            '科目编码',
            '备注',
            '基本支出',
            '事业单位经营支出',
            '上缴上级支出',
            '对附属单位补助',
            '合计',
          ],
          ['合计', 20, '', '', 10, '', '', '', 30],
          ['农林水支出', 20, 213, '含追加', 10, '', '', '', 30],
        ],
      },
    ]);
    expect(rowsOf(made, '支出总表')).toEqual([
      '|合计|30.00|10.00|20.00|||',
      '213|农林水支出|30.00|10.00|20.00|||',
    ]);
    expect(told(made)).toEqual([]);
    expect(left(made)).toEqual(['工作表“一”D5：支出总表，列“备注”：这一列不属于表样的任何一列“含追加”']);
  });

  test('a two-sided form with its sides changed and no line of sides above', () => {
    const made = read([
      {
        name: '一',
        rows: [
          ['部门收支总表'],
          ['单位：万元'],
          ['项目', '预算数', '项目', '预算数'],
          ['三、国防支出', 1, '一、一般公共预算拨款收入', 4],
          ['十三、农林水支出', 3, '五、单位资金', ''],
          ['支出总计', 4, '收入总计', 4],
        ],
      },
    ]);
    expect(rowsOf(made, '收支总表')).toEqual([
      '一、一般公共预算拨款收入|4.00|三、国防支出|1.00',
      '五、单位资金||十三、农林水支出|3.00',
      '收入总计|4.00|支出总计|4.00',
    ]);
    expect(told(made)).toEqual([]);
  });

  test('merged heads over three levels, with codes in three columns', () => {
    const made = read(
      [
        {
          name: '一',
          rows: [
            ['2024年一般公共预算支出预算表'],
            ['部门名称：某县水务局', '', '', '', '', '', '', '', '', '', '单位：万元'],
            ['科目编码', '', '', '单位代码', '单位名称（科目名称）', '合计', '基本支出', '', '', '项目支出'],
            ['类', '款', '项', '', '', '', '小计', '人员经费', '公用经费', ''],
            ['213', '03', '01', '', '行政运行', 9, 9, 8, 1, ''],
          ],
          merges: ['A3:C3', 'D3:D4', 'E3:E4', 'F3:F4', 'G3:I3', 'J3:J4'],
        },
      ],
      'hebei-2024',
    );
    // Not a form of this template: what cannot be told is asked, nothing is lost.
    expect(left(made).length + made.tables.length).toBeGreaterThan(0);
    const one = read([
      {
        name: '一',
        rows: [
          ['部门预算支出总表'],
          ['单位：万元'],
          [
            '科目编码',
            '',
            '',
            '科目名称',
            '合计',
            '基本支出',
            '项目支出',
            '经营支出',
            '上解上级支出',
            '对附属单位补助支出',
          ],
          ['类', '款', '项'],
          ['', '', '', '合计', 9, 9],
          ['213', '03', '01', '行政运行', 9, 9],
        ],
        merges: ['A3:C3', 'D3:D4', 'E3:E4', 'F3:F4', 'G3:G4', 'H3:H4', 'I3:I4', 'J3:J4'],
      },
    ]);
    expect(rowsOf(one, '支出总表')).toEqual(['|合计|9.00|9.00||||', '2130301|行政运行|9.00|9.00||||']);
    expect(report(one).converted.map((item) => item.text)).toEqual([
      '表“支出总表”的类、款、项各列合成一列科目编码',
    ]);
  });

  test('code and name in one column are two', () => {
    const made = read([
      {
        name: '一',
        rows: [
          ['部门预算支出总表'],
          ['单位：万元'],
          ['功能分类科目', '合计', '基本支出', '项目支出', '经营支出', '上解上级支出', '对附属单位补助支出'],
          ['合计', 9, 9],
          ['213农林水支出', 9, 9],
          ['[21303]水利', 9, 9],
          ['2130301-行政运行', 9, 9],
        ],
      },
    ]);
    expect(rowsOf(made, '支出总表')).toEqual([
      '|合计|9.00|9.00||||',
      '213|农林水支出|9.00|9.00||||',
      '21303|水利|9.00|9.00||||',
      '2130301|行政运行|9.00|9.00||||',
    ]);
  });

  test('a column that the sheet lacks is blank, and said', () => {
    const made = read([
      {
        name: '一',
        rows: [
          ['部门预算支出总表'],
          ['单位：万元'],
          ['科目编码', '科目名称', '合计', '基本支出', '项目支出'],
          ['', '合计', 3, 1, 2],
        ],
      },
    ]);
    expect(rowsOf(made, '支出总表')).toEqual(['|合计|3.00|1.00|2.00|||']);
    expect(told(made)).toEqual([
      '工作表“一”第 3 行：表“支出总表”的表头里没有找到：经营支出、上解上级支出、对附属单位补助支出；这些列留空',
    ]);
  });
});

describe('a sheet of several tables', () => {
  const small = (title: string, total: number): Made[][] => [
    [title],
    ['单位：万元'],
    ['科目编码', '科目名称', '合计', '基本支出', '项目支出'],
    ['', '合计', total, total],
  ];

  test('below one another, with notes and feet between', () => {
    const rows = [
      ...small('部门预算一般公共预算财政拨款支出表', 3),
      ['制表人：张三', '', '', '审核人：李四'],
      [],
      ...small('部门预算政府性基金预算财政拨款支出表', 2),
      ['注：含上年结转。'],
      [],
      ['单位预算国有资本经营预算财政拨款支出表'],
      ['科目编码', '科目名称', '合计', '基本支出', '项目支出'],
      ['注：无国有资本经营预算财政拨款预算，空表列示。'],
    ];
    const made = read([{ name: '汇总', rows }]);
    expect(rowsOf(made, '一般公共预算支出表')).toEqual(['|合计|3.00|3.00|']);
    expect(rowsOf(made, '政府性基金支出表')).toEqual(['|合计|2.00|2.00|']);
    expect(rowsOf(made, '国有资本经营支出表')).toEqual([]);
    expect(made.description.tables.get('政府性基金支出表')).toEqual({ notes: ['注：含上年结转。'] });
    expect(made.description.tables.has('国有资本经营支出表')).toBe(false);
    expect(left(made)).toEqual([]);
    expect(report(made).unplaced.map((item) => [item.text, item.minor])).toEqual([
      ['制表人：张三', true],
      ['审核人：李四', true],
    ]);
  });

  test('beside one another', () => {
    const [one, two] = [small('一般公共预算支出表', 3), small('政府性基金预算支出表', 2)];
    const rows = one.map((row, at) => [
      ...row,
      ...Array.from({ length: 6 - row.length }, (): Made => ''),
      ...(two[at] ?? []),
    ]);
    const made = read([{ name: '汇总', rows }]);
    expect(rowsOf(made, '一般公共预算支出表')).toEqual(['|合计|3.00|3.00|']);
    expect(rowsOf(made, '政府性基金支出表')).toEqual(['|合计|2.00|2.00|']);
    expect([told(made), left(made)]).toEqual([[], []]);
  });

  test('a row that is called like a table opens none', () => {
    const made = read(
      [
        {
          name: '一',
          rows: [
            ['2024年机关（机构）运行经费'],
            ['单位：万元'],
            ['科目编码', '科目名称', '合计'],
            ['', '合计', 3],
            ['302', '商品和服务支出', 3],
            ['', '机关运行经费'],
          ],
        },
      ],
      'henan-2024',
    );
    expect(rowsOf(made, '机关运行经费表')).toEqual([
      '|合计|3.00',
      '302|商品和服务支出|3.00',
      '|机关运行经费|',
    ]);
  });

  test('a table on a second printed page goes on', () => {
    const page = (rows: Made[][]): Made[][] => [...HEAD.slice(0, 4), ...rows];
    const made = read([
      { name: '一', rows: [...page(BODY), [], ...page([[3, '221', '住房保障支出', 1, 1]])] },
    ]);
    expect(rowsOf(made, '支出总表')).toEqual([...ROWS, '221|住房保障支出|1.00|1.00||||']);
    expect(told(made)).toEqual([]);
  });
});

describe('what is hidden or far away', () => {
  test('hidden sheets, rows and columns are read, and said', () => {
    const made = read([
      { name: '一', rows: [...HEAD, ...BODY], hidden: true },
      {
        name: '二',
        rows: [
          ['部门预算政府性基金预算财政拨款支出表'],
          ['单位：万元'],
          ['科目编码', '科目名称', '合计', '基本支出', '项目支出'],
          ['', '合计', 1, 1],
          ['213', '农林水', 1, 1],
        ],
        hiddenRows: [5],
        hiddenColumns: [4],
      },
    ]);
    expect(rowsOf(made, '支出总表')).toEqual(ROWS);
    expect(rowsOf(made, '政府性基金支出表')).toEqual(['|合计|1.00|1.00|', '213|农林水|1.00|1.00|']);
    expect(told(made)).toEqual([
      '工作表“一”第 1 行：工作表“一”整张工作表是隐藏的，已照样读入，请核对是否应当公开',
      '工作表“二”第 1 行：工作表“二”第 5 行是隐藏的，第 D 列是隐藏的，已照样读入，请核对是否应当公开',
    ]);
  });

  test('a used range far larger than the data', () => {
    // Styled rows to the end of the sheet, as a careless copy of a format leaves them.
    const blank = Array.from(
      { length: 20_000 },
      (_, at) => `<row r="${at + 100}"><c r="A${at + 100}" s="0"/><c r="XFD${at + 100}"/></row>`,
    ).join('');
    const bytes = edited(
      workbook([{ name: '一', rows: [...HEAD, ...BODY] }]),
      'xl/worksheets/sheet1.xml',
      (xml) =>
        xml
          .replace(/<dimension ref="[^"]*"/, '<dimension ref="A1:XFD1048576"')
          .replace('</sheetData>', `${blank}</sheetData>`),
    );
    // Cell by cell, 330 million of them would fill the memory.
    const made = importFiles([{ name: '表.xlsx', bytes }], form('hebei-2024'), WATER);
    expect(rowsOf(made, '支出总表')).toEqual(ROWS);
  });

  test('what was left far away is told', () => {
    const far = Array.from({ length: 40 }, (): Made => '');
    const made = read([
      {
        name: '一',
        rows: [
          ...HEAD,
          [...(BODY[0] ?? []), ...far, '草稿'],
          ...BODY.slice(1),
          ...Array.from({ length: 300 }, (): Made[] => []),
          ['临时记录 123'],
        ],
      },
    ]);
    expect(rowsOf(made, '支出总表')).toHaveLength(3);
    expect(left(made).join()).toContain('“草稿”');
  });
});

describe('departments', () => {
  const of = (owner: string, total: number): Made[][] => [
    ['部门预算支出总表'],
    [`编制单位：${owner}`, '', '', '', '', '', '', '', '单位：万元'],
    ...HEAD.slice(2, 4),
    [1, '', '合计', total, total],
  ];

  test('only the tables of the one that is imported; the others are told', () => {
    const made = read([
      { name: '1', rows: of('某县财政局', 5) },
      { name: '2', rows: of('某县水务局', 7) },
      { name: '3', rows: of('某县水务局水文站', 9) },
    ]);
    expect(rowsOf(made, '支出总表')).toEqual(['|合计|7.00|7.00||||']);
    expect(told(made)).toEqual([]);
    expect(left(made).filter((text) => text.includes('属于“某县财政局”'))).toHaveLength(3);
  });

  test('by the name in the title', () => {
    const titled = (owner: string, total: number): Made[][] => [
      [`${owner}2024年部门支出总表`],
      ...of('', total).slice(1),
    ];
    const made = read([
      { name: '1', rows: titled('某县财政局', 5) },
      { name: '2', rows: titled('某县水务局', 7) },
    ]);
    expect(rowsOf(made, '支出总表')).toEqual(['|合计|7.00|7.00||||']);
  });

  test('by the sheet’s name', () => {
    const made = read([
      { name: '财政局', rows: of('', 5) },
      { name: '888某县水务局', rows: of('', 7) },
    ]);
    expect(rowsOf(made, '支出总表')).toEqual(['|合计|7.00|7.00||||']);
    expect(told(made)[0]).toContain('表“支出总表”不止一份，内容不同');
  });

  test('none of them, and which is meant is asked', () => {
    const made = read([
      { name: '1', rows: of('某县财政局', 5) },
      { name: '2', rows: of('某县教育局', 7) },
    ]);
    expect(made.tables).toEqual([]);
    expect(told(made)[0]).toContain('文件里有 2 个部门的表（某县财政局、某县教育局）');
  });

  test('one that is called otherwise is read, and asked about', () => {
    const made = read([{ name: '1', rows: of('某县水利局', 5) }]);
    expect(rowsOf(made, '支出总表')).toEqual(['|合计|5.00|5.00||||']);
    expect(told(made)).toEqual(['：表上印的部门是“某县水利局”，按“某县水务局”导入。对吗？']);
  });

  test('the same table twice: a copy is one, another is asked about', () => {
    const copy = read([
      { name: '1', rows: of('', 5) },
      { name: '2', rows: of('', 5) },
    ]);
    expect(rowsOf(copy, '支出总表')).toEqual(['|合计|5.00|5.00||||']);
    expect(told(copy)).toEqual([]);
    const other = read([
      { name: '1', rows: of('', 5) },
      { name: '2', rows: of('', 6), hidden: true },
    ]);
    expect(rowsOf(other, '支出总表')).toEqual(['|合计|5.00|5.00||||']);
    expect(told(other)[1]).toContain('应当用哪一份？');
    expect(left(other)).toHaveLength(1);
  });
});
