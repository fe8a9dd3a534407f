import type { Acknowledgement, Check, CheckedDisclosure, CheckFinding, Disclosure } from '../model/disclosure.ts';
import type { Finding } from '../model/finding.ts';
import { problem } from '../model/problem.ts';
import type { Rule } from '../model/rule.ts';
import { columnsAddUp } from './kinds/columns-add-up.ts';
import type { Kind } from './kind.ts';

/** Every kind of arithmetic, by the name that rules use. */
export const KINDS: Readonly<Record<string, Kind>> = {
  'columns-add-up': columnsAddUp,
};

/** Runs every rule of the form. The only maker of a CheckedDisclosure. */
export function check(disclosure: Disclosure): CheckedDisclosure {
  const used = new Set<Acknowledgement>();
  const checks = disclosure.template.rules.map((rule) => runRule(rule, disclosure, used));
  const idle = disclosure.acknowledgements.filter((item) => !used.has(item)).map(unmatched);
  const findings = [...checks.flatMap((item) => item.findings), ...idle];
  return { ...disclosure, state: 'checked', checks, findings };
}

function runRule(rule: Rule, disclosure: Disclosure, used: Set<Acknowledgement>): Check {
  if (rule.disabled !== undefined) return { rule, outcome: 'notApplicable', count: 0, because: rule.disabled, findings: [] };
  const kind = KINDS[rule.kind];
  if (!kind) return { rule, outcome: 'couldNotRun', count: 0, because: `没有名为“${rule.kind}”的算法`, findings: [] };
  const result = kind.run(rule, disclosure);
  if (result.count === 0) return { rule, outcome: result.outcome ?? 'notApplicable', count: 0, because: result.because ?? '本公开文本没有这条规则所说的内容', findings: [] };
  const findings = result.findings.map((finding) => acknowledge(finding, disclosure.acknowledgements, used));
  const outcome = findings.length === 0 ? 'passed' : findings.some((item) => item.outcome === 'failed') ? 'failed' : 'acknowledged';
  return { rule, outcome, count: result.count, findings };
}

function acknowledge(finding: Finding, acknowledgements: readonly Acknowledgement[], used: Set<Acknowledgement>): CheckFinding {
  const match = acknowledgements.find(
    (item) =>
      item.rule === finding.rule &&
      (item.table === undefined || item.table === finding.place.table) &&
      (item.row === undefined || item.row === finding.place.row) &&
      (item.column === undefined || item.column === finding.place.columnTitle),
  );
  if (!match) return { ...finding, outcome: 'failed' };
  used.add(match);
  return { ...finding, outcome: 'acknowledged', acknowledgedBecause: match.reason };
}

/** An acknowledgement that no longer matches anything hides nothing, and would hide the next mistake. */
function unmatched(item: Acknowledgement): CheckFinding {
  const words = [item.rule, item.table, item.row, item.column].filter(Boolean).join(' · ');
  const finding = problem('load.idle-acknowledgement', item.place, `acknowledgements 里的“${words}”没有对应的问题`, '问题已经改正的，请删去这一条；写错的，请照 npm run check 的输出改正。');
  return { ...finding, severity: 'warning', outcome: 'failed' };
}
