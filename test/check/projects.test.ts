import { describe, expect, it } from 'vitest';
import { toldBy } from '../support/told.ts';

const told = toldBy('hebei-2024');
const henan = toldBy('henan-2024');

describe('the payment plan', () => {
  const plan = (rule: string, amount: string, steps: Record<string, string>) =>
    told(rule, { projects: [{ name: '甲项目', amount, plan: steps }] });
  const all = (a: string, b: string, c: string, d: string) => ({
    '3月底': a,
    '6月底': b,
    '10月底': c,
    '12月底': d,
  });

  it.each([
    ['to 100 %', '3.00', all('25%', '50%', '75%', '100%')],
    ['to 100 %, late', '3.00', all('', '', '', '100%')],
    ['level', '3.00', all('100%', '100%', '100%', '100%')],
    ['to 100 without the sign', '3.00', all('25', '50', '75', '100')],
    ['to the amount', '10.97', all('2.74', '5.49', '8.23', '10.97')],
    ['to the amount as rounded', '10.97', all('2.7', '5.5', '8.2', '11.0')],
    ['blank', '3.00', all('', '', '', '')],
  ])('%s is right', (_, amount, steps) => expect(plan('project.plan', amount, steps).messages).toEqual([]));

  it.each([
    ['falls', all('25%', '50%', '40%', '100%'), 'error', '10月底是 40%，比6月底的 50% 少'],
    ['has a gap', all('25%', '', '75%', '100%'), 'warning', '6月底空白'],
    ['ends early', all('25%', '50%', '75%', '90%'), 'error', '最后到 90%，既不是 100%，也不是预算数 3.00'],
    ['ends at another amount', all('1.00', '1.50', '2.00', '2.50'), 'error', '最后到 2.50'],
  ])('one that %s is not', (_, steps, severity, message) => {
    const { findings } = plan('project.plan', '3.00', steps);
    expect(findings).toMatchObject([
      { severity, message: expect.stringContaining(message), place: { row: '甲项目' } },
    ]);
  });

  it('says by its head what it is in: told once a project, and not where it is wrong anyway', () => {
    expect(plan('project.plan-unit', '3.00', all('1.00', '2.00', '2.50', '3.00')).messages).toHaveLength(1);
    expect(plan('project.plan-unit', '3.00', all('1.00', '2.00', '2.50', '2.80')).messages).toEqual([]);
    expect(plan('project.plan-unit', '100.00', all('25', '50', '75', '100')).messages).toEqual([]);
  });
});

describe('cost targets', () => {
  const cost = (value: string, more = {}) =>
    told('project.cost-within', {
      projects: [
        {
          name: '甲项目',
          amount: '10.74',
          indicators: [{ level1: '产出指标', level2: '成本指标', level3: '补助', value, ...more }],
        },
      ],
    });

  it.each(['≤10.74万元', '≤107351.04元', '107400元', '≤300元/人', '是/否', '不超过10万元', '≤0.001亿元'])(
    '%s is within',
    (value) => expect(cost(value).messages).toEqual([]),
  );
  it.each(['11万元', '≤108000元', '1,000,000元', '不超过0.01亿元'])('%s is not', (value) =>
    expect(cost(value).findings).toMatchObject([{ severity: 'warning', expected: '≤ 10.74' }]),
  );
  it('what is no cost may be larger', () =>
    expect(cost('≥300万元', { level1: '效益指标', level2: '经济效益指标' }).messages).toEqual([]));
});

