import type { Cell } from '../model/cell.ts';
import type { ColumnKind } from '../model/template.ts';
import type { BodyCell, CellKind, LeafColumn, RowView, TableView } from './types.ts';

/** What a cell shows, before it is placed. */
export interface Shown {
  readonly kind: CellKind;
  readonly text: string;
  readonly state: BodyCell['state'];
}

/** While its line is drawn. */
export type Drawn = { -readonly [K in keyof BodyCell]: BodyCell[K] };

export function showText(text: string, kind: CellKind = 'text'): Shown {
  return { kind, text, state: text === '' ? 'blank' : 'text' };
}

export function showFigure(cell: Cell): Shown {
  return { kind: 'figure', text: cell.text, state: cell.state };
}

/** Places a cell of data; `headers` is left out of tables whose cells are not associated. */
export function placed(shown: Shown, column: number, headers: string | undefined, rowspan = 1): Drawn {
  return bodyCell('td', shown, column, rowspan, headers);
}

/**
 * A head of the rows that it spans. `scope=row` holds for a spanning head too:
 * it speaks for the rows it covers, whereas `rowgroup` would reach to the end of
 * the body.
 */
export function rowHead(
  shown: Shown,
  column: number,
  headers: string | undefined,
  id: string,
  rowspan = 1,
): Drawn {
  const cell = bodyCell('th', shown, column, rowspan, headers);
  cell.scope = 'row';
  if (headers !== undefined) cell.id = id;
  return cell;
}

/** Thousands are made for each disclosure: all of one shape, whatever more is said of one. */
function bodyCell(
  element: BodyCell['element'],
  { kind, text, state }: Shown,
  column: number,
  rowspan: number,
  headers: string | undefined,
): Drawn {
  return {
    element,
    kind,
    text,
    state,
    colspan: 1,
    rowspan,
    column,
    scope: undefined,
    id: undefined,
    headers,
    anchor: undefined,
    role: undefined,
    level: undefined,
    amended: undefined,
    explained: undefined,
    findings: undefined,
  };
}

export function cellKind(kind: ColumnKind): CellKind {
  return kind === 'code' || kind === 'text' ? kind : 'figure';
}

/** Relative widths where the form gives none: names are long, figures short. */
const WIDTHS: Readonly<Record<CellKind, number>> = { serial: 0.6, code: 1.2, text: 3, figure: 1.4 };

export function leafColumn(
  id: string,
  kind: CellKind,
  path: readonly string[],
  more: { width?: number | undefined; unit?: string | undefined; decimals?: number } = {},
): LeafColumn {
  const { width = WIDTHS[kind], unit, decimals = 0 } = more;
  return { id, kind, path, width, decimals, unit };
}

/** Tables are all of one shape, as their rows and cells are, whatever is said of one. */
export function tableView(table: TableView): TableView {
  const { id, title, about, headLine, columns, head, body, notes, associated, landscape } = table;
  const { related = false, csv, amended = false } = table;
  return {
    id,
    title,
    about,
    headLine,
    columns,
    head,
    body,
    notes,
    associated,
    landscape,
    related,
    csv,
    amended,
  };
}

export function rowView(cells: readonly BodyCell[], row: Partial<RowView> = {}): RowView {
  const { anchor, role = 'line', level = 0 } = row;
  return { anchor, role, level, cells };
}

/** How many decimals the most exact figure of a column was printed with. */
export function printedDecimals(cells: readonly (Cell | undefined)[]): number {
  let most = 0;
  for (const cell of cells)
    if (cell?.state === 'figure' || cell?.state === 'zero') most = Math.max(most, cell.value.scale);
  return most;
}
