import { describe, expect, test } from 'vitest';
import { importFiles, reportOf, type Subject } from '../../src/import/index.ts';
import { shownNumber, storedNumber } from '../../src/import/read/workbook/format.ts';
import { convertMoney } from '../../src/import/recognise/units.ts';
import { figureText } from '../../src/import/recognise/whole/figure.ts';
import { type Made, workbook } from './make/workbook.ts';
import { form, rowsOf } from './support.ts';

const shown = (raw: string, code: string): string => {
  const value = storedNumber(raw);
  return value ? shownNumber(value, code, false).text : '';
};

describe('a number is what its cell shows', () => {
  test.each([
    ['1469.55', 'General', '1469.55'],
    ['824.31000000000006', 'General', '824.31'],
    ['1469.5500000001', 'General', '1469.55'],
    ['0.30000000000000004', 'General', '0.3'],
    ['0.33333333333333331', 'General', '0.333333333'],
    ['12345678901.23', 'General', '12345678901.23'],
    ['1.2E-2', 'General', '0.012'],
    ['15.7', '#,##0.00', '15.70'],
    ['1469.5500000001', '#,##0.00', '1469.55'],
    ['1.005', '0.00', '1.01'],
    ['-3.5', '0.00_);[Red]\\(0.00\\)', '-3.50'],
    ['0', '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', '0'],
    ['0', '0.00;-0.00;;@', ''],
    ['824.3', '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', '824.30'],
    ['0.25', '0%', '25%'],
    ['8243123', '0!.0,', '824.3'],
    ['8243.1', '#,##0.00,', '8.24'],
    ['824.31', '0.00"万元"', '824.31万元'],
    ['824.31', '¥#,##0.00', '824.31'],
    ['1.5', '0.##', '1.5'],
    ['2', '0.##', '2'],
    ['45291', 'yyyy-mm-dd', '2023-12-31'],
    ['45291', 'yyyy"年"m"月"d"日"', '2023-12-31'],
    ['2024', '0"年"', '2024年'],
    ['206', '@', '206'],
  ])('%s under %s shows %s', (raw, code, text) => expect(shown(raw, code)).toBe(text));

  test('what a cell hides of its number is told', () => {
    const value = storedNumber('824.316');
    expect(value && shownNumber(value, '0.00', false)).toEqual({ text: '824.32', whole: false });
  });
});

describe('figures as clerks type them', () => {
  test.each([
    ['1,469.55', { text: '1469.55' }],
    [' 1 469.55 ', { text: '1469.55' }],
    ['１，４６９．５５', { text: '1469.55' }],
    ['¥1,469.55', { text: '1469.55' }],
    ['（5.00）', { text: '-5.00' }],
    ['－5.00', { text: '-5.00' }],
    ['3.5万元', { text: '3.5', unit: '万元' }],
    ['—', { text: '', none: '—' }],
    ['', { text: '' }],
    ['0', { text: '0' }],
    ['不适用', { text: '不适用' }],
    ['1,2345', undefined],
    ['约5', undefined],
    ['1.2.3', undefined],
  ])('%j', (raw, read) => expect(figureText(raw, 'amount', ['不适用'])).toEqual(read));

  test('a mark of the form stays one, a quantity keeps its unit', () => {
    expect(figureText('--', 'quantity', ['--'])).toEqual({ text: '--' });
    expect(figureText('10升', 'quantity', [])).toEqual({ text: '10升' });
  });
});

describe('units', () => {
  test.each([
    ['8243100', '元', '万元', '824.31', false],
    ['8243100.00', '元', '万元', '824.31', false],
    ['8240000', '元', '万元', '824.00', false],
    ['8243123.45', '元', '万元', '824.312345', true],
    ['-12300', '元', '万元', '-1.23', false],
    ['0', '元', '万元', '0', false],
    ['0.00', '元', '万元', '0.00', false],
    ['824.31', '万元', '元', '8243100', false],
    ['1.5', '亿元', '万元', '15000', false],
    ['9007199254740993.01', '元', '万元', '900719925474.099301', true],
  ])('%s%s is %s %s', (text, from, to, made, long) =>
    expect(convertMoney(text, from, to)).toEqual({ text: made, long }),
  );
});

