import { cellInterval, cellValue } from '../../model/cell.ts';
import {
  compare,
  type Decimal,
  equals,
  formatDecimal,
  intervalsMeet,
  parseDecimal,
  roundingInterval,
  sum,
} from '../../model/decimal.ts';
import type { Project } from '../../model/disclosure.ts';
import type { Finding } from '../../model/finding.ts';
import { kept } from '../../model/kept.ts';
import type { Place } from '../../model/place.ts';
import type { Rule } from '../../model/rule.ts';
import type { ProjectForm } from '../../model/template.ts';
import type { Witness } from '../blame.ts';
import type { Kind, KindFinding } from '../kind.ts';
import { found } from './form-place.ts';
import { amountOperand, noProjects, projectPlace } from './project-operands.ts';

/** One point in time of a payment plan, as printed and read. */
interface Step {
  readonly time: string;
  readonly text: string;
  readonly value?: Decimal;
  readonly percent: boolean;
}

const HUNDRED: Decimal = { coefficient: 100n, scale: 0 };

/** The plan in the form's order; what is no figure has no value. */
function stepsOf(project: Project, form: ProjectForm): Step[] {
  return form.plan.map((time) => {
    const text = (project.plan.get(time) ?? '').trim();
    const value = parseDecimal(text.replace(/[%％]$/u, '').trimEnd());
    return { time, text, percent: /[%％]$/u.test(text), ...(value && { value }) };
  });
}

interface Plan {
  readonly project: Project;
  readonly steps: readonly Step[];
  /** The last of them that says something. */
  readonly last: Step;
  /** What is paid in the end. */
  readonly end: Decimal;
  readonly percent: boolean;
}

/** 3月底, 年末: what is paid by then; 一季度: what is paid in it. */
const isCumulative = ({ plan }: ProjectForm): boolean => plan.every((time) => /[底末前]|累计/u.test(time));

/** Plans that say something at all; read once for both rules. */
const plansOf = kept((projects: readonly Project[], form: ProjectForm): readonly Plan[] =>
  projects.flatMap((project): Plan[] => {
    const steps = stepsOf(project, form);
    const last = steps.findLast((step) => step.value !== undefined);
    if (!last?.value) return [];
    const end = isCumulative(form) ? last.value : sum(steps.flatMap((step) => step.value ?? []));
    return [{ project, steps, last, end, percent: last.percent }];
  }),
);

const endsAtAll = ({ end }: Plan): boolean => equals(end, HUNDRED);

/** Undefined where the project states no amount. */
function endsAtAmount({ project, end, percent }: Plan): boolean | undefined {
  if (percent) return false;
  const amount = project.amount.state === 'blank' ? undefined : cellInterval(project.amount, 0);
  return amount && intervalsMeet(roundingInterval(end, end.scale), amount);
}

/** A plan in amounts says what the project's amount should be. */
function witnessOf(plan: Plan, form: ProjectForm): Witness {
  return {
    key: amountOperand(plan.project, form).key,
    interval: roundingInterval(plan.end, plan.end.scale),
    agrees: endsAtAmount(plan) === true,
  };
}

/** The plan never falls, and in the end everything is paid. */
export const planComplete: Kind = {
  explain: '资金支出计划逐期累计，不减少，最后一期到 100% 或到预算数。',
  rank: 7,
  run(rule, { disclosure }) {
    const form = disclosure.template.projects;
    if (!form || disclosure.projects.length === 0) return noProjects(disclosure);
    if (form.plan.length === 0) return { because: '表样没有资金支出计划' };
    const known = plansOf(disclosure.projects, form);
    const findings = known.flatMap(
      (plan) => (isCumulative(form) && courseFault(rule, plan)) || (endFault(rule, plan, form) ?? []),
    );
    const inAmounts = known.filter((plan) => !plan.percent && !endsAtAll(plan));
    const witnesses = inAmounts.map((plan) => witnessOf(plan, form));
    return { looked: known.length, findings, witnesses, because: '各项目没有写资金支出计划' };
  },
};

