import type { Cell } from '../model/cell.ts';
import type { Project } from '../model/disclosure.ts';
import { type FillValues, fill } from '../model/fill.ts';
import type { ProjectForm } from '../model/template.ts';
import type { Anchors } from './anchors.ts';
import { viewIndicators } from './indicators.ts';
import type { Labelled, ProjectView } from './types.ts';

/** One grid for each project. `nextIndex` numbers its indicator table on the page. */
export function viewProject(
  project: Project,
  form: ProjectForm,
  place: { readonly words: FillValues; readonly anchors: Anchors; readonly nextIndex: () => number },
): ProjectView {
  const anchor = place.anchors.claim(projectAnchor(project));
  return {
    number: project.number,
    anchor,
    name: project.name,
    title: gridTitle(project, form, place.words),
    summary: summary(project, form),
    ...(project.purpose !== undefined && { purpose: project.purpose }),
    purposeTitle: form.purposeTitle,
    ...(project.plan.size > 0 && { plan: { title: form.planTitle, points: plan(project, form) } }),
    goals: project.goals,
    goalsTitle: form.goalsTitle,
    indicators: viewIndicators(project.indicators, form.indicatorColumns, {
      index: place.nextIndex(),
      id: place.anchors.claim(`${anchor}-指标`),
      title: `${project.name}绩效指标`,
    }),
  };
}

/** By its code, which lasts; by its number where the document gives no code. */
export function projectAnchor(project: Project): string {
  return `项目-${project.code || project.number}`;
}

/** The name goes in last: a name in braces is not filled again. */
function gridTitle(project: Project, form: ProjectForm, words: FillValues): string {
  return fill(form.gridTitle, words)
    .replaceAll('{{number}}', String(project.number))
    .replaceAll('{{project}}', () => project.name);
}

/**
 * A field that the document leaves out is left out; one that it leaves blank
 * stays, blank. A form without money fields prints the grid's title alone.
 */
function summary(project: Project, form: ProjectForm): readonly Labelled[] {
  if (form.funding.length === 0) return [];
  const lines: Labelled[] = [];
  if (project.code) lines.push({ label: form.codeTitle, text: project.code });
  if (project.amount.state !== 'blank' || project.funding.size > 0) {
    lines.push({ label: form.amountTitle, ...withUnit(project.amount, form.unit) });
  }
  for (const field of form.funding) {
    const cell = project.funding.get(field.id);
    if (cell) lines.push({ label: field.title, ...withUnit(cell, form.unit) });
  }
  return lines;
}

/** A blank stays blank, a mark has no unit. */
function withUnit({ state, text }: Cell, unit: string): Pick<Labelled, 'text' | 'money'> {
  return state === 'figure' || state === 'zero' ? { text: `${text}${unit}`, money: true } : { text };
}

/** As printed under its head, also where amounts stand under a head that says %. */
function plan(project: Project, form: ProjectForm): readonly Labelled[] {
  return form.plan.map((point) => ({ label: point, text: project.plan.get(point) ?? '' }));
}
