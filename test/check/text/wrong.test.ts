import { describe, expect, test } from 'vitest';
import { ALL, said, saidOf, TABLES } from './support.ts';

/** Families of real errors: one wrong thing, one finding. */

describe('figures of a text', () => {
  test.each([
    [
      'parts of an increase miss it',
      '较2023年预算增加119.79万元，其中：基本支出增加46.29万元；每年度上调基数，故支出增加。项目支出增加215.53万元。',
      'narrative.changes: “支出说明”一节说总的增加 119.79万元，而各部分合起来是增加 261.82万元（差 142.03万元）',
    ],
    [
      'a decrease taken for an increase',
      '较2023年预算增加2589.19万元，其中：基本支出增加26.69万元，项目支出增加2615.88万元。',
      '（差 53.38万元）',
    ],
    [
      'parts are more than the whole, though only the main ones are named',
      '项目支出100.00万元，主要用于设备购置80.00万元、房屋维修30.00万元等。',
      'narrative.sums: “支出说明”一节“项目支出”实为 100.00万元，其后所列 2 项之和为 110.00万元（多 10.00万元）',
    ],
    [
      'brackets with a list of their own',
      '公务用车购置及运维费7.29万元（其中：公务用车购置费为0.00万元，公务用车运维费9.27万元）。',
      'narrative.sums: “支出说明”一节“公务用车购置及运维费”实为 7.29万元，其后所列 2 项之和为 9.27万元',
    ],
    [
      'a division that is complete by definition falls short',
      '2024年政府采购预算158.41万元，其中：政府采购货物预算6.62万元、政府采购工程预算0万元、政府采购服务预算115.79万元。',
      'narrative.sums:',
    ],
    [
      'the wrong base of a rate',
      '一般公共预算支出393.52万元，比2023年增加150.79万元，增长38.32%。',
      'narrative.growth: “支出说明”一节增长的比率实为 38.32%，应为 62.12%',
    ],
    [
      'a share with two digits swapped',
      '支出合计393.52万元，其中：基本支出200.52万元，占50.69%；项目支出193万元，占49.04%。',
      'narrative.shares: “支出说明”一节“基本支出”200.52万元所占的比重实为 50.69%，应为 50.96%',
    ],
    [
      'this year less last year is not the change',
      '2024年收入预算30000.50万元，比2023年28000.50万元增加2200.00万元。',
      'narrative.changes: “支出说明”一节“增加”实为 2200.00万元，应为增加 2,000.00万元（差 200.00万元）',
    ],
    [
      'a rate in a bracket',
      '“三公”经费500.00万元，较上年减少100.00万元（20%）。',
      'narrative.growth: “支出说明”一节下降的比率实为 20%，应为 16.67%',
    ],
    [
      'a division in a bracket without 其中',
      '公务用车购置及运行费7.00万元（公务用车购置费0万元，公务用车运行费8.00万元）。',
      'narrative.sums:',
    ],
    [
      'a division in a paragraph of its own',
      '2024年支出预算5432.10万元。\n\n按支出功能分类，包括教育支出5000.00万元、社会保障和就业支出342.10万元。',
      'narrative.sums-short: “支出说明”一节“支出预算”实为 5432.10万元，其后所列 2 项之和为 5,342.10万元',
    ],
    [
      'a share of a total told before, as the others are',
      '一般公共预算支出393.52万元。按用途划分：科学技术支出344.53万元，占87.55%；社会保障和就业支出23.88万元，占6.70%；卫生健康支出8.62万元，占2.19%；住房保障支出16.49万元，占4.19%。',
      'narrative.shares: “支出说明”一节“社会保障和就业支出”23.88万元所占的比重实为 6.70%，应为 6.07%',
    ],
    ['down, and a rate of growth', '公务接待费2.00万元，比上年减少0.50万元，增长20%。', 'text.direction:'],
    ['level, and yet more', '公务接待费2.00万元，与上年持平，增加0.50万元。', '前面说持平，后面又有增加'],
    ['a sign beside a word', '较上年增加-5.00万元。', 'text.direction-sign:'],
  ])('%s', (_, text, told) => {
    const found = saidOf(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(told);
  });

  test('growth from nothing', () => {
    const told = saidOf('政府性基金预算支出0万元。政府性基金预算支出增加0万元，增长0%。', {}, ALL);
    expect(told.join()).toContain('narrative.growth-from-zero');
    expect(saidOf('因公出国（境）费5.00万元，比上年增加5.00万元，增长100%。', {}, ALL).join()).toContain(
      '上年为零，却说增长 100%',
    );
  });

  test('one quantity, two sections', () => {
    const narrative = {
      支出说明: '机关运行经费共计安排21.66万元。',
      机关运行经费: '2024年机关运行经费26.16万元。',
    };
    const [finding, ...others] = said({ narrative });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ rule: 'narrative.repeated', expected: '21.66万元', actual: '26.16万元' });
    expect(finding?.related?.[0]).toMatchObject({ value: '21.66万元', line: 1 });
  });
});

