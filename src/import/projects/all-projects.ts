import type { ProjectForm } from '../../model/template.ts';
import { normalized } from '../../model/titles.ts';
import type { Grid, RawCell } from '../blocks.ts';
import type { Context } from '../context.ts';
import { readPrintedProjects } from '../printed/projects.ts';
import type { Standing } from '../recognise/owners.ts';
import type { Region } from '../recognise/region.ts';
import { convertMoney } from '../recognise/units.ts';
import { squeeze } from '../text.ts';
import { beginsProject, isProjectGrid, readProjectGrid } from './grid.ts';
import type { ReadProject, ReadProjectUnit } from './project.ts';
import { gridTitle } from './titles.ts';
import { readWideProjects } from './wide.ts';

export interface ReadProjects {
  readonly projects: ReadProject[];
  readonly units: ReadProjectUnit[];
}

/** Every project of the document, in printed order. */
export function readProjects(
  regions: readonly Region[],
  standing: ReadonlyMap<Region, Standing>,
  form: ProjectForm | undefined,
  context: Context,
): ReadProjects {
  const read: ReadProjects = { projects: [], units: [] };
  for (const region of regions) {
    const mine = region.target?.kind === 'projects';
    const grids = region.grids.filter((grid) => mine || (form && isStray(region, grid, form)));
    if (!mine && grids.length === 0) continue;
    const own: Region = { ...region, grids };
    if (!form) {
      for (const grid of grids) for (const row of grid.rows) context.log.lost(row, '项目', '表样没有项目表');
      continue;
    }
    const found: ReadProjects = { projects: [], units: [] };
    if (region.printed.length > 0)
      found.projects.push(...readPrintedProjects(region.printed, form, context.log));
    else if (form.layout === 'grids') found.projects.push(...readGrids(own, form, context));
    else if (grids.length > 0) {
      const { projects, units } = readWideProjects(grids, form, context);
      found.projects.push(...projects);
      found.units.push(...units);
    }
    const unit = standing.get(region)?.unit;
    const converts = unit !== undefined && unit !== form.unit && grids.some((grid) => grid.whole);
    const inUnit = converts ? toUnit(unit, form, context) : <T>(item: T): T => item;
    for (const project of found.projects) addProject(read.projects, inUnit(project), context);
    read.units.push(...found.units.map(inUnit));
  }
  return read;
}

/** A project's grid that stands under no heading of projects. */
function isStray({ target }: Region, grid: Grid, form: ProjectForm): boolean {
  return (
    grid.whole === true && target?.kind !== 'table' && target?.kind !== 'targets' && isProjectGrid(grid, form)
  );
}

/** The same project in two files is one; two different ones of one name are both kept, and told. */
function addProject(projects: ReadProject[], project: ReadProject, { log }: Context): void {
  const same = projects.find(
    (other) => normalized(other.name) === normalized(project.name) && other.code === project.code,
  );
  if (same && told(same) === told(project)) {
    log.note(project.line, `项目“${project.name}”和前面的一样，只用一份`);
    return;
  }
  if (same) log.warn(project.line, `项目“${project.name}”出现两次，内容不同，两份都放入了。应当用哪一份？`);
  projects.push(project);
}

const told = ({ line: _, ...project }: ReadProject): string =>
  JSON.stringify({ ...project, funding: [...project.funding], plan: [...project.plan] });

/** Each grid belongs to the title above it; one that names its project needs none. */
function readGrids(region: Region, form: ProjectForm, { log }: Context): ReadProject[] {
  const titles = region.paragraphs.flatMap((paragraph) => {
    const title = gridTitle(paragraph.text, form);
    return title ? [{ project: squeeze(title.project), line: paragraph.line, grids: [] as Grid[] }] : [];
  });
  const starts = [...titles];
  for (const grid of region.grids.flatMap((item) => byProject(item, form))) {
    const title = titles.findLast((item) => item.line < grid.line);
    const named = grid.whole && grid.rows.some((row) => beginsProject(row, form));
    const taken = title?.grids.some((other) => other.rows.some((row) => beginsProject(row, form)));
    if (title && !(named && taken)) title.grids.push(grid);
    else if (named) starts.push({ project: '', line: grid.line, grids: [grid] });
    else {
      const last = grid.whole ? starts.findLast((item) => item.line < grid.line) : undefined;
      if (last) last.grids.push(grid);
      else for (const row of grid.rows) log.lost(row, form.title, '这个项目表前面没有标题');
    }
  }
  starts.sort((a, b) => a.line - b.line);
  return starts.map(({ project, line, grids }) => readProjectGrid(project, line, grids, form, log));
}

/** Projects that follow one another in one sheet without a title between them. */
function byProject(grid: Grid, form: ProjectForm): Grid[] {
  if (!grid.whole) return [grid];
  const parts: (readonly RawCell[])[][] = [[]];
  for (const row of grid.rows) {
    const part = parts.at(-1) as (readonly RawCell[])[];
    if (beginsProject(row, form) && part.some((other) => beginsProject(other, form))) parts.push([row]);
    else part.push(row);
  }
  return parts.map((rows) => ({ ...grid, rows, line: rows[0]?.[0]?.line ?? grid.line }));
}

function toUnit(from: string, form: ProjectForm, { log }: Context) {
  let count = 0;
  const convert = (text: string): string => {
    const converted = convertMoney(text, from, form.unit);
    if (!converted || converted.text === text) return text;
    if (count++ === 0)
      log.note(undefined, `项目的金额由${from}折成${form.unit}，例如 ${text} → ${converted.text}`);
    log.converted.push({ line: 0, from: `${text}${from}`, to: `${converted.text}${form.unit}` });
    return converted.text;
  };
  return <T extends Pick<ReadProject, 'amount' | 'funding'>>(item: T): T => ({
    ...item,
    amount: convert(item.amount),
    funding: new Map([...item.funding].map(([id, text]) => [id, convert(text)])),
  });
}
