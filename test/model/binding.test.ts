import { describe, expect, test } from 'vitest';
import {
  type BindingContext,
  bindingProblems,
  conditionHolds,
  parseBindings,
  type Resolution,
  resolveExpression,
} from '../../src/model/binding.ts';
import type { CheckedDisclosure } from '../../src/model/disclosure.ts';
import { type Changes, disclosureWith, edited, FOLDER, FORM } from '../support/content.ts';

const FACTS = `
facts:
  - { id: 编制人数, value: 17, unit: 人, source: 一 }
  - { id: 运行, concept: operatingFunds.total, value: 9.74, source: 三 }
  - { id: 支出增减, concept: expenditure.total, period: change, value: 470.78, source: 二 }
  - { id: 基本增减, concept: expenditure.basic, period: change, value: -38.23, source: 二 }
  - { id: 项目增减, concept: expenditure.project, period: change, value: 0.00, source: 二 }
  - { id: 收入上年, concept: income.total, period: previous, value: 242.73, source: 二 }
  - { id: 运行上年, concept: operatingFunds.total, period: previous, value: 0, source: 二 }
  - { id: 接待, concept: threePublic.reception, fund: fiscal, value: 0.20, source: 四 }
  - { id: 接待增减, concept: threePublic.reception, fund: fiscal, period: change, value: -0.02, source: 四 }
  - { id: 出国, concept: threePublic.abroad, fund: governmentFund, value: 1, source: 四 }
  - { id: 出国二, concept: threePublic.abroad, fund: stateCapital, value: 2, source: 四 }
notPublished:
  - { table: 采购表, reason: 原文没有。 }
`;

const disclosureYaml = `template: example-form
region: 110101
year: 2024
code: 101
name: 乙区财政局
scope: 部门
units:
  - { name: 本级 }
  - { name: 中心 }
`;

const stated = (changes: Changes = {}) =>
  disclosureWith({
    [`${FOLDER}/disclosure.yaml`]: disclosureYaml + FACTS,
    [`${FOLDER}/tables/采购表.csv`]: null,
    ...changes,
  });

const DISCLOSURE = disclosureWith();
const STATED = stated();

function resolve(text: string, context: BindingContext): Resolution {
  const expression = parseBindings(`{{${text}}}`)[0]?.expression;
  if (
    !expression ||
    expression.kind === 'malformed' ||
    expression.kind === 'if' ||
    expression.kind === 'unless'
  ) {
    throw new Error(`no value: ${text}`);
  }
  return resolveExpression(expression, context);
}

/** What a reader sees, or what is wrong. */
function read(
  text: string,
  disclosure: CheckedDisclosure = DISCLOSURE,
  lastYear?: CheckedDisclosure,
): string {
  const found = resolve(text, { disclosure, ...(lastYear && { lastYear }) });
  if (found.kind === 'figure') return found.lead + found.text;
  return found.kind === 'words' ? found.text : `${found.kind}: ${found.message}`;
}

const problems = (source: string, disclosure = DISCLOSURE, check = {}) =>
  bindingProblems(source, disclosure, check).map((item) => item.message);

