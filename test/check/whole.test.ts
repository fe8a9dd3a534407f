import { describe, expect, test } from 'vitest';
import { checkedWith } from './whole.ts';
import { RIGHT, WRONG } from './whole-cases.ts';

const told = (edits: Parameters<typeof checkedWith>[0], severities: readonly string[]): string[] =>
  checkedWith(edits).findings.flatMap(({ severity, rule, message }) =>
    severities.includes(severity) ? [`${severity} ${rule}: ${message}`] : [],
  );

test('a whole disclosure in which everything agrees has nothing told of it', () => {
  const { findings, checks } = checkedWith();
  expect(findings).toEqual([]);
  expect(checks.filter(({ outcome }) => outcome === 'passed').length).toBeGreaterThan(90);
});

describe('one slip, one finding, where the slip is', () => {
  test.each(WRONG)('%s', (_, edits, expected) => {
    const [severity = ''] = expected.split(' ');
    const found = told(edits, severity === 'info' ? ['error', 'warning', 'info'] : ['error', 'warning']);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  });
});

describe('no slip, no finding', () => {
  test.each(RIGHT)('%s', (_, edits) => expect(told(edits, ['error', 'warning'])).toEqual([]));
});

test('two slips are two findings', () => {
  const found = told(
    [['tables/收支总表.csv', '收入总计,500.00,支出总计,500.00', '收入总计,505.00,支出总计,505.00']],
    ['error'],
  );
  expect(found).toHaveLength(2);
});

test('every rule has exactly one outcome, whatever is wrong', () => {
  const outcomes = ['passed', 'failed', 'acknowledged', 'notApplicable', 'couldNotRun'];
  for (const [, edits] of WRONG.slice(0, 12)) {
    const { checks, template } = checkedWith(edits);
    expect(checks.map(({ rule }) => rule.id)).toEqual(template.rules.map(({ id }) => id));
    for (const { outcome, because, count } of checks) {
      expect(outcomes).toContain(outcome);
      if (outcome === 'notApplicable' || outcome === 'couldNotRun') expect(because).toBeTruthy();
      else expect(count).toBeGreaterThan(0);
    }
  }
});
