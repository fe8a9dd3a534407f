import { describe, expect, it } from 'vitest';
import { toldBy } from '../support/told.ts';

const told = toldBy('hebei-2024');
const henan = toldBy('henan-2024');

describe('tables and sections', () => {
  it('not published: explained by what disclosure.yaml declares', () => {
    const { check, findings } = told('form.tables-published', {
      disclosure: { notPublished: [{ table: 收支总表, reason: '涉密。' }] },
    });
    expect(check).toMatchObject({ outcome: 'acknowledged' });
    expect(findings).toMatchObject([
      {
        severity: 'info',
        outcome: 'acknowledged',
        acknowledgedBecause: '涉密。',
        place: { table: 收支总表 },
      },
    ]);
  });

  it('a section that only holds a comment is empty; one left out as optional is not looked at', () => {
    const blank = {
      narrative: { 职责: '<!-- 待补 -->\n' },
      disclosure: { omitted: ['整体绩效目标', '专项资金'] },
    };
    expect(told('form.sections-filled', blank).messages).toEqual(['标题“部门职责”下面没有内容']);
  });
});

const 收支总表 = '收支总表';
const HEAD = '收入项目,收入预算数,支出项目,支出预算数';

describe('rows that the form prints', () => {
  const numbers = (...labels: string[]) =>
    told('form.row-numbers', {
      tables: { [收支总表]: [HEAD, ...labels.map((label) => `,,${label},1.00`)].join('\n') },
    }).messages;

  it.each([
    ['as the form has them', ['六、科学技术支出', '八、社会保障和就业支出']],
    ['of what is left, counted anew', ['一、科学技术支出', '二、社会保障和就业支出', '三、卫生健康支出']],
    ['left away', ['科学技术支出', '社会保障和就业支出']],
  ])('numbers %s are right', (_, labels) => expect(numbers(...labels)).toEqual([]));

  it.each([
    [
      'repeats',
      ['六、科学技术支出', '六、文化旅游体育与传媒支出'],
      '“六、文化旅游体育与传媒支出”编号应为“七、”',
    ],
    ['skips', ['一、科学技术支出', '三、社会保障和就业支出'], '“一、科学技术支出”编号应为“六、”；另有 1 行'],
    ['is written otherwise', ['（六）科学技术支出', '八、社会保障和就业支出'], '编号应为“六、”'],
  ])('a number that %s is not', (_, labels, message) => {
    expect(numbers(...labels)).toEqual([expect.stringContaining(message)]);
  });

  it('the form’s own skips are right', () => {
    const table =
      '收入项目,收入金额,支出项目,支出金额\n,,十七、金融支出,1.00\n,,十九、援助其他地区支出,1.00\n';
    expect(henan('form.row-numbers', { tables: { [收支总表]: table } }).messages).toEqual([]);
  });

  it('an old name of a 类 is no row of the form', () => {
    const { messages } = told('form.rows-known', {
      tables: { [收支总表]: `${HEAD}\n,,十、医疗卫生与计划生育支出,1.00\n` },
    });
    expect(messages).toEqual([expect.stringContaining('“十、医疗卫生与计划生育支出”不是表样里的行')]);
  });

  it('missing ones are told together, optional ones not at all', () => {
    const { messages } = told('form.rows-present', {
      tables: { 固定资产表: '项目,数量,价值\n固定资产总额,,1.00\n' },
    });
    expect(messages).toEqual([]);
    const rows = told('form.rows-present', {
      tables: { [收支总表]: `${HEAD}\n一、一般公共预算拨款收入,1.00,,\n` },
    });
    expect(rows.messages).toHaveLength(2);
    expect(rows.messages[0]).toContain('缺少表样印定的 7 行：“二、政府性基金预算拨款收入”');
  });
});

describe('codes of rows', () => {
  const codes = '类,款,项,单位代码,单位(科目名称),总计';
  it.each([
    ['类,款,项 in order', '206,01,01,,行政运行,1.00', []],
    ['a 类 by itself', '206,,,,科学技术支出,1.00', []],
    ['a gap in the middle', '206,,01,,行政运行,1.00', ['支出总表“行政运行”的“款”空白']],
    ['no code at all', ',,,,行政运行,1.00', ['支出总表“行政运行”的“类”空白']],
    ['no name', '206,01,01,,,1.00', ['支出总表“2060101”的“单位(科目名称)”空白']],
    ['a unit’s line', ',,,566,某局,1.00', []],
  ])('%s', (_, line, messages) => {
    expect(
      henan('form.codes-filled', { tables: { 支出总表: `${codes}\n,,,,合计,1.00\n${line}\n` } }).messages,
    ).toEqual(messages);
  });
});

