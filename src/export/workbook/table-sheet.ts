import type { LeafColumn, TableView } from '../../view/types.ts';
import type { Sheet } from '../xlsx/sheet.ts';
import { type PlacedTable, putGrid } from './grid.ts';
import { displayWidth, Layout } from './layout.ts';
import { LOOK } from './look.ts';

/** One table of the form on a sheet of its own. */
export function tableSheet(name: string, table: TableView): { sheet: Sheet; placed: PlacedTable } {
  const layout = new Layout(columnWidths(table));
  layout.whole(table.title, LOOK.title, 30);
  putHeadLine(layout, table.headLine);
  const top = layout.rows.length;
  const placed = putGrid(layout, table);
  for (const note of table.notes) layout.whole(note, LOOK.note);
  const sheet: Sheet = {
    name,
    rows: layout.rows,
    spans: layout.spans,
    widths: layout.widths,
    frozen: { rows: placed.body, columns: frozenColumns(table, layout.widths) },
    printedHead: [top, placed.body - 1],
    landscape: table.landscape,
  };
  return { sheet, placed };
}

/** Department left, year in the middle, unit right, as the form prints them. */
function putHeadLine(layout: Layout, parts: readonly string[]): void {
  const [first, ...others] = parts;
  if (first === undefined) return;
  const { columns } = layout;
  const wanted = parts.reduce((sum, part) => sum + displayWidth(part) + 2, 0);
  if (columns < parts.length || layout.width(0, columns) < wanted) {
    for (const part of parts) layout.whole(part, LOOK.line);
    return;
  }
  const row = layout.row(20);
  if (others.length === 0) {
    layout.text(row, 0, first, /^单位[：:]/.test(first) ? LOOK.lineRight : LOOK.line, columns);
    return;
  }
  let column = 0;
  parts.forEach((part, i) => {
    const rest = parts.length - 1 - i;
    let span = rest === 0 ? columns - column : Math.floor(columns / parts.length);
    // A long name takes what it needs, but leaves a column to each of the others.
    while (rest > 0 && span < columns - column - rest && layout.width(column, span) < displayWidth(part))
      span++;
    layout.text(row, column, part, rest === 0 ? LOOK.lineRight : i === 0 ? LOOK.line : LOOK.lineCentre, span);
    column += span;
  });
}

const WIDEST = 44;
const NARROWEST: Readonly<Record<LeafColumn['kind'], number>> = { serial: 6, code: 10, text: 14, figure: 12 };
/** Of the title's type to the body's. */
const TITLE_SIZE = 16 / 11;

/** As wide as what stands in it; heads wrap. */
function columnWidths(table: TableView): number[] {
  const widths = table.columns.map(({ kind, path }) =>
    Math.max(NARROWEST[kind], Math.ceil(displayWidth(path.at(-1) ?? '') / 3) + 2),
  );
  for (const { cells, level } of table.body) {
    for (const { column, colspan, text, element } of cells) {
      if (colspan > 1) continue;
      const indent = element === 'th' ? 2 * level : 0;
      const width = Math.min(WIDEST, displayWidth(text) + indent + 2);
      if (width > (widths[column] ?? 0)) widths[column] = width;
    }
  }
  const total = widths.reduce((sum, width) => sum + width, 0);
  const wanted = displayWidth(table.title) * TITLE_SIZE + 4;
  return total >= wanted ? widths : widths.map((width) => Math.ceil((width * wanted) / total));
}

/** Up to the first name, where that leaves room for figures on a small screen. */
function frozenColumns(table: TableView, widths: readonly number[]): number {
  const named = table.body.flatMap(({ cells }) => cells.find((cell) => cell.scope)?.column ?? []);
  const name = named.reduce((least, column) => Math.min(least, column), Number.POSITIVE_INFINITY);
  if (name > 2 || table.columns.length < 5) return 0;
  const width = widths.slice(0, name + 1).reduce((sum, one) => sum + one, 0);
  return width > 60 ? 0 : name + 1;
}
