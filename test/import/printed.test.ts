import { describe, expect, test } from 'vitest';
import { importText, type Subject } from '../../src/import/index.ts';
import { naturalCount, spread } from '../../src/import/printed/spread.ts';
import { files, form, rowsOf } from './support.ts';

const subject: Subject = { region: '139999', year: 2023, code: '888', name: '某县水务局' };
const read = (text: string) => importText(text, form('hebei-2023'), subject);
const page = '888 某县水务局 预算年度：2023 单位：万元';
const head = '序号\n功能分类科目\n\n合计 基本支出 项目支出\n科目编码 科目名称\n\n栏次 1 2 3 4 5';

const GENERAL = `部门预算一般公共预算财政拨款支出表
${page}

${head}

1 合计 30.00 10.00 20.00

2 213 农林水支出 30.00 10.00 20.00
 ${page}

${head}

3 21303 水利 30.00 10.00 20.00

4 2130301 行政运行 10.00 10.00

5 2130305
水利工程建设中很长很长的一个

名称
20.00 20.00



12

`;

describe('a text as printed', () => {
  test('arithmetic tells which blank cells were dropped', () => {
    const result = read(GENERAL);
    expect(rowsOf(result, '一般公共预算支出表')).toEqual([
      '|合计|30.00|10.00|20.00',
      '213|农林水支出|30.00|10.00|20.00',
      '21303|水利|30.00|10.00|20.00',
      '2130301|行政运行|10.00|10.00|',
      '2130305|水利工程建设中很长很长的一个名称|20.00||20.00',
    ]);
    expect(result.log).toMatchObject({ unplaced: [], warnings: [], undecided: [] });
  });

  test('what nothing decides stays blank and is told', () => {
    const even = GENERAL.replaceAll('30.00 10.00 20.00', '20.00 10.00 10.00').replace(
      '20.00 20.00',
      '10.00 10.00',
    );
    const result = read(even);
    expect(rowsOf(result, '一般公共预算支出表').slice(3)).toEqual([
      '2130301|行政运行|10.00||',
      '2130305|水利工程建设中很长很长的一个名称|10.00||',
    ]);
    expect(result.log.undecided.map((item) => [item.row, item.text])).toEqual([
      ['2130301', '10.00'],
      ['2130305', '10.00'],
    ]);
    expect(files(result).get('disclosure.yaml')).toContain(
      'undecided:\n  - { table: 一般公共预算支出表, row: 2130301, text: 10.00, reason:',
    );
  });

  test('another table decides what its own cannot', () => {
    const total = GENERAL.replace('一般公共预算财政拨款支出表', '支出总表').replaceAll(
      '功能分类科目\n\n合计 基本支出 项目支出',
      '功能分类科目\n\n合计 基本支出 项目支出 经营支出\n上解上级\n\n支出\n\n对附属单\n\n位补助支\n\n出',
    );
    const alone = read(total);
    expect(alone.log.undecided.length).toBeGreaterThan(0);
    const both = read(total + GENERAL);
    expect(both.log.undecided).toEqual([]);
    expect(rowsOf(both, '支出总表')[4]).toBe('2130305|水利工程建设中很长很长的一个名称|20.00||20.00|||');
  });

  test('a document that contradicts itself keeps its figures where a row alone decides', () => {
    const wrong = GENERAL.replace('4 2130301 行政运行 10.00 10.00', '4 2130301 行政运行 12.00 12.00');
    const result = read(wrong);
    const figures = rowsOf(result, '一般公共预算支出表')
      .join('|')
      .split('|')
      .filter((text) => text === '12.00');
    const open = result.log.undecided
      .map((item) => item.text)
      .join(' ')
      .split(' ')
      .filter((text) => text === '12.00');
    expect(figures.length + open.length).toBe(2);
  });

  const PROCUREMENT = `部门政府采购预算
888 某县水务局 单位：万元

政府采购项目来

源

采购物

品名称

政府采

购目录

序号

计量

单位
数量 单价

政府采购金额（当年部门预算安排资金） 2023

年 预

留中

小微企

业份额

项目名

称

预算

资金
合计

一般公

共预算

拨款

基金预

算拨款

国有资

本经营

预算拨

款

财政专

户核拨

单位

资金

财政拨

款结转

非财政

拨款结

转结余

合 计 3.00 3.00 1.00

2023

年水文

项目
8.00

水位

计
A0201

0100
台 2 1.00 2.00 2.00

2023

年水文

项目
8.00 汽油
A0707

0101
10 升 100 0.01 1.00 1.00 1.00

注：涉密采购事项按照相关规定执行。
`;
  const INCOME = `部门预算收支总表
${page}

序号
收入 支出

项 目 预算数 项 目 预算数

栏次 1 2 3 4

1 一、一般公共预算拨款收入 30.00 一、一般公共服务支出

2 二、政府性基金预算拨款收入 二、外交支出

3 三、国有资本经营预算拨款收入 三、国防支出

4 四、财政专户管理资金收入 四、公共安全支出

5 五、事业收入 五、教育支出

6 六、事业单位经营收入 六、科学技术支出

7 七、上级补助收入 七、文化旅游体育与传媒支出

8 八、附属单位上缴收入 八、社会保障和就业支出

9 九、其他收入 十三、农林水支出 30.00

10 本年收入合计 30.00 本年支出合计 30.00

11 上年结转结余 年终结转结余

12 收入总计 30.00 支出总计 30.00
`;

  test('lists: wrapped names, a unit with a number, number × price, the only source with money', () => {
    const result = read(INCOME + PROCUREMENT);
    expect(rowsOf(result, '政府采购表')).toEqual([
      '合计|||||||3.00|3.00|||||||1.00',
      '2023年水文项目|8.00|水位计|A02010100|台|2|1.00|2.00|2.00|||||||',
      '2023年水文项目|8.00|汽油|A07070101|10升|100|0.01|1.00|1.00|||||||1.00',
    ]);
    expect(result.log.undecided).toEqual([]);
    expect(result.description.tables.get('政府采购表')).toEqual({
      notes: ['注：涉密采购事项按照相关规定执行。'],
    });
  });

  test('two sides: a name alone goes to the side that has it', () => {
    const rows = rowsOf(read(INCOME), '收支总表');
    expect(rows[1]).toBe('二、政府性基金预算拨款收入||二、外交支出|');
    expect(rows[8]).toBe('九、其他收入||十三、农林水支出|30.00');
    expect(rows[10]).toBe('上年结转结余||年终结转结余|');
  });

  test('projects: goals, groups on their own line, wrapped cells', () => {
    const text = `第三部分 预算项目绩效目标
1、河道清淤绩效目标表

绩效目标
1.清淤 3 公里。

2.让沿河居民满意，保障行洪安

全。

一级指标 二级指标 三级指标 绩效指标描述 指标值 指标值确定依据

产出指标

数量指标 清淤长度 清淤的河道长度 ≥3 公里 合同

质量指标 验收合格率

验收合格的河段占全部清

淤河段的比例
100% 合同
满意度指标 服务对象满意度指标 居民满意度
沿河两岸居民对清淤的满

意程度
≥90% 问卷
`;
    const [project] = read(text).projects;
    expect(project?.goals).toEqual(['清淤3公里。', '让沿河居民满意，保障行洪安全。']);
    expect(project?.indicators.map((item) => Object.values(item))).toEqual([
      ['产出指标', '数量指标', '清淤长度', '清淤的河道长度', '≥3公里', '合同'],
      ['产出指标', '质量指标', '验收合格率', '验收合格的河段占全部清淤河段的比例', '100%', '合同'],
      ['满意度指标', '服务对象满意度指标', '居民满意度', '沿河两岸居民对清淤的满意程度', '≥90%', '问卷'],
    ]);
  });

  test('a heading cut short at its end is still known, and told as printed', () => {
    expect(read('第三部分 预算项目绩效目\n1、甲绩效目标表\n').description.headings.get('项目绩效')).toBe(
      '预算项目绩效目',
    );
  });
});

