import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/engine.ts';
import type { Check } from '../../src/model/disclosure.ts';
import { type Changes, edited, FOLDER, FORM, validWith } from '../support/content.ts';

/** 合计 against 基本支出 and 项目支出, line by line, by the intervals that printed figures stand for. */

const FILE = `${FOLDER}/tables/支出总表.csv`;
const RULE = 'table.expenditure-by-kind';

function run(lines: string, more: Changes = {}): Check {
  const csv = `科目编码,科目名称,合计,基本支出,项目支出\n${lines}`;
  const made = check(validWith({ [FILE]: csv, ...more })).checks.find((item) => item.rule.id === RULE);
  if (!made) throw new Error(RULE);
  return made;
}

/** Total and parts of the line in question, below one that gives the columns two decimals. */
const verdict = (line: string): [string, string] => {
  const { outcome, relations } = run(`,合计,1.00,1.00,\n2060101,行政运行,${line}\n`);
  return [outcome, relations[1]?.verdict ?? 'nothing'];
};

describe('a total and its parts', () => {
  it.each([
    ['3.00,1.00,2.00', 'passed', 'exact'],
    ['3.00,1.00,2', 'passed', 'exact'],
    ['3,1.00,2.00', 'passed', 'exact'],
    ['"1,003.00",1.00,"1,002.00"', 'passed', 'exact'],
    ['-1.00,1.00,-2.00', 'passed', 'exact'],
    ['2.00,,2.00', 'passed', 'exact'],
    ['2.00,0,2.00', 'passed', 'exact'],
    ['0,,', 'passed', 'exact'],
  ])('%s are exact', (line, ...expected) => {
    expect(verdict(line)).toEqual(expected);
  });

  it.each([
    // ±0.005 each: two parts and a total reach 0.015.
    ['3.01,1.00,2.00', 'passed', 'rounded'],
    ['2.99,1.00,2.00', 'passed', 'rounded'],
    // A printed 0.00 may have been 0.004; three figures again.
    ['0.01,0.00,0.00', 'passed', 'rounded'],
  ])('%s differ by rounding', (line, ...expected) => {
    expect(verdict(line)).toEqual(expected);
  });

  it.each([
    ['3.02,1.00,2.00', 'failed', 'apart'],
    ['2.98,1.00,2.00', 'failed', 'apart'],
    // A blank and a 0 are exactly nothing: only two figures may be rounded.
    ['2.02,,2.00', 'failed', 'apart'],
    ['2.02,0,2.00', 'failed', 'apart'],
    ['2.01,,2.00', 'passed', 'rounded'],
    [',1.00,2.00', 'failed', 'apart'],
    ['3.00,,', 'failed', 'apart'],
    ['0,0,0.01', 'failed', 'apart'],
  ])('%s: %s', (line, ...expected) => {
    expect(verdict(line)).toEqual(expected);
  });

  it('takes whole figures for exact to the column’s decimals, not to the whole', () => {
    expect(verdict('3,1,1')[0]).toBe('failed');
  });

  it('lets whole figures of a column without decimals differ by a half each', () => {
    expect(run('2060101,行政运行,4,1,2\n').relations.map((item) => item.verdict)).toEqual(['rounded']);
    expect(run('2060101,行政运行,5,1,2\n').relations.map((item) => item.verdict)).toEqual(['apart']);
  });

  it('has nothing to say of a blank line, nor where a mark stands', () => {
    expect(run('2060101,行政运行,,,\n')).toMatchObject({ outcome: 'notApplicable', count: 0 });
    expect(run('2060101,行政运行,涉密不公开,1.00,2.00\n')).toMatchObject({
      outcome: 'couldNotRun',
      count: 0,
      because: '有关的单元格是记号，不是数字',
    });
    expect(run(',合计,3.00,1.00,2.00\n2060101,行政运行,3.00,不适用,2.00\n')).toMatchObject({
      outcome: 'passed',
      count: 1,
    });
  });

  it('does not apply where the table is empty or not published, and says why', () => {
    expect(run('')).toMatchObject({
      outcome: 'notApplicable',
      count: 0,
      because: '本公开文本没有这条规则所说的内容',
    });
    const declared = edited(
      `${FOLDER}/disclosure.yaml`,
      'scope: 部门\n',
      'scope: 部门\nnotPublished: [{ table: 支出总表, reason: 无 }]\n',
    );
    const made = check(validWith({ ...declared, [FILE]: null })).checks.find((item) => item.rule.id === RULE);
    expect(made).toMatchObject({ outcome: 'couldNotRun', because: '所需的表“支出总表”没有公开' });
  });
});

