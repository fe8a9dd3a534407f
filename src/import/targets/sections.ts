import type { TargetForm } from '../../model/template.ts';
import { normalized } from '../../model/titles.ts';
import type { Paragraph } from '../blocks.ts';
import { isNumbered, squeeze, withoutNumber } from '../text.ts';
import { emptyTargets, type ReadTargets } from './targets.ts';

/** Longer paragraphs with a number are text, shorter ones a heading. */
const LONGEST_HEADING = 40;

/** Reads targets told in sections: goals, tasks with 绩效目标 and 绩效指标, measures. */
export function readTargetSections(paragraphs: readonly Paragraph[], form: TargetForm): ReadTargets {
  const targets = emptyTargets();
  const parts = new Map<string, 'goals' | 'tasks' | 'measures'>([
    [normalized(withoutNumber(form.goalsTitle)), 'goals'],
    [normalized(withoutNumber(form.tasksTitle)), 'tasks'],
    [normalized(withoutNumber(form.measuresTitle)), 'measures'],
  ]);
  let part: 'goals' | 'tasks' | 'measures' = 'goals';
  let heading: string | undefined;
  for (const { text } of paragraphs) {
    const plain = squeeze(text);
    const opens = parts.get(normalized(withoutNumber(plain)));
    if (opens !== undefined) {
      part = opens;
      heading = undefined;
    } else if (part === 'goals') targets.goals.push(plain);
    else if (part === 'tasks') task(plain, targets, form);
    else if (isHeading(plain)) heading = withoutNumber(plain);
    else {
      targets.measures.push(heading === undefined ? withoutNumber(plain) : `${heading}：${plain}`);
      heading = undefined;
    }
  }
  return targets;
}

const isHeading = (text: string): boolean =>
  isNumbered(text) && text.length <= LONGEST_HEADING && !/[。；]$/.test(text);

function task(text: string, targets: ReadTargets, form: TargetForm): void {
  const goal = afterLabel(text, form.taskGoalTitle);
  const indicators = afterLabel(text, form.taskIndicatorsTitle);
  const last = targets.tasks.at(-1);
  if (last && goal !== undefined) last.goal += goal;
  else if (last && indicators !== undefined) last.indicators += indicators;
  else if (isHeading(text) || !last)
    targets.tasks.push({ name: withoutNumber(text), goal: '', indicators: '' });
  else if (last.indicators !== '') last.indicators += text;
  else last.goal += text;
}

function afterLabel(text: string, label: string): string | undefined {
  return label !== '' && new RegExp(`^${label}[：:]`).test(text)
    ? text.slice(label.length + 1).trim()
    : undefined;
}