describe('notes', () => {
  const FUND = '政府性基金支出表';
  const EMPTY = '科目编码,科目名称,合计,基本支出,项目支出\n';
  const note = (rule: string, text: string | undefined, table = EMPTY) =>
    told(rule, {
      tables: { [FUND]: table },
      disclosure: { tables: { [FUND]: { notes: text === undefined ? [] : [text] } } },
    });

  it('an empty table needs one, in whatever words', () => {
    expect(note('form.empty-note', undefined).messages).toEqual([`${FUND}是空表，却没有注明`]);
    for (const text of ['注：我局2024年未安排政府性基金预算。', '本部门无政府性基金支出', '注：空表。'])
      expect(note('form.empty-note', text).messages).toEqual([]);
  });

  const FILLED = `${EMPTY},合计,3.00,,3.00\n`;
  it('under figures, “空表” contradicts them; other words may speak of a part', () => {
    expect(note('form.filled-note', '注：无政府性基金预算，空表列示。', FILLED).findings[0]).toMatchObject({
      severity: 'error',
    });
    expect(note('form.filled-note', '注：本部门无政府性基金预算支出。', FILLED).findings[0]).toMatchObject({
      severity: 'warning',
    });
    expect(note('form.filled-note', '注：本表金额无特别注明的均为万元。', FILLED).messages).toEqual([]);
  });

  it('zeros are no figures', () => {
    const zeros = `${EMPTY},合计,0.00,,0.00\n`;
    expect(note('form.filled-note', '注：空表列示。', zeros).messages).toEqual([]);
  });

  it('another table’s note is told by that table; a variant of its own is not', () => {
    expect(note('form.other-note', '注：无国有资本经营预算财政拨款预算，空表列示。').messages).toEqual([
      expect.stringContaining('说的是国有资本经营支出表'),
    ]);
    for (const text of [
      '注：无政府性基金预算财政拨款预算，空表列示。',
      '注：无政府基金预算拨款，空表列示。',
      '空表',
    ])
      expect(note('form.other-note', text).messages).toEqual([]);
  });
});

describe('years and dates', () => {
  const heading = (title: string) =>
    told('form.heading-years', {
      tables: { 政府采购表: `项目名称,采购物品名称,合计,${title}\n合计,,3.00,3.00\n` },
    });

  it('last year’s year in a column is named with what it should be', () => {
    expect(heading('2023年预留中小微企业份额').findings[0]).toMatchObject({
      severity: 'error',
      actual: '2023年预留中小微企业份额',
      expected: '2024年预留中小微企业份额',
      place: { table: '政府采购表', columnTitle: '2023年预留中小微企业份额' },
    });
    expect(heading('2024年预留中小微企业份额').messages).toEqual([]);
    expect(heading('预留中小微企业份额').check.outcome).toBe('notApplicable');
  });

  it('a heading of a section keeps its year too', () => {
    const { messages } = told('form.heading-years', {
      disclosure: { headings: { 增减情况: '比2022年增减情况' } },
    });
    expect(messages).toEqual(['标题“比2022年增减情况”的年份不对，应为 2024 年']);
  });

  it('an empty table has no date; a filled one has the end of the year before', () => {
    const table = (lines: string, asOf?: string) =>
      told('form.as-of', {
        tables: { 固定资产表: `项目,数量,价值\n${lines}` },
        ...(asOf && { disclosure: { tables: { 固定资产表: { asOf } } } }),
      }).messages;
    expect(table('')).toEqual([]);
    expect(table('资产总额,,3.00\n')).toEqual(['固定资产表没有写截止日期，应为 2023-12-31']);
    expect(table('资产总额,,3.00\n', '2024-12-31')).toEqual([
      '固定资产表的截止日期是 2024-12-31，应为 2023-12-31',
    ]);
  });
});

describe('the total row', () => {
  const rows = (...lines: string[]) =>
    told('form.total-row', { tables: { 支出总表: ['科目编码,科目名称,合计', ...lines].join('\n') } })
      .messages;

  it.each([
    ['first', [',合计,1.00', '206,科学技术支出,1.00'], []],
    ['last', ['206,科学技术支出,1.00', ',合计,1.00'], ['支出总表的合计不在首行']],
    ['twice', [',合计,1.00', '206,科学技术支出,1.00', ',合计,1.00'], ['支出总表有 2 个合计行']],
    ['missing', ['206,科学技术支出,1.00'], ['支出总表没有合计行']],
    ['of an empty table', [], []],
  ])('%s', (_, lines, messages) => expect(rows(...lines)).toEqual(messages));
});
