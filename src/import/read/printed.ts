import type { Block, Conversion, RawCell } from '../blocks.ts';
import { withoutMarks } from './marks.ts';

/**
 * Text as printed: no tabs, cells told apart by single spaces. Everything stays
 * lines until the form is known; empty lines and page numbers say nothing.
 */
export function readPrinted(text: string, converted: Conversion[]): Block[] {
  const lines: RawCell[] = [];
  const sources = text.split('\n');
  const isBlank = (index: number): boolean => (sources[index] ?? '').trim() === '';
  sources.forEach((source, index) => {
    const clean = withoutMarks(source, index + 1, converted).trim();
    if (clean === '') return;
    // A bare number under a wide gap is a page number.
    const wide = isBlank(index - 1) && isBlank(index - 2) && isBlank(index + 1);
    if (wide && /^\d{1,3}$/.test(clean)) return;
    lines.push({ text: clean, line: index + 1 });
  });
  const first = lines[0];
  return first ? [{ kind: 'printed', lines, line: first.line }] : [];
}
