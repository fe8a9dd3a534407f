import type { BodyCell, LeafColumn, RowView, TableView } from '../../view/types.ts';
import type { Layout } from './layout.ts';
import { bodyStyle, headStyle } from './look.ts';
import { typedNumber } from './number.ts';

/** Where the rows of a table's body stand in its sheet. */
export interface PlacedTable {
  readonly body: number;
  readonly rows: number;
}

/** Columns of the sheet that a column of the table takes. */
export interface Place {
  readonly at: number;
  readonly span: number;
}

/** Heads and body where the layout now ends; column by column, or over the given places. */
export function putGrid(layout: Layout, table: TableView, places?: readonly Place[]): PlacedTable {
  const over = (column: number, columns: number): Place => {
    if (!places) return { at: column, span: columns };
    const own = places.slice(column, column + columns);
    return { at: own[0]?.at ?? column, span: own.reduce((sum, { span }) => sum + span, 0) };
  };
  const top = layout.rows.length;
  putHead(layout, table, over);
  const body = top + table.head.length;
  const sided = table.body.some(({ cells }) => cells.some(isSided));
  table.body.forEach((line, index) => {
    const row = layout.at(body + index);
    for (const cell of line.cells) {
      const own = sided ? sideOf(line.cells, cell, table.columns) : undefined;
      putCell(
        layout,
        row,
        over(cell.column, cell.colspan),
        cell,
        own?.role ?? line.role,
        own?.level ?? line.level,
      );
    }
  });
  return { body, rows: table.body.length };
}

function putHead(layout: Layout, table: TableView, over: (column: number, columns: number) => Place): void {
  const top = layout.rows.length;
  /** By column: the first row that no head from above reaches. */
  const free: number[] = table.columns.map(() => top);
  table.head.forEach((cells, r) => {
    const row = layout.at(top + r);
    let column = 0;
    for (const cell of cells) {
      while ((free[column] ?? 0) > row) column++;
      const { at, span } = over(column, cell.colspan);
      layout.put(row, at, { text: cell.text, style: headStyle(cell) }, cell.rowspan, span);
      free.fill(row + cell.rowspan, column, column + cell.colspan);
      column += cell.colspan;
    }
  });
}

const isSided = (cell: BodyCell): boolean => cell.role !== undefined || cell.level !== undefined;

/** On a line of two rows each side has its own look, given at its head. */
function sideOf(
  cells: readonly BodyCell[],
  cell: BodyCell,
  columns: readonly LeafColumn[],
): BodyCell | undefined {
  const side = columns[cell.column]?.path[0];
  return cells.find((one) => isSided(one) && columns[one.column]?.path[0] === side);
}

function putCell(
  layout: Layout,
  row: number,
  { at, span }: Place,
  cell: BodyCell,
  role: RowView['role'],
  level: number,
): void {
  const isFigure = cell.kind === 'figure' && (cell.state === 'figure' || cell.state === 'zero');
  const typed = isFigure || cell.kind === 'serial' ? typedNumber(cell.text) : undefined;
  const style = bodyStyle(cell, role, level, typed?.format);
  layout.put(
    row,
    at,
    typed ? { number: typed.number, style } : { text: cell.text, style },
    cell.rowspan,
    span,
  );
}