describe('indicators', () => {
  const one = (value: string) => [{ level1: '产出指标', level2: '数量指标', level3: '数量', value }];
  it.each(['≥', '%', '≤%', '家', '分', '百分比', '≥ 人'])('“%s” is cut off', (value) =>
    expect(
      told('project.indicator-values', { projects: [{ name: '甲', indicators: one(value) }] }).messages,
    ).toHaveLength(1),
  );
  it.each(['3家', '及时', '优', '100%', '≥95%', '2个渠道', '无'])('“%s” is a value', (value) =>
    expect(
      told('project.indicator-values', { projects: [{ name: '甲', indicators: one(value) }] }).messages,
    ).toEqual([]),
  );

  it('a group that no project has is told once', () => {
    const indicators = [{ level1: '产出指标', level3: '数量', value: '3个' }];
    const projects = ['甲', '乙', '丙'].map((name) => ({ name, indicators }));
    expect(henan('project.indicator-groups', { projects }).messages).toEqual([
      '3 个项目都没有“成本指标”、“效益指标”、“满意度指标”',
    ]);
  });

  it('costs are an output, or in newer forms a group of their own', () => {
    const level = (level1: string, level2: string) =>
      told('project.indicator-levels', {
        projects: [{ name: '甲', indicators: [{ level1, level2, level3: '一', value: '1' }] }],
      }).messages;
    expect(level('产出指标', '成本指标')).toEqual([]);
    expect(level('成本指标', '经济成本指标')).toEqual([]);
    expect(level('产出指标', '社会效益指标')).toEqual([expect.stringContaining('应属“效益指标”')]);
    expect(level('投入管理指标', '数量指标')).toEqual([]);
  });
});

describe('codes', () => {
  it('of other years and regions are mentioned once each', () => {
    const codes = ['99000024P001', '99000023P002', '99000023P003', '11010123P004'];
    const projects = codes.map((code, index) => ({ name: `第${index}项`, code }));
    const { findings } = told('project.code-digits', { projects });
    expect(findings.map(({ severity, actual, expected }) => [severity, actual, expected])).toEqual([
      ['info', '110101', '990000'],
      ['info', '23', '24'],
    ]);
    expect(findings[1]?.related).toHaveLength(2);
  });
});

describe('sums', () => {
  const total = (project: string) => ({
    支出总表: `科目编码,科目名称,合计,基本支出,项目支出\n,合计,4.00,1.00,${project}\n`,
  });

  it('over or under 项目支出 is named, not judged', () => {
    const { findings } = told('cross.projects-sum', {
      tables: total('3.00'),
      projects: [
        { name: '甲', amount: '2.00' },
        { name: '乙', amount: '1.50' },
      ],
    });
    expect(findings).toMatchObject([{ severity: 'warning', difference: '-0.50' }]);
    expect(findings[0]?.message).toBe(
      '2 个项目的预算数之和是 3.50，支出总表“合计”的“项目支出”是 3.00，相差 0.50',
    );
  });

  it('is only mentioned where the projects announced ahead explain it', () => {
    const projects = [
      { name: '甲', amount: '3.00' },
      { name: '提前下达2024年专项资金', amount: '0.50' },
    ];
    expect(told('cross.projects-sum', { tables: total('3.00'), projects }).findings).toMatchObject([
      { severity: 'info', message: expect.stringContaining('正好是名称里有“提前下达”的 1 个项目') },
    ]);
  });

  it('does not run where a project states no amount', () => {
    const { check } = told('cross.projects-sum', { tables: total('3.00'), projects: [{ name: '甲' }] });
    expect(check).toMatchObject({ outcome: 'notApplicable', because: '有的项目没有列金额' });
  });

  it('of units: the outer one is all projects, and the sum of those under it', () => {
    const units = (a: string, b: string, c: string) =>
      henan('project.units', {
        projects: [
          { name: '甲', amount: '2.00' },
          { name: '乙', amount: '1.00' },
        ],
        projectUnits: [
          { code: '566', name: '局', amount: a },
          { code: '566001', name: '本级', amount: b },
          { code: '566002', name: '中心', amount: c },
        ],
      }).messages;
    expect(units('3.00', '2.00', '1.00')).toEqual([]);
    expect(units('3.00', '2.00', '1.50')).toEqual([expect.stringContaining('566 局')]);
    // Two relations agree that the outer unit's line is wrong.
    expect(units('3.50', '2.00', '1.00')).toEqual([
      expect.stringContaining('实为 3.50，应为 3.00（差 0.50）'),
    ]);
  });

  it('a wrong amount is told once, whatever it breaks', () => {
    const { messages } = told('project.funding', {
      tables: total('3.00'),
      projects: [{ name: '甲', amount: '3.50', funding: { fiscal: '3.00', other: '' } }],
    });
    expect(messages).toEqual([expect.stringContaining('项目“甲”的“预算数”实为 3.50，应为 3.00（差 0.50）')]);
  });
});
