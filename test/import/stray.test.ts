import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentFiles, importFiles, reportOf } from '../../src/import/index.ts';
import { runs } from '../support/seed.ts';
import { table as documentTable, wordDocument } from './make/document.ts';
import { EXPENDITURE_HEAD, type Made, workbook } from './make/workbook.ts';
import { form, WATER } from './support.ts';

/**
 * Words and figures dropped anywhere into good sheets: each must be found again,
 * in content or in the report. What the form itself does not know of is the most
 * easily lost.
 */

// Two cores may be shared with many.
const TABLE: Made[][] = [
  ...EXPENDITURE_HEAD,
  [1, '', '合计', 30, 10, 20],
  [2, '213', '农林水支出', 30, 10, 20],
  [3, '21303', '水利', 30, 10, 20],
];
const SIDED: Made[][] = [
  ['部门预算收支总表'],
  ['单位：万元'],
  ['收入', '', '支出', ''],
  ['项目', '预算数', '项目', '预算数'],
  ['一、一般公共预算拨款收入', 4, '三、国防支出', 1],
  ['五、单位资金', '', '十三、农林水支出', 3],
  ['收入总计', 4, '支出总计', 4],
];
const PROJECT: Made[][] = [
  ['1、防汛绩效目标表'],
  ['项目编码', '13P001', '项目名称', '防汛'],
  ['预算规模及资金用途', '预算数', 30, '其中：财政资金', 30, '其他资金', ''],
  ['', '买沙袋'],
  ['资金支出计划（%）', '3月底', '6月底', '10月底', '12月底'],
  ['', '25%', '50%', '75%', '100%'],
  ['绩效目标', '安全度汛'],
  ['一级指标', '二级指标', '三级指标', '绩效指标描述', '指标值', '指标值确定依据'],
  ['产出指标', '数量指标', '沙袋', '买了多少', '9000只', '计划'],
];
const WIDE: Made[][] = [
  ['2024年部门预算项目绩效目标表'],
  ['单位：万元'],
  [
    '单位编码（项目编码）',
    '项目单位（项目名称）',
    '项目金额（万元）',
    '',
    '',
    '',
    '绩效目标',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
  ],
  [
    '',
    '',
    '资金总额',
    '政府预算资金',
    '财政专户管理资金',
    '单位资金',
    '成本指标',
    '',
    '产出指标',
    '',
    '效益指标',
    '',
    '满意度指标',
    '',
  ],
  [
    '',
    '',
    '',
    '',
    '',
    '',
    '三级指标',
    '指标值',
    '三级指标',
    '指标值',
    '三级指标',
    '指标值',
    '三级指标',
    '指标值',
  ],
  ['888', '某县水务局', 30, 30],
  ['8880001', '防汛', 30, 30, '', '', '', '', '沙袋', '9000只', '安全', '良好', '群众', '≥90%'],
  ['', '', '', '', '', '', '', '', '木桩', '80根'],
];
const WHOLE: Made[][] = [
  ['本级部门整体绩效目标表'],
  ['部门(单位)名称', '某县水务局'],
  ['年度履职目标', '安全度汛'],
  ['年度主要任务', '任务名称', '主要内容'],
  ['', '防汛', '备足物资'],
  ['预算情况', '部门预算总额(万元)', 30],
  ['一级指标', '二级指标', '三级指标', '指标值', '指标值说明'],
  ['产出指标', '完成', '沙袋', '9000只', '够用'],
];

const sheets = [
  ['支出总表', 'hebei-2024', TABLE],
  ['收支总表', 'hebei-2024', SIDED],
  ['a project', 'hebei-2024', PROJECT],
  ['all projects in one', 'henan-2024', WIDE],
  ['whole targets', 'henan-2024', WHOLE],
] as const;

const stray = fc.record({
  row: fc.nat({ max: 12 }),
  column: fc.nat({ max: 16 }),
  text: fc
    .tuple(
      fc.constantFrom('杂', '说明：杂', '杂项合计', '（杂）', '一、杂', '杂12.50', 'Z9.'),
      fc.integer({ min: 100, max: 999 }),
    )
    .map(([word, number]) => `${word}${number}`),
});

const kinds = [
  ['sheet', (rows: Made[][]) => workbook([{ name: '一', rows }]), '表.xlsx'],
  [
    'document',
    (rows: Made[][]) =>
      wordDocument(
        documentTable(
          ...rows.map((row) => row.map((one) => (typeof one === 'object' ? '' : String(one ?? '')))),
        ),
      ),
    '表.docx',
  ],
] as const;

describe.each(sheets)('%s', (_, template, rows) => {
  test.each(kinds)('in a %s: whatever stands where nothing should is found again', (_kind, make, name) => {
    fc.assert(
      fc.property(fc.array(stray, { minLength: 1, maxLength: 4 }), (strays) => {
        const made = rows.map((row) => [...row]);
        for (const { row, column, text } of strays) {
          while (made.length <= row) made.push([]);
          const line = made[row] as Made[];
          while (line.length <= column) line.push('');
          line[column] = text;
        }
        const read = importFiles([{ name, bytes: make(made) }], form(template), WATER);
        const kept = [...contentFiles(read).values(), JSON.stringify(reportOf(read, ''))]
          .join('\n')
          .replaceAll('\\', '');
        const texts = made.flat().map((one) => String(typeof one === 'object' ? one.n : (one ?? '')));
        const wanted = texts.filter((text) => /杂|Z9/.test(text));
        expect(
          wanted.filter((text) => !kept.includes(text) && !kept.includes(text.replace(/^[一（]、?/, ''))),
        ).toEqual([]);
      }),
      { numRuns: runs(40) },
    );
  });
});
