import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/engine.ts';
import { KINDS } from '../../src/check/kinds/index.ts';
import type { CheckedDisclosure } from '../../src/model/disclosure.ts';
import { type Changes, edited, FOLDER, FORM, faultOf, validWith } from '../support/content.ts';

const RULE = 'table.expenditure-by-kind';
const FILE = `${FOLDER}/tables/支出总表.csv`;
/** Two lines whose 合计 is wrong. */
const WRONG = {
  [FILE]:
    '科目编码,科目名称,合计,基本支出,项目支出\n,合计,9.00,1.00,2.00\n2060101,行政 运行,4.00,1.00,2.00\n',
};
const disclosure = (lines: string): Changes =>
  edited(`${FOLDER}/disclosure.yaml`, 'scope: 部门\n', `scope: 部门\n${lines}\n`);
const checked = (changes: Changes): CheckedDisclosure => check(validWith(changes));
const acknowledged = (...items: string[]): CheckedDisclosure =>
  checked({ ...WRONG, ...disclosure(`acknowledgements:\n${items.map((item) => `  - ${item}`).join('\n')}`) });
const outcomes = (made: CheckedDisclosure): unknown[] =>
  made.findings
    .filter((item) => item.rule === RULE)
    .map((item) => [item.place.line, item.outcome, item.acknowledgedBecause]);

describe('acknowledgements', () => {
  it('explain the one finding that they name', () => {
    const made = acknowledged(
      `{ rule: ${RULE}, table: 支出总表, row: 合计, column: 合计, reason: 原公布文本如此。 }`,
    );
    expect(outcomes(made)).toEqual([
      [2, 'acknowledged', '原公布文本如此。'],
      [3, 'failed', undefined],
    ]);
    expect(made.checks[0]).toMatchObject({ outcome: 'failed', failed: 1, acknowledged: 1, count: 2 });
  });

  it('explain every finding that they leave open', () => {
    const made = acknowledged(`{ rule: ${RULE}, table: 支出总表, reason: 原公布文本如此。 }`);
    expect(outcomes(made)).toEqual([
      [2, 'acknowledged', '原公布文本如此。'],
      [3, 'acknowledged', '原公布文本如此。'],
    ]);
    expect(made.checks[0]).toMatchObject({ outcome: 'acknowledged', failed: 0, acknowledged: 2 });
    expect(made.findings).toHaveLength(2);
  });

  it.each([
    ['another rule', '{ rule: table.basic-by-kind, table: 支出总表, reason: 无 }'],
    ['another table', `{ rule: ${RULE}, table: 收支总表, reason: 无 }`],
    ['another row', `{ rule: ${RULE}, row: 行政运行（项）, reason: 无 }`],
    ['another column', `{ rule: ${RULE}, column: 基本支出, reason: 无 }`],
  ])('of %s explain nothing, and that is said', (_, item) => {
    const made = acknowledged(item);
    expect(outcomes(made).map((entry) => (entry as unknown[])[1])).toEqual(['failed', 'failed']);
    expect(made.findings.map((finding) => finding.rule)).toContain('load.idle-acknowledgement');
  });

  it('name a row without minding spaces and brackets', () => {
    const made = acknowledged(`{ rule: ${RULE}, row: 行政运行, reason: 原公布文本如此。 }`);
    expect(outcomes(made)[1]).toEqual([3, 'acknowledged', '原公布文本如此。']);
  });

  it('that explain nothing any more are a warning with place and remedy', () => {
    const made = checked(
      disclosure(`acknowledgements:\n  - { rule: ${RULE}, table: 支出总表, row: 合计, reason: 无 }`),
    );
    expect(made.findings.map(faultOf)).toEqual([
      {
        rule: 'load.idle-acknowledgement',
        at: `${FOLDER}/disclosure.yaml:9:5`,
        message: `acknowledgements 里的“${RULE} · 支出总表 · 合计”没有对应的问题`,
        hint: '问题已经改正的，请删去这一条；写错的，请照 npm run check 的输出改正。',
      },
    ]);
    expect(made.findings[0]).toMatchObject({ severity: 'warning', outcome: 'failed' });
    expect(made.checks[0]?.outcome).toBe('passed');
  });

  it('need a reason', () => {
    expect(() => acknowledged(`{ rule: ${RULE} }`)).toThrow('（acknowledgements › reason）');
  });
});

describe('rules', () => {
  it('that the form disables do not apply, for the reason it gives', () => {
    const made = checked({
      ...WRONG,
      ...edited(
        `${FORM}/template.yaml`,
        'unit: 万元\n',
        `unit: 万元\ndisabled: { ${RULE}: 表样的合计另有含义。 }\n`,
      ),
    });
    expect(made.checks[0]).toMatchObject({
      outcome: 'notApplicable',
      count: 0,
      because: '表样的合计另有含义。',
    });
    expect(made.findings).toEqual([]);
  });

  it('of a form win over those of the form that it extends', () => {
    const made = checked({
      ...WRONG,
      ...edited(`${FORM}/template.yaml`, 'unit: 万元\n', 'unit: 万元\nextends: base\n'),
      'templates/base/template.yaml': 'title: 基础\n',
      'templates/base/rules.yaml': `- id: ${RULE}
  title: 基础
  basis: 无
  kind: columns-add-up
  severity: warning
  examples: { passes: { tables: {} }, fails: { tables: {} } }
`,
    });
    expect(made.checks.map((item) => [item.rule.id, item.rule.severity])).toEqual([[RULE, 'error']]);
  });

  it('of an unknown kind could not run', () => {
    const made = checked({
      ...WRONG,
      ...edited(`${FORM}/rules.yaml`, 'kind: columns-add-up', 'kind: columns-multiply'),
    });
    expect(made.checks[0]).toMatchObject({
      outcome: 'couldNotRun',
      because: '没有名为“columns-multiply”的算法',
    });
  });

  it('each come out in one of five ways, with a reason where they did not run', () => {
    const made = checked(WRONG);
    expect(made.state).toBe('checked');
    for (const item of made.checks) {
      expect(['passed', 'failed', 'acknowledged', 'notApplicable', 'couldNotRun']).toContain(item.outcome);
      expect(item.count === 0).toBe(item.because !== undefined);
    }
  });

  it('are of kinds that explain themselves to the public', () => {
    for (const [name, kind] of Object.entries(KINDS))
      expect(kind.explain, name).toMatch(/\p{Script=Han}.*。$/u);
  });
});
