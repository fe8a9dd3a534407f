import type { Cell } from '../model/cell.ts';
import { type FillValues, fill } from '../model/fill.ts';
import type { Row, Table } from '../model/table.ts';
import type { ColumnSpec, SideSpec } from '../model/template.ts';
import type { AmendedMarks } from './amendments.ts';
import type { Anchors } from './anchors.ts';
import { cellKind, type Drawn, placed, rowHead, rowView, tableView } from './cells.ts';
import { buildHead, joinIds } from './headers.ts';
import { headLine, leafColumns } from './table-head.ts';
import type { BodyCell, LeafColumn, RowView, TableView } from './types.ts';

export interface TableContext {
  /** Of the table on its page, from 1; begins its cells' ids. */
  readonly index: number;
  /** The table's own fragment, which its rows' begin with. */
  readonly anchor: string;
  readonly anchors: Anchors;
  /** As printed above it; may hold `{{year}}`. */
  readonly title: string;
  readonly words: FillValues;
  readonly who: { readonly code: string; readonly name: string; readonly year: number };
  /** Of the template, where the table gives none. */
  readonly unit: string;
  readonly csv?: string | undefined;
  /** Said under the printed notes. */
  readonly remarks?: readonly string[];
  /** What was found at a cell, for authors; asked by line and column of `Table`. */
  readonly findings?: ((line: number, column: number) => readonly string[] | undefined) | undefined;
  /** What of it was corrected after publication. */
  readonly amended?: AmendedMarks | undefined;
  /** Did the checks compare figures of it? */
  readonly related?: boolean;
  /** Fragment of what explains a row. */
  readonly explained?: ((row: Row) => string | undefined) | undefined;
}

/** One side of a form while its lines are drawn. */
interface Side {
  /** Columns of `Table` that are its own, in order. */
  readonly columns: readonly number[];
  readonly names: readonly number[];
  /** Those before its first figure, where a total may be named instead. */
  readonly leading: readonly number[];
  /** Rows by line. */
  readonly rows: readonly (Row | undefined)[];
}

/** What the cells of one table have in common. */
interface Drawing {
  readonly table: Table;
  readonly leaves: readonly LeafColumn[];
  readonly offset: number;
  readonly prefix: string;
  readonly associated: boolean;
  /** By column: ids of its heads. */
  readonly ids: readonly string[];
  readonly rowAnchors: ReadonlyMap<Row, string>;
  readonly context: TableContext;
}

export interface DrawnTable {
  readonly view: TableView;
  readonly rowAnchors: ReadonlyMap<Row, string>;
}

export function viewTable(table: Table, context: TableContext): DrawnTable {
  const { spec } = table;
  const unit = spec.unit ?? context.unit;
  const { leaves, offset } = leafColumns(table, unit, context.words);
  const sides = spec.sides.map((side) => sideOf(table, side));
  const prefix = `t${context.index}`;
  const head = buildHead(leaves, {
    prefix,
    associate: sides.length > 1 || sides.some((side) => scopeIsTooWeak(table, side)),
    columnNumbers: spec.columnNumbers,
  });
  const rowAnchors = new Map(
    table.rows.map((row) => [row, context.anchors.claim(`${context.anchor}-${row.id || row.line + 1}`)]),
  );
  const drawing: Drawing = { table, leaves, offset, prefix, ...head, rowAnchors, context };
  const view = tableView({
    id: context.anchor,
    title: fill(context.title, context.words),
    about: spec.about === undefined ? undefined : fill(spec.about, context.words),
    headLine: headLine(table, unit, context.who),
    columns: leaves,
    head: head.rows,
    body: table.lines.map((_, line) => drawLine(drawing, sides, line)),
    notes: [...table.notes.map((note) => fill(note, context.words)), ...(context.remarks ?? [])],
    associated: head.associated,
    landscape: spec.print.landscape,
    related: context.related ?? false,
    csv: context.csv,
    amended: context.amended !== undefined,
  });
  return { view, rowAnchors };
}

function sideOf(table: Table, spec: SideSpec): Side {
  const { columns, lines } = table;
  const all = columns.flatMap((column, at) =>
    table.spec.sides.length === 1 || column.side === spec.id ? [at] : [],
  );
  const index = (id: string) => columns.findIndex((column) => column.id === id);
  const names = [index(spec.rows.label)];
  // Where a pair of codes makes the row (302 and 502 for one 工会经费), each code's name is needed to tell rows apart.
  if (spec.rows.codeJoin !== '') {
    for (const code of spec.rows.code) {
      const next = index(code) + 1;
      if (next > 0 && columns[next]?.kind === 'text') names.push(next);
    }
  }
  const firstFigure = all.findIndex((at) => isFigure(columns[at]));
  const rows: (Row | undefined)[] = new Array(lines.length).fill(undefined);
  for (const row of table.rows) {
    if (table.spec.sides.length === 1 || row.side === spec.id) rows[row.line] = row;
  }
  return {
    columns: all,
    // A line of figures without a name (三公 in one row) is named by a figure column, which is no head.
    names: [...new Set(names)].filter((at) => at >= 0 && !isFigure(columns[at])).sort((a, b) => a - b),
    leading: firstFigure < 0 ? all : all.slice(0, firstFigure),
    rows,
  };
}

