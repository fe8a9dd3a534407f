import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toolRoot } from '../../scripts/lib/build/publish.ts';
import { contentFiles, type Imported, importFiles, reportOf, type Subject } from '../../src/import/index.ts';
import { loadContent } from '../../src/load/content.ts';
import { folderSource, layeredSource } from '../../src/load/source.ts';
import { normalized } from '../../src/model/titles.ts';
import { resolveTemplates } from '../../src/schema/template.ts';
import { type Made, type MadeSheet, workbook } from './make/workbook.ts';
import { form, formWords, rowsOf, leftOf as unplaced } from './support.ts';

/** Workbooks of offices in two provinces, in the shapes that finance systems and clerks give them. */

const third = (() => {
  const content = folderSource(join(toolRoot, 'test/fixtures/third-province'));
  const own = loadContent(content, layeredSource(content, folderSource(join(toolRoot, 'content'))));
  const template = resolveTemplates(own.templates).templates.get('third-2025');
  if (!template) throw new Error('no third form');
  return template;
})();
const henan = form('henan-2024');

const office: Subject = { region: '990100', year: 2025, code: '021', name: '丙市教育研究院' };
const bureau: Subject = { region: '410899', year: 2024, code: '599', name: '某区农业农村局' };

type Read = Imported & { readonly sheets: readonly MadeSheet[] };
const inThird = (sheets: readonly MadeSheet[], file = '预算.xlsx'): Read => ({
  ...importFiles([{ name: file, bytes: workbook(sheets, kindOf(file)) }], third, office),
  sheets,
});
const inHenan = (sheets: readonly MadeSheet[], file = '预算.xlsx'): Read => ({
  ...importFiles([{ name: file, bytes: workbook(sheets, kindOf(file)) }], henan, bureau),
  sheets,
});
const kindOf = (file: string): 'xlsx' | 'biff8' => (file.endsWith('.xls') ? 'biff8' : 'xlsx');

const warnings = (read: Read): string[] => reportOf(read, '').warnings.map((item) => item.text);

