import { cellInterval, cellValue } from '../../model/cell.ts';
import {
  compare,
  type Decimal,
  equals,
  formatDecimal,
  type Interval,
  intervalsMeet,
  parseDecimal,
  roundingInterval,
} from '../../model/decimal.ts';
import type { Project } from '../../model/disclosure.ts';
import type { Finding } from '../../model/finding.ts';
import type { ProjectForm } from '../../model/template.ts';
import type { Kind } from '../kind.ts';
import { found } from './form-place.ts';
import { noProjects, projectPlace } from './project-operands.ts';

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
    const value = parseDecimal(text.replace(/\s*[%％]$/u, ''));
    return { time, text, percent: /[%％]$/u.test(text), ...(value && { value }) };
  });
}

interface Plan {
  readonly project: Project;
  readonly steps: readonly Step[];
  /** The last of them that says something. */
  readonly last: Step & { readonly value: Decimal };
}

/** Plans that say something at all. */
function plansOf(projects: readonly Project[], form: ProjectForm): Plan[] {
  return projects.flatMap((project): Plan[] => {
    const steps = stepsOf(project, form);
    const last = steps.findLast((step) => step.value !== undefined);
    return last?.value ? [{ project, steps, last: { ...last, value: last.value } }] : [];
  });
}

const endsAtAll = ({ last }: Plan): boolean => equals(last.value, HUNDRED);

/** Undefined where the project states no amount. */
function endsAtAmount({ project, last }: Plan): boolean | undefined {
  const amount = project.amount.state === 'blank' ? undefined : cellInterval(project.amount, 0);
  if (!amount) return undefined;
  const end: Interval = roundingInterval(last.value, last.value.scale);
  return !last.percent && intervalsMeet(end, amount);
}

/** The plan never falls, and in the end everything is paid. */
export const planComplete: Kind = {
  explain: '资金支出计划逐期累计，不减少，最后一期到 100% 或到预算数。',
  rank: 7,
  run(rule, { disclosure }) {
    const form = disclosure.template.projects;
    if (!form || disclosure.projects.length === 0) return noProjects(disclosure);
    if (form.plan.length === 0) return { because: '表样没有资金支出计划' };
    const findings: Finding[] = [];
    const plans = plansOf(disclosure.projects, form);
    for (const plan of plans) {
      const { project, steps, last } = plan;
      const place = (time: string) => ({
        ...projectPlace(project, `plan.${time}`),
        columnTitle: time,
      });
      const fall = steps.flatMap((step, index) => {
        const before = steps.slice(0, index).findLast((item) => item.value !== undefined);
        return step.value && before?.value && compare(step.value, before.value) < 0 ? [{ step, before }] : [];
      })[0];
      const gap = steps.find(
        (step, index) => step.text === '' && steps.slice(0, index).some((item) => item.value !== undefined),
      );
      if (fall) {
        findings.push({
          ...found(
            rule,
            place(fall.step.time),
            `项目“${project.name}”的资金支出计划${fall.step.time}是 ${fall.step.text}，比${fall.before.time}的 ${fall.before.text} 少`,
            '计划是逐期累计的，后一期不会小于前一期：请核对这两期。',
          ),
          actual: fall.step.text,
          expected: `≥ ${fall.before.text}`,
        });
      } else if (gap) {
        findings.push({
          ...found(
            rule,
            place(gap.time),
            `项目“${project.name}”的资金支出计划${gap.time}空白，前面的各期却有数`,
            '计划是逐期累计的：请补上这一期。',
          ),
          severity: 'warning',
        });
      } else if (!endsAtAll(plan) && endsAtAmount(plan) === false) {
        const value = cellValue(project.amount);
        const amount = value ? formatDecimal(value) : project.amount.text;
        findings.push({
          ...found(
            rule,
            place(last.time),
            `项目“${project.name}”的资金支出计划最后到 ${last.text}，既不是 100%，也不是预算数 ${amount}`,
            `请把${last.time}改为 ${form.planUnit === '%' ? '100%' : amount}，或核对预算数。`,
          ),
          actual: last.text,
          expected: form.planUnit === '%' ? '100%' : amount,
        });
      }
    }
    return { looked: plans.length, findings, because: '各项目没有写资金支出计划' };
  },
};

/** The head says in what the plan is given. */
export const planUnit: Kind = {
  explain: '资金支出计划用表头所写的单位：表头写“%”的填百分比，写金额单位的填金额。',
  rank: 7,
  run(rule, { disclosure }) {
    const form = disclosure.template.projects;
    if (!form || disclosure.projects.length === 0) return noProjects(disclosure);
    if (form.plan.length === 0 || form.planUnit === '')
      return { because: '表样没有资金支出计划，或没有写它的单位' };
    const plans = plansOf(disclosure.projects, form);
    const inPercent = /[%％]/u.test(form.planUnit);
    const findings = plans.flatMap((plan): Finding[] => {
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
    return { looked: plans.length, findings, because: '各项目没有写资金支出计划' };
  },
};