describe('spreading wrapped lines over cells', () => {
  const line = (text: string) => ({ pieces: text.split(' '), whole: text.includes(' ') });

  test('a short line ends a cell', () => {
    const lines = [
      '保障电子政务外网正常',
      '使用',
      '通过运行维护保障电子',
      '政务外网正常使用',
      '基本保障 计划',
    ].map(line);
    expect(naturalCount(lines)).toBe(4);
    expect(spread(lines, 4)).toEqual([
      '保障电子政务外网正常使用',
      '通过运行维护保障电子政务外网正常使用',
      '基本保障',
      '计划',
    ]);
  });

  test('a value is a cell of its own', () => {
    expect(spread(['与综合素质培训能力提升', '人均每天的全部费用', '≤300元'].map(line), 2)).toEqual([
      '与综合素质培训能力提升人均每天的全部费用',
      '≤300元',
    ]);
  });

  test('no more cells than columns', () => {
    expect(spread(['完成 100%', '市长办公会纪要', '【2019】52号及合同'].map(line), 3)).toEqual([
      '完成',
      '100%',
      '市长办公会纪要【2019】52号及合同',
    ]);
  });

  test('a word and a number are one cell where there is one too many', () => {
    expect(spread([line('报送时限 完成报送 季后 50日内')], 3)).toEqual([
      '报送时限',
      '完成报送',
      '季后50日内',
    ]);
    expect(spread([line('报送时限 完成报送 季后 50日内')], 4)).toEqual([
      '报送时限',
      '完成报送',
      '季后',
      '50日内',
    ]);
  });
});
