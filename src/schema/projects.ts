import { BLANK, type Cell, readFigure } from '../model/cell.ts';
import type { Project, ProjectUnit } from '../model/disclosure.ts';
import { nearestText } from '../model/nearest.ts';
import type { Place } from '../model/place.ts';
import { problem } from '../model/problem.ts';
import type { YamlFile } from '../model/raw.ts';
import { blankHint, figureHint } from './cells.ts';
import type { DisclosureContext } from './context.ts';
import { projectFileSchema, projectUnitsFileSchema } from './disclosure-files.ts';
import { brokenNumber, fieldName, parseYamlFile } from './parse.ts';

export function readProjects(context: DisclosureContext): Project[] {
  const first = context.raw.projects[0] ?? context.raw.projectUnits;
  if (first && !context.template.projects) {
    const message = `表样“${context.template.id}”没有项目绩效目标，却有 projects 文件夹`;
    context.problems.push(
      problem('load.unknown-file', { file: first.file }, message, '请移走 projects 文件夹。'),
    );
    return [];
  }
  return context.raw.projects.flatMap((yaml, index): Project[] => {
    const parsed = parseYamlFile(projectFileSchema, yaml);
    context.problems.push(...parsed.problems);
    const file = parsed.value;
    if (!file) return [];
    const times = context.template.projects?.plan ?? [];
    for (const name of Object.keys(file.plan)) {
      if (!times.includes(name))
        unknown(context, yaml.locate(['plan', name], 'key'), '资金支出计划', name, times);
    }
    const project: Project = {
      number: index + 1,
      code: file.code,
      name: file.name,
      amount: readAmount(context, file.amount, () => ({
        place: yaml.locate(['amount']),
        name: fieldName(projectFileSchema, ['amount']),
      })),
      funding: readFunding(context, yaml, ['funding'], file.funding),
      purpose: file.purpose,
      plan: new Map(Object.entries(file.plan)),
      goals: file.goals,
      indicators: file.indicators.map((item, row) => ({
        ...item,
        place: () => yaml.locate(['indicators', row]),
      })),
      file: yaml.file,
      place: (field: string): Place =>
        yaml.locate(field.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step))),
    };
    return [project];
  });
}

/** projects/units.yaml: the units' own lines above the projects of a wide table. */
export function readProjectUnits(context: DisclosureContext): ProjectUnit[] {
  const yaml = context.raw.projectUnits;
  if (!yaml || !context.template.projects) return [];
  const parsed = parseYamlFile(projectUnitsFileSchema, yaml);
  context.problems.push(...parsed.problems);
  return (parsed.value ?? []).map(
    (unit, index): ProjectUnit => ({
      code: unit.code ?? '',
      name: unit.name,
      amount: readAmount(context, unit.amount, () => ({
        place: yaml.locate([index, 'amount']),
        name: fieldName(projectUnitsFileSchema, [index, 'amount']),
      })),
      funding: readFunding(context, yaml, [index, 'funding'], unit.funding),
    }),
  );
}

function readFunding(
  context: DisclosureContext,
  yaml: YamlFile,
  path: PropertyKey[],
  funding: Record<string, string>,
): Map<string, Cell> {
  const titles = new Map(context.template.projects?.funding.map((field) => [field.id, field.title]));
  const cells = new Map<string, Cell>();
  for (const [id, text] of Object.entries(funding)) {
    const title = titles.get(id);
    if (title === undefined)
      unknown(context, yaml.locate([...path, id], 'key'), '项目资金来源', id, [...titles.keys()]);
    const name = title === undefined ? `“${id}”` : `“资金来源 › ${title}”（${id}）`;
    const cell = readAmount(context, text, () => ({ place: yaml.locate([...path, id]), name }));
    cells.set(id, cell);
  }
  return cells;
}

/** An amount of a YAML file; a fault, which calls the field by `name`, goes to the context's problems. */
export function readAmount(
  context: DisclosureContext,
  text: string,
  field: () => { readonly place: Place; readonly name: string },
): Cell {
  const { marks } = context.template;
  const cell = readFigure(text, marks);
  if (cell) return cell;
  const { place, name } = field();
  context.problems.push(
    problem(
      'load.not-a-figure',
      place,
      `${name}的“${text}”不是数字`,
      `${figureHint(text, 'amount')}${blankHint(marks)}`,
    ),
  );
  return BLANK;
}

function unknown(
  context: DisclosureContext,
  place: Place,
  what: string,
  name: string,
  known: readonly string[],
): void {
  const near = nearestText(name, known);
  const message = `表样“${context.template.id}”的${what}里没有“${name}”${near && `，${near}`}`;
  const hint = known.length > 0 ? `这里可以写：${known.join('、')}。` : '请删去。';
  const fault = brokenNumber(place, name) ?? problem('load.unknown-field', place, message, hint);
  context.problems.push(fault);
}
