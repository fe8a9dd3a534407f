import type { ContentView, ProjectView, SectionView, TargetsView } from '../view/types.ts';
import { escapeHtml } from './html.ts';
import { glossaryHtml, headingHtml, labelsHtml } from './parts-html.ts';
import type { Pieces } from './pieces.ts';
import { paragraphs, tableBlock } from './table-block.ts';

/** Adds a section of the form with all below it. `above`: level of the heading above, for one that has none of its own. */
export function addSection(to: Pieces, section: SectionView, above = 1): void {
  const { anchor, number, title, content, children } = section;
  const level = section.level > 0 ? section.level : above;
  // Printed on its side, heading and all.
  const landscape = content.some((item) => item.kind === 'table' && item.table.landscape);
  // A line that says why there is nothing.
  const unpublished =
    children.length === 0 && content.length > 0 && content.every((item) => item.kind === 'notPublished');
  to.add(
    `<section id="${escapeHtml(anchor)}" ` +
      `class="level-${level}${landscape ? ' landscape' : ''}${unpublished ? ' unpublished' : ''}">`,
  );
  if (section.level > 0) to.add(headingHtml(level, number, title, anchor));
  for (const item of content) to.add(contentHtml(item, section, level));
  for (const child of children) addSection(to, child, level);
  to.add('</section>');
}

function contentHtml(item: ContentView, section: SectionView, level: number): string {
  switch (item.kind) {
    case 'html':
      return `<div class="prose">${item.html}</div>`;
    case 'table':
      return tableBlock(item.table, { section });
    case 'notPublished': {
      const title = item.title === section.title ? '' : `<p><strong>${escapeHtml(item.title)}</strong></p>`;
      return `<div class="absent">${title}<p>未公开：${escapeHtml(item.reason)}</p></div>`;
    }
    case 'project':
      return projectHtml(item.project, level + 1);
    case 'targets':
      return targetsHtml(item.targets, level + 1, section.title);
    case 'glossary':
      return glossaryHtml(item.entries);
  }
}

function projectHtml(project: ProjectView, level: number): string {
  const { anchor, number, name, title, summary, purpose, purposeTitle, plan, goals, indicators } = project;
  return (
    `<section class="project" id="${escapeHtml(anchor)}">` +
    headingHtml(level, '', title ?? `${number}、${name}`, anchor) +
    labelsHtml(summary) +
    (purpose
      ? `<p class="labelled"><span class="label">${escapeHtml(purposeTitle ?? '资金用途')}</span>${escapeHtml(purpose)}</p>`
      : '') +
    (plan
      ? `<div class="plan"><p class="label">${escapeHtml(plan.title)}</p>${labelsHtml(plan.points)}</div>`
      : '') +
    (goals.length > 0
      ? `<div class="labelled"><p class="label">${escapeHtml(project.goalsTitle)}</p>${goalsHtml(goals)}</div>`
      : '') +
    (indicators.body.length > 0 ? tableBlock(indicators, { untitled: true }) : '') +
    '</section>'
  );
}

function goalsHtml(goals: readonly string[]): string {
  if (goals.length === 1) return paragraphs(goals);
  return `<ol>${goals.map((goal) => `<li>${escapeHtml(goal)}</li>`).join('')}</ol>`;
}

/** `heading`: above it; a table with the same title does not repeat it. */
function targetsHtml(targets: TargetsView, level: number, heading: string): string {
  const { subtitle, department, goals, tasks, measures, budget, indicators } = targets;
  return (
    '<div class="targets">' +
    (subtitle ? `<p class="subtitle">${escapeHtml(subtitle)}</p>` : '') +
    (department ? labelsHtml([department]) : '') +
    (goals.length > 0
      ? `${titleHtml(targets.goalsTitle, level)}<div class="prose">${paragraphs(goals)}</div>`
      : '') +
    (tasks.length > 0 ? titleHtml(targets.tasksTitle, level) + tasksHtml(targets, level) : '') +
    (measures.length > 0
      ? `${titleHtml(targets.measuresTitle, level)}<div class="prose">${paragraphs(measures)}</div>`
      : '') +
    (budget ? tableBlock(budget) : '') +
    (indicators ? tableBlock(indicators, { untitled: indicators.title === heading }) : '') +
    '</div>'
  );
}

function titleHtml(title: string, level: number): string {
  const tag = `h${Math.min(level, 6)}`;
  return title ? `<${tag}>${escapeHtml(title)}</${tag}>` : '';
}

function tasksHtml(targets: TargetsView, level: number): string {
  const { taskNameTitle, taskGoalTitle, taskIndicatorsTitle } = targets;
  const tag = `h${Math.min(targets.tasksTitle ? level + 1 : level, 6)}`;
  const label = taskNameTitle ? `<span class="label">${escapeHtml(taskNameTitle)}</span>` : '';
  const point = (title: string, text: string) =>
    text ? `<div><dt>${escapeHtml(title)}</dt><dd>${escapeHtml(text)}</dd></div>` : '';
  return targets.tasks
    .map(
      ({ name, goal, indicators }) =>
        `<div class="task"><${tag}>${label}${escapeHtml(name)}</${tag}>` +
        `<dl class="points">${point(taskGoalTitle, goal)}${point(taskIndicatorsTitle, indicators)}</dl></div>`,
    )
    .join('');
}