describe('a cell by its printed names', () => {
  test.each([
    ['id of the table, label, title', '支出总表/合计/基本支出'],
    ['title of the table', '部门支出总表/合计/基本支出'],
    ['spaces', ' 支出总表 / 合 计 / 基本　支出 '],
    ['code of the row', '支出总表/2010601/基本支出'],
    ['label of the row', '支出总表/行政运行/基本支出'],
  ])('%s', (_, text) => {
    expect(read(text)).toBe('469.55万元');
  });

  test.each([
    ['with its number', '收支总表/一、一般公共预算拨款收入/预算数'],
    ['without', '收支总表/一般公共预算拨款收入/预算数'],
    ['the only amount of its side', '收支总表/一般公共预算拨款收入'],
    ['on the other side', '收支总表/一般公共服务支出'],
    ['by its function code', '收支总表/201/预算数'],
    ['by the heading of the file', '收支总表/支出总计/支出预算数'],
    ['by the header path', '收支总表/支出总计/支出/预算数'],
  ])('a two-sided form: %s', (_, text) => {
    expect(read(text)).toBe('1469.55万元');
  });

  test('brackets of either width', () => {
    const changes = edited(`${FOLDER}/tables/支出总表.csv`, '行政运行', '行政运行（机关）');
    expect(read('支出总表/行政运行(机关)/合计', disclosureWith(changes))).toBe('469.55万元');
  });

  test('a year in a title, and a title by its alias', () => {
    expect(read('采购表/合计/2024年预留中小微企业份额')).toBe('1.00万元');
    expect(read('采购表/台式电脑/数量')).toBe('3');
  });

  test('a blank cell is told as 0, a mark as itself, a text as words', () => {
    expect(read('支出总表/2010601/项目支出')).toBe('0万元');
    expect(read('支出总表/2010601/科目名称')).toBe('行政运行');
    const marked = disclosureWith({
      [`${FOLDER}/tables/支出总表.csv`]: '科目编码,科目名称,合计,基本支出,项目支出\n,合计,涉密不公开,1,2\n',
    });
    expect(read('支出总表/合计/合计', marked)).toBe('涉密不公开');
  });

  test('digits stay as printed', () => {
    const grouped = disclosureWith({
      [`${FOLDER}/tables/支出总表.csv`]: '科目编码,科目名称,合计,基本支出,项目支出\n,合计,"1,469.50",1,2\n',
    });
    expect(read('支出总表/合计/合计', grouped)).toBe('1,469.50万元');
  });

  test('the total answers to 合计, whatever is printed there', () => {
    expect(read('收支总表/合计', disclosureWith())).toMatch(
      /^ambiguous: 的行“合计”不止一个：“收入总计”“支出总计”/,
    );
    const form = edited(`${FORM}/tables/支出总表.yaml`, 'total: [合计]', 'total: [总额]');
    const changes = edited(`${FOLDER}/tables/支出总表.csv`, '\n,合计,', '\n,总额,');
    expect(
      read('支出总表/合计/基本支出', disclosureWith({ ...form, ...changes, [`${FORM}/rules.yaml`]: null })),
    ).toBe('469.55万元');
  });

  test('the second of one label', () => {
    const changes = edited(`${FOLDER}/tables/支出总表.csv`, '一般行政管理事务', '行政运行');
    const twice = disclosureWith(changes);
    expect(read('支出总表/行政运行#1/合计', twice)).toBe('469.55万元');
    expect(read('支出总表/行政运行#2/合计', twice)).toBe('1000.00万元');
    expect(read('支出总表/行政运行#3/合计', twice)).toMatch(/^notFound/);
    expect(read('支出总表/行政运行/合计', twice)).toBe(
      'ambiguous: 的行“行政运行”不止一个：“2010601”“2010602”',
    );
  });

  test('a code printed twice is told by its labels, a line printed twice by its order', () => {
    const code = edited(`${FOLDER}/tables/支出总表.csv`, '2010602,', '2010601,');
    expect(read('支出总表/2010601/合计', disclosureWith(code))).toBe(
      'ambiguous: 的行“2010601”不止一个：“行政运行”“一般行政管理事务”',
    );
    const line = edited(`${FOLDER}/tables/支出总表.csv`, '2010602,一般行政管理事务', '2010601,行政运行');
    expect(read('支出总表/2010601/合计', disclosureWith(line))).toBe(
      'ambiguous: 的行“2010601”不止一个：“2010601#1”“2010601#2”',
    );
    expect(read('支出总表/2010601#2/合计', disclosureWith(line))).toBe('1000.00万元');
  });

  test('a code and a column may hold the slash itself', () => {
    const form = {
      [`${FORM}/tables/采购表.yaml`]: `title: 经济分类表
columns:
  - { id: code, title: 编码, groups: [部门], kind: code }
  - { id: name, title: 名称, groups: [部门], kind: text }
  - { id: other, title: 编码, groups: [政府], kind: code }
  - { id: total, title: 合计, kind: amount, concept: expenditure.basic }
  - { id: people, title: 小计, groups: [人员经费], kind: amount }
  - { id: wages, title: 工资, groups: [人员经费], kind: amount }
  - { id: goods, title: 小计, groups: [公用经费], kind: amount }
rows: { kind: coded, code: [code, other], codeJoin: /, label: name, total: [合计], totalPosition: first }
`,
      [`${FOLDER}/tables/采购表.csv`]:
        '部门/编码,名称,政府/编码,合计,人员经费/小计,工资,公用经费/小计\n,合计,,9,4,4,5\n30101,基本工资,50101,4,4,4,\n',
    };
    const disclosure = disclosureWith(form);
    expect(read('采购表/30101/50101/合计', disclosure)).toBe('4万元');
    expect(read('采购表/30101/50101/公用经费/小计', disclosure)).toBe('0万元');
    expect(read('采购表/合计/人员经费', disclosure)).toBe('4万元');
    expect(read('采购表/合计/小计', disclosure)).toBe('ambiguous: 的列“小计”不止一个：“人员经费”“公用经费”');
    expect(read('采购表/30101/50102/合计', disclosure)).toBe('notFound: 找不到行“30101”');
  });

  test('it knows its unit, its exact value and where on the page it stands', () => {
    expect(resolve('支出总表/合计/基本支出', { disclosure: DISCLOSURE })).toMatchObject({
      unit: '万元',
      data: '4695500',
      anchor: { kind: 'row', table: '支出总表', row: '合计' },
    });
    expect(resolve('采购表/台式电脑/数量', { disclosure: DISCLOSURE })).toMatchObject({ data: '3' });
    expect(resolve('采购表/台式电脑/单价', { disclosure: DISCLOSURE })).toMatchObject({ data: '5000' });
  });
});

