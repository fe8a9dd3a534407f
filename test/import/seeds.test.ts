import { describe, expect, test } from 'vitest';
import { normalized } from '../../src/model/titles.ts';
import {
  absent,
  committed,
  files,
  fixture,
  importSeed,
  rowsOf,
  SEEDS,
  type Seed,
  seedsPresent,
} from './support.ts';

/** Rows by table, counted by hand in the published texts. */
const ROWS: Record<keyof typeof SEEDS, Record<string, number>> = {
  shanhaiguan: {
    收支总表: 34,
    收入总表: 32,
    支出总表: 32,
    财政拨款收支总表: 37,
    一般公共预算支出表: 32,
    基本支出表: 28,
    政府性基金支出表: 0,
    国有资本经营支出表: 0,
    三公经费表: 13,
    机构设置: 1,
    政府采购表: 0,
    固定资产表: 1,
  },
  xushui: {
    收支总表: 34,
    收入总表: 18,
    支出总表: 18,
    财政拨款收支总表: 37,
    一般公共预算支出表: 18,
    基本支出表: 24,
    政府性基金支出表: 0,
    国有资本经营支出表: 0,
    三公经费表: 9,
    机构设置: 1,
    政府采购表: 9,
    固定资产表: 6,
  },
  jiefang: {
    收支总表: 33,
    支出总表: 13,
    一般公共预算支出表: 13,
    基本支出表: 25,
    基本支出明细表: 33,
    三公经费表: 1,
    项目支出表: 9,
    机关运行经费表: 6,
  },
  chengde: { 机构设置: 1, 政府采购表: 0, 固定资产表: 6 },
  qinhuangdao: {
    收支总表: 34,
    收入总表: 31,
    支出总表: 31,
    财政拨款收支总表: 37,
    一般公共预算支出表: 28,
    基本支出表: 35,
    政府性基金支出表: 0,
    国有资本经营支出表: 4,
    三公经费表: 9,
    机构设置: 2,
    政府采购表: 17,
    固定资产表: 6,
  },
};

/** Projects, indicators, goals, tasks and measures, counted by hand. */
const COUNTS: Record<keyof typeof SEEDS, readonly number[]> = {
  shanhaiguan: [14, 85, 0, 0, 0],
  xushui: [12, 93, 1, 5, 7],
  jiefang: [7, 29, 5, 4, 0],
  chengde: [12, 108, 1, 6, 6],
  qinhuangdao: [9, 55, 1, 9, 8],
};

const each = Object.entries(SEEDS) as [keyof typeof SEEDS, Seed][];

describe.skipIf(!seedsPresent).each(each)(`the published text of %s${absent}`, (name, seed) => {
  test('has every row of every table', () => {
    const counts = Object.fromEntries(
      importSeed(seed).tables.map((table) => [table.spec.id, table.rows.length]),
    );
    expect(counts).toEqual(ROWS[name]);
  });

  test('has every project, indicator, goal, task and measure', () => {
    const { projects, targets } = importSeed(seed);
    expect([
      projects.length,
      projects.reduce((sum, project) => sum + project.indicators.length, 0),
      targets?.goals.length ?? 0,
      targets?.tasks.length ?? 0,
      targets?.measures.length ?? 0,
    ]).toEqual(COUNTS[name]);
    expect(
      projects
        .flatMap((project) => project.indicators)
        .filter((item) => item.level1 === '' || item.level3 === '' || item.value === ''),
    ).toEqual([]);
  });

  test('leaves nothing undecided, and nothing out but its cover', () => {
    const { log } = importSeed(seed);
    expect(log.undecided).toEqual([]);
    expect(log.warnings).toEqual([]);
    expect(log.unplaced.map((item) => item.text)).toEqual(
      { jiefang: ['2024 年度部门预算 │ 二〇二四年三月'] }[name as string] ?? [],
    );
  });
});

