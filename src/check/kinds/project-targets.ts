import { cellInterval, fromFen, isMoneyUnit, toFen, type Unit } from '../../model/cell.ts';
import {
  compare,
  type Decimal,
  exactInterval,
  formatDecimal,
  parseDecimal,
  trimmed,
} from '../../model/decimal.ts';
import type { Indicator, Project } from '../../model/disclosure.ts';
import { keptByText } from '../../model/kept.ts';
import type { Place } from '../../model/place.ts';
import { bareLabel } from '../../model/titles.ts';
import type { Witness } from '../blame.ts';
import type { Kind, KindFinding } from '../kind.ts';
import { found, relatedPlaces, several } from './form-place.ts';
import { amountOperand, noProjects, projectPlace } from './project-operands.ts';

const indicatorPlace = (project: Project, indicator: Indicator): Place => ({
  ...indicator.place(),
  row: `${project.name} · ${indicator.level3}`,
});

/** 「≤100000元」, and nothing after it: 「300元/人」 is a price. */
const MONEY = /^[^\d-]{0,6}?([\d,]+(?:\.\d+)?)\s*(亿元|万元|千元|元)(?:以内|以下)?$/u;

function moneyOf(text: string): { value: Decimal; unit: Unit } | undefined {
  const match = MONEY.exec(text.replace(/[\s\u3000]/gu, ''));
  const value = match && parseDecimal(match[1] as string);
  return match && value && isMoneyUnit(match[2] as string) ? { value, unit: match[2] as string } : undefined;
}

/** A cost target is a part of the project's money, or all of it. */
export const costWithin: Kind = {
  explain: '成本指标的金额（换算成同一单位）不大于项目的预算数。',
  rank: 7,
  run(rule, { disclosure }) {
    const form = disclosure.template.projects;
    if (!form || disclosure.projects.length === 0) return noProjects(disclosure);
    const findings: KindFinding[] = [];
    const witnesses: Witness[] = [];
    let looked = 0;
    for (const project of disclosure.projects) {
      const amount = project.amount.state === 'figure' ? cellInterval(project.amount, 0) : undefined;
      if (!amount || project.amount.state !== 'figure') continue;
      for (const indicator of project.indicators) {
        if (!/成本/u.test(indicator.level2 || indicator.level1)) continue;
        const money = moneyOf(indicator.value);
        if (!money) continue;
        looked++;
        const target = toFen(money.value, money.unit);
        if (compare(target, toFen(amount.high, form.unit)) <= 0) continue;
        const own = fromFen(target, form.unit);
        const shown = formatDecimal(trimmed(own));
        // Where the project's own sums want the amount to be what its cost target says: one mistake.
        const witness = {
          key: amountOperand(project, form).key,
          interval: exactInterval(own),
          agrees: false,
        };
        witnesses.push(witness);
        findings.push({
          ...found(
            rule,
            { ...indicatorPlace(project, indicator), columnTitle: '指标值' },
            `项目“${project.name}”的成本指标“${indicator.level3}”是 ${indicator.value}${money.unit === form.unit ? '' : `（${shown}${form.unit}）`}，大于预算数 ${project.amount.text}${form.unit}`,
            '请核对指标值和预算数；指标值是以前年度的，请更新。',
          ),
          actual: shown,
          expected: `≤ ${project.amount.text}`,
          witness,
          ...relatedPlaces([
            { place: projectPlace(project, 'amount'), label: form.amountTitle, value: project.amount.text },
          ]),
        });
      }
    }
    return { looked, findings, witnesses, because: '没有以金额表示的成本指标，或各项目没有列预算数' };
  },
};

/** Most are written as the forms have them. */
const labelOf = keptByText((text) =>
  Object.hasOwn(LEVELS, text) || GROUPS.has(text) ? text : bareLabel(text),
);

/** A group of a project's indicators. */
const groupKey = (project: Project, group: string): string => `group\0${project.number}\0${labelOf(group)}`;

/** Groups of level-1 indicators that the form asks for. */
export const indicatorGroups: Kind = {
  explain: '每个项目都有表样要求的各组一级指标。',
  rank: 9,
  run(rule, { disclosure }) {
    const form = disclosure.template.projects;
    const { projects } = disclosure;
    if (!form || projects.length === 0) return noProjects(disclosure);
    if (form.groups.length === 0) return { because: '表样没有规定一级指标' };
    const lacking = projects.map((project) => {
      const present = new Set(project.indicators.map((item) => labelOf(item.level1)));
      return { project, missing: form.groups.filter((group) => !present.has(labelOf(group))) };
    });
    const everywhere =
      projects.length < 2
        ? []
        : form.groups.filter((group) => lacking.every(({ missing }) => missing.includes(group)));
    const findings: KindFinding[] = [];
    const [first] = projects as [Project];
    if (everywhere.length > 0) {
      findings.push(
        found(
          rule,
          projectPlace(first, 'indicators'),
          `${projects.length} 个项目都没有${several(everywhere)}`,
          '表样要求列出这一组指标：请补上。',
        ),
      );
    }
    for (const { project, missing } of lacking) {
      const own = missing.filter((group) => !everywhere.includes(group));
      if (own.length === 0) continue;
      findings.push({
        ...found(
          rule,
          projectPlace(project, 'indicators'),
          `项目“${project.name}”没有${several(own)}`,
          '表样要求列出这一组指标：请补上。',
        ),
        // Two groups have not gone astray by one slip.
        figures: own.length === 1 ? own.map((group) => groupKey(project, group)) : [],
      });
    }
    return { looked: projects.length, findings };
  },
};

/** Which level-1 indicators a level-2 indicator may stand under; the newer forms have costs as a level of their own. */
const LEVELS: Readonly<Record<string, readonly string[]>> = {
  数量指标: ['产出指标'],
  质量指标: ['产出指标'],
  时效指标: ['产出指标'],
  成本指标: ['产出指标', '成本指标'],
  经济成本指标: ['成本指标'],
  社会成本指标: ['成本指标'],
  生态环境成本指标: ['成本指标'],
  经济效益指标: ['效益指标'],
  社会效益指标: ['效益指标'],
  生态效益指标: ['效益指标'],
  可持续影响指标: ['效益指标'],
  服务对象满意度指标: ['满意度指标', '效益指标'],
  满意度指标: ['满意度指标', '效益指标'],
};
const GROUPS = new Set(Object.values(LEVELS).flat());

export const indicatorLevels: Kind = {
  explain:
    '二级指标放在所属的一级指标下面（数量、质量、时效、成本属产出；经济、社会、生态、可持续影响属效益）。',
  rank: 9,
  run(rule, { disclosure }) {
    if (disclosure.projects.length === 0) return noProjects(disclosure);
    const findings: KindFinding[] = [];
    let looked = 0;
    for (const project of disclosure.projects) {
      for (const indicator of project.indicators) {
        const above = LEVELS[labelOf(indicator.level2)];
        const level1 = labelOf(indicator.level1);
        if (!above || !GROUPS.has(level1)) continue;
        looked++;
        if (above.includes(level1)) continue;
        findings.push({
          ...found(
            rule,
            { ...indicatorPlace(project, indicator), columnTitle: '二级指标' },
            `项目“${project.name}”的“${indicator.level2}”（${indicator.level3}）放在了“${indicator.level1}”下面，应属“${above[0]}”`,
            '请改正一级指标或二级指标。',
          ),
          accuses: above.map((group) => groupKey(project, group)),
        });
      }
    }
    return { looked, findings, because: '没有二级指标' };
  },
};