const stepPlace = ({ project }: Plan, time: string): Place => ({
  ...projectPlace(project, `plan.${time}`),
  columnTitle: time,
});

/** What is paid by one day is paid by the next. */
function courseFault(rule: Rule, plan: Plan): Finding | undefined {
  const { project, steps } = plan;
  for (const [index, step] of steps.entries()) {
    const before = steps.slice(0, index).findLast((item) => item.value !== undefined);
    if (!before?.value) continue;
    if (step.value && compare(step.value, before.value) < 0) {
      return {
        ...found(
          rule,
          stepPlace(plan, step.time),
          `项目“${project.name}”的资金支出计划${step.time}是 ${step.text}，比${before.time}的 ${before.text} 少`,
          '计划是逐期累计的，后一期不会小于前一期：请核对这两期。',
        ),
        actual: step.text,
        expected: `≥ ${before.text}`,
      };
    }
    if (step.text === '') {
      return {
        ...found(
          rule,
          stepPlace(plan, step.time),
          `项目“${project.name}”的资金支出计划${step.time}空白，前面的各期却有数`,
          '计划是逐期累计的：请补上这一期。',
        ),
        severity: 'warning',
      };
    }
  }
  return undefined;
}

function endFault(rule: Rule, plan: Plan, form: ProjectForm): KindFinding | undefined {
  if (endsAtAll(plan) || endsAtAmount(plan) !== false) return undefined;
  const { project, last, end, percent } = plan;
  const value = cellValue(project.amount);
  const amount = value && project.amount.state !== 'blank' ? formatDecimal(value) : undefined;
  const expected = percent || form.planUnit === '%' || amount === undefined ? '100%' : amount;
  const reached = isCumulative(form)
    ? `最后到 ${last.text}`
    : `各期之和是 ${formatDecimal(end)}${percent ? '%' : ''}`;
  return {
    ...found(
      rule,
      stepPlace(plan, last.time),
      `项目“${project.name}”的资金支出计划${reached}，既不是 100%${amount === undefined ? '' : `，也不是预算数 ${amount}`}`,
      `请核对${last.time}（应为 ${expected}）和预算数。`,
    ),
    actual: isCumulative(form) ? last.text : formatDecimal(end),
    expected,
    // Where the project's own sums say that the amount is wrong, and mean what the plan says: one mistake.
    ...(!percent && { witness: witnessOf(plan, form) }),
  };
}

/** The head says in what the plan is given. */
export const planUnit: Kind = {
  explain: '资金支出计划用表头所写的单位：表头写“%”的填百分比，写金额单位的填金额。',
  rank: 7,
  run(rule, { disclosure }) {
    const form = disclosure.template.projects;
    if (!form || disclosure.projects.length === 0) return noProjects(disclosure);
    if (form.plan.length === 0 || form.planUnit === '')
      return { because: '表样没有资金支出计划，或没有写它的单位' };
    const known = plansOf(disclosure.projects, form);
    const inPercent = /[%％]/u.test(form.planUnit);
    const findings = known.flatMap((plan): Finding[] => {
      const { project, steps } = plan;
      const wrong = inPercent
        ? !endsAtAll(plan) && endsAtAmount(plan) === true
        : steps.some((step) => step.percent);
      if (!wrong) return [];
      const first = steps.find((step) => step.value !== undefined) as Step;
      const texts = steps.flatMap((step) => (step.text === '' ? [] : [step.text])).join('、');
      return [
        found(
          rule,
          { ...projectPlace(project, `plan.${first.time}`), columnTitle: first.time },
          `项目“${project.name}”的资金支出计划 ${texts} 是${inPercent ? '金额' : '百分比'}，表头却写着“${form.planTitle}”`,
          `请改成${inPercent ? '累计支出占预算数的百分比（最后为 100%）' : '累计支出的金额'}。`,
        ),
      ];
    });
    return { looked: known.length, findings, because: '各项目没有写资金支出计划' };
  },
};
