import { describe, expect, test } from 'vitest';
import { readFigure } from '../../src/model/cell.ts';
import type { Fact } from '../../src/model/disclosure.ts';
import type { Fund, Template } from '../../src/model/template.ts';
import { viewKeySentences } from '../../src/view/key-sentences.ts';
import { type Sentence, textOf } from '../../src/view/sentence.ts';
import { column, MARKS, makeTable } from './make.ts';

type Figures = Readonly<Record<string, string | readonly [text: string, more: Partial<Fact>]>>;

/** A disclosure that has these figures only, stated. */
function source(figures: Figures, phase: '预算' | '决算' = '预算') {
  const facts = Object.entries(figures).map(([key, said], index): Fact => {
    const [text, more] = typeof said === 'string' ? [said, {}] : said;
    const cell = readFigure(text, MARKS);
    if (!cell) throw new Error(`not a figure: ${text}`);
    return {
      id: `事实${index}`,
      concept: key.replace(/ .*$/u, ''),
      fund: 'all',
      period: 'current',
      cell,
      unit: '万元',
      source: '正文',
      place: { file: 'disclosure.yaml' },
      ...more,
    };
  });
  const template = { outline: [], tables: new Map(), unit: '万元' } as unknown as Template;
  return { tables: new Map(), facts, template, year: 2024, phase } as const;
}

const words = (sentence: Sentence | undefined) => sentence && textOf(sentence);
const said = (figures: Figures, phase?: '预算' | '决算', before?: Figures) =>
  viewKeySentences(source(figures, phase), before && source(before), () => undefined).map(words);

test('tell the whole year, what it is for, and of every 100 yuan', () => {
  expect(
    said({
      'expenditure.total': '1469.55',
      'expenditure.basic': '272.71',
      'expenditure.project': '1196.84',
    }),
  ).toEqual([
    '2024年全年打算花 1,469.55 万元，其中 272.71 万元用于养人和日常运转（基本支出），1,196.84 万元用于办专门的事（项目支出）。每 100 元里，基本支出占 18.6 元，项目支出占 81.4 元。',
  ]);
});

test('are worded for what was really spent in a final account', () => {
  expect(said({ 'expenditure.total': '10', 'threePublic.total': '2', 'income.total': '10' }, '决算')).toEqual(
    [
      '2024年全年实际花了 10 万元。',
      '全年能用的钱是 10 万元（收入总计）。',
      '因公出国（境）、公务用车、公务接待（“三公”经费）花了 2 万元。',
    ],
  );
});

describe('shares', () => {
  const spent = (total: string, basic: string, project: string) =>
    said({ 'expenditure.total': total, 'expenditure.basic': basic, 'expenditure.project': project })[0];

  test('one kind that is all of it', () => {
    expect(spent('10', '0', '10')).toBe('2024年全年打算花 10 万元，全部用于办专门的事（项目支出）。');
  });
  test('never say nothing of what is something, nor all of what is not all', () => {
    expect(spent('100000', '1', '99999')).toContain('基本支出占不足 0.1 元，项目支出占 99.9 元以上');
  });
  test('are not taken of zero, of negatives, nor of parts beyond the total', () => {
    expect(spent('0.00', '0.00', '0.00')).toBe('2024年支出总计是 0.00 万元。');
    expect(spent('-3.5', '1', '-4.5')).toBe('2024年支出总计是 -3.5 万元。');
    expect(spent('10', '-1', '11')).toBe('2024年全年打算花 10 万元。');
    expect(spent('10', '8', '9')).toBe('2024年全年打算花 10 万元。');
  });
  test('are exact where the units differ', () => {
    expect(said({ 'expenditure.total': '10', 'expenditure.project': ['25000', { unit: '元' }] })[0]).toBe(
      '2024年全年打算花 10 万元，其中 25,000 元用于办专门的事（项目支出）。每 100 元里，项目支出占 25.0 元。',
    );
  });
});

