import type { Block, Conversion, RawCell } from '../blocks.ts';
import { withoutMarkdown, withoutMarks } from './marks.ts';

/**
 * Text with every cell on a line of its own: a tab begins a cell, a line
 * without one goes on with the cell before it, an empty line ends the row.
 * Rows with no paragraph between them are one grid.
 */
export function readLined(text: string, converted: Conversion[]): Block[] {
  const blocks: Block[] = [];
  let rows: RawCell[][] = [];
  let row: RawCell[] = [];
  const closeRow = () => {
    if (row.length > 0) rows.push(row);
    row = [];
  };
  const closeGrid = () => {
    closeRow();
    const first = rows[0]?.[0];
    if (first && rows.length === 1 && rows[0]?.length === 1) {
      if (first.text.trim() !== '')
        blocks.push({ kind: 'paragraph', text: first.text.trim(), line: first.line });
    } else if (first) {
      blocks.push({ kind: 'grid', rows, line: first.line });
    }
    rows = [];
  };
  text.split('\n').forEach((source, index) => {
    const line = index + 1;
    const marked = source.replace(/\r$/, '');
    const clean = withoutMarks(marked, line, converted);
    const heading = marked.includes('[bookmark:');
    if (clean.startsWith('\t') && !heading) {
      row.push({ text: clean.slice(1).trim(), line });
    } else if (clean.trim() === '') {
      closeRow();
    } else if (row.length > 0 && !heading) {
      const last = row.pop() as RawCell;
      row.push({ text: `${last.text}\n${clean.trim()}`, line: last.line });
    } else if (/^\d{1,3}$/.test(clean.trim())) {
      // A bare number is a page number.
      closeGrid();
    } else {
      closeGrid();
      blocks.push({ kind: 'paragraph', text: withoutMarkdown(clean).trim(), line });
    }
  });
  closeGrid();
  return blocks;
}
