import { beforeAll, expect, test } from 'vitest';
import { Engine } from '../../src/pdf/engine.ts';
import { renderPdf } from '../../src/pdf/render.ts';
import type { ProjectView, TargetsView } from '../../src/view/types.ts';
import { column, disclosure, section, table } from './make.ts';
import { type ReadPdf, readPdf } from './read.ts';

// Two cores may be shared with many.
let engine: Engine;
beforeAll(() => {
  engine = new Engine();
});

const INDICATORS = table({
  id: '指标',
  title: '车辆保险费绩效指标',
  columns: [column('level1', 'text', '一级指标'), column('value', 'text', '指标值')],
  rows: [['产出指标', '1辆']],
});

const PROJECT: ProjectView = {
  number: 1,
  anchor: '项目-1',
  name: '车辆保险费',
  title: '1、车辆保险费绩效目标表',
  summary: [
    { label: '项目编码', text: '13030324P00LDLE10017W' },
    { label: '预算数', text: '0.40万元' },
    { label: '其中：财政资金', text: '0.40万元' },
    { label: '其他资金', text: '' },
  ],
  purpose: '买保险',
  purposeTitle: '预算规模及资金用途',
  plan: {
    title: '资金支出计划（%）',
    points: [
      { label: '3月底', text: '25' },
      { label: '6月底', text: '' },
      { label: '12月底', text: '100' },
    ],
  },
  goals: ['保障用车', '及时投保'],
  goalsTitle: '绩效目标',
  indicators: INDICATORS,
};

/** Each cell of a grid with the labels that are read out before it. */
function told(pdf: ReadPdf, n: number): string[][] {
  const texts = new Map(pdf.tables.flatMap(({ rows }) => rows.flat().map((cell) => [cell.id, cell.text])));
  return (pdf.tables[n]?.rows ?? []).map((row) =>
    row.map((cell) => {
      const heads = cell.headers.map((id) => texts.get(id)).join('>');
      return `${cell.kind === 'TH' ? '*' : ''}${heads}${heads ? ': ' : ''}${cell.text}`;
    }),
  );
}

async function print(content: Parameters<typeof section>[1]): Promise<ReadPdf> {
  return readPdf(renderPdf(disclosure([section('项目', content)]), engine, 'ua-1').pdf);
}

test('a project is printed as the form does, and each cell has the labels before and above it', async () => {
  const pdf = await print([{ kind: 'project', project: PROJECT }]);
  expect(told(pdf, 0)).toEqual([
    ['*项目编码', '项目编码: 13030324P00LDLE10017W', '*项目名称', '项目名称: 车辆保险费'],
    [
      '*预算规模及资金用途',
      '*预算规模及资金用途: 预算数',
      '预算规模及资金用途>预算数: 0.40万元',
      '*预算规模及资金用途: 其中：财政资金',
      '预算规模及资金用途>其中：财政资金: 0.40万元',
      '*预算规模及资金用途: 其他资金',
      '预算规模及资金用途>其他资金: ',
    ],
    ['预算规模及资金用途: 买保险'],
    [
      '*资金支出计划（%）',
      '*资金支出计划（%）: 3月底',
      '*资金支出计划（%）: 6月底',
      '*资金支出计划（%）: 12月底',
    ],
    ['资金支出计划（%）>3月底: 25', '资金支出计划（%）>6月底: ', '资金支出计划（%）>12月底: 100'],
    ['*绩效目标', '绩效目标: 1.保障用车2.及时投保'],
  ]);
  expect(told(pdf, 1)).toEqual([
    ['*一级指标', '*指标值'],
    ['*一级指标: 产出指标', '指标值>产出指标: 1辆'],
  ]);
});

test('a form without money prints goals and indicators alone', async () => {
  const { purpose: _, plan: __, ...rest } = PROJECT;
  const pdf = await print([{ kind: 'project', project: { ...rest, summary: [] } }]);
  expect(told(pdf, 0)).toEqual([['*绩效目标', '绩效目标: 1.保障用车2.及时投保']]);
});

test('the whole department in one grid', async () => {
  const targets: TargetsView = {
    subtitle: '（2024年度）',
    department: { label: '部门(单位)名称', text: '试验部门' },
    taskNameTitle: '任务名称',
    goalsTitle: '年度履职目标',
    goals: ['促进发展'],
    tasksTitle: '年度主要任务',
    taskGoalTitle: '主要内容',
    taskIndicatorsTitle: '',
    tasks: [
      { name: '转型', goal: '调研', indicators: '' },
      { name: '创新', goal: '培训', indicators: '' },
    ],
    measuresTitle: '',
    measures: [],
    budget: table({
      id: '预算',
      title: '预算情况',
      columns: [column('label', 'text', '项目'), column('amount', 'figure', '金额')],
      rows: [
        ['预算总额', '393.52'],
        ['基本支出', '200.52'],
      ],
    }),
    indicators: INDICATORS,
  };
  const pdf = await print([{ kind: 'targets', targets }]);
  expect(pdf.text).toContain('（2024年度）');
  expect(told(pdf, 0)).toEqual([
    ['*部门(单位)名称', '部门(单位)名称: 试验部门'],
    ['*年度履职目标', '年度履职目标: 促进发展'],
    ['*年度主要任务', '*年度主要任务: 任务名称', '*年度主要任务: 主要内容'],
    ['*年度主要任务>任务名称: 转型', '年度主要任务>主要内容>转型: 调研'],
    ['*年度主要任务>任务名称: 创新', '年度主要任务>主要内容>创新: 培训'],
    ['*预算情况', '*预算情况: 预算总额', '预算情况>预算总额: 393.52'],
    ['*预算情况: 基本支出', '预算情况>基本支出: 200.52'],
  ]);
});