describe('other things to bind', () => {
  test('the disclosure itself', () => {
    expect(['name', 'year', 'lastYear', 'region', 'scope'].map((word) => read(word))).toEqual([
      '乙区财政局',
      '2024',
      '2023',
      '乙区',
      '部门',
    ]);
    expect(read('项目数')).toBe('1个');
    expect(read('单位数', STATED)).toBe('2个');
  });

  test('a fact, with its own unit', () => {
    expect(read('事实/编制人数', STATED)).toBe('17人');
    expect(read('事实/运行', STATED)).toBe('9.74万元');
  });

  test('a project by name or number', () => {
    expect(read('项目/财政监督')).toBe('1000.00万元');
    expect(read('项目/1')).toBe('1000.00万元');
    expect(read('项目/2')).toBe('notFound: 找不到项目“2”');
  });

  test('a concept, and one of several funds', () => {
    expect(read('expenditure.basic')).toBe('469.55万元');
    expect(read('threePublic.reception', STATED)).toBe('0.20万元');
    expect(read('threePublic.abroad@stateCapital', STATED)).toBe('2万元');
    expect(read('threePublic.abroad', STATED)).toBe(
      'ambiguous: 的资金“threePublic.abroad”不止一个：“threePublic.abroad@governmentFund”“threePublic.abroad@stateCapital”',
    );
  });

  test('a table by its title, which leads to it', () => {
    expect(resolve('支出总表', { disclosure: DISCLOSURE })).toMatchObject({
      text: '部门支出总表',
      anchor: { kind: 'table', table: '支出总表' },
    });
    expect(read('采购表', STATED)).toBe('notFound: 要用的表“政府采购预算”没有公开（原文没有。）');
  });
});