describe('a text beside the tables', () => {
  test.each([
    [
      'a total',
      '2024年基本支出496.55万元。',
      'narrative.agrees: “支出说明”一节“基本支出”实为 496.55万元，支出总表“合计”的“基本支出”为 469.55万元（差 27.00万元）',
    ],
    ['a line', '主要用于办公费4.00万元等。', 'narrative.items-agree: “支出说明”一节“办公费”实为 4.00万元'],
    [
      'the line, not the total of 三公',
      '主要用于办公费40.00万元、公务接待费0.64万元等。',
      'narrative.items-agree: “支出说明”一节“公务接待费”实为 0.64万元',
    ],
    [
      'an amount that is nowhere',
      '安排信息化专项资金77.31万元。',
      'narrative.traceable: “支出说明”一节“安排信息化专项资金77.31万元”在表和项目里找不到',
    ],
    [
      '元 for 万元',
      '2024年支出预算1469.55元。',
      'text.magnitude: “支出说明”一节“2024年支出预算”实为 1469.55元，应为 1469.55万元',
    ],
    ['万元 for 元', '2024年支出预算14695500万元。', 'text.magnitude:'],
    [
      'one wrong part is told once, not in its sum and its share as well',
      '2024年支出预算1469.55万元，其中：基本支出496.55万元，占31.95%；项目支出1000.00万元，占68.05%。',
      'narrative.agrees:',
    ],
    ['a binding under another name', '项目支出{{支出总表/合计/基本支出}}。', '绑定的不是“项目支出”的数'],
  ])('%s', (_, text, told) => {
    const found = said({ tables: TABLES, narrative: { 支出说明: text } });
    expect(found).toHaveLength(1);
    const [{ rule, message, hint }] = found as [(typeof found)[0]];
    expect(`${rule}: ${message} ${hint}`).toContain(told);
  });

  test('both places are named', () => {
    const [finding] = said({
      tables: TABLES,
      narrative: { 支出说明: '说明。\n\n2024年**基本支出** 496.55 万元。' },
    });
    expect(finding?.place).toMatchObject({ line: 3, column: 15, row: '支出说明' });
    expect(finding?.related?.[0]).toMatchObject({
      line: 2,
      table: '支出总表',
      columnTitle: '基本支出',
      value: '469.55',
    });
  });
});

describe('wording', () => {
  test.each([
    ['text.year', '现将某部门2023年部门预算公开如下：'],
    ['text.year', '2023年预算收入5万元。'],
    ['text.compared-year', '与2022年预算相比，减少5.00万元。'],
    ['text.compared-year', '与2024年相比持平。'],
    ['text.odd-year', '20244年安排项目。'],
    ['text.names', '反映甲县工业和信息化局年度部门预算中支出预算的总体情况。'],
    ['text.names', '甲县工业和信息化局的主要职责是：拟订规划。'],
    ['text.placeholders', '较上年增加（减少）5.00万元。'],
    ['text.placeholders', 'XX部门无其他事项。'],
    ['text.placeholders', '用于××项目。'],
    ['text.placeholders', '预算????。'],
    ['text.placeholders', '依据【】文件。'],
    ['text.placeholders', '（填写原因）。'],
    ['text.placeholders', '#REF!'],
    ['text.unfinished', '较上年减少5.00万元，主要原因是。'],
    ['text.unfinished', '主要是，人员增加。'],
    ['text.blanks', '较上年减少万元，主要是压减。'],
    ['text.blanks', '较上年下降%。'],
    ['text.pairs', '按照《预算法的规定执行。'],
    ['text.pairs', '落实“过紧日子“要求。'],
    ['text.pairs', '包括甲、乙）两项。'],
    ['text.damaged', '锟斤拷。'],
    ['text.damaged', 'è´¢ä¼š。'],
    ['text.invisible', '安排\u206000.5万元。'],
    ['narrative.headings', '## 甲\n\n## 乙\n\n无。'],
  ])('%s: %s', (rule, text) => {
    expect(saidOf(text).filter((item) => !item.startsWith('narrative.traceable'))).toEqual([
      expect.stringContaining(`${rule}: `),
    ]);
  });

  test.each([
    ['text.doubled-punctuation', '无其他事项，，特此说明。'],
    ['text.doubled-words', '提出意见意见。'],
    ['text.foreign-words', '规范 and 标准。'],
    ['text.ellipsis', '主要用于办公费……'],
    ['text.scope-words', '本单位无其他事项。'],
    ['narrative.numbering', '1、甲。\n\n2、乙。\n\n2、丙。'],
    ['narrative.numbering', '第一部分 甲\n\n第三部分 乙'],
  ])('%s: %s', (rule, text) => {
    expect(saidOf(text, {}, ['info'])).toEqual([expect.stringContaining(`${rule}: `)]);
  });
});

