import type { ProjectForm } from '../../model/template.ts';
import { normalized } from '../../model/titles.ts';

/** Reads 「3、车辆保险费绩效目标表」 by the form's own pattern; undefined for any other text. */
export function gridTitle(text: string, form: ProjectForm): { number: string; project: string } | undefined {
  const pattern = normalized(form.gridTitle)
    .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
    .replace('{{number}}', '(?<number>\\d+)')
    .replace('{{project}}', '(?<project>.+)');
  const match = new RegExp(`^${pattern}$`).exec(normalized(text));
  const groups = match?.groups;
  if (!groups?.project) return undefined;
  return { number: groups.number ?? '', project: titleAsRead(text, groups.project) };
}

/** The project's name with the signs it is written with. */
function titleAsRead(text: string, wanted: string): string {
  for (let start = 0; start < text.length; start++) {
    for (let end = text.length; end > start; end--) {
      if (normalized(text.slice(start, end)) === wanted) return text.slice(start, end).trim();
    }
  }
  return wanted;
}

/** Goals come as one text with printed numbers, or one a line: 1.… 2.… */
export function splitGoals(text: string): string[] {
  const starts = [...text.matchAll(/(?<=^|\s)(\d+)[.、．]/gu)];
  const goals: string[] = [];
  let from = 0;
  let next = 1;
  for (const [index, start] of starts.entries()) {
    // 「1.100%完成」 is a number and a text only where a second number follows; 「1.5万」 is none.
    const decimal = /^\d/.test(text.slice(start.index + start[0].length));
    if (Number(start[1]) !== next || (decimal && next === 1 && Number(starts[index + 1]?.[1]) !== 2))
      continue;
    if (start.index > from) goals.push(text.slice(from, start.index));
    from = start.index + start[0].length;
    next++;
  }
  goals.push(text.slice(from));
  return goals.map((goal) => goal.trim()).filter((goal) => goal !== '');
}