describe('change from last year', () => {
  test('a stated change, with its sign in words', () => {
    expect(read('change expenditure.total', STATED)).toBe('增加470.78万元');
    expect(read('change expenditure.basic', STATED)).toBe('减少38.23万元');
    expect(read('change 支出总表/合计/基本支出', STATED)).toBe('减少38.23万元');
    expect(read('change 事实/支出增减', STATED)).toBe('增加470.78万元');
  });

  test('no change is 持平', () => {
    expect(read('change expenditure.project', STATED)).toBe('与上年持平');
    expect(read('growth expenditure.project', STATED)).toBe('与上年持平');
  });

  test('this year less a stated last year', () => {
    expect(read('change income.total', STATED)).toBe('增加1226.82万元');
    expect(read('growth income.total', STATED)).toBe('增长505.43%');
  });

  test('a rate from a stated change', () => {
    expect(read('growth expenditure.total', STATED)).toBe('增长47.14%');
    expect(read('growth threePublic.reception', STATED)).toBe('下降9.09%');
  });

  test('never a rate from zero, nor from less', () => {
    expect(read('change operatingFunds.total', STATED)).toBe('增加9.74万元');
    expect(read('growth operatingFunds.total', STATED)).toBe('上年为零，不计算增长率');
    const negative = disclosureWith({
      [`${FOLDER}/disclosure.yaml`]: `${disclosureYaml}facts: [{ id: 上年, concept: income.total, period: previous, value: -5, source: 二 }]\n`,
    });
    expect(read('growth income.total', negative)).toBe('上年为负，不计算增长率');
  });

  test('both years zero is 持平, not a rate', () => {
    const zero = disclosureWith({
      [`${FOLDER}/disclosure.yaml`]: `${disclosureYaml}facts: [{ id: 今, concept: a.b, value: 0, source: 二 }, { id: 上, concept: a.b, period: previous, value: 0.00, source: 二 }]\n`,
    });
    expect(read('growth a.b', zero)).toBe('与上年持平');
  });

  test("last year's disclosure, by what the figure means, in another unit and other table", () => {
    const lastYear = disclosureWith({
      [`${FORM}/tables/支出总表.yaml`]: `title: 去年的表
unit: 元
columns:
  - { id: code, title: 科目编码, kind: code }
  - { id: name, title: 科目名称, kind: text }
  - { id: basic, title: 基本, kind: amount, concept: expenditure.basic }
rows: { kind: coded, code: [code], label: name, total: [合计], totalPosition: first }
`,
      [`${FORM}/rules.yaml`]: null,
      [`${FOLDER}/tables/支出总表.csv`]: '科目编码,科目名称,基本\n,合计,4000000\n2010601,行政运行,4695500\n',
    });
    expect(read('change expenditure.basic', DISCLOSURE, lastYear)).toBe('增加69.55万元');
    expect(read('growth expenditure.basic', DISCLOSURE, lastYear)).toBe('增长17.39%');
    expect(read('change 支出总表/2010601/基本支出', DISCLOSURE, lastYear)).toBe('与上年持平');
    expect(read('change 支出总表/2010602/项目支出', DISCLOSURE, lastYear)).toBe('notFound: 没有上年数可比');
  });

  test('a stated change wins over last year’s disclosure', () => {
    expect(read('change expenditure.basic', STATED, DISCLOSURE)).toBe('减少38.23万元');
  });

  test('a change of the total is not taken for one of a part', () => {
    expect(read('change 支出总表/2010601/基本支出', STATED)).toBe('notFound: 没有上年数可比');
  });
});

describe('shares', () => {
  test('of two figures', () => {
    expect(read('share expenditure.basic of 支出总表/合计/合计')).toBe('31.95%');
    expect(read('share 支出总表/合计/合计 of expenditure.total')).toBe('100.00%');
  });

  test('not of nothing, nor of another kind of unit', () => {
    expect(read('share expenditure.basic of 支出总表/2010601/项目支出')).toBe('合计为零，不计算比重');
    expect(read('share 事实/编制人数 of expenditure.total', STATED)).toBe(
      'notFound: 的单位不同（人、万元），不能算比重',
    );
  });
});

