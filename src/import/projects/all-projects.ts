import type { ProjectForm } from '../../model/template.ts';
import type { Context } from '../context.ts';
import { readPrintedProjects } from '../printed/projects.ts';
import type { Region } from '../recognise/regions.ts';
import { squeeze } from '../text.ts';
import { readProjectGrid } from './grid.ts';
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
  form: ProjectForm | undefined,
  context: Context,
): ReadProjects {
  const read: ReadProjects = { projects: [], units: [] };
  for (const region of regions) {
    if (region.target?.kind !== 'projects') continue;
    if (!form)
      for (const grid of region.grids)
        for (const row of grid.rows) context.log.lost(row, '项目', '表样没有项目表');
    else if (region.printed.length > 0)
      read.projects.push(...readPrintedProjects(region.printed, form, context.log));
    else if (form.layout === 'grids') read.projects.push(...readGrids(region, form, context));
    else if (region.grids.length > 0) {
      const { projects, units } = readWideProjects(region.grids, form, context);
      read.projects.push(...projects);
      read.units.push(...units);
    }
  }
  return read;
}

/** Each grid belongs to the title above it. */
function readGrids(region: Region, form: ProjectForm, { log }: Context): ReadProject[] {
  const titles = region.paragraphs.flatMap((paragraph) => {
    const title = gridTitle(paragraph.text, form);
    return title ? [{ ...title, line: paragraph.line }] : [];
  });
  const first = titles[0]?.line ?? Number.POSITIVE_INFINITY;
  for (const grid of region.grids) {
    if (grid.line < first) for (const row of grid.rows) log.lost(row, form.title, '这个项目表前面没有标题');
  }
  return titles.map((title, index) => {
    const end = titles[index + 1]?.line ?? Number.POSITIVE_INFINITY;
    const grids = region.grids.filter((grid) => grid.line > title.line && grid.line < end);
    return readProjectGrid(squeeze(title.project), title.line, grids, form, log);
  });
}