/**
 * By `scope` alone a row's head speaks only for the cells after it, and of two
 * heads in a row only for those up to the next: so a figure that stands before
 * the name (预算资金 before 采购物品名称), and a row of two names, need ids.
 */
function scopeIsTooWeak(table: Table, side: Side): boolean {
  const name = side.names.at(-1) ?? -1;
  return side.names.length > 1 || side.columns.some((at) => at < name && isFigure(table.columns[at]));
}

function isFigure(column: ColumnSpec | undefined): boolean {
  return column !== undefined && cellKind(column.kind) === 'figure';
}

function drawLine(drawing: Drawing, sides: readonly Side[], line: number): RowView {
  const cells: BodyCell[] = [];
  if (drawing.offset > 0) {
    const headers = drawing.associated ? drawing.ids[0] : undefined;
    cells.push(placed({ kind: 'serial', text: String(line + 1), state: 'text' }, 0, headers));
  }
  let first: Row | undefined;
  let role: RowView['role'] = 'line';
  let level = 0;
  for (const { rows } of sides) {
    const row = rows[line];
    if (!row) continue;
    if (!first) [first, role, level] = [row, row.role, row.level];
    if (row.role !== role) role = 'line';
    if (row.level !== level) level = 0;
  }
  let heads = 0;
  for (const side of sides) {
    const row = side.rows[line];
    const own = row && sides.length > 1 ? ownOf(row, role, level, row === first, drawing) : undefined;
    heads += drawSide(drawing, side, line, cells, heads, own);
  }
  const anchor = first && drawing.rowAnchors.get(first);
  return rowView(cells, { anchor, role, level });
}

/** What tells a row from its line, where a line holds two rows. */
function ownOf(
  row: Row,
  role: RowView['role'],
  level: number,
  isFirst: boolean,
  { rowAnchors }: Drawing,
): OwnSide {
  return {
    role: row.role === role ? undefined : row.role,
    level: row.level === level ? undefined : row.level,
    anchor: isFirst ? undefined : rowAnchors.get(row),
  };
}

type OwnSide = Pick<BodyCell, 'role' | 'level' | 'anchor'>;

/**
 * Draws one side of a line; returns how many row heads it made. The name is the
 * head and the code is not: a head is read out before every figure of its row,
 * where 「行政运行」 tells what the figure is and 「2060101」 only delays it. The
 * code stands before the name, so it is read first when the row is read through.
 */
function drawSide(
  drawing: Drawing,
  side: Side,
  line: number,
  cells: BodyCell[],
  headsBefore: number,
  own: OwnSide | undefined,
): number {
  const { associated, ids, leaves, offset, context } = drawing;
  const values = drawing.table.lines[line]?.cells as readonly Cell[];
  const row = side.rows[line];
  const names = row ? rowNames(side, row, values) : NO_NAMES;
  const last = names.at(-1) ?? -1;
  const rowId = (name: number): string => {
    const n = headsBefore + name;
    return `${drawing.prefix}r${line + 1}${n > 0 ? `x${n}` : ''}`;
  };
  let rowIds = '';
  if (associated) for (let name = 0; name < names.length; name++) rowIds = joinIds(rowIds, rowId(name));
  let made = 0;
  for (const at of side.columns) {
    const value = values[at] as Cell;
    const column = at + offset;
    const { kind } = leaves[column] as LeafColumn;
    const shown = { kind, text: value.text, state: value.state };
    let above = associated ? (ids[column] as string) : undefined;
    let amended = context.amended?.cell(line, at);
    let cell: Drawn;
    if (names[made] === at) {
      cell = rowHead(shown, column, above, rowId(made));
      if (made++ === 0 && own) {
        cell.role = own.role;
        cell.level = own.level;
        cell.anchor = own.anchor;
      }
      amended ??= row && context.amended?.row(line, row.side);
      // A row of two names bears its own at one of them.
      cell.explained = row && value.text === row.label ? context.explained?.(row) : undefined;
    } else {
      if (above !== undefined && (kind === 'figure' || at > last)) above = joinIds(above, rowIds);
      cell = placed(shown, column, above);
    }
    cell.amended = amended;
    cell.findings = context.findings?.(line, at);
    cells.push(cell);
  }
  return made;
}

const NO_NAMES: readonly number[] = [];

/**
 * Columns whose cells name the row: the form's own, or, where the name stands
 * elsewhere (合计 in the code's place, a unit's name beside its code), that one.
 */
function rowNames(side: Side, row: Row, values: readonly Cell[]): readonly number[] {
  const { label } = row;
  const [only] = side.names;
  // Most rows; for the others lists have to be made.
  if (only !== undefined && side.names.length === 1 && label !== '' && values[only]?.text === label)
    return side.names;
  const says = (at: number) => values[at]?.text === label;
  const names = side.names.filter((at) => values[at]?.text !== '');
  if (names.some(says)) return names;
  const elsewhere = label === '' ? undefined : side.leading.find(says);
  if (elsewhere !== undefined) return [elsewhere];
  if (names.length > 0) return names;
  return side.leading.filter((at) => values[at]?.text !== '').slice(0, 1);
}
