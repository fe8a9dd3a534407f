import type { BodyCell, HeadCell, LeafColumn, RowView, TableView } from '../view/types.ts';
import { rowInset } from './fit.ts';
import { metrics } from './fonts.ts';
import type { Glyphs } from './glyphs.ts';
import { withMerged } from './merged.ts';
import { CELL_PADDING, LANDSCAPE, PORTRAIT } from './page.ts';
import { selectColumns } from './panels.ts';
import { breakRuns, textWidth } from './text-width.ts';
import type { PdfCell, PdfRow, PdfTable } from './types.ts';
import { INDENT, layoutTable, type Panel } from './widths.ts';

/** What the tables of one document have in common. */
export interface TableContext {
  readonly glyphs: Glyphs;
  readonly nextNumber: () => number;
  /** Fragments that something links to. */
  readonly linked: ReadonlySet<string>;
}

export interface TablePlace {
  /** Its title stands as a heading right above. */
  readonly titled: boolean;
  /** Title to repeat on continuation pages, where the table's own would not do. */
  readonly title?: string;
  readonly line?: readonly string[];
  /** On portrait pages if at all possible, with type no larger than `most`. */
  readonly upright?: boolean;
  readonly most?: number;
  readonly joined?: boolean;
  /** Height of what stands over it on a page of its own; undefined in the midst of a text. */
  readonly above?: number | undefined;
}

export interface PlannedTable {
  readonly landscape: boolean;
  readonly tables: readonly PdfTable[];
}

export function planTable(view: TableView, context: TableContext, place: TablePlace): PlannedTable {
  const panels = layoutTable(view, {
    upright: place.upright,
    ...(place.most !== undefined && { most: place.most }),
  });
  const tables = panels.map((panel, i) => planPanel(view, panel, context, place, i, panels.length));
  return { landscape: panels[0]?.landscape ?? false, tables };
}

function planPanel(
  whole: TableView,
  panel: Panel,
  context: TableContext,
  place: TablePlace,
  index: number,
  count: number,
): PdfTable {
  const view = selectColumns(whole, panel.columns);
  const clean = (text: string, what: string): string =>
    context.glyphs.clean(text, () => `${whole.title}：${what}`);
  const part = count > 1 ? `（之${index + 1}，共${count}）` : '';
  const title = clean(place.title ?? whole.title, '表题');
  const rowIds = new Set(
    view.body.flatMap((row) => row.cells.flatMap((cell) => (cell.scope ? (cell.id ?? []) : []))),
  );
  const drawing: Drawing = {
    view,
    panel,
    context,
    clean,
    rowIds,
    rooms: roomsOf(panel),
    fractions: fractionsOf(view),
    short: shortColumns(view),
  };
  const table: PdfTable = {
    k: 'table',
    n: context.nextNumber(),
    title: `${title}${part}`,
    line: (place.line ?? whole.headLine).map((text) => clean(text, '表头行')),
    caption: place.titled && index === 0 ? part : `${title}${part}`,
    size: panel.size,
    columns: panel.widths,
    head: view.head.map((row, r) => row.map((cell) => headCell(cell, r, drawing))),
    // A form without figures is printed with an empty line.
    body:
      view.body.length > 0
        ? view.body.map((row, r) => bodyRow(row, r, drawing, index === 0))
        : [{ cells: view.columns.map((): PdfCell => ({ text: '' })) }],
    notes: index === count - 1 ? whole.notes.map((note) => clean(note, '表注')) : [],
    inset: rowInset(view, panel, place.above),
    ...(place.joined && { joined: 'above' as const }),
    ...(index === 0 && context.linked.has(whole.id) && { id: whole.id }),
  };
  return withMerged(table, panel.landscape);
}

interface Drawing {
  readonly view: TableView;
  readonly panel: Panel;
  readonly context: TableContext;
  readonly clean: (text: string, what: string) => string;
  /** em of text that each column holds. */
  readonly rooms: readonly number[];
  /** em right of the point, by column. */
  readonly fractions: readonly number[];
  readonly short: readonly boolean[];
  /** Of cells that head a row. */
  readonly rowIds: ReadonlySet<string>;
}

function roomsOf({ widths, size }: Panel): number[] {
  return widths.map((width) => (width - 2 * CELL_PADDING) / size);
}

function headCell(cell: HeadCell, row: number, { clean }: Drawing): PdfCell {
  return {
    text: clean(cell.text, `表头第 ${row + 1} 行“${cell.text}”`),
    align: 'center',
    ...(cell.colspan > 1 && { colspan: cell.colspan }),
    ...(cell.rowspan > 1 && { rowspan: cell.rowspan }),
    ...(cell.element === 'td' && { role: { data: true }, digits: true }),
  };
}

const STRONG: ReadonlySet<RowView['role']> = new Set(['total', 'subtotal', 'unit']);

function bodyRow(row: RowView, line: number, drawing: Drawing, first: boolean): PdfRow {
  const heads = row.cells.filter((cell) => cell.scope === 'row');
  const linked = first && row.anchor !== undefined && drawing.context.linked.has(row.anchor);
  const isLong = (cell: BodyCell): boolean =>
    cell.text.length > 60 && isTall(cell.text, roomOf(cell, drawing), drawing.panel);
  return {
    ...(linked && { id: row.anchor as string }),
    ...(row.cells.some(isLong) && { breakable: true }),
    cells: row.cells.map((cell) => bodyCell(cell, row, line, heads, drawing, first)),
  };
}