test('long amounts in 元 are told in 万元 too', () => {
  expect(said({ 'expenditure.total': ['14695500', { unit: '元' }] })).toEqual([
    '2024年全年打算花 14,695,500 元（约 1,469.55 万元）。',
  ]);
});

test('what is left from last year', () => {
  expect(said({ 'income.total': '100', 'carryover.opening': '5.50' })).toEqual([
    '全年预计能用的钱是 100 万元（收入总计），其中 5.50 万元是上年没有用完、今年接着用的（上年结转结余）。',
  ]);
  expect(said({ 'income.total': '100', 'carryover.opening': '0' })).toEqual([
    '全年预计能用的钱是 100 万元（收入总计）。',
  ]);
  // More than the whole: it is not part of it.
  expect(said({ 'income.total': '1', 'carryover.opening': '5.50' })).toEqual([
    '全年预计能用的钱是 1 万元（收入总计）。',
  ]);
});

describe('三公 against last year', () => {
  const name = '因公出国（境）、公务用车、公务接待（“三公”经费）安排';
  const fiscal: Fund = 'fiscal';
  const three = (now: string, before?: string) =>
    said(
      { 'threePublic.total': now },
      '预算',
      before === undefined ? undefined : { 'threePublic.total': before },
    )[0];

  test('as last year’s disclosure has it', () => {
    expect(three('4', '5')).toBe(`${name} 4 万元，比上年减少 1 万元，下降 20.0%。`);
    expect(three('5', '5.00')).toBe(`${name} 5 万元，与上年持平。`);
    expect(three('5', '0')).toBe(`${name} 5 万元，上年为零。`);
    expect(three('0', '5')).toBe(`${name} 0 万元，上年是 5 万元。`);
    expect(three('0', '0')).toBe(`${name} 0 万元，与上年相同。`);
  });
  test('as the text states it', () => {
    const change = ['-1', { period: 'change', fund: fiscal }] as const;
    const figures: Figures = {
      'threePublic.total': ['4', { fund: fiscal }],
      'threePublic.total change': change,
    };
    expect(said(figures)).toEqual([`${name} 4 万元，比上年减少 1 万元，下降 20.0%。`]);
  });
  test('not of another fund, and not where neither tells', () => {
    const before: Figures = { 'threePublic.total': ['5', { fund: fiscal }] };
    expect(said({ 'threePublic.total': '4' }, '预算', before)).toEqual([`${name} 4 万元。`]);
    expect(three('4')).toBe(`${name} 4 万元。`);
  });
});

test('nothing is said of what is not published', () => {
  expect(said({})).toEqual([]);
  expect(
    said({ 'expenditure.total': '涉密不公开', 'threePublic.total': '', 'procurement.total': '--' }),
  ).toEqual([]);
  expect(said({ 'procurement.total': '0', 'operatingFunds.total': '0.00' })).toEqual([]);
  // Cars are no money.
  expect(said({ 'threePublic.total': ['3', { unit: '辆' }] })).toEqual([]);
});

test('each figure leads to its row', () => {
  const table = makeTable({
    columns: [
      column('科目', { kind: 'text' }),
      column('合计', { concept: 'expenditure.total' }),
      column('项目支出', { concept: 'expenditure.project' }),
    ],
    lines: [['合计', '10', '4']],
  });
  const template = {
    outline: [],
    tables: new Map([[table.spec.id, table.spec]]),
    unit: '万元',
  } as unknown as Template;
  const made = viewKeySentences(
    { tables: new Map([[table.spec.id, table]]), facts: [], template, year: 2024, phase: '预算' },
    undefined,
    (at, row) => `${at.spec.id}-${row.id}`,
  );
  expect(made[0]?.filter(({ href }) => href !== undefined)).toEqual([
    { text: '10 万元', money: true, href: '#支出总表-合计' },
    { text: '4 万元', money: true, href: '#支出总表-合计' },
  ]);
});
