import { likely } from '../../model/nearest.ts';
import type { TableSpec, Template } from '../../model/template.ts';
import type { Grid, RawCell } from '../blocks.ts';
import type { Context } from '../context.ts';
import { readPrintedTables } from '../printed/tables.ts';
import { isProjectGrid } from '../projects/grid.ts';
import { isComplete } from './columns.ts';
import { headWords, mapByTitle, splitHead } from './head.ts';
import { oneTable, type Piece } from './merge.ts';
import type { Standing } from './owners.ts';
import type { Region } from './region.ts';
import { finished, type ReadTable, readTable } from './table.ts';
import { assignColumns } from './whole/assign.ts';
import { headPaths, splitWhole, wholeHeadWords } from './whole/head.ts';
import { readWholeGrid, type WholeColumns } from './whole/table.ts';

interface Collected {
  readonly spec: TableSpec;
  readonly regions: Region[];
  readonly grids: Grid[];
  readonly lines: RawCell[];
}

/** Every table of the document; what a page's repeated title took apart is one table again. */
export function readTables(
  regions: readonly Region[],
  standing: ReadonlyMap<Region, Standing>,
  template: Template,
  context: Context,
): ReadTable[] {
  const found = new Map<string, Collected>();
  const pieces = new Map<string, Piece[]>();
  const collect = (
    spec: TableSpec,
    region: Region,
    grids: readonly Grid[],
    lines: readonly RawCell[],
  ): void => {
    // Another file may hold the same table again.
    const key = `${spec.id} ${region.source.number}`;
    const known = found.get(key) ?? { spec, regions: [], grids: [], lines: [] };
    known.regions.push(region);
    known.grids.push(...grids);
    known.lines.push(...lines);
    found.set(key, known);
  };
  const addPiece = (piece: Piece): void => {
    const { id } = piece.table.spec;
    pieces.set(id, [...(pieces.get(id) ?? []), piece]);
  };
  const whole = new WholeTables(standing, context, addPiece);
  for (const region of regions) {
    const { target } = region;
    const loose = region.grids.filter((grid) => !grid.whole);
    for (const grid of region.grids.filter((item) => item.whole)) {
      const spec = target?.kind === 'table' ? target.table : undefined;
      if (spec) whole.read(spec, grid, region);
      else if (target?.kind !== 'projects' && target?.kind !== 'targets') {
        const form = template.projects;
        if (form && isProjectGrid(grid, form)) continue;
        const named = wholeByHead(grid, region, template, context);
        if (named) whole.read(named, grid, region);
      }
    }
    if (target?.kind === 'table') {
      if (loose.length + region.printed.length > 0) collect(target.table, region, loose, region.printed);
    } else if (target?.kind !== 'projects' && target?.kind !== 'targets') {
      for (const grid of loose) {
        const spec = tableByHead(grid, template, context);
        if (spec) collect(spec, region, [grid], []);
        else
          for (const row of grid.rows)
            context.log.lost(row, region.heading?.text ?? '文首', '这里的表格不属于表样的任何一张表');
      }
    }
  }
  const all = [...found.values()];
  const printed = all.filter((item) => item.lines.length > 0);
  const gridded = all.filter((item) => item.lines.length === 0);
  const texts = [
    ...readPrintedTables(printed, context).map((table, index) => ({
      table,
      of: printed[index] as Collected,
    })),
    ...gridded.map((item) => ({ table: readTable(item.spec, item.grids, context), of: item })),
  ];
  for (const { table, of } of texts) {
    const [first] = of.regions as [Region];
    addPiece({
      table,
      source: first.source,
      line: first.heading?.line ?? 0,
      whole: false,
      goesOn: isNext(first),
    });
  }
  return [...pieces.values()].flatMap((list) => {
    const table = oneTable(list, context);
    return table
      ? [
          finished(
            table,
            list.some((piece) => piece.whole),
            context,
          ),
        ]
      : [];
  });
}

/** Tables whose cells all stand in their columns, grid by grid. */
class WholeTables {
  readonly #standing: ReadonlyMap<Region, Standing>;
  readonly #context: Context;
  readonly #add: (piece: Piece) => void;
  readonly #columns = new Map<string, WholeColumns>();
  readonly #pieces = new Map<string, { region: Region; rows: ReadTable['rows'][number][] }>();

