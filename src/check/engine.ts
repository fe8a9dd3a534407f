import type { Check, CheckedDisclosure, CheckFinding, Disclosure } from '../model/disclosure.ts';
import { factsOf } from '../model/facts.ts';
import type { Severity } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';
import { Acknowledgements } from './acknowledge.ts';
import { findCulprits } from './blame.ts';
import { type Accused, explainedBy, ownersOf, severities } from './causes.ts';
import type { CheckContext, KindFinding, KindResult } from './kind.ts';
import { KINDS } from './kinds/index.ts';
import { type Evaluated, evaluate } from './relation.ts';
import { tell } from './tell.ts';

/** Runs every rule of the form. The only maker of a CheckedDisclosure. */
export function check(disclosure: Disclosure, lastYear?: Disclosure): CheckedDisclosure {
  const context: CheckContext = { disclosure, facts: factsOf(disclosure), lastYear };
  const runs = disclosure.template.rules.map((rule) => runRule(rule, context));
  const acknowledgements = new Acknowledgements(disclosure.acknowledgements);
  const told: Told = { own: new Map(), failing: new Map(), of: new Map() };
  const items: { readonly rule: Rule; readonly item: KindFinding }[] = [];
  for (const { rule, result } of runs) for (const item of result.findings ?? []) items.push({ rule, item });
  const all = withVerdict(runs, (verdict) => verdict === 'apart');
  const explained = explainedBy(items, all);
  const failed = all.filter((relation) => !explained.has(relation));
  const culprits: Accused = new Map();
  if (failed.length > 0) {
    const held = withVerdict(runs, (verdict) => verdict === 'exact' || verdict === 'rounded');
    const witnesses = runs.flatMap(({ result }) => result.witnesses ?? []);
    const rankOf = ({ rule }: Evaluated): number => KINDS[rule.kind]?.rank ?? 0;
    for (const blame of findCulprits(failed, held, rankOf, witnesses)) {
      const finding = acknowledgements.apply(tell(blame));
      for (const culprit of blame.culprit ? [blame.culprit, ...(blame.also ?? [])] : [])
        culprits.set(culprit.operand.key, { finding, expected: culprit.expected });
      push(told.own, blame.relations[0]?.rule as Rule, finding);
      // A relation that fails because of a cell told under another rule has failed all the same.
      for (const relation of blame.relations) {
        // A relation's own words may make less of it than its rule does.
        const { severity } = blame.culprit || blame.shift ? relation.rule : finding;
        push(told.failing, relation.rule, { finding, severity });
        told.of.set(relation, finding);
      }
    }
  }
  const owners = ownersOf(items, culprits);
  const worst = severities(items, owners, explained);
  const findings = new Map<KindFinding, CheckFinding>();
  for (const { rule, item } of items) {
    if (owners.has(item)) continue;
    const { severity, more } = worst.get(item) ?? { severity: item.severity, more: 0 };
    const message = more > 0 ? `${item.message}；因此另有 ${more} 处不符` : item.message;
    const finding = acknowledgements.apply({ ...item, severity, message });
    findings.set(item, finding);
    push(told.own, rule, finding);
    push(told.failing, rule, { finding, severity: finding.severity });
  }
  for (const { rule, item } of items) {
    const owner = owners.get(item);
    if (owner === undefined) continue;
    const finding = 'outcome' in owner ? owner : findings.get(owner);
    if (finding) push(told.failing, rule, { finding, severity: item.severity });
  }
  for (const [relation, item] of explained) {
    const owner = owners.get(item) ?? item;
    const finding = 'outcome' in owner ? owner : findings.get(owner);
    if (!finding) continue;
    push(told.failing, relation.rule, { finding, severity: relation.rule.severity });
    told.of.set(relation, finding);
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
  if (rule.disabled !== undefined) return run(rule, { outcome: 'notApplicable', because: rule.disabled });
  const kind = KINDS[rule.kind];
  if (!kind) return run(rule, { outcome: 'couldNotRun', because: `没有名为“${rule.kind}”的算法` });
  return run(rule, kind.run(rule, context));
}

function run(rule: Rule, result: KindResult): Run {
  // Pushed, not mapped: what `map` gives is of another kind once its caller is compiled, and what none of its kind.
  const relations: Evaluated[] = [];
  for (const relation of result.relations ?? []) relations.push(evaluate(relation));
  return { rule, result, relations };
}

function conclude({ rule, result, relations }: Run, told: Told): Check {
  const failing = told.failing.get(rule) ?? [];
  let compared = 0;
  for (const { verdict } of relations) if (verdict !== 'unknown') compared++;
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
    because: undefined,
    findings: told.own.get(rule) ?? [],
    relations: failing.length === 0 ? relations : withFindings(relations, told),
  };
}

function outcomeOf(failing: readonly Failing[]): Check['outcome'] {
  if (failing.length === 0) return 'passed';
  return failing.some(({ finding }) => finding.outcome === 'failed') ? 'failed' : 'acknowledged';
}

function withFindings(relations: readonly Evaluated[], told: Told): readonly Evaluated[] {
  const all: Evaluated[] = [];
  for (const relation of relations) {
    const finding = told.of.get(relation);
    all.push(finding ? withFinding(relation, finding) : relation);
  }
  return all;
}

/** Written out: to overwrite a copy's field would undo what is compiled for relations without findings. */
function withFinding(relation: Evaluated, finding: CheckFinding): Evaluated {
  const { rule, comparison, left, right, words, verdict, leftSum, rightSum, difference } = relation;
  return { rule, comparison, left, right, words, verdict, leftSum, rightSum, difference, finding };
}
