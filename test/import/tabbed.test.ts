import { describe, expect, test } from 'vitest';
import { importText, reportMarkdown, type Subject } from '../../src/import/index.ts';
import { files, form, rowsOf } from './support.ts';

/** Made up: no such department. */
const subject: Subject = { region: '139999', year: 2024, code: '888', name: '某县水务局' };
const read = (text: string) => importText(text, form('hebei-2024'), subject);

const EXPENDITURE = `部门预算支出总表

888 某县水务局

预算年度：2024

单位：万元

序号	功能分类科目		合计	基本支出	项目支出	经营支出	上解上级支出	对附属单位补助支出
	科目    编码	科目名称						
栏次	1	2	3	4	5	6	7	8
1		合  计	30.00	10.00	20.00			
2	213	农林水 支出	30.00	10.00	20.00			

888 某县水务局

预算年度：2024

单位：万元

序号	功能分类科目		合计	基本支出	项目支出	经营支出	上解上级支出	对附属单位补助支出
	科目    编码	科目名称						
栏次	1	2	3	4	5	6	7	8
3	21303	水利	30.00	10.00	20.00			
`;

describe('a text with tabs', () => {
  test('a table broken over two pages is one, without heads and serial numbers', () => {
    expect(rowsOf(read(EXPENDITURE), '支出总表')).toEqual([
      '|合计|30.00|10.00|20.00|||',
      '213|农林水支出|30.00|10.00|20.00|||',
      '21303|水利|30.00|10.00|20.00|||',
    ]);
  });

  test('columns go by their titles, not by their places', () => {
    const moved = EXPENDITURE.replaceAll('合计	基本支出	项目支出', '项目支出	合计	基本支出').replaceAll(
      '30.00	10.00	20.00',
      '20.00	30.00	10.00',
    );
    expect(rowsOf(read(moved), '支出总表')[0]).toBe('|合计|30.00|10.00|20.00|||');
  });

  test('a cell under no column of the form is told', () => {
    const { log } = read(
      EXPENDITURE.replaceAll('对附属单位补助支出', '对附属单位补助支出	备注').replace(
        '农林水 支出	30.00	10.00	20.00			',
        '农林水 支出	30.00	10.00	20.00				见说明',
      ),
    );
    expect(log.unplaced.map((item) => item.text).join()).toContain('见说明');
  });

  test('the year, the unit and a row that the form does not know are told', () => {
    const text = EXPENDITURE.replace('2024', '2023').replace('万元', '元');
    expect(read(text).log.warnings.map((item) => item.text)).toEqual([
      '表“支出总表”印的年度是“2023”，不是 2024',
      '表“支出总表”印的单位是“元”，表样是“万元”',
    ]);
    const assets =
      '部门固定资产占用情况表\n\n截止时间：2023-12-31\n\n项目	数量	价值（金额单位：万元）\n资产总额		5.00\n5、图书		1.00\n';
    const result = read(assets);
    expect(result.log.warnings[0]?.text).toContain('“5、图书”不在表样里');
    expect(rowsOf(result, '固定资产表')).toContain('5、图书||1.00');
    expect(result.description.tables.get('固定资产表')).toEqual({ asOf: '2023-12-31' });
  });

  test('a table without a title is known by its head where only one can be meant', () => {
    const text = '单位名称	单位性质	单位规格	经费保障形式\n某县水务局本级	行政	正科级	财政拨款\n';
    expect(rowsOf(read(text), '机构设置')).toEqual(['某县水务局本级|行政|正科级|财政拨款']);
    const unknown = read('甲	乙	丙\n1	2	3\n');
    expect(unknown.log.unplaced.map((item) => item.text)).toEqual(['甲 │ 乙 │ 丙', '1 │ 2 │ 3']);
  });

  test('notes stand in disclosure.yaml where the form has others', () => {
    const empty = `部门预算国有资本经营预算财政拨款支出表

序号	功能分类科目		合计	基本支出	项目支出
	科目编码	科目名称			
栏次	1	2	3	4	5

注：本表无数据。
`;
    expect(read(empty).description.tables.get('国有资本经营支出表')).toEqual({ notes: ['注：本表无数据。'] });
    expect(files(read(empty)).get('tables/国有资本经营支出表.csv')).toBe(
      '\ufeff科目编码,科目名称,合计,基本支出,项目支出\n',
    );
  });

  test('目录 is no content, and tells which tables are missing', () => {
    const text = `# 目 录

- 一、部门预算支出总表
- 二、部门预算收入总表

${EXPENDITURE}`;
    const { description, tables } = read(text);
    expect(tables.map((table) => table.spec.id)).toEqual(['支出总表']);
    expect(description.notPublished).toContainEqual({
      table: '收入总表',
      reason: '原公布文本的目录列有这张表，正文里没有。',
    });
    expect(description.notPublished).toContainEqual({
      table: '收支总表',
      reason: '原公布文本没有附这张表。',
    });
  });

  test('narrative goes to its sections, a paragraph that a page broke is one', () => {
    const text = `某县水务局 2024 年部门预算信息公开情况说明

现将 2024 年预算公开如下：

一、部门职责及机构设置情况

部门职责：

（一）负责全县水资源的统一管理和监督，保障生活、生产和生态用水，拟订水资源规划和政策并组织实

施。

（二）办好区里交办的 3 件事。

三、机关运行经费安排情况

机关运行经费 2 * 3 万元。
`;
    const { narrative } = read(text);
    expect([...narrative.keys()]).toEqual(['引言', '职责', '机关运行经费']);
    expect(narrative.get('职责')).toEqual([
      '（一）负责全县水资源的统一管理和监督，保障生活、生产和生态用水，拟订水资源规划和政策并组织实施。',
      '（二）办好区里交办的3件事。',
    ]);
    expect(files(read(text)).get('narrative/机关运行经费.md')).toBe('机关运行经费2 \\* 3万元。\n');
  });

  test('text before the first heading is told', () => {
    const report = reportMarkdown(read(`内部资料\n\n${EXPENDITURE}`), 'a.txt');
    expect(report).toContain('第 1 行：文首：这些文字不在任何一节之内：“内部资料”');
    expect(report).toContain('- 表“支出总表”：3 行，8 列');
  });
});

