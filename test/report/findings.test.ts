import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/engine.ts';
import type { Finding } from '../../src/model/finding.ts';
import {
  allFindings,
  annotation,
  COLOURED,
  type DisclosureReport,
  findingText,
  hasBlocking,
  isBlocking,
  PLAIN,
  reportJson,
  reportOf,
  reportText,
  summarize,
  summaryText,
  verdictText,
} from '../../src/report/findings.ts';
import { type Changes, edited, FOLDER, ID, problemsOf, validWith } from '../support/content.ts';

const FILE = `${FOLDER}/tables/支出总表.csv`;
const RULE = 'table.expenditure-by-kind';
const WRONG: Changes = {
  [FILE]: '科目编码,科目名称,合计,基本支出,项目支出\n,合计,9.00,1.00,2.00\n2060101,行政运行,4.00,1.00,2.00\n',
};
const EXPLAINED: Changes = {
  ...WRONG,
  ...edited(
    `${FOLDER}/disclosure.yaml`,
    'scope: 部门\n',
    `scope: 部门\nacknowledgements: [{ rule: ${RULE}, row: 合计, reason: 原公布文本如此。 }]\n`,
  ),
};
const reportWith = (changes: Changes): DisclosureReport => reportOf(ID, [], check(validWith(changes)));

const clean = reportWith({});
const wrong = reportWith(EXPLAINED);
const unread: DisclosureReport = {
  id: ID,
  problems: problemsOf(edited(`${FOLDER}/disclosure.yaml`, 'year: 2024', 'year: 24')),
};

const HINT = (value: string, line: number, row: string): string =>
  `支出合计等于各类支出之和：支出总表“${row}”的“合计” ${value} = 支出总表“${row}”的“基本支出” 1.00 + 支出总表“${row}”的“项目支出” 2.00。请核对 ${FILE} 第 ${line} 行，改正有误的一处。`;

describe('what blocks', () => {
  it('is an error that nobody has explained', () => {
    expect(hasBlocking(clean)).toBe(false);
    expect(hasBlocking(unread)).toBe(true);
    expect(hasBlocking(wrong)).toBe(true);
    expect(allFindings(wrong).map(isBlocking)).toEqual([false, true]);
  });

  it('is no warning and no notice', () => {
    const finding: Finding = { rule: 'load.x', severity: 'warning', place: { file: 'a' }, message: 'x' };
    expect(isBlocking(finding)).toBe(false);
    expect(isBlocking({ ...finding, severity: 'info' })).toBe(false);
    expect(isBlocking({ ...finding, severity: 'error' })).toBe(true);
  });
});

describe('text', () => {
  it('says nothing of what is right', () => {
    expect(reportText(clean, PLAIN)).toBe('');
  });

  it('groups what was found under the disclosure, with place, rule and remedy', () => {
    expect(reportText(wrong, PLAIN)).toBe(`110101/2024/101  乙区财政局 2024 年
  错误  支出总表“2060101 行政运行”的“合计”实为 4.00，应为 3.00（差 1.00）
        ${FILE}:3:14  [${RULE}]
        ${HINT('4.00', 3, '2060101 行政运行')}
  已说明
        支出总表“合计”的“合计”实为 9.00，应为 3.00（差 6.00）
        ${FILE}:2:5  [${RULE}]
        说明：原公布文本如此。
`);
  });

  it('says a remedy once for all that one rule found', () => {
    const finding = (line: number, hint: string): Finding => ({
      rule: 'text.x',
      severity: 'warning',
      place: { file: 'a.md', line },
      message: `第 ${line} 处`,
      hint,
    });
    const text = (...hints: string[]): string =>
      reportText({ id: ID, problems: hints.map((hint, index) => finding(index + 1, hint)) }, PLAIN);
    expect(text('请改正。', '请改正。')).toBe(`110101/2024/101
  警告  第 1 处
        a.md:1  [text.x]
      · 第 2 处
        a.md:2  [text.x]
        请改正。
`);
    expect(text('请改正。', '请删去。')).toBe(`110101/2024/101
  警告  第 1 处
        a.md:1  [text.x]
        请改正。
      · 第 2 处
        a.md:2  [text.x]
        请删去。
`);
  });

  it('names a disclosure that could not be read by its folder', () => {
    expect(reportText(unread, PLAIN)).toBe(`110101/2024/101
  错误  “预算年度”（year）应为四位年份，如 2024，实为“24”
        ${FOLDER}/disclosure.yaml:3:7  [load.invalid-field]
        请照这个写法改正。
`);
  });

  it('has colour only where it is asked for', () => {
    const [, finding] = allFindings(wrong);
    expect(reportText(wrong, PLAIN)).not.toContain('\u001b');
    expect(findingText(finding as Finding, COLOURED)).toContain('\u001b[31m错误\u001b[0m');
    expect(findingText(allFindings(wrong)[0] as Finding, COLOURED)).toContain('\u001b[90m已说明\u001b[0m');
  });

  it('puts errors before warnings before notices, then goes by file and line', () => {
    const finding = (severity: Finding['severity'], file: string, line?: number): Finding => ({
      rule: 'load.x',
      severity,
      place: { file, ...(line !== undefined && { line }) },
      message: '',
    });
    const problems = [
      finding('info', 'a', 1),
      finding('error', 'b', 2),
      finding('warning', 'a', 1),
      finding('error', 'b', 1),
      finding('error', 'a', 10),
      finding('error', 'a'),
    ];
    expect(
      allFindings({ id: ID, problems }).map(({ severity, place }) => [severity, place.file, place.line]),
    ).toEqual([
      ['error', 'a', undefined],
      ['error', 'a', 10],
      ['error', 'b', 1],
      ['error', 'b', 2],
      ['warning', 'a', 1],
      ['info', 'a', 1],
    ]);
  });

  it('says whether that may be published', () => {
    expect(verdictText([clean], [])).toBe('没有错误，可以公布。');
    expect(verdictText([clean, wrong], [])).toMatch(/^有错误 \d+ 处，改正或说明后才能公布。/);
    const around = (severity: 'error' | 'warning' | 'info') => ({
      ...(unread.problems[0] as Finding),
      severity,
    });
    expect(verdictText([clean], [around('warning'), around('info')])).toBe(
      '没有错误，可以公布。警告 1 处、提示 1 处请看一看，不妨碍公布。',
    );
    expect(verdictText([clean], [around('error'), around('warning')])).toBe(
      '有错误 1 处，改正或说明后才能公布。另有警告 1 处。',
    );
  });

  it('ends with the counts', () => {
    expect(summaryText([clean, wrong, unread])).toBe(
      '3 份公开文本，校验 7 项关系；规则：通过 1，未通过 2，已说明 0，不适用 0，无法校验 0。',
    );
  });
});