describe('in a table', () => {
  const subject: Subject = { region: '139999', year: 2024, code: '888', name: '某县水务局' };
  const read = (unit: string, ...rows: Made[][]) =>
    importFiles(
      [
        {
          name: '表.xlsx',
          bytes: workbook([
            {
              name: '一',
              rows: [
                ['一般公共预算支出表'],
                [unit],
                ['科目编码', '科目名称', '合计', '基本支出', '项目支出'],
                ...rows,
              ],
            },
          ]),
        },
      ],
      form('hebei-2024'),
      subject,
    );

  test('元 becomes 万元, exactly, and it is said', () => {
    const made = read('单位：元（列至角分）', ['', '合计', 8243123.45, '8,243,100.00', 23.45]);
    expect(rowsOf(made, '一般公共预算支出表')).toEqual(['|合计|824.312345|824.31|0.002345']);
    const report = reportOf(made, '');
    expect(report.converted[0]?.text).toBe(
      '表“一般公共预算支出表”的金额由元折成万元，共 3 格，例如 8243123.45 → 824.312345',
    );
    expect(report.converted).toContainEqual({
      place: '工作表“一”D4',
      text: '“8243100.00元”读作“824.31万元”',
      from: '8243100.00元',
      to: '824.31万元',
    });
    expect(report.warnings[0]?.text).toContain('照实保留，没有四舍五入：824.312345、0.002345');
  });

  test('a unit in the head of a column or in a cell counts there', () => {
    const rows: Made[][] = [
      ['一般公共预算支出表'],
      ['科目编码', '科目名称', '合计（元）', '基本支出（元）', '项目支出（万元）'],
      ['', '合计', 30000, '1万元', 2],
    ];
    const made = importFiles(
      [{ name: '表.xlsx', bytes: workbook([{ name: '一', rows }]) }],
      form('hebei-2024'),
      subject,
    );
    expect(rowsOf(made, '一般公共预算支出表')).toEqual(['|合计|3.00|1|2.00']);
  });

  test('no unit anywhere is asked about', () => {
    expect(reportOf(read('', ['', '合计', 3, 1, 2]), '').warnings.map((item) => item.text)).toEqual([
      '表“一般公共预算支出表”没有写金额单位，按万元读。对吗？',
    ]);
  });

  test('formulas give their values; one without a value and an error are told', () => {
    const made = read('单位：万元', ['', '合计', { n: 3.5, f: 'D4+E4', z: '0.00' }, 1, 2]);
    expect(rowsOf(made, '一般公共预算支出表')).toEqual(['|合计|3.50|1.00|2.00']);
  });

  test('a text that is no figure is blank in the table and whole in the report', () => {
    const made = read('单位：万元', ['', '合计', 3, '约1', '—']);
    expect(rowsOf(made, '一般公共预算支出表')).toEqual(['|合计|3.00||']);
    const report = reportOf(made, '');
    expect(report.unplaced).toMatchObject([
      { place: '工作表“一”D4：一般公共预算支出表，列“基本支出”：这一格应是数字', text: '约1' },
    ]);
    expect(report.converted.map((item) => item.text)).toEqual([
      '表“一般公共预算支出表”里 1 格数字写作“—”，读作空白',
    ]);
  });

  test('codes that were stored as numbers are codes', () => {
    expect(
      rowsOf(read('单位：万元', [{ n: 2130301, z: '0.00' }, '行政运行', 3, 3]), '一般公共预算支出表'),
    ).toEqual(['2130301|行政运行|3.00|3.00|']);
  });
});