const PROJECT = `五、部门项目预算安排情况及绩效目标

1、河道清淤绩效目标表

单位：万元

项目编码	13999924P00001		项目名称	河道清淤		
预算规模及 资金用途	预算数	20.00	其中：财政 资金	20.00	其他资金	
	清理河道淤泥，
	恢复过水能力
资金支出计 划（%）	3 月底		6 月底	10 月底	12 月底	
			50%		100%	
绩效目标	1. 清淤 3 公里。 2. 验收合格率 100%。
一级指标	二级指标	三级指标	绩效指标描述		指标值	指标值确定 依据
产出指标	数量指标	清淤长度	清淤的河道长度		≥3 公里	《河道管理

一级指标	二级指标	三级指标	绩效指标描述	指标值	指标值确定依据
					办法》
	质量指标	合格率	验收合格	100%	合同
满意度指标	服务对象满意度指标	群众满意度	沿河居民满意	≥90%	问卷
`;

describe('a grid of a project', () => {
  test('fields by their labels, indicators by their titles, over a page break', () => {
    const [project] = read(PROJECT).projects;
    expect(project).toMatchObject({
      code: '13999924P00001',
      name: '河道清淤',
      amount: '20.00',
      purpose: '清理河道淤泥，恢复过水能力',
      goals: ['清淤3公里。', '验收合格率100%。'],
    });
    expect(Object.fromEntries(project?.plan ?? [])).toEqual({
      '3月底': '',
      '6月底': '50%',
      '10月底': '',
      '12月底': '100%',
    });
    expect(Object.fromEntries(project?.funding ?? [])).toEqual({ fiscal: '20.00', other: '' });
    expect(project?.indicators).toEqual([
      {
        level1: '产出指标',
        level2: '数量指标',
        level3: '清淤长度',
        description: '清淤的河道长度',
        value: '≥3公里',
        basis: '《河道管理办法》',
      },
      {
        level1: '产出指标',
        level2: '质量指标',
        level3: '合格率',
        description: '验收合格',
        value: '100%',
        basis: '合同',
      },
      {
        level1: '满意度指标',
        level2: '服务对象满意度指标',
        level3: '群众满意度',
        description: '沿河居民满意',
        value: '≥90%',
        basis: '问卷',
      },
    ]);
  });

  test('is written as the format has it', () => {
    expect(
      files(read(PROJECT)).get('projects/01.yaml'),
    ).toBe(`# yaml-language-server: $schema=../../../../../../public/schemas/project.schema.json
code: 13999924P00001
name: 河道清淤
amount: 20.00
funding: { fiscal: 20.00, other: }
purpose: 清理河道淤泥，恢复过水能力
plan: { 3月底: , 6月底: 50%, 10月底: , 12月底: 100% }
goals:
  - 清淤3公里。
  - 验收合格率100%。
indicators:
  - { level1: 产出指标, level2: 数量指标, level3: 清淤长度, description: 清淤的河道长度, value: ≥3公里, basis: 《河道管理办法》 }
  - { level1: 产出指标, level2: 质量指标, level3: 合格率, description: 验收合格, value: 100%, basis: 合同 }
  - { level1: 满意度指标, level2: 服务对象满意度指标, level3: 群众满意度, description: 沿河居民满意, value: ≥90%, basis: 问卷 }
`);
  });

  test('a grid without a title, and a row that says nothing known, are told', () => {
    const { log } = read(PROJECT.replace('1、河道清淤绩效目标表\n', ''));
    expect(log.unplaced[0]?.place).toContain('前面没有标题');
    const odd = read(PROJECT.replace('绩效目标	1.', '备注	见附件\n绩效目标	1.'));
    expect(odd.log.unplaced.map((item) => item.text)).toEqual(['备注 │ 见附件']);
  });
});