describe('conditions', () => {
  const holds = (text: string, disclosure = DISCLOSURE) =>
    conditionHolds(parseBindings(`{{${text}}}`)[0]?.expression as never, { disclosure });

  test.each([
    ['if expenditure.basic', true],
    ['unless expenditure.basic', false],
    ['if 支出总表/2010601/项目支出', false],
    ['unless 支出总表/2010601/项目支出', true],
    ['if known 支出总表/2010601/项目支出', true],
    ['if no.such', false],
    ['unless known no.such', true],
    ['if 事实/没有', false],
    ['if change expenditure.total', false],
    ['if 支出总表', true],
  ])('%s: %s', (text, expected) => {
    expect(holds(text)).toBe(expected);
  });

  test('持平 and an unpublished table hold nothing', () => {
    expect(holds('if change expenditure.project', STATED)).toBe(false);
    expect(holds('if known change expenditure.project', STATED)).toBe(true);
    expect(holds('if 采购表', STATED)).toBe(false);
  });
});

describe('what is told to the author', () => {
  test('the nearest names, and the binding put right', () => {
    expect(bindingProblems('合计{{支出总表/合计/基本支岀}}。', DISCLOSURE)).toEqual([
      {
        offset: 2,
        length: 16,
        message: '绑定“{{支出总表/合计/基本支岀}}”找不到列“基本支岀”；最接近的是“基本支出”',
        hint: '请改成“{{支出总表/合计/基本支出}}”，或改成其他有的名称。',
      },
    ]);
  });

  test.each([
    ['{{支出总裱/合计/合计}}', '找不到表“支出总裱”；最接近的是“支出总表”“收支总表”“部门支出总表”'],
    ['{{支出总表/行政运航/合计}}', '找不到行“行政运航”；最接近的是“行政运行”'],
    ['{{收支总表/收人总计}}', '找不到行“收人总计”；最接近的是“收入总计”“支出总计”'],
    ['{{expenditure.basics}}', '找不到“expenditure.basics”的数；最接近的是“expenditure.basic”'],
    ['{{nmae}}', '找不到“nmae”；最接近的是“name”'],
    ['{{项目/财政监管}}', '找不到项目“财政监管”；最接近的是“财政监督”'],
    ['{{支出总表/合计}}', '没有写明列；可以写“合计”“基本支出”“项目支出”'],
    ['{{change expenditure.basic}}', '没有上年数可比'],
    ['{{}}', '里没有内容'],
    ['{{change}}', '没有写明是哪个数'],
    ['{{share expenditure.basic}}', '没有写明是谁占谁的比重'],
    ['{{change name}}', '里的“name”不是一个数'],
  ])('%s', (source, message) => {
    const [found] = problems(source);
    expect(found).toContain(`绑定“${source}”${message}`);
  });

  test('a fact', () => {
    expect(problems('{{事实/编制}}', STATED)).toEqual([
      '绑定“{{事实/编制}}”找不到事实“编制”；最接近的是“编制人数”',
    ]);
  });

  test('of several things, which there are', () => {
    const twice = disclosureWith(edited(`${FOLDER}/tables/支出总表.csv`, '一般行政管理事务', '行政运行'));
    expect(bindingProblems('{{支出总表/行政运行/合计}}', twice)).toMatchObject([
      {
        message: '绑定“{{支出总表/行政运行/合计}}”的行“行政运行”不止一个：“2010601”“2010602”',
        hint: '请写明是哪一个，如“{{支出总表/2010601/合计}}”。',
      },
    ]);
  });

  test('an opening without an end, where it stands', () => {
    expect(bindingProblems('甲{{name}}乙{{支出总表/合计\n丙}}', DISCLOSURE)).toMatchObject([
      { offset: 10, length: 2, message: '绑定“{{”只有“{{”，没有写完' },
    ]);
  });

  test('an absent table, with the reason; its names are checked against the form', () => {
    expect(problems('{{采购表/合计/金额}}', STATED)).toEqual([
      '绑定“{{采购表/合计/金额}}”要用的表“政府采购预算”没有公开（原文没有。）',
    ]);
    expect(problems('{{采购表/合计/全额}}', STATED)[0]).toContain('找不到列“全额”；最接近的是“金额”');
  });

  test('nothing where all is well', () => {
    expect(
      problems('{{name}}{{支出总表/合计/基本支出}}{{share expenditure.basic of expenditure.total}} { } }}'),
    ).toEqual([]);
  });

  test('every fault of a text, in order', () => {
    expect(bindingProblems('{{a}}\n\n{{name}}{{b/c/d}}', DISCLOSURE).map((item) => item.offset)).toEqual([
      0, 15,
    ]);
  });
});

