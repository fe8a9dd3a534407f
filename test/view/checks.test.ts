import { describe, expect, test } from 'vitest';
import type { Check, CheckFinding } from '../../src/model/disclosure.ts';
import type { Rule } from '../../src/model/rule.ts';
import { countChecks, summarizeChecks } from '../../src/view/checks.ts';

const finding = (
  outcome: CheckFinding['outcome'],
  severity: CheckFinding['severity'] = 'error',
): CheckFinding => ({ rule: 'a', place: { file: 'a' }, message: '不符', severity, outcome });

const check = (outcome: Check['outcome'], count: number, more: Partial<Check> = {}): Check => ({
  rule: {} as Rule,
  outcome,
  count,
  failed: 0,
  acknowledged: 0,
  findings: [],
  relations: [],
  ...more,
});

describe('the sentence', () => {
  const couldNotRun = check('couldNotRun', 0);
  test.each<[string, boolean, Check[]]>([
    ['共校验 214 项，全部通过', true, [check('passed', 200), check('passed', 14)]],
    [
      '共校验 12 项，1 项不符，均已说明',
      true,
      [
        check('passed', 9),
        check('acknowledged', 3, { acknowledged: 1, findings: [finding('acknowledged')] }),
      ],
    ],
    [
      '共校验 12 项，2 项不符，其中 1 项已说明',
      false,
      [check('passed', 9), check('failed', 3, { failed: 1, acknowledged: 1 })],
    ],
    // What another rule's finding tells of is wrong here all the same.
    ['共校验 5 项，3 项不符', false, [check('failed', 3, { failed: 2 }), check('failed', 2, { failed: 1 })]],
    [
      '共校验 3 项，全部通过；另有 2 条提示',
      true,
      [check('failed', 3, { findings: [finding('failed', 'warning'), finding('failed', 'info')] })],
    ],
    [
      '共校验 3 项，全部通过',
      true,
      [check('acknowledged', 3, { findings: [finding('acknowledged', 'warning')] })],
    ],
    [
      '共校验 3 项，全部通过；另有 2 条规则因缺少数据未能校验',
      true,
      [check('passed', 3), check('notApplicable', 0), couldNotRun, couldNotRun],
    ],
    [
      '共校验 3 项，全部通过；另有 1 条提示，1 条规则因缺少数据未能校验',
      true,
      [check('failed', 3, { findings: [finding('failed', 'warning')] }), couldNotRun],
    ],
    ['没有可以校验的项目', true, []],
  ])('%s', (text, ok, checks) => {
    expect(summarizeChecks({ checks })).toEqual({ text, ok, href: 'checks/', counts: countChecks(checks) });
  });
});
