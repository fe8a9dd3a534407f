import type { YamlFile } from '../model/raw.ts';
import { compareFields, summary } from './fields.ts';
import { amountMovement, indicatorField, type ProjectContext, RULES, values } from './project-fields.ts';
import type { Change } from './types.ts';

/** 部门整体绩效目标 (targets.yaml), and the units' lines above the projects (projects/units.yaml). */
export function compareTargets(
  before: YamlFile | undefined,
  after: YamlFile | undefined,
  row: string,
  { disclosure, template }: ProjectContext,
): Change[] {
  const form = template?.targets;
  const titles: Readonly<Record<string, string>> = {
    goals: form?.goalsTitle || '总体目标',
    tasks: form?.tasksTitle || '工作任务',
    measures: form?.measuresTitle || '保障措施',
    budget: form?.budgetTitle || '预算',
    goal: form?.taskGoalTitle || '目标',
    indicators: form?.taskIndicatorsTitle || '指标',
    label: '名称',
    name: '名称',
    amount: '金额',
    code: '代码',
  };
  if (!before || !after) {
    const yaml = (after ?? before) as YamlFile | undefined;
    if (!yaml) return [];
    const words = summary(yaml.data);
    return [
      {
        disclosure,
        kind: 'project',
        table: null,
        row,
        column: null,
        before: after ? null : words,
        after: after ? words : null,
        difference: null,
        file: yaml.file,
        line: 1,
      },
    ];
  }
  return compareFields(before.data, after.data, RULES).map((item): Change => {
    const yaml = item.inHead ? after : before;
    const [first = '', second = '', third] = item.names;
    const column =
      first === 'indicators'
        ? indicatorField(second, third, form)
        : item.names.map((name) => titles[name] ?? name).join(' · ');
    return {
      ...amountMovement(item, form?.unit ?? template?.projects?.unit),
      disclosure,
      kind: 'project',
      table: null,
      row,
      column,
      ...values(item),
      file: yaml.file,
      line: yaml.locate(item.path as PropertyKey[]).line ?? null,
    };
  });
}
