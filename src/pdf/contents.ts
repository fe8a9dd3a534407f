import { PORTRAIT } from './page.ts';
import { textWidth } from './text-width.ts';
import type { PageRun } from './types.ts';

/** Between two entries of the 目录: as it is set, and the least that still reads well. */
const MOST = 7;
const LEAST = 4;
/** Of its own heading, with the room below. */
const TITLE = 40;
/** For the page's number and the dots before it. */
const NUMBER = 36;
/** From line to line of one entry. */
const LEADING = 8;

/**
 * Room between the entries of the 目录, in points: closer where that saves a
 * page, so that its last lines do not stand on a page of their own.
 */
export function contentsGap(runs: readonly PageRun[], colophon: string): number {
  const headings = runs.flatMap(({ blocks }) => blocks.filter((block) => block.k === 'heading'));
  const heights = [...headings, { level: 1, text: colophon }].map(({ level, text }) => {
    const size = level === 1 ? 12 : 10.5;
    const room = PORTRAIT.width - NUMBER - (level - 1) * 1.5 * size;
    const lines = Math.ceil((textWidth(text, level === 1) * size) / room);
    return lines * 0.72 * size + (lines - 1) * LEADING;
  });
  const pages = (gap: number): number => {
    const height = heights.reduce((sum, one) => sum + one + gap, TITLE);
    return Math.ceil(height / (PORTRAIT.height * 0.99));
  };
  const wanted = pages(LEAST);
  let gap = MOST;
  while (gap > LEAST && pages(gap) > wanted) gap -= 0.25;
  return gap;
}
