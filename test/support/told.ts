import type { Check, CheckFinding } from '../../src/model/disclosure.ts';
import type { RuleExample } from '../../src/model/rule.ts';
import { runExample, TEMPLATES } from './examples.ts';

/** What one rule says of a miniature disclosure of one form. */
export function toldBy(
  form: string,
): (
  rule: string,
  example: Partial<RuleExample>,
) => { check: Check; findings: readonly CheckFinding[]; messages: string[] } {
  return (id, example) => {
    const template = TEMPLATES.find((item) => item.id === form);
    const rule = template?.rules.find((item) => item.id === id);
    if (!template || !rule) throw new Error(`${form} has no rule ${id}`);
    const { check } = runExample(template, rule, { tables: {}, ...example });
    return { check, findings: check.findings, messages: check.findings.map((item) => item.message) };
  };
}
