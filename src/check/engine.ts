import type { Check, CheckedDisclosure, CheckFinding, Disclosure } from '../model/disclosure.ts';
import { factsOf } from '../model/facts.ts';
import type { Rule } from '../model/rule.ts';
import { Acknowledgements } from './acknowledge.ts';
import { findCulprits } from './blame.ts';
import type { CheckContext, KindResult } from './kind.ts';
import { KINDS } from './kinds/index.ts';
import { type Evaluated, evaluate } from './relation.ts';
import { tell } from './tell.ts';

/** Runs every rule of the form. The only maker of a CheckedDisclosure. */
export function check(disclosure: Disclosure, lastYear?: Disclosure): CheckedDisclosure {
  const context: CheckContext = { disclosure, facts: factsOf(disclosure), ...(lastYear && { lastYear }) };
  const runs = disclosure.template.rules.map((rule) => runRule(rule, context));
  const evaluated = runs.flatMap((run) => run.relations);
  const blames = findCulprits(
    evaluated.filter((relation) => relation.verdict === 'apart'),
    evaluated.filter((relation) => relation.verdict === 'exact' || relation.verdict === 'rounded'),
    (relation) => KINDS[relation.rule.kind]?.rank ?? 0,
  );
  const acknowledgements = new Acknowledgements(disclosure.acknowledgements);
  // A relation that fails because of a cell told under another rule has failed all the same.
  const toldOf = new Map<Rule, CheckFinding[]>();
  const failedIn = new Map<Rule, CheckFinding[]>();
  const note = (map: Map<Rule, CheckFinding[]>, rule: Rule, finding: CheckFinding): void => {
    map.set(rule, [...(map.get(rule) ?? []), finding]);
  };
  for (const blame of blames) {
    const finding = acknowledgements.apply(tell(blame));
    note(toldOf, blame.relations[0]?.rule as Rule, finding);
    for (const rule of new Set(blame.relations.map((relation) => relation.rule)))
      note(failedIn, rule, finding);
  }
  for (const { rule, result } of runs) {
    for (const item of result.findings ?? []) {
      const finding = acknowledgements.apply(item);
      note(toldOf, rule, finding);
      note(failedIn, rule, finding);
    }
  }
  const checks = runs.map((run) => conclude(run, toldOf.get(run.rule) ?? [], failedIn.get(run.rule) ?? []));
  return {
    ...disclosure,
    state: 'checked',
    checks,
    findings: [...checks.flatMap((item) => item.findings), ...acknowledgements.idle()],
  };
}

interface Run {
  readonly rule: Rule;
  readonly result: KindResult;
  readonly relations: readonly Evaluated[];
}

function runRule(rule: Rule, context: CheckContext): Run {
  if (rule.disabled !== undefined)
    return { rule, result: { outcome: 'notApplicable', because: rule.disabled }, relations: [] };
  const kind = KINDS[rule.kind];
  if (!kind)
    return {
      rule,
      result: { outcome: 'couldNotRun', because: `没有名为“${rule.kind}”的算法` },
      relations: [],
    };
  const result = kind.run(rule, context);
  return { rule, result, relations: (result.relations ?? []).map(evaluate) };
}

function conclude(
  { rule, result, relations }: Run,
  findings: readonly CheckFinding[],
  failing: readonly CheckFinding[],
): Check {
  const spoken = relations.filter((relation) => relation.verdict !== 'unknown');
  const count = spoken.length + (result.looked ?? 0);
  if (count === 0 && failing.length === 0) {
    const marked = relations.length > 0;
    return {
      rule,
      outcome: marked ? 'couldNotRun' : (result.outcome ?? 'notApplicable'),
      count: 0,
      because: marked
        ? '有关的单元格是记号，不是数字'
        : (result.because ?? '本公开文本没有这条规则所说的内容'),
      findings: [],
    };
  }
  const outcome =
    failing.length === 0
      ? 'passed'
      : failing.some((item) => item.outcome === 'failed')
        ? 'failed'
        : 'acknowledged';
  return { rule, outcome, count, findings };
}
