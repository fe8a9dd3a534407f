/** Cells of a table's body with the column that each begins in, over those that reach down from above. */
export function* bodyCells(table: HTMLTableElement): Generator<[cell: HTMLTableCellElement, column: number]> {
  for (const body of table.tBodies) {
    /** The line at which each column is free again. */
    const free: number[] = [];
    for (const [line, row] of [...body.rows].entries()) {
      let column = 0;
      for (const cell of row.cells) {
        while ((free[column] ?? 0) > line) column++;
        yield [cell, column];
        for (let i = 0; i < cell.colSpan; i++) free[column++] = line + cell.rowSpan;
      }
    }
  }
}

/** The cell's own words, be they a link to what they mean, or a figure's; marks and the row's link are left out. */
export function ownText(cell: HTMLTableCellElement): Text | undefined {
  for (const node of cell.childNodes) {
    const words = node instanceof Element && node.matches('.means, data') ? node.firstChild : node;
    if (words instanceof Text && words.data.trim()) return words;
  }
  return undefined;
}
