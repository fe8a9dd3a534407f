import type { CellKind, HeadCell } from './types.ts';

/** A leaf column as the head sees it. */
export interface HeadColumn {
  /** Header path, outermost first; the last is its own title. */
  readonly path: readonly string[];
  readonly kind: CellKind;
}

export interface Head {
  readonly rows: readonly (readonly HeadCell[])[];
  /** By column: ids of its header path, outermost first: `t3h1 t3h2`; nothing where cells are not associated. */
  readonly ids: readonly string[];
  readonly associated: boolean;
}

export interface HeadOptions {
  /** Begins every id of the table: `t3`. */
  readonly prefix: string;
  /** Associate cells by id even where the head alone would not ask for it: the body has spans. */
  readonly associate: boolean;
  /** Prints 栏次 under the heads. */
  readonly columnNumbers: boolean;
}

/**
 * The grid of heads. Neighbours under the same groups share one head; a column
 * with fewer groups than the deepest reaches down to the last row. `scope` alone
 * is too weak where heads span, so under grouped heads every cell names its own
 * by id.
 */
export function buildHead(columns: readonly HeadColumn[], options: HeadOptions): Head {
  const depth = columns.reduce((most, column) => Math.max(most, column.path.length), 0);
  const associated = options.associate || depth > 1;
  const levels: HeadCell[][] = Array.from({ length: depth }, () => []);
  const ids: string[] = columns.map(() => '');
  let made = 0;

  const place = (start: number, end: number, level: number, above: string): void => {
    for (let at = start; at < end; ) {
      const { path, kind } = columns[at] as HeadColumn;
      const leaf = path.length === level + 1;
      const next = leaf ? at + 1 : endOfGroup(columns, at, end, level);
      const id = `${options.prefix}h${++made}`;
      levels[level]?.push({
        element: 'th',
        text: path[level] as string,
        colspan: next - at,
        rowspan: leaf ? depth - level : 1,
        scope: next - at > 1 ? 'colgroup' : 'col',
        kind: leaf ? kind : 'text',
        id: associated ? id : undefined,
        headers: above === '' ? undefined : above,
      });
      const below = associated ? joinIds(above, id) : '';
      if (leaf) ids[at] = below;
      else place(at, next, level + 1, below);
      at = next;
    }
  };
  place(0, columns.length, 0, '');

  const rows = options.columnNumbers ? [...levels, columnNumbers(columns, ids, associated)] : levels;
  return { rows, ids, associated };
}

/** Ids after others, as HTML takes them; either may be none. */
export function joinIds(first: string, then: string): string {
  if (first === '') return then;
  return then === '' ? first : `${first} ${then}`;
}

function endOfGroup(columns: readonly HeadColumn[], at: number, end: number, level: number): number {
  const title = columns[at]?.path[level];
  let next = at + 1;
  while (next < end) {
    const path = (columns[next] as HeadColumn).path;
    if (path.length === level + 1 || path[level] !== title) break;
    next++;
  }
  return next;
}

/**
 * The line 栏次 1 2 3 …: its label under 序号, or, in a form without 序号, under
 * the names that lead the line. Its cells are `td`, so that no figure is read
 * out with 「栏次 3」 among its heads.
 */
function columnNumbers(
  columns: readonly HeadColumn[],
  ids: readonly string[],
  associated: boolean,
): readonly HeadCell[] {
  const serial = columns[0]?.kind === 'serial';
  const firstFigure = columns.findIndex((column) => column.kind === 'figure');
  const labelled = serial ? 1 : Math.max(firstFigure, 1);
  const cell = (text: string, at: number, colspan: number): HeadCell => ({
    element: 'td',
    text,
    colspan,
    rowspan: 1,
    scope: 'col',
    kind: (columns[at] as HeadColumn).kind,
    id: undefined,
    headers: associated ? eachOnce(ids.slice(at, at + colspan)) : undefined,
  });
  const numbers = columns.slice(labelled).map((_, i) => cell(String(i + 1), labelled + i, 1));
  return [cell('栏次', 0, labelled), ...numbers];
}

const eachOnce = (ids: readonly string[]): string => [...new Set(ids.join(' ').split(' '))].join(' ');