describe('a finding', () => {
  const { findings } = run('2060101,行政运行,"1,003.10",1.00,"1,002.00"\n');

  it('names cell, value, what it should be, the difference and the remedy', () => {
    const place = {
      file: FILE,
      line: 2,
      column: 14,
      table: '支出总表',
      row: '行政运行',
      columnTitle: '合计',
    };
    expect(findings).toEqual([
      {
        rule: RULE,
        severity: 'error',
        outcome: 'failed',
        place,
        message: '支出总表“2060101 行政运行”的“合计”实为 1,003.10，应为 1,003.00（差 0.10）',
        hint: `支出合计等于各类支出之和：支出总表“2060101 行政运行”的“合计” 1,003.10 = 支出总表“2060101 行政运行”的“基本支出” 1.00 + 支出总表“2060101 行政运行”的“项目支出” 1,002.00。请核对 ${FILE} 第 2 行，改正有误的一处。`,
        actual: '1,003.10',
        expected: '1,003.00',
        difference: '0.10',
        related: [
          {
            ...place,
            column: 25,
            columnTitle: '基本支出',
            label: '支出总表“2060101 行政运行”的“基本支出”',
            value: '1.00',
          },
          {
            ...place,
            column: 30,
            columnTitle: '项目支出',
            label: '支出总表“2060101 行政运行”的“项目支出”',
            value: '1,002.00',
          },
        ],
      },
    ]);
  });

  it('one wrong cell gives one finding for each line, not more', () => {
    const made = run(
      '206,科学技术支出,4.00,1.00,2.00\n20601,管理事务,3.00,1.00,2.00\n2060101,行政运行,5.00,1.00,2.00\n',
    );
    expect(made.findings.map((item) => item.place.line)).toEqual([2, 4]);
    expect(made).toMatchObject({ outcome: 'failed', count: 3, failed: 2 });
  });

  it('has the severity of its rule', () => {
    const made = run(
      '2060101,行政运行,9,1,2\n',
      edited(`${FORM}/rules.yaml`, 'severity: error', 'severity: warning'),
    );
    expect(made.findings[0]?.severity).toBe('warning');
    expect(made).toMatchObject({ outcome: 'failed', failed: 0 });
  });
});

describe('columns', () => {
  const twoKinds = (columns: string): Changes =>
    edited(
      `${FORM}/tables/支出总表.yaml`,
      '  - { id: project, title: 项目支出, kind: amount, concept: expenditure.project }\n',
      columns,
    );

  it('a part without a column of its own is replaced by those under it', () => {
    const changes = twoKinds(
      '  - { id: operation, title: 运转类, kind: amount, concept: expenditure.project.operation }\n  - { id: specific, title: 特定目标类, kind: amount, concept: expenditure.project.specific }\n',
    );
    const csv =
      '科目编码,科目名称,合计,基本支出,运转类,特定目标类\n2060101,行政运行,6.00,1.00,2.00,3.00\n2060102,其他,6.00,1.00,2.00,2.00\n';
    const made = check(validWith({ ...changes, [FILE]: csv })).checks[0];
    expect(made?.relations.map((item) => item.verdict)).toEqual(['exact', 'apart']);
  });

  it('one part alone makes no sum', () => {
    const csv = '科目编码,科目名称,合计,基本支出\n2060101,行政运行,6.00,1.00\n';
    expect(check(validWith({ ...twoKinds(''), [FILE]: csv })).checks[0]).toMatchObject({
      outcome: 'notApplicable',
      count: 0,
    });
  });

  it('what was budgeted adds up for itself, beside what was spent', () => {
    const column = (id: string, title: string, concept: string): string =>
      `  - { id: ${id}, title: ${title}, kind: amount, concept: ${concept}, period: budgeted }\n`;
    const changes = twoKinds(
      `  - { id: project, title: 项目支出, kind: amount, concept: expenditure.project }\n${column('b1', '年初预算数', 'expenditure.total')}${column('b2', '基本支出预算', 'expenditure.basic')}${column('b3', '项目支出预算', 'expenditure.project')}`,
    );
    const csv =
      '科目编码,科目名称,合计,基本支出,项目支出,年初预算数,基本支出预算,项目支出预算\n2060101,行政运行,3.00,1.00,2.00,4.00,1.00,2.00\n';
    const made = check(validWith({ ...changes, [FILE]: csv })).checks[0];
    expect(made?.relations.map((item) => item.verdict)).toEqual(['exact', 'apart']);
    expect(made?.findings.map(({ place }) => place.columnTitle)).toEqual(['年初预算数']);
  });

  it('money of another fund is not added', () => {
    const changes = twoKinds(
      '  - { id: project, title: 项目支出, kind: amount, concept: expenditure.project }\n  - { id: fund, title: 其中：基金, kind: amount, concept: expenditure.project, fund: governmentFund }\n',
    );
    const csv = '科目编码,科目名称,合计,基本支出,项目支出,其中：基金\n2060101,行政运行,3.00,1.00,2.00,1.50\n';
    expect(check(validWith({ ...changes, [FILE]: csv })).checks[0]).toMatchObject({
      outcome: 'passed',
      count: 1,
    });
  });
});
