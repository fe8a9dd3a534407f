import type { Block, Conversion, RawCell } from '../blocks.ts';
import { withoutMarkdown, withoutMarks } from './marks.ts';

/**
 * Text with a table's rows on a line each and a tab between cells. Lines with
 * tabs that follow one another are one grid; every other line is a paragraph.
 */
export function readTabbed(text: string, converted: Conversion[]): Block[] {
  const blocks: Block[] = [];
  let rows: RawCell[][] = [];
  const close = () => {
    const first = rows[0]?.[0];
    if (first) blocks.push({ kind: 'grid', rows, line: first.line });
    rows = [];
  };
  text.split('\n').forEach((source, index) => {
    const line = index + 1;
    const clean = withoutMarks(source.replace(/\r$/, ''), line, converted);
    if (!clean.includes('\t')) {
      close();
      const paragraph = withoutMarkdown(clean).trim();
      if (paragraph !== '') blocks.push({ kind: 'paragraph', text: paragraph, line });
      return;
    }
    const cells = clean.split('\t').map((cell) => ({ text: cell.trim(), line }));
    // A Markdown ruler under a head says nothing.
    if (cells.every((cell) => /^:?-{3,}:?$/.test(cell.text))) return;
    rows.push(cells);
  });
  close();
  return blocks;
}
