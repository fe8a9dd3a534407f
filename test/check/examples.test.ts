import { describe, expect, it } from 'vitest';
import { KINDS } from '../../src/check/kinds/index.ts';
import type { Template } from '../../src/model/template.ts';
import { ruleExamples, runExample } from '../support/examples.ts';

/** Every rule of every form is held against its own passing and failing example. */

const examples = ruleExamples();

it('there are rules', () => expect(examples.length).toBeGreaterThan(30));

describe.each(examples)('$rule.id', ({ rule, template }) => {
  const form = template as Template;

  it('has a kind, and a form that its examples fit', () => {
    expect(Object.keys(KINDS)).toContain(rule.kind);
    expect(template?.id).toBeDefined();
  });

  it('holds in its passing example', () => {
    const { check } = runExample(form, rule, rule.examples.passes);
    expect(check.findings.map((item) => item.message)).toEqual([]);
    expect(check).toMatchObject({ outcome: 'passed', failed: 0 });
    expect(check.count).toBeGreaterThan(0);
  });

  it('finds its failing example', () => {
    const { check, disclosure } = runExample(form, rule, rule.examples.fails);
    // What disclosure.yaml declares with a reason (notPublished) is explained from the start.
    expect(['failed', 'acknowledged']).toContain(check.outcome);
    // What one wrong cell breaks may be told under a nearer rule.
    const told = disclosure.findings.map((item) => item.message).join('\n');
    expect(told).not.toBe('');
    expect(told).toContain(rule.examples.fails.says ?? '');
    for (const finding of check.findings) {
      expect(finding).toMatchObject({ rule: rule.id, outcome: check.outcome });
      expect(finding.place.file).not.toBe('');
      expect(finding.hint, finding.message).toBeTruthy();
    }
  });
});