describe('fields of projects', () => {
  const project = (fields: Record<string, unknown>, severities = ALL): string[] =>
    said({ projects: [{ name: '甲项目', amount: '1.00', ...fields }] }, severities).map((item) => item.rule);

  test.each([
    ['text.placeholders', { goals: ['目标内容1'] }],
    ['text.pairs', { name: '企业培育资金（“领跑者”企业培育' }],
    ['text.open-end', { goals: ['保障权益，维护稳定，'] }],
    ['text.choices', { indicators: [{ level3: '超支', value: '是/否（支付）' }] }],
    ['text.choices', { indicators: [{ level3: '条件', value: '是否达到支持条件' }] }],
    ['text.deadline', { indicators: [{ level3: '时限', value: '2023年10月底前完成' }] }],
    ['text.odd-year', { indicators: [{ level3: '次数', description: '反映205年服务的次数', value: '3次' }] }],
    ['text.document-number', { name: '某财预（2023）年423号的通知' }],
    ['privacy.identity', { purpose: '付给张某 110101199001011237' }],
    ['privacy.mobile', { purpose: '联系 138-0013-8000' }],
    ['privacy.bank', { purpose: '账号 6222 0202 0000 0000 006' }],
  ])('%s', (rule, fields) => expect(project(fields)).toEqual([rule]));

  test.each([
    ['a year in a name', { name: '2023年省级专项资金（提前下达2024年）' }],
    ['a code of digits', { code: '110101199001011237', name: '甲' }],
    ['a document of another year', { indicators: [{ value: '≥3家', basis: '关于下达2023年资金的通知' }] }],
    ['this year', { indicators: [{ value: '2024年底前' }] }],
    ['a choice made', { indicators: [{ level3: '是否超支', value: '否' }] }],
    ['an enumeration', { goals: ['1.甲；', '2.乙。'] }],
  ])('right: %s', (_, fields) => expect(project(fields)).toEqual([]));

  test('a number is not repeated in what is said of it', () => {
    const [finding] = said({ projects: [{ name: '甲', amount: '1.00', purpose: '110101199001011237' }] });
    expect(JSON.stringify(finding)).not.toContain('110101199001011237');
  });
});

describe('what else is there', () => {
  test('last year, if the content has it, is looked in', () => {
    const narrative = { 增减情况: '较2023年预算增加469.55万元，上年预算为1000.00万元。' };
    const lastYear = { 支出总表: '科目编码,科目名称,合计\n,合计,1000.00\n' };
    const untraced = (example: object) =>
      said({ tables: TABLES, narrative, ...example }, ALL).filter(
        ({ rule }) => rule === 'narrative.untraced',
      );
    expect(untraced({})).toHaveLength(1);
    expect(untraced({ lastYear })[0]?.message).not.toContain('1000.00');
  });

  test('an acknowledgement names the rule and the section', () => {
    const text = { 支出说明: '公务接待费2.00万元，比上年减少0.50万元，增长20%。' };
    const acknowledgements = [{ rule: 'text.direction', row: '支出说明', reason: '原公布文本如此。' }];
    const found = said({ narrative: text, disclosure: { acknowledgements } });
    expect(found.map(({ rule, outcome }) => [rule, outcome])).toEqual([['text.direction', 'acknowledged']]);
  });

  test('stated changes that do not add up name all three', () => {
    const change = (id: string, concept: string, value: string) => ({
      id,
      concept,
      period: 'change',
      value,
      source: '正文',
    });
    const facts = [
      change('总', 'expenditure.total', '119.79'),
      change('基本', 'expenditure.basic', '46.29'),
      change('项目', 'expenditure.project', '215.53'),
    ];
    const [finding] = said({ disclosure: { facts } });
    expect(finding).toMatchObject({ rule: 'narrative.changes', expected: '261.82', actual: '119.79' });
    expect(finding?.related).toHaveLength(2);
    expect(
      said({ disclosure: { facts: facts.with(0, change('总', 'expenditure.total', '261.82')) } }),
    ).toEqual([]);
  });

  test('fifty of one kind are enough', () => {
    const text = Array.from({ length: 200 }, (_, index) => `甲${index}（`).join('\n\n');
    expect(saidOf(text)).toHaveLength(50);
  });
});