describe('conditions and faults', () => {
  test('what stands under a condition that does not hold is left alone', () => {
    expect(problems('{{if 事实/没有}}{{事实/没有}}。\n\n后{{事实/没有}}')).toHaveLength(1);
    expect(
      problems(
        '- {{if 事实/没有}}{{事实/没有}}。\n  还有{{事实/没有}}\n\n  又{{事实/没有}}\n- {{事实/没有}}',
      ),
    ).toHaveLength(1);
    expect(problems('- 甲\n  - {{if 事实/没有}}{{事实/没有}}\n- 乙{{事实/没有}}')).toHaveLength(1);
    expect(problems('{{unless 事实/没有}}{{if name}}{{事实/没有}}')).toHaveLength(1);
  });

  test('a condition itself may name what is not there, but not what the form has not', () => {
    expect(problems('{{if 采购表/合计/金额}}有', STATED)).toEqual([]);
    expect(problems('{{if 采购表/合计/全额}}有', STATED)).toHaveLength(1);
    expect(problems('{{if 收支总表/四、没有的行}}有')).toHaveLength(1);
    expect(problems('{{if 支出总表/2069999/合计}}有')).toEqual([]);
  });

  test('a condition stands at the beginning of a paragraph or list item', () => {
    expect(problems('甲{{if name}}乙')).toEqual(['绑定“{{if name}}”的条件没有写在段落或列表项的开头']);
    expect(problems('甲\n{{if name}}乙')).toHaveLength(1);
    expect(
      problems(
        '{{if name}}{{unless no.such}}乙\n\n- {{if name}}丙\n\n1. {{if name}}丁\n> {{if name}}戊',
        DISCLOSURE,
        { draft: true },
      ),
    ).toEqual([]);
  });

  test.each([
    ['{{if name}}', true],
    ['> | {{if name}}', true],
    ['  - {{if name}}', true],
    ['12.   {{if name}}', true],
    ['-{{if name}}', false],
    ['- 甲 {{if name}}', false],
    [`${' '.repeat(300_000)}{{if name}}`, true],
    // As many ways to share out the spaces as there are pairs of them: minutes, if each were tried.
    [`${' '.repeat(300_000)}甲 {{if name}}`, false],
    [`${'> '.repeat(150_000)}甲 {{if name}}`, false],
  ])('whether a condition heads its block, %#', (text, heads) => {
    expect(parseBindings(text)[0]?.expression.kind).toBe(heads ? 'if' : 'malformed');
  });

  test("a form's draft may speak of what a disclosure lacks, not of what the form lacks", () => {
    const draft = { draft: true };
    expect(
      problems('{{采购表/合计/金额}}{{事实/没有}}{{no.such}}{{change expenditure.total}}', STATED, draft),
    ).toHaveLength(0);
    expect(problems('{{采购表/合计/全额}}{{没有的表/合计/合计}}', STATED, draft)).toHaveLength(2);
    const twice = disclosureWith(edited(`${FOLDER}/tables/支出总表.csv`, '2010602,', '2010601,'));
    expect(problems('{{支出总表/2010601/合计}}', twice, draft)).toEqual([]);
  });
});