/** Texts of the input that stand neither in content nor in the report, nor are the form's own words. */
function lost(read: Read): string[] {
  const kept = normalized([...contentFiles(read).values(), JSON.stringify(reportOf(read, ''))].join('\n'))
    .replaceAll('\\n', '')
    .replaceAll(/\\(?=[^\w\s])/g, '');
  const words = formWords(read.template, read.subject);
  const around = /^(?:序号|栏次|类|款|项|\(?(?:金额)?单位:.*|(?:编制|填报)?(?:部门|单位)(?:名称)?:?.*)$/;
  return read.sheets.flatMap(({ rows }) =>
    rows.flatMap((row) =>
      row.flatMap((made) => {
        const text = normalized(typeof made === 'object' ? String(made.n ?? '') : String(made ?? ''));
        const known =
          [text, text.replaceAll(',', '')].some((item) => kept.includes(item)) || around.test(text);
        return known || words.has(text.replace(/^2024年/, '')) || words.has(text) || /^\d{1,2}$/.test(text)
          ? []
          : [text];
      }),
    ),
  );
}

/** A sheet in the form's own shape, for tests of what stands in it. */
const spending = (...rows: Made[][]): MadeSheet => ({
  name: 'Sheet1',
  rows: [
    ['2025年单位支出总体情况表'],
    ['单位名称：丙市教育研究院', '', '', '', '', '', '单位：元'],
    ['功能科目', '', '', '功能科目名称', '保运转支出', '办事业支出', '支出小计'],
    ['类', '款', '项'],
    ...rows,
  ],
  merges: ['A1:G1', 'A2:F2', 'A3:C3', 'D3:D4', 'E3:E4', 'F3:F4', 'G3:G4'],
});

describe('heads', () => {
  test('of three levels, merged, with titles broken over lines', () => {
    const read = inHenan([
      {
        name: '表3',
        rows: [
          ['预算03表'],
          ['2024年部门支出预算表'],
          ['部门名称：某区农业农村局', ...Array<string>(13).fill(''), '单位：万元'],
          [
            '科目编码',
            '',
            '',
            '单位\n代码',
            '单位（科目名称）',
            '总计',
            '基本支出',
            '',
            '',
            '',
            '',
            '',
            '',
            '项目支出',
          ],
          [
            '类',
            '款',
            '项',
            '',
            '',
            '',
            '合计',
            '人员经费',
            '',
            '',
            '公用经费',
            '',
            '',
            '合计',
            '其他运\n转类',
            '特定目\n标类',
          ],
          [
            '',
            '',
            '',
            '',
            '',
            '',
            '',
            '小计',
            '工资福利\n支出',
            '对个人和家庭的补助',
            '小计',
            '商品和服务支出',
            '资本性支出',
          ],
          ['', '', '', '', '合计', 12.5, 9.5, 8, 7, 1, 1.5, 1.5, '', 3, '', 3],
          ['213', '01', '01', '', '行政运行', 12.5, 9.5, 8, 7, 1, 1.5, 1.5, '', 3, '', 3],
        ],
        merges: [
          'A2:P2',
          'A4:C4',
          'A5:A6',
          'B5:B6',
          'C5:C6',
          'D4:D6',
          'E4:E6',
          'F4:F6',
          'G4:M4',
          'G5:G6',
          'H5:J5',
          'K5:M5',
          'N4:P4',
          'N5:N6',
          'O5:O6',
          'P5:P6',
        ],
      },
    ]);
    expect(rowsOf(read, '支出总表')).toEqual([
      '||||合计|12.50|9.50|8.00|7.00|1.00|1.50|1.50||3.00||3.00',
      '213|01|01||行政运行|12.50|9.50|8.00|7.00|1.00|1.50|1.50||3.00||3.00',
    ]);
    expect([warnings(read), unplaced(read), lost(read)]).toEqual([[], [], []]);
  });

  test('each column over several of the sheet’s, as report designers print', () => {
    const read = inThird([
      {
        name: 'Report1',
        rows: [
          ['', '', '', '2025年单位支出总体情况表'],
          ['', '单位名称：丙市教育研究院', ...Array<string>(11).fill(''), '单位：元'],
          [],
          [
            '',
            '功能科目',
            '',
            '',
            '',
            '',
            '功能科目名称',
            '',
            '',
            '保运转支出',
            '',
            '办事业支出',
            '',
            '支出小计',
          ],
          ['', '类', '', '款', '', '项'],
          ['', '205', '', '08', '', '03', '培训支出', '', '', '1,200.00', '', '300.00', '', '1,500.00'],
          ['', '总计', '', '', '', '', '', '', '', '1,200.00', '', '300.00', '', '1,500.00'],
        ],
        merges: [
          'D1:N1',
          'B2:M2',
          'B4:F4',
          'B5:C5',
          'D5:E5',
          'G4:I5',
          'J4:K5',
          'L4:M5',
          'N4:N5',
          'B6:C6',
          'D6:E6',
          'G6:I6',
          'J6:K6',
          'L6:M6',
          'B7:I7',
          'J7:K7',
          'L7:M7',
        ],
      },
    ]);
    expect(rowsOf(read, '支出总体情况表')).toEqual([
      '205|08|03|培训支出|1200.00|300.00|1500.00',
      '|||总计|1200.00|300.00|1500.00',
    ]);
    expect([warnings(read), unplaced(read), lost(read)]).toEqual([[], [], []]);
  });

  test('columns in another order, a group’s columns too', () => {
    const read = inThird([
      {
        name: '三公',
        rows: [
          ['2025年“三公”经费情况表'],
          ['单位：万元'],
          ['2025年预算数', '', '', '', '', '2024年预算数'],
          ['合计', '公务接待费', '公务用车', '', '因公出国（境）费'],
          ['', '', '运行维护费', '购置费'],
          [6.5, 0.5, 2, 1, 3, 7.25],
        ],
        merges: ['A3:E3', 'F3:F5', 'A4:A5', 'B4:B5', 'C4:D4', 'E4:E5'],
      },
    ]);
    expect(rowsOf(read, '三公经费情况表')).toEqual(['7.25|3.00|1.00|2.00|0.50|6.50']);
    expect([warnings(read), unplaced(read), lost(read)]).toEqual([[], [], []]);
  });

  test('two tables side by side, one longer than the other', () => {
    const read = inThird([
      {
        name: '汇总',
        rows: [
          ['2025年一般公共预算保运转支出情况表', '', '', '', '', '', '', '2025年政府采购情况表'],
          ['单位：元', '', '', '', '', '', '', '单位：元'],
          [
            '经济科目',
            '',
            '经济科目名称',
            '用于人员',
            '用于公用',
            '小计',
            '',
            '拟购品目',
            '品目编号',
            '拟购数量',
            '预计单价',
            '预计金额',
          ],
          ['类', '款'],
          ['301', '01', '基本工资', 100, '', 100, '', '台式计算机', 'A02010104', '5台', 4000, 20000],
          ['302', '01', '办公费', '', 20, 20, '', '总计', '', '', '', 20000],
          ['总计', '', '', 100, 20, 120],
        ],
        merges: ['A3:B3', 'C3:C4', 'D3:D4', 'E3:E4', 'F3:F4'],
      },
    ]);
    expect(rowsOf(read, '基本支出情况表')).toEqual([
      '301|01|基本工资|100.00||100.00',
      '302|01|办公费||20.00|20.00',
      '||总计|100.00|20.00|120.00',
    ]);
    expect(rowsOf(read, '采购情况表')).toEqual([
      '台式计算机|A02010104|5台|4000.00|20000.00',
      '总计||||20000.00',
    ]);
    expect([warnings(read), unplaced(read), lost(read)]).toEqual([[], [], []]);
  });
});

describe('units and totals', () => {
  test('a sheet in 元 for a form in 万元, its unit in a cell of its own', () => {
    const read = inHenan([
      {
        name: '三公',
        rows: [
          ['2024年一般公共预算“三公”经费支出表'],
          ['部门名称：', '某区农业农村局', '', '', '金额单位：', '元'],
          ['“三公”经费合计', '因公出国（境）费', '公务用车购置及运行费', '', '', '公务接待费'],
          ['', '', '小计', '公务用车购置费', '公务用车运行费'],
          [23456, '', 21456, '', 21456, 2000.5],
        ],
        merges: ['A3:A4', 'B3:B4', 'C3:E3', 'F3:F4'],
      },
    ]);
    expect(rowsOf(read, '三公经费表')).toEqual(['2.3456||2.1456||2.1456|0.20005']);
    expect(warnings(read)).toEqual([
      '表“三公经费表”有 4 格折成万元后多于两位小数，照实保留，没有四舍五入：2.3456、2.1456、2.1456、0.20005',
    ]);
    expect([unplaced(read), lost(read)]).toEqual([[], []]);
  });

  test('the total where the form does not print it: first, last, or in the column of codes', () => {
    const row: Made[] = ['205', '08', '03', '培训支出', 1, 2, 3];
    const first = inThird([spending(['', '', '', '总计', 1, 2, 3], row)]);
    expect(rowsOf(first, '支出总体情况表')).toEqual([
      '|||总计|1.00|2.00|3.00',
      '205|08|03|培训支出|1.00|2.00|3.00',
    ]);
    const last = inThird([spending(row, ['总 计', '', '', '', 1, 2, 3])]);
    expect(rowsOf(last, '支出总体情况表')).toEqual([
      '205|08|03|培训支出|1.00|2.00|3.00',
      '|||总计|1.00|2.00|3.00',
    ]);
    for (const read of [first, last])
      expect([warnings(read), unplaced(read), lost(read)]).toEqual([[], [], []]);
  });

  test('decimals: as the cell shows them; without a format as forms print them, and 0 stays 0', () => {
    const read = inThird([
      spending(
        ['205', '08', '01', '常规', 11, 11.5, 0],
        ['205', '08', '02', '有格式', { n: 11, z: '0' }, { n: 11.5, z: '0.000' }, { n: 0, z: '0.00' }],
        ['205', '08', '03', '文字', '11', '11.5', '0'],
        ['205', '08', '04', '更长', 11.123, { n: 11.123, z: '#,##0.00' }, 1234567.8],
      ),
    ]);
    expect(rowsOf(read, '支出总体情况表')).toEqual([
      '205|08|01|常规|11.00|11.50|0',
      '205|08|02|有格式|11|11.500|0.00',
      '205|08|03|文字|11|11.5|0',
      '205|08|04|更长|11.123|11.12|1234567.80',
    ]);
    expect(reportOf(read, '').converted).toContainEqual({
      place: '工作表“Sheet1”F8',
      text: '“11.123”读作“11.12”',
      from: '11.123',
      to: '11.12',
    });
  });
});

describe('figures as they are typed', () => {
  test('full-width digits, separators, spaces, signs of money', () => {
    const read = inThird([
      spending(
        ['２０５', '０８', '０３', '培　训　支　出', '１，２３４．５０', ' 1 234.50 ', '￥2,469.00'],
        ['205', '08', '99', '其他', '1,234.5元', '0.5万元', '6,234.50'],
      ),
    ]);
    expect(rowsOf(read, '支出总体情况表')).toEqual([
      '205|08|03|培训支出|1234.50|1234.50|2469.00',
      '205|08|99|其他|1234.5|5000|6234.50',
    ]);
    expect([warnings(read), unplaced(read)]).toEqual([[], []]);
  });

  test('negative ones, in brackets, in red, with every kind of minus', () => {
    const read = inThird([
      spending(
        ['205', '08', '01', '括号', '(1,234.56)', '（12.00）', '-1246.56'],
        [
          '205',
          '08',
          '02',
          '红字',
          { n: -12.5, z: '0.00_);[Red]\\(0.00\\)' },
          { n: -3, z: '[Red]0.00' },
          -15.5,
        ],
        ['205', '08', '03', '各种负号', '－12.00', '−3.00', '﹣15.00'],
      ),
    ]);
    expect(rowsOf(read, '支出总体情况表')).toEqual([
      '205|08|01|括号|-1234.56|-12.00|-1246.56',
      '205|08|02|红字|-12.50|-3.00|-15.50',
      '205|08|03|各种负号|-12.00|-3.00|-15.00',
    ]);
    expect([warnings(read), unplaced(read)]).toEqual([[], []]);
  });

  test('percentages, dates and words under amounts are told, never figures', () => {
    const read = inThird([
      spending(
        ['205', '08', '01', '比例', { n: 0.5, z: '0%' }, '50%', '约三百'],
        ['205', '08', '02', '日期', { n: 45292, z: 'yyyy-mm-dd' }, '2024-01-01', '见附件'],
      ),
    ]);
    expect(rowsOf(read, '支出总体情况表')).toEqual(['205|08|01|比例|||', '205|08|02|日期|||']);
    expect(unplaced(read).map((text) => text.replace(/^.*：/, ''))).toEqual([
      '这一格应是数字“50%”',
      '这一格应是数字“50%”',
      '这一格应是数字“约三百”',
      '这一格应是数字“2024-01-01”',
      '这一格应是数字“2024-01-01”',
      '这一格应是数字“见附件”',
    ]);
  });

  test.each(['xlsx', 'xls'])('errors of formulas are told and are no figures (%s)', (ending) => {
    const read = inThird(
      [spending(['205', '08', '01', '出错', { e: '#REF!' }, { e: '#DIV/0!' }, { e: '#N/A' }])],
      `表.${ending}`,
    );
    expect(rowsOf(read, '支出总体情况表')).toEqual(['205|08|01|出错|||']);
    expect(reportOf(read, '').warnings).toEqual(
      ['E5：公式出错（#REF!）', 'F5：公式出错（#DIV/0!）', 'G5：公式出错（#N/A）'].map((item) => {
        const [at, ...text] = item.split('：');
        return { place: `工作表“Sheet1”${at}`, text: text.join('：') };
      }),
    );
  });

  test('a formula whose value was not saved is told', () => {
    const read = inThird([spending(['205', '08', '01', '未算', { f: 'F5+G5' }, 1, 2])]);
    expect(rowsOf(read, '支出总体情况表')).toEqual(['205|08|01|未算||1.00|2.00']);
    expect(warnings(read)).toEqual(['公式没有保存算出的值']);
  });
});

describe('what else sheets hold', () => {
  test('an older copy on a hidden sheet does not displace the one that is shown', () => {
    const read = inThird([
      { ...spending(['205', '08', '03', '培训支出', 9, 9, 18]), name: '旧稿', hidden: true },
      { ...spending(['205', '08', '03', '培训支出', 1, 2, 3]), name: '定稿' },
    ]);
    expect(rowsOf(read, '支出总体情况表')).toEqual(['205|08|03|培训支出|1.00|2.00|3.00']);
    expect(warnings(read).join('\n')).toContain('后一份在隐藏的工作表里');
    expect(lost(read)).toEqual([]);
  });

  test('hidden rows count, and are said', () => {
    const read = inThird([
      {
        ...spending(['205', '08', '03', '培训支出', 1, 2, 3], ['205', '08', '99', '其他', 4, 5, 9]),
        hiddenRows: [6],
      },
    ]);
    expect(rowsOf(read, '支出总体情况表')).toHaveLength(2);
    expect(warnings(read).join('\n')).toContain('第 6 行是隐藏的');
  });

  test('remarks beside and below a table are told', () => {
    const read = inThird([
      {
        name: '支出',
        rows: [
          ...spending(['205', '08', '03', '培训支出', 1, 2, 3, '含追加经费']).rows,
          [],
          ['备注：本表不含上年结转。'],
          ['数据截至年初批复'],
          ['制表人：张三', '', '', '', '审核：李四', '', '2025年1月5日'],
        ],
      },
    ]);
    expect(rowsOf(read, '支出总体情况表')).toEqual(['205|08|03|培训支出|1.00|2.00|3.00']);
    expect(read.description.tables.get('支出总体情况表')).toEqual({ notes: ['备注：本表不含上年结转。'] });
    expect(unplaced(read)).toEqual([
      '工作表“支出”A8：支出总体情况表：这一行只有文字，没有科目和数字“数据截至年初批复”',
      '工作表“支出”H5：支出总体情况表：这一列没有表头“含追加经费”',
    ]);
    expect(lost(read)).toEqual([]);
  });

  test('two sides with an unlike number of rows, the total of each at its own end', () => {
    const read = inThird([
      {
        name: '收支',
        rows: [
          ['2025年单位收支总体情况表'],
          ['单位：元'],
          ['收入', '', '支出'],
          ['收入来源', '金额', '支出用途', '金额'],
          ['（一）一般公共预算拨款', 30, '五、教育支出', 20],
          ['（四）事业收入', 5, '八、社会保障和就业支出', 5],
          ['本年收入小计', 35, '十、卫生健康支出', 5],
          ['上年结转', 5, '二十、住房保障支出', 10],
          ['', '', '本年支出小计', 40],
          ['收入合计', 40, '支出合计', 40],
        ],
        merges: ['A3:B3', 'C3:D3'],
      },
    ]);
    expect(rowsOf(read, '收支总体情况表')).toEqual([
      '（一）一般公共预算拨款|30.00|五、教育支出|20.00',
      '（四）事业收入|5.00|八、社会保障和就业支出|5.00',
      '本年收入小计|35.00|十、卫生健康支出|5.00',
      '上年结转|5.00|二十、住房保障支出|10.00',
      '||本年支出小计|40.00',
      '收入合计|40.00|支出合计|40.00',
    ]);
    expect([warnings(read), unplaced(read), lost(read)]).toEqual([[], [], []]);
  });

  test('a project’s grid with percentages, dates and a field of no form', () => {
    const read = inThird([
      {
        name: '项目1',
        rows: [
          ['项目1：教师培训'],
          ['项目编码', 'P2025001', '项目名称', '教师培训'],
          ['实施单位', '继续教育处', '项目资金', 120000, '本级财政', 100000, '自筹', 20000],
          ['绩效目标', '年内培训教师300人次。'],
          ['指标类型', '指标内容', '目标值'],
          ['产出', '培训人次', '300人次'],
          ['', '结业率', { n: 0.95, z: '0%' }],
          ['效果', '完成日期', { n: 46022, z: 'yyyy"年"m"月"d"日"' }],
        ],
      },
    ]);
    expect(read.projects).toMatchObject([
      {
        name: '教师培训',
        code: 'P2025001',
        amount: '120000.00',
        goals: ['年内培训教师300人次。'],
        indicators: [
          { level1: '产出', level3: '培训人次', value: '300人次' },
          { level1: '产出', level3: '结业率', value: '95%' },
          { level1: '效果', level3: '完成日期', value: '2025-12-31' },
        ],
      },
    ]);
    expect(read.projects[0]?.funding).toEqual(
      new Map([
        ['budget', '100000.00'],
        ['own', '20000.00'],
      ]),
    );
    expect(unplaced(read).join('\n')).toContain('实施单位');
    expect(unplaced(read).join('\n')).toContain('继续教育处');
  });
});