function bodyCell(
  cell: BodyCell,
  row: RowView,
  line: number,
  heads: readonly BodyCell[],
  drawing: Drawing,
  first: boolean,
): PdfCell {
  const { view, context } = drawing;
  const column = view.columns[cell.column] as LeafColumn;
  const strong = STRONG.has(cell.role ?? row.role);
  const isHead = cell.scope === 'row';
  const head = heads[0]?.text || `第 ${line + 1} 行`;
  const text = drawing.clean(cell.text, `“${head}”的“${column.path.join('/')}”`);
  const indent = isHead && cell.kind === 'text' ? (cell.level ?? row.level) * INDENT : 0;
  const room = roomOf(cell, drawing) - indent;
  const pad = cell.kind === 'figure' ? padOf(text, drawing.fractions[cell.column] as number, strong) : 0;
  const under = rowHeadKeys(cell, heads, line, drawing);
  const link =
    first && cell.anchor !== undefined && context.linked.has(cell.anchor) ? cell.anchor : undefined;
  return {
    text: cell.kind === 'figure' && text.length < 40 ? text : breakRuns(text, room),
    align: alignOf(cell, column, drawing),
    ...(cell.colspan > 1 && { colspan: cell.colspan }),
    ...(cell.rowspan > 1 && { rowspan: cell.rowspan }),
    ...(column.kind !== 'text' && { digits: true }),
    ...(strong && { strong: true }),
    ...(indent > 0 && { indent }),
    ...(pad > 0 && { pad }),
    ...(link !== undefined && { id: link }),
    ...((isHead || under.length > 0) && {
      role: { ...(isHead && { key: keyOf(cell, line) }), ...(under.length > 0 && { under }) },
    }),
  };
}

function roomOf({ column, colspan }: BodyCell, { rooms }: Drawing): number {
  return rooms.slice(column, column + colspan).reduce((sum, one) => sum + one, 0);
}

function keyOf(cell: BodyCell, line: number): string {
  return cell.id ?? `${line}x${cell.column}`;
}

/** As the view associates them; by `scope` alone a head speaks for the cells after it, up to the next. */
function rowHeadKeys(
  cell: BodyCell,
  heads: readonly BodyCell[],
  line: number,
  { view, rowIds }: Drawing,
): string[] {
  if (view.associated) return (cell.headers ?? '').split(' ').filter((id) => rowIds.has(id));
  if (cell.scope === 'row') return [];
  const before = heads.filter((head) => head.column < cell.column).at(-1);
  return before ? [keyOf(before, line)] : [];
}

function alignOf(cell: BodyCell, { kind }: LeafColumn, { short }: Drawing): 'left' | 'center' | 'right' {
  if (kind === 'serial') return 'center';
  if (kind === 'figure') return 'right';
  return kind === 'text' && short[cell.column] ? 'center' : 'left';
}

/** Columns with merged cells, of words so short that all of them look best in the middle. */
function shortColumns({ columns, body }: TableView): boolean[] {
  const merged = columns.map(() => false);
  const short = columns.map(() => true);
  for (const row of body) {
    for (const { column, rowspan, text } of row.cells) {
      if (rowspan > 1) merged[column] = true;
      if (text.length > 8) short[column] = false;
    }
  }
  return columns.map((_, column) => (merged[column] && short[column]) === true);
}

/** The room right of the point that a column's most exact figure takes, in regular and in bold. */
function fractionsOf(view: TableView): number[] {
  const widest = view.columns.map(() => 0);
  for (const row of view.body) {
    for (const cell of row.cells) {
      if (cell.kind !== 'figure') continue;
      const own = fractionWidth(cell.text, STRONG.has(cell.role ?? row.role));
      if (own !== undefined && own > (widest[cell.column] as number)) widest[cell.column] = own;
    }
  }
  return widest;
}

function fractionWidth(text: string, strong: boolean): number | undefined {
  const match = /^[-+−]?[\d,]+(\.\d+)?(%?)$/.exec(text);
  if (!match || match[2] === '%') return undefined;
  return metrics(strong ? 'sansBold' : 'sans').width(match[1] ?? '');
}

function padOf(text: string, fraction: number, strong: boolean): number {
  const own = fractionWidth(text, strong);
  return own === undefined ? 0 : Math.round(Math.max(0, fraction - own) * 1000) / 1000;
}

/** Taller than a good part of a page: such a cell may be torn, any other may not. */
export function isTall(
  text: string,
  room: number,
  { size, landscape }: Pick<Panel, 'size' | 'landscape'>,
): boolean {
  if (text.length < 60) return false;
  const lines = text
    .split('\n')
    .reduce((sum, one) => sum + Math.ceil(textWidth(one) / Math.max(1, room - 1)), 0);
  return lines * size * 1.45 > (landscape ? LANDSCAPE : PORTRAIT).height * 0.4;
}
