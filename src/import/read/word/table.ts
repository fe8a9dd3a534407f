import type { RawCell } from '../../blocks.ts';

export interface WordCell {
  readonly text: string;
  readonly span: number;
  /** Goes on with the cell above. */
  readonly goesOn: boolean;
}

export interface WordRow {
  /** Columns left out before the first cell. */
  readonly before: number;
  readonly cells: readonly WordCell[];
}

/** Wider than any table on paper. */
const MOST_COLUMNS = 200;

/** Rows of a Word table as rows of cells in columns, each in its own. */
export function wordRows(rows: readonly WordRow[], lineOf: (row: number) => number): RawCell[][] {
  const placed = rows.map((row, index) => {
    const line = lineOf(index);
    const cells: RawCell[] = Array.from({ length: Math.min(row.before, MOST_COLUMNS) }, () => ({
      text: '',
      line,
    }));
    for (const { text, span, goesOn } of row.cells) {
      cells.push(goesOn ? { text: '', line, merged: 'above' } : { text, line });
      for (let more = 1; more < Math.min(span, MOST_COLUMNS); more++)
        cells.push({ text: '', line, merged: goesOn ? 'above' : 'left' });
    }
    return cells;
  });
  const width = Math.max(0, ...placed.map((row) => row.length));
  return placed.map((row, index) => {
    const line = lineOf(index);
    return [...row, ...Array.from({ length: width - row.length }, (): RawCell => ({ text: '', line }))];
  });
}
