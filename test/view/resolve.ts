import type { BodyCell, HeadCell, TableView } from '../../src/view/types.ts';

/**
 * Two readings of a table that know nothing of how it was made: by the ids that
 * its cells name, and by HTML's own algorithm from scopes and positions alone.
 */

type AnyCell = HeadCell | BodyCell;

export interface Heads {
  readonly columns: readonly string[];
  readonly rows: readonly string[];
}

/** What the `headers` of a cell resolve to, in their order. Throws on an id that no head of the table has. */
export function byIds(table: TableView, cell: AnyCell): Heads {
  const columns: string[] = [];
  const rows: string[] = [];
  for (const id of cell.headers?.split(' ') ?? []) {
    const head = allCells(table).find((one) => one.id === id);
    if (head?.element !== 'th') throw new Error(`${id} is not a head`);
    (head.scope === 'row' || head.scope === 'rowgroup' ? rows : columns).push(head.text);
  }
  return { columns, rows };
}

export function allCells(table: TableView): readonly AnyCell[] {
  return [...table.head.flat(), ...table.body.flatMap((row) => row.cells)];
}

/** A cell with the slots it takes up. */
interface Slot {
  readonly cell: AnyCell;
  readonly x: number;
  readonly y: number;
}

/** The table's slots by row and column. Throws where cells overlap or a slot stays empty. */
export function grid(table: TableView): readonly (readonly Slot[])[] {
  const lines: readonly (readonly AnyCell[])[] = [...table.head, ...table.body.map((row) => row.cells)];
  const slots: Slot[][] = lines.map(() => []);
  lines.forEach((cells, y) => {
    let x = 0;
    for (const cell of cells) {
      while (slots[y]?.[x]) x++;
      for (let dy = 0; dy < cell.rowspan; dy++) {
        for (let dx = 0; dx < cell.colspan; dx++) {
          const line = slots[y + dy];
          if (!line) throw new Error(`${cell.text} reaches below the table`);
          if (line[x + dx]) throw new Error(`${cell.text} overlaps ${line[x + dx]?.cell.text}`);
          line[x + dx] = { cell, x, y };
        }
      }
      x += cell.colspan;
    }
  });
  slots.forEach((line, y) => {
    for (let x = 0; x < table.columns.length; x++) if (!line[x]) throw new Error(`nothing at ${y}, ${x}`);
    if (line.length > table.columns.length) throw new Error(`line ${y} is too long`);
  });
  return slots;
}

/**
 * Heads of the cell at a slot by HTML's "internal algorithm for scanning and
 * assigning header cells", for heads of scope `col` and `row`; row heads nearest
 * last. https://html.spec.whatwg.org/multipage/tables.html#header-and-data-cell-semantics
 */
export function byScopes(table: TableView, x: number, y: number): Heads {
  const slots = grid(table);
  const scan = (dx: number, dy: number): readonly string[] => {
    const found: string[] = [];
    const opaque: Slot[] = [];
    let block: Slot[] = [];
    let inBlock = false;
    for (let cx = x + dx, cy = y + dy; cx >= 0 && cy >= 0; cx += dx, cy += dy) {
      const slot = slots[cy]?.[cx] as Slot;
      const { cell } = slot;
      if (cell.element === 'th') {
        inBlock = true;
        block.push(slot);
        const blocked =
          dx === 0
            ? opaque.some((one) => one.x === slot.x && one.cell.colspan === cell.colspan) ||
              cell.scope === 'row'
            : opaque.some((one) => one.y === slot.y && one.cell.rowspan === cell.rowspan) ||
              cell.scope !== 'row';
        if (!blocked && !found.includes(cell.text)) found.unshift(cell.text);
      } else if (inBlock) {
        inBlock = false;
        opaque.push(...block);
        block = [];
      }
    }
    return found;
  };
  return { columns: scan(0, -1), rows: scan(-1, 0) };
}

/** Titles of the heads above a column, read off the grid of the head alone. */
export function aboveColumn(table: TableView, column: number): readonly string[] {
  const seen = new Set<AnyCell>();
  return grid(table)
    .slice(0, table.head.length)
    .flatMap((line) => {
      const cell = line[column]?.cell as HeadCell;
      if (cell.element !== 'th' || seen.has(cell)) return [];
      seen.add(cell);
      return [cell.text];
    });
}
