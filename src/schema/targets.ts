import type { Targets } from '../model/disclosure.ts';
import { problem } from '../model/problem.ts';
import type { DisclosureContext } from './context.ts';
import { targetsFileSchema } from './disclosure-files.ts';
import { fieldName, parseYamlFile } from './parse.ts';
import { readAmount } from './projects.ts';

export function readTargets(context: DisclosureContext): Targets | undefined {
  const yaml = context.raw.targets;
  if (!yaml) return undefined;
  if (!context.template.targets) {
    context.problems.push(
      problem(
        'load.unknown-file',
        { file: yaml.file },
        `表样“${context.template.id}”没有部门整体绩效目标，却有 targets.yaml`,
        '请移走 targets.yaml。',
      ),
    );
    return undefined;
  }
  const parsed = parseYamlFile(targetsFileSchema, yaml);
  context.problems.push(...parsed.problems);
  const file = parsed.value;
  return (
    file && {
      goals: file.goals,
      tasks: file.tasks,
      measures: file.measures,
      budget: file.budget.map((line, index) => ({
        label: line.label,
        amount: readAmount(context, line.amount, () => ({
          place: yaml.locate(['budget', index, 'amount']),
          name: fieldName(targetsFileSchema, ['budget', index, 'amount']),
        })),
      })),
      indicators: file.indicators.map((item, index) => ({
        ...item,
        place: () => yaml.locate(['indicators', index]),
      })),
      file: yaml.file,
    }
  );
}