describe.skipIf(!seedsPresent)(`cells of the published texts${absent}`, () => {
  const expectRow = (seed: Seed, table: string, row: string): void =>
    expect(rowsOf(importSeed(seed), table)).toContain(row);

  test('tables broken over pages are one', () => {
    expectRow(SEEDS.shanhaiguan, '收支总表', '||十七、金融支出|');
    expectRow(SEEDS.shanhaiguan, '收支总表', '||十八、援助其他地区支出|');
    expectRow(SEEDS.shanhaiguan, '收入总表', '|合计|1469.55|824.31|824.31|||||||645.24');
  });

  test('published mistakes stay', () => {
    expectRow(SEEDS.shanhaiguan, '收入总表', '20604|技术与开发|492.27|30.00|30.00|||||||462.27');
    expectRow(SEEDS.shanhaiguan, '支出总表', '20604|技术与研究开发|492.27||492.27|||');
    expectRow(SEEDS.shanhaiguan, '固定资产表', '固定资产总额||856766.73');
    expectRow(SEEDS.jiefang, '收支总表', '||十九、援助其他地区支出|');
  });

  test('a row that lost a merged cell is mended', () => {
    expectRow(
      SEEDS.jiefang,
      '基本支出明细表',
      '焦作市解放区科技和工业信息化局|人员类|离退休人员物业补贴（行政）|0.66|0.66|||||||',
    );
    expectRow(
      SEEDS.jiefang,
      '基本支出明细表',
      '焦作市解放区科技和工业信息化局|公用经费|工会经费（事业）|2.04|2.04|||||||',
    );
  });

  test('a head that came apart is read in the order of the form', () => {
    expectRow(SEEDS.jiefang, '支出总表', '206|01|01||行政运行|81.37|81.37|70.41|67.61|2.80|10.96|10.96||||');
    expectRow(
      SEEDS.jiefang,
      '一般公共预算支出表',
      '208|05|99||其他行政事业单位养老支出|5.49|5.49|4.83|0.66|||||',
    );
  });

  test('arithmetic gives printed figures their columns', () => {
    expectRow(SEEDS.qinhuangdao, '财政拨款收支总表', '||二十二、国有资本经营预算支出|0.55|||0.55');
    expectRow(SEEDS.qinhuangdao, '支出总表', '2150516|工程建设及运行维护|361.88||361.88|||');
    expectRow(SEEDS.qinhuangdao, '国有资本经营支出表', '223|国有资本经营预算支出|0.55||0.55');
    expectRow(SEEDS.qinhuangdao, '三公经费表', '三、公务接待费|0.46|0.46||');
    expectRow(SEEDS.qinhuangdao, '固定资产表', '2、车辆（台、辆）|3|43.99');
    expectRow(SEEDS.qinhuangdao, '固定资产表', '资产总额|--|1176.73');
  });

  test('wrapped names and codes are one', () => {
    expectRow(
      SEEDS.qinhuangdao,
      '收入总表',
      '2230199|其他解决历史遗留问题及改革成本支出|0.55|0.55|0.55|||||||',
    );
    expectRow(
      SEEDS.qinhuangdao,
      '政府采购表',
      '2023年日常公用经费项目|102.68|汽油|A07070101|10升|257|0.01|2.57|2.57|||||||2.57',
    );
    expectRow(SEEDS.qinhuangdao, '机构设置', '秦皇岛市工业和信息化局本级|行政|正处（县）级|财政拨款');
  });

  test('projects keep their values', () => {
    const [insurance] = importSeed(SEEDS.shanhaiguan).projects;
    expect(insurance).toMatchObject({
      code: '13030324P00LDLE10017W',
      name: '车辆保险费',
      amount: '0.40',
      purpose: '车辆保险费',
      goals: ['保障公务用车的正常运行。'],
    });
    expect([...(insurance?.plan ?? [])]).toEqual([
      ['3月底', '0.10'],
      ['6月底', '0.20'],
      ['10月底', '0.30'],
      ['12月底', '0.40'],
    ]);
    expect(insurance?.indicators[0]).toEqual({
      level1: '产出指标',
      level2: '数量指标',
      level3: '单位管理车辆数量',
      description: '单位管理公务用车数量',
      value: '1辆',
      basis: '年度工作计划',
    });
    // A cell that a page broke.
    expect(importSeed(SEEDS.shanhaiguan).projects[3]?.indicators[2]?.basis).toBe(
      '河北省财政厅关于下达2023年省级中小企业发展专项资金预算的通知',
    );
    const chengde = importSeed(SEEDS.chengde).projects;
    expect(chengde[2]?.goals).toEqual(['目标内容1']);
    expect([...(chengde[2]?.plan ?? [])]).toEqual([
      ['3月底', ''],
      ['6月底', '100%'],
      ['10月底', '100%'],
      ['12月底', '100%'],
    ]);
    expect(importSeed(SEEDS.xushui).projects[11]?.goals).toHaveLength(3);
  });

  test('indicators of a wide table stand under their own group', () => {
    const { projects, projectUnits } = importSeed(SEEDS.jiefang);
    expect(projectUnits.map((unit) => [unit.code, unit.amount])).toEqual([
      ['566', '193.00'],
      ['566001', '193.00'],
    ]);
    expect(projects[0]).toMatchObject({ code: '410802240000000015718', amount: '3.00' });
    expect(projects[0]?.indicators.map((item) => [item.level1, item.level3, item.value])).toEqual([
      ['产出指标', '印刷政策汇编等', '≥1000本'],
      ['产出指标', '“万人助万企”政策宣传率', '≥95%'],
      ['产出指标', '“万人助万企”及时率', '及时'],
      ['效益指标', '提升企业推动我区城市经济高质量发展', '提升'],
      ['满意度指标', '企业满意度', '≥90%'],
    ]);
  });

  test('printed indicators keep their wrapped cells apart', () => {
    const projects = importSeed(SEEDS.qinhuangdao).projects;
    const cells = (project: number, row: number): string[] =>
      Object.values(projects[project]?.indicators[row] ?? {});
    expect(cells(0, 7)).toEqual([
      '效益指标',
      '社会效益指标',
      '保障电子政务外网正常使用',
      '通过运行维护保障电子政务外网正常使用',
      '基本保障',
      '工作计划',
    ]);
    expect(cells(4, 2)).toEqual([
      '产出指标',
      '时效指标',
      '报送时限',
      '完成数据报送时限要求',
      '季后50日内',
      '',
    ]);
    expect(cells(8, 1)).toEqual([
      '产出指标',
      '质量指标',
      '支付准确率',
      '支付对象金额准确无误',
      '100%',
      '市长办公会纪要【2019】52号及合同',
    ]);
  });

  test('targets set in a grid are read whole', () => {
    const targets = importSeed(SEEDS.jiefang).targets;
    expect(targets?.budget).toContainEqual({ label: '2、资金结构：(1)基本支出', amount: '200.52' });
    expect(targets?.tasks[3]?.name).toBe('科技创新工作方面');
    expect(targets?.indicators[5]).toMatchObject({
      level1: '投入管理指标',
      level3: '预算执行率',
      value: '≥90%',
    });
  });

  test('what differs from the form is told', () => {
    expect(importSeed(SEEDS.shanhaiguan).description.headings).toEqual(
      new Map([
        ['职责机构', '单位职责及机构设置情况'],
        ['职责', '单位职责'],
      ]),
    );
    expect(importSeed(SEEDS.shanhaiguan).description.tables.get('固定资产表')).toEqual({
      asOf: '2023-12-31',
      notes: ['注：无固定资产占用情况，空表列示。'],
    });
    expect(importSeed(SEEDS.shanhaiguan).description.omitted).toEqual(['整体绩效目标', '专项资金']);
    expect(importSeed(SEEDS.chengde).description.notPublished).toHaveLength(9);
    expect(importSeed(SEEDS.jiefang).description.notPublished.map((item) => item.table)).toEqual([
      '收入总表',
      '财政拨款收支总表',
      '经济分类汇总表',
      '政府性基金支出表',
      '国有资本经营支出表',
    ]);
    expect(importSeed(SEEDS.qinhuangdao).description.units.map((unit) => unit.name)).toEqual([
      '秦皇岛市工业和信息化局本级',
      '秦皇岛市中小企业服务中心',
    ]);
  });

  test.each([
    ['shanhaiguan', '支出总表'],
    ['xushui', '政府采购表'],
    ['jiefang', '基本支出明细表'],
    ['chengde', '固定资产表'],
    ['qinhuangdao', '财政拨款收支总表'],
    ['qinhuangdao', '政府采购表'],
  ] as const)('%s: %s is the expected file', (name, table) => {
    expect(files(importSeed(SEEDS[name])).get(`tables/${table}.csv`)).toBe(fixture(`${name}/${table}.csv`));
  });

  test('narrative stands in its sections', () => {
    const { narrative } = importSeed(SEEDS.qinhuangdao);
    expect(narrative.get('职责')).toHaveLength(18);
    expect(narrative.get('增减情况')?.[0]).toContain('较2022年预算增加2589.19万元');
    expect(narrative.get('名词解释')).toHaveLength(10);
    expect(importSeed(SEEDS.jiefang).narrative.get('部门职责')).toHaveLength(14);
  });
});

