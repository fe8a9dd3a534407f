import type {
  Check,
  CheckedComparison,
  CheckedDisclosure,
  CheckFinding,
  Disclosure,
} from '../model/disclosure.ts';
import { factsOf } from '../model/facts.ts';
import type { Severity } from '../model/finding.ts';
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
  const failed = withVerdict(runs, (verdict) => verdict === 'apart');
  const blames =
    failed.length === 0
      ? []
      : findCulprits(
          failed,
          withVerdict(runs, (verdict) => verdict === 'exact' || verdict === 'rounded'),
          (relation) => KINDS[relation.rule.kind]?.rank ?? 0,
        );
  const acknowledgements = new Acknowledgements(disclosure.acknowledgements);
  const told: Told = { own: new Map(), failing: new Map(), of: new Map() };
  const culprits = new Map<string, CheckFinding>();
  for (const blame of blames) {
    const finding = acknowledgements.apply(tell(blame));
    if (blame.culprit) culprits.set(blame.culprit.operand.key, finding);
    push(told.own, blame.relations[0]?.rule as Rule, finding);
    // A relation that fails because of a cell told under another rule has failed all the same.
    for (const relation of blame.relations) {
      // A relation's own words may make less of it than its rule does.
      const { severity } = blame.culprit ? relation.rule : finding;
      push(told.failing, relation.rule, { finding, severity });
      told.of.set(relation, finding);
    }
  }
  for (const { rule, result } of runs) {
    for (const item of result.findings ?? []) {
      const cause = item.figures?.map((key) => culprits.get(key)).find((finding) => finding !== undefined);
      if (cause) {
        push(told.failing, rule, { finding: cause, severity: item.severity });
        continue;
      }
      const finding = acknowledgements.apply(item);
      push(told.own, rule, finding);
      push(told.failing, rule, { finding, severity: finding.severity });
    }
  }
  const checks = runs.map((run) => conclude(run, told));
  return {
    ...disclosure,
    state: 'checked',
    checks,
    findings: [...checks.flatMap((item) => item.findings), ...acknowledgements.idle()],
  };
}

/** What was found, by rule. */
interface Told {
  /** Findings that are said under the rule. */
  readonly own: Map<Rule, CheckFinding[]>;
  /** Everything wrong under it, one item for each relation or thing. */
  readonly failing: Map<Rule, Failing[]>;
  /** The finding that tells of a failed relation. */
  readonly of: Map<Evaluated, CheckFinding>;
}

interface Failing {
  readonly finding: CheckFinding;
  readonly severity: Severity;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

interface Run {
  readonly rule: Rule;
  readonly result: KindResult;
  readonly relations: readonly Evaluated[];
}

function withVerdict(runs: readonly Run[], wanted: (verdict: Evaluated['verdict']) => boolean): Evaluated[] {
  const chosen: Evaluated[] = [];
  for (const { relations } of runs)
    for (const relation of relations) if (wanted(relation.verdict)) chosen.push(relation);
  return chosen;
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
  return { rule, result, relations: result.relations?.map(evaluate) ?? [] };
}

function conclude({ rule, result, relations }: Run, told: Told): Check {
  const failing = told.failing.get(rule) ?? [];
  const compared = relations.reduce((n, { verdict }) => (verdict === 'unknown' ? n : n + 1), 0);
  const looked = compared + (result.looked ?? 0);
  if (looked === 0 && failing.length === 0) {
    const marked = relations.length > 0;
    return {
      rule,
      outcome: marked ? 'couldNotRun' : (result.outcome ?? 'notApplicable'),
      count: 0,
      failed: 0,
      acknowledged: 0,
      because: marked
        ? '有关的单元格是记号，不是数字'
        : (result.because ?? '本公开文本没有这条规则所说的内容'),
      findings: [],
      relations,
    };
  }
  const wrong = (outcome: CheckFinding['outcome']): number =>
    failing.filter((item) => item.severity === 'error' && item.finding.outcome === outcome).length;
  return {
    rule,
    outcome: outcomeOf(failing),
    count: Math.max(looked, failing.length),
    failed: wrong('failed'),
    acknowledged: wrong('acknowledged'),
    findings: told.own.get(rule) ?? [],
    relations: failing.length === 0 ? relations : relations.map((relation) => withFinding(relation, told)),
  };
}

function outcomeOf(failing: readonly Failing[]): Check['outcome'] {
  if (failing.length === 0) return 'passed';
  return failing.some(({ finding }) => finding.outcome === 'failed') ? 'failed' : 'acknowledged';
}

function withFinding(relation: Evaluated, told: Told): CheckedComparison {
  const finding = told.of.get(relation);
  return finding ? { ...relation, finding } : relation;
}
