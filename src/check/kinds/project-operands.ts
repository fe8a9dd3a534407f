import type { Cell, Unit } from '../../model/cell.ts';
import type { Disclosure, Project, ProjectUnit } from '../../model/disclosure.ts';
import type { Place } from '../../model/place.ts';
import type { ProjectForm } from '../../model/template.ts';
import type { KindResult } from '../kind.ts';
import type { Operand } from '../operand.ts';

/** A money field of a project's own file, as a figure that relations compare. */
class ProjectOperand implements Operand {
  readonly key: string;
  readonly cell: Cell;
  readonly unit: Unit;
  readonly decimals = 0;
  readonly #project: Project;
  readonly #field: string;
  readonly #title: string;

  constructor(project: Project, field: string, title: string, cell: Cell, unit: Unit) {
    this.key = `project\0${project.number}\0${field}`;
    this.cell = cell;
    this.unit = unit;
    this.#project = project;
    this.#field = field;
    this.#title = title;
  }

  get label(): string {
    return `项目“${this.#project.name}”的“${this.#title}”`;
  }

  place(): Place {
    return { ...this.#project.place(this.#field), row: this.#project.name, columnTitle: this.#title };
  }
}

export function amountOperand(project: Project, form: ProjectForm): Operand {
  return new ProjectOperand(project, 'amount', form.amountTitle, project.amount, form.unit);
}

/** The amount by source: the form's fields that the project gives. */
export function fundingOperands(project: Project, form: ProjectForm): Operand[] {
  return form.funding.flatMap(({ id, title }) => {
    const cell = project.funding.get(id);
    return cell ? [new ProjectOperand(project, `funding.${id}`, title, cell, form.unit)] : [];
  });
}

/** A unit's own line in a wide table of projects. */
export function unitOperands(
  unit: ProjectUnit,
  index: number,
  form: ProjectForm,
  file: string,
): Map<string, Operand> {
  const fields: [string, string, Cell | undefined][] = [
    ['amount', form.amountTitle, unit.amount],
    ...form.funding.map(({ id, title }): [string, string, Cell | undefined] => [
      id,
      title,
      unit.funding.get(id),
    ]),
  ];
  return new Map(
    fields.flatMap(([id, title, cell]): [string, Operand][] => {
      if (!cell) return [];
      const label = `${form.title}“${unit.code} ${unit.name}”的“${title}”`;
      const place = (): Place => ({ file, row: unit.name, columnTitle: title });
      return [[id, { key: `unit\0${index}\0${id}`, label, cell, unit: form.unit, decimals: 0, place }]];
    }),
  );
}

/** A project by itself, as a place. */
export function projectPlace(project: Project, field = 'name'): Place {
  return { ...project.place(field), row: project.name };
}

/** Basis or cause, where there are no projects to look at. */
export function noProjects({ template }: Disclosure): KindResult {
  return { because: template.projects ? '本公开文本没有列项目' : '表样不列项目' };
}

/** Is something known of where the project's money comes from? */
export function hasFunding(project: Project): boolean {
  return [...project.funding.values()].some((cell) => cell.state !== 'blank');
}

/** Do all projects state an amount? Some forms print goals only. */
export function allPriced(projects: readonly Project[]): boolean {
  return (
    projects.length > 0 &&
    projects.every((project) => project.amount.state === 'figure' || project.amount.state === 'zero')
  );
}
