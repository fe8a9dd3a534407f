import type { TableSpec, Template } from '../../model/template.ts';
import type { Grid, RawCell } from '../blocks.ts';
import type { Context } from '../context.ts';
import { readPrintedTables } from '../printed/tables.ts';
import { isComplete } from './columns.ts';
import { headWords, mapByTitle, splitHead } from './head.ts';
import type { Region } from './regions.ts';
import { type ReadTable, readTable } from './table.ts';

interface Collected {
  readonly spec: TableSpec;
  readonly grids: Grid[];
  readonly lines: RawCell[];
}

/** Every table of the document; what a page's repeated title took apart is one table again. */
export function readTables(regions: readonly Region[], template: Template, context: Context): ReadTable[] {
  const found = new Map<string, Collected>();
  const collect = (spec: TableSpec, grids: readonly Grid[], lines: readonly RawCell[]): void => {
    const known = found.get(spec.id) ?? { spec, grids: [], lines: [] };
    known.grids.push(...grids);
    known.lines.push(...lines);
    found.set(spec.id, known);
  };
  for (const region of regions) {
    const { target } = region;
    if (target?.kind === 'table') {
      if (region.grids.length + region.printed.length > 0)
        collect(target.table, region.grids, region.printed);
    } else if (target?.kind !== 'projects' && target?.kind !== 'targets') {
      for (const grid of region.grids) {
        const spec = tableByHead(grid, template, context);
        if (spec) collect(spec, [grid], []);
        else
          for (const row of grid.rows)
            context.log.lost(row, region.heading?.text ?? '文首', '这里的表格不属于表样的任何一张表');
      }
    }
  }
  const all = [...found.values()];
  const printed = all.filter((item) => item.lines.length > 0);
  return [
    ...readPrintedTables(printed, context),
    ...all.filter((item) => item.lines.length === 0).map((item) => readTable(item.spec, item.grids, context)),
  ];
}

/** A grid without a title is the one table of the form whose columns it has. */
function tableByHead(grid: Grid, template: Template, { subject, log }: Context): TableSpec | undefined {
  const width = Math.max(...grid.rows.map((row) => row.length));
  const fitting = [...template.tables.values()].filter((spec) => {
    const { head } = splitHead(grid.rows, headWords(spec, subject), subject);
    return head.length > 0 && isComplete(mapByTitle(head, width, spec, subject), spec);
  });
  const [only] = fitting;
  if (fitting.length !== 1 || !only) return undefined;
  log.note(grid.line, `这张表没有标题，按表头认作“${only.id}”`);
  return only;
}