  constructor(standing: ReadonlyMap<Region, Standing>, context: Context, add: (piece: Piece) => void) {
    this.#standing = standing;
    this.#context = context;
    this.#add = add;
  }

  read(spec: TableSpec, grid: Grid, region: Region): void {
    const key = `${spec.id} ${region.source.number}`;
    const { unit } = this.#standing.get(region) ?? {};
    const { rows, columns } = readWholeGrid(grid, spec, unit, this.#columns.get(key), this.#context);
    if (!columns) return;
    this.#columns.set(key, columns);
    if (unit === undefined && spec.head.unit && rows.some((row) => hasFigures(row.cells, spec)))
      this.#context.log.warn(
        grid.line,
        `表“${spec.id}”没有写金额单位，按${spec.unit ?? this.#context.unit}读。对吗？`,
      );
    const known = this.#pieces.get(key);
    if (known?.region === region) {
      known.rows.push(...rows);
      return;
    }
    const own = { region, rows };
    this.#pieces.set(key, own);
    const present = spec.columns.filter((column) => columns.map.includes(column));
    const missing = spec.columns.filter((column) => !column.optional && !present.includes(column));
    if (missing.length > 0)
      this.#context.log.warn(
        grid.line,
        `表“${spec.id}”的表头里没有找到：${missing.map((column) => column.title).join('、')}；这些列留空`,
      );
    const shown = spec.columns.filter((column) => present.includes(column) || !column.optional);
    this.#add({
      table: { spec, columns: shown, rows: own.rows },
      source: region.source,
      line: grid.line,
      whole: true,
      goesOn: isNext(region),
    });
  }
}

const isNext = ({ heading }: Region): boolean => /续/.test(heading?.text ?? '');

const hasFigures = (cells: ReadonlyMap<string, string>, spec: TableSpec): boolean =>
  spec.columns.some(
    (column) => column.kind === 'amount' && column.unit === undefined && (cells.get(column.id) ?? '') !== '',
  );

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

/** The same for a sheet: told in the report; where several tables have that head, asked about. */
function wholeByHead(
  grid: Grid,
  region: Region,
  template: Template,
  { subject, log }: Context,
): TableSpec | undefined {
  const complete = [...template.tables.values()].flatMap((spec) => {
    const { head, body } = splitWhole(grid.rows, wholeHeadWords(spec, subject), subject);
    if (head.length === 0) return [];
    const width = Math.max(...grid.rows.map((row) => row.length));
    const { map } = assignColumns(headPaths(head, width), body, spec, subject);
    return isComplete(map, spec) ? [{ spec, known: map.filter((column) => column).length }] : [];
  });
  // A table that knows more of the columns is the better: 支出总表 has all that 一般公共预算支出表 has.
  const most = Math.max(0, ...complete.map((item) => item.known));
  const fitting = complete.filter((item) => item.known === most).map((item) => item.spec);
  const [only] = fitting;
  const above = region.stray.findLast((cell) => cell.line < grid.line)?.text.trim() ?? '';
  const told = above === '' ? '没有标题' : `标题“${above}”不在表样里`;
  if (fitting.length === 1 && only) {
    log.note(grid.line, `这张表${told}，按表头认作“${only.id}”`);
    return only;
  }
  const names = fitting.map((spec) => `“${spec.id}”`).join('、');
  if (fitting.length > 1)
    log.warn(grid.line, `这张表${told}，表头和${names}都相符，没有放入。它是哪一张？请写上标题。`);
  const near = fitting.length > 1 ? `可能是${names}` : nearTitle(above, template);
  const place = region.heading?.text ?? (region.source.sheet === undefined ? '文首' : '工作表里');
  for (const row of grid.rows) log.lost(row, place, '这里的表格不属于表样的任何一张表', near);
  return undefined;
}

function nearTitle(text: string, template: Template): string {
  const found = likely(
    text,
    [...template.tables.values()].flatMap((spec) => [spec.id, ...spec.aliases]),
  );
  return found === undefined ? '' : `最接近的是“${found}”`;
}