describe('a form whose head the text spoils', () => {
  const henan: Subject = { region: '419999', year: 2024, code: '777', name: '某区文旅局' };
  const TABLE = `## 2024年一般公共预算支出预算表

部门名称：某区文旅局

单位：万元

科目编码			单位代码	单位（科目名称）	合计	基本支出				项目支出			
						小计	人员经费		公用经费		小计	其他运转类	特定目标类
类	款	项	工资福利支出	对个人和家庭的补助	商品和服务支出		资本性支出						
				合计	9.00	5.00	3.00	1.00	1.00		4.00	4.00	
			777	某区文旅局	9.00	5.00	3.00	1.00	1.00		4.00	4.00	
207	01	01		行政运行	9.00	5.00	3.00	1.00	1.00		4.00	4.00	
`;

  test('is read in the order of the form, and that is told', () => {
    const result = importText(TABLE, form('henan-2024'), henan);
    expect(rowsOf(result, '一般公共预算支出表')).toEqual([
      '||||合计|9.00|5.00|3.00|1.00|1.00||4.00|4.00|',
      '|||777|某区文旅局|9.00|5.00|3.00|1.00|1.00||4.00|4.00|',
      '207|01|01||行政运行|9.00|5.00|3.00|1.00|1.00||4.00|4.00|',
    ]);
    expect(result.log.notes[0]?.text).toContain('按表样的次序认定');
    expect(result.log.warnings).toEqual([]);
    expect(result.description.units).toEqual([{ code: '777', name: '某区文旅局' }]);
  });

  test('and if the sums then fail, that is a warning', () => {
    const wrong = TABLE.replaceAll('9.00	5.00', '9.00	8.00');
    expect(importText(wrong, form('henan-2024'), henan).log.warnings[0]?.text).toContain('对不上合计');
  });

  test('TeX and HTML that a converter left are read as they looked', () => {
    const text = `# 本级部门整体绩效目标表

部门(单位)名称		某区文旅局		
年度履职目标	<p>1、办节庆。</p> <p>2、修馆舍。</p>			
年度主要任务	任务名称	主要内容		
	1、节庆	办 2 场活动		
预算情况	部门预算总额(万元)		9.00	
一级指标	二级指标	三级指标	指标值	指标值说明
	投入	预算执行率	$\\geq 90\\%$	完成数/预算数 $\\times 100\\%$ 。
投入管理指标	管理	公开	公开	按时公开
`;
    const targets = importText(text, form('henan-2024'), henan).targets;
    expect(targets?.goals).toEqual(['办节庆。', '修馆舍。']);
    expect(targets?.tasks).toEqual([{ name: '节庆', goal: '办2场活动', indicators: '' }]);
    expect(targets?.budget).toEqual([{ label: '部门预算总额(万元)', amount: '9.00' }]);
    expect(targets?.indicators[0]).toMatchObject({
      level1: '投入管理指标',
      value: '≥90%',
      basis: '完成数/预算数×100%。',
    });
  });
});
