import type { Indicator, Project } from '../../model/disclosure.ts';
import type { Finding } from '../../model/finding.ts';
import { normalized } from '../../model/titles.ts';
import type { Kind } from '../kind.ts';
import { found, relatedPlaces, several } from './form-place.ts';
import { noProjects, projectPlace } from './project-operands.ts';

/** Units that stand alone where a number was cut off; 及时, 达标, 优 are values of their own. */
const UNITS =
  '[个家项次份人台套辆本篇批期场户款件条间座处米吨元分天日月年周季秒]|百分比|百分点|万元|亿元|平方米|公里|小时|分钟|人次|场次';
const CUT_OFF = new RegExp(`^(?:[≥≤≧≦>＞<＜=＝]+\\s*)?(?:[%％‰]|${UNITS})?$`, 'u');

/** Something is there, yet not the value: a unit, a comparison sign. */
const isCutOff = ({ value }: Indicator): boolean =>
  value !== '' && CUT_OFF.test(value.replace(/[\s\u3000]/gu, ''));

/** The name again in place of a value: nothing can be measured by it. */
function repeatsName({ value, level3 }: Indicator): boolean {
  const text = normalized(value);
  return text !== '' && text !== '无' && text === normalized(level3);
}

const valuePlace = (project: Project, indicator: Indicator) => ({
  ...indicator.place(),
  row: `${project.name} · ${indicator.level3}`,
  columnTitle: '指标值',
});

function told(
  rule: Parameters<typeof found>[0],
  projects: readonly Project[],
  wrong: (indicator: Indicator) => boolean,
  say: (project: Project, names: string, count: number) => { message: string; hint: string },
): Finding[] {
  return projects.flatMap((project): Finding[] => {
    const list = project.indicators.filter(wrong);
    const [first, ...others] = list;
    if (!first) return [];
    const names = several(
      list.map((indicator) => indicator.level3 || indicator.level2),
      '项指标',
      3,
    );
    const { message, hint } = say(project, names, list.length);
    return [
      {
        ...found(rule, valuePlace(project, first), message, hint),
        actual: first.value,
        ...relatedPlaces(
          others.map((indicator) => ({
            place: valuePlace(project, indicator),
            label: indicator.level3,
            value: indicator.value,
          })),
        ),
      },
    ];
  });
}

export const indicatorValues: Kind = {
  explain: '每项指标都有指标值，没有只剩单位或比较符号的。',
  rank: 9,
  run(rule, { disclosure }) {
    const { projects } = disclosure;
    if (projects.length === 0) return noProjects(disclosure);
    const blank = told(
      rule,
      projects,
      (indicator) => indicator.value === '' && indicator.level3 !== '',
      (project, names) => ({
        message: `项目“${project.name}”的指标${names}没有指标值`,
        hint: '请补上指标值。',
      }),
    );
    const cut = told(rule, projects, isCutOff, (project, names) => ({
      message: `项目“${project.name}”的指标${names}的指标值只剩单位或符号，没有数`,
      hint: '请补上数值。',
    }));
    return { looked: countOf(projects), findings: [...blank, ...cut] };
  },
};

export const indicatorRepeats: Kind = {
  explain: '指标值不是照抄指标名称。',
  rank: 9,
  run(rule, { disclosure }) {
    const { projects } = disclosure;
    if (projects.length === 0) return noProjects(disclosure);
    const findings = told(rule, projects, repeatsName, (project, names) => ({
      message: `项目“${project.name}”的指标${names}的指标值照抄了指标名称`,
      hint: '请写出可以衡量的指标值，如数量、比率或完成的状态。',
    }));
    return { looked: countOf(projects), findings };
  },
};

const countOf = (projects: readonly Project[]): number =>
  projects.reduce((count, project) => count + project.indicators.length, 0);

/** What the form prints of every project and what is blank. */
export const projectFields: Kind = {
  explain: '每个项目都填了表样要求的编码、预算数、绩效目标和指标。',
  rank: 9,
  run(rule, { disclosure }) {
    const form = disclosure.template.projects;
    const { projects } = disclosure;
    if (!form || projects.length === 0) return noProjects(disclosure);
    const findings: Finding[] = [];
    for (const project of projects) {
      const missing: string[] = [];
      // A form without sources of money prints goals and indicators alone.
      if (form.funding.length > 0) {
        if (project.code === undefined) missing.push(form.codeTitle);
        if (project.amount.state === 'blank') missing.push(form.amountTitle);
        if (form.layout === 'grids' && project.purpose === undefined) missing.push('资金用途');
      }
      if (form.plan.length > 0 && ![...project.plan.values()].some((text) => text !== ''))
        missing.push(form.planTitle);
      if (form.layout === 'grids' && project.goals.length === 0) missing.push(form.goalsTitle);
      if (project.indicators.length === 0) missing.push('绩效指标');
      if (missing.length === 0) continue;
      findings.push(
        found(
          rule,
          projectPlace(project),
          `项目“${project.name}”没有填${several(missing)}`,
          `请在 ${project.file} 里补上。`,
        ),
      );
    }
    return { looked: projects.length, findings };
  },
};