describe('json', () => {
  const json = JSON.parse(
    JSON.stringify(
      reportJson(
        [wrong, unread],
        [{ rule: 'load.link', severity: 'error', place: { file: 'a' }, message: 'x' }],
      ),
    ),
  );

  it('has the shape that is documented', () => {
    expect(Object.keys(json)).toEqual(['summary', 'findings']);
    expect(json.summary).toEqual({ passed: 0, failed: 2, acknowledged: 0, notApplicable: 0, couldNotRun: 0 });
    expect(json.findings[2]).toEqual({
      rule: RULE,
      severity: 'error',
      outcome: 'failed',
      disclosure: ID,
      place: { file: FILE, line: 3, column: 14, table: '支出总表', row: '行政运行', columnTitle: '合计' },
      message: '支出总表“2060101 行政运行”的“合计”实为 4.00，应为 3.00（差 1.00）',
      expected: '3.00',
      actual: '4.00',
      difference: '1.00',
      related: [
        { file: FILE, line: 3, label: '支出总表“2060101 行政运行”的“基本支出”', value: '1.00' },
        { file: FILE, line: 3, label: '支出总表“2060101 行政运行”的“项目支出”', value: '2.00' },
      ],
      hint: HINT('4.00', 3, '2060101 行政运行'),
    });
  });

  it('has the same fields where there is nothing to say', () => {
    const keys = Object.keys(json.findings[2]);
    expect(json.findings.map((item: object) => Object.keys(item))).toEqual([keys, keys, keys, keys]);
    expect(json.findings[0]).toMatchObject({
      disclosure: null,
      outcome: 'failed',
      expected: null,
      related: [],
      hint: null,
    });
  });

  it('tells what was explained from what was not', () => {
    expect(json.findings.map((item: { outcome: string }) => item.outcome)).toEqual([
      'failed',
      'acknowledged',
      'failed',
      'failed',
    ]);
  });

  it('counts rules by outcome, and what could not be read as failed', () => {
    expect(summarize([clean])).toMatchObject({ passed: 1, failed: 0 });
    expect(summarize([unread])).toMatchObject({ passed: 0, failed: 1 });
    expect(summarize([])).toEqual({
      passed: 0,
      failed: 0,
      acknowledged: 0,
      notApplicable: 0,
      couldNotRun: 0,
    });
  });
});

describe('annotations', () => {
  const finding: Finding = {
    rule: 'load.yaml',
    severity: 'error',
    place: { file: 'a.yaml', line: 3, column: 7 },
    message: '有误',
    hint: '请改正。',
  };

  it('name file, line, column and rule', () => {
    expect(annotation(finding, 'content/')).toBe(
      '::error file=content/a.yaml,line=3,col=7,title=load.yaml::有误 请改正。',
    );
  });

  it('point at the head of a file where the place is not known', () => {
    const { hint, ...rest } = finding;
    expect(annotation({ ...rest, place: { file: 'a.yaml' } }, '')).toBe(
      '::error file=a.yaml,line=1,col=1,title=load.yaml::有误',
    );
    expect(hint).toBeDefined();
  });

  it.each([
    ['error', '::error '],
    ['warning', '::warning '],
    ['info', '::notice '],
  ] as const)('of an %s begin %s', (severity, start) => {
    expect(annotation({ ...finding, severity }, '').startsWith(start)).toBe(true);
  });

  it('cannot be broken out of', () => {
    const hostile: Finding = {
      rule: 'load.x,y:z',
      severity: 'error',
      place: { file: 'a,b:c%d\n::error::x.csv', line: 1, column: 1 },
      message: '25%\r\n::stop-commands::x',
      hint: '第一行\n第二行',
    };
    expect(annotation(hostile, '')).toBe(
      '::error file=a%2Cb%3Ac%25d%0A%3A%3Aerror%3A%3Ax.csv,line=1,col=1,title=load.x%2Cy%3Az::25%25%0D%0A::stop-commands::x 第一行%0A第二行',
    );
  });

  it('of what is explained are notices', () => {
    expect(annotation(allFindings(wrong)[0] as Finding, '')).toBe(
      `::notice file=${FILE},line=2,col=5,title=${RULE}::支出总表“合计”的“合计”实为 9.00，应为 3.00（差 6.00） 说明：原公布文本如此。`,
    );
  });
});
