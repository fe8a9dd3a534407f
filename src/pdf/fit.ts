import type { TableView } from '../view/types.ts';
import { CELL_PADDING, LANDSCAPE, PORTRAIT } from './page.ts';
import { textWidth } from './text-width.ts';
import type { Panel } from './widths.ts';

/** Room above and below a cell's text, in em of it: as a table has it, and the least that still reads well. */
const INSET = 0.42;
const LEAST_INSET = 0.2;
/** Height of a line, and from line to line, in em. */
const LINE = 0.76;
const PITCH = LINE + 0.5;
/** What an estimate may miss. */
const SAFETY = 0.98;
/** The line of department, year and unit. */
const HEAD_LINE = 18;

/**
 * Room above and below the text, in points: closer where that saves a page, so
 * that a form made for one sheet does not push its last line to the next.
 * `above` is what stands over the table on its first page.
 */
export function rowInset(view: TableView, panel: Panel, above: number | undefined): number {
  const { size, landscape } = panel;
  const most = round(INSET * size);
  if (above === undefined) return most;
  const page = (landscape ? LANDSCAPE : PORTRAIT).height * SAFETY;
  const notes = view.notes.reduce(
    (sum, note) => sum + 14 * Math.ceil((textWidth(note) * 9) / PORTRAIT.width),
    0,
  );
  const head = view.head.map((row) =>
    Math.max(
      1,
      ...row
        .filter((cell) => cell.rowspan === 1)
        .map((cell) => headLines(cell.text, cell.colspan, view, panel)),
    ),
  );
  const body = view.body.map((row) =>
    Math.max(
      1,
      ...row.cells
        .filter((cell) => cell.rowspan === 1)
        .map((cell) => linesOf(cell.text, cell.column, cell.colspan, panel)),
    ),
  );
  const height = (lines: readonly number[], inset: number): number =>
    lines.reduce((sum, n) => sum + (LINE + (n - 1) * PITCH) * size + 2 * inset + 0.5, 0);
  const pages = (inset: number): number => {
    const heads = height(head, inset);
    const first = page - above - HEAD_LINE - heads;
    const rest = height(body, inset) + notes - first;
    return rest <= 0 ? 1 : 1 + Math.ceil(rest / (page - heads));
  };
  const wanted = pages(LEAST_INSET * size);
  for (let inset = most; inset > LEAST_INSET * size; inset -= 0.1)
    if (pages(inset) <= wanted) return round(inset);
  return round(LEAST_INSET * size);
}

function linesOf(text: string, column: number, colspan: number, { widths, size }: Panel): number {
  const width = widths.slice(column, column + colspan).reduce((sum, one) => sum + one - 2 * CELL_PADDING, 0);
  return Math.max(1, Math.ceil((textWidth(text) * size) / Math.max(width, size)));
}

/** Where a head begins is not told by its cell; the narrowest column it may stand over is near enough. */
function headLines(text: string, colspan: number, view: TableView, panel: Panel): number {
  if (colspan > 1) return 1;
  const column = view.columns.findIndex(({ path }) => path.at(-1) === text);
  return column < 0 ? 1 : linesOf(text, column, 1, panel);
}

function round(points: number): number {
  return Math.floor(points * 100) / 100;
}