describe.skipIf(!seedsPresent).each(each)(`the committed content of %s${absent}`, (_, seed) => {
  test('holds the tables that import makes', () => {
    for (const [path, text] of files(importSeed(seed))) {
      if (path.startsWith('tables/')) expect(committed(seed, path), path).toBe(text);
    }
  });

  /** Free sentences are told in the project's own words there. */
  const worded = /^(purpose|goals):|^ {2}- (?!\{)/;
  test('holds its projects, free sentences aside', () => {
    const lines = (text: string | undefined): string[] =>
      (text ?? '').split('\n').filter((line) => !worded.test(line));
    for (const [path, text] of files(importSeed(seed))) {
      if (path.startsWith('projects/')) expect(lines(committed(seed, path)), path).toEqual(lines(text));
    }
  });

  test('holds its targets, free sentences aside', () => {
    const names = (text: string | undefined): string[] =>
      (text ?? '')
        .split('\n')
        .filter((line) => line.startsWith('  - {'))
        .map((line) => line.replace(/, (?:goal|basis): .*$/, ''));
    const made = files(importSeed(seed)).get('targets.yaml');
    expect(names(committed(seed, 'targets.yaml'))).toEqual(names(made));
  });

  test('begins with the description that import makes', () => {
    const made = files(importSeed(seed)).get('disclosure.yaml') ?? '';
    const own = committed(seed, 'disclosure.yaml') ?? '';
    for (const line of made.split('\n')) expect(normalized(own)).toContain(normalized(line));
  });
});
