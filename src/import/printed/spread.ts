import { squeeze, widthOf } from '../text.ts';

/** One printed line of a row: whole cells, or one line of a wrapped cell. */
export interface RowLine {
  readonly pieces: readonly string[];
  readonly whole: boolean;
}

/**
 * Gives the printed lines of a row to its cells. A line of several pieces holds
 * whole cells, one piece each; lines of one piece are wrapped cells, and a
 * wrapped cell ends with a line that is shorter than a full one.
 */
export function spread(lines: readonly RowLine[], columns: number): string[] {
  const natural = cellsOf(lines, columns);
  if (natural.length === columns) return natural;
  const joined = cellsOf(withNumbersJoined(lines), columns);
  return Math.abs(joined.length - columns) < Math.abs(natural.length - columns) ? joined : natural;
}

/** How many cells the lines make by themselves. */
export function naturalCount(lines: readonly RowLine[]): number {
  return cellsOf(lines, Number.POSITIVE_INFINITY).length;
}

function cellsOf(lines: readonly RowLine[], columns: number): string[] {
  const runs = runsOf(lines);
  let spare = columns - runs.length;
  const cells = runs.flatMap((run) => {
    if (run.whole) return [run.pieces];
    const split = byLength(run.pieces, Math.max(0, spare) + 1);
    spare -= split.length - 1;
    return split;
  });
  return cells.map((cell) => squeeze(cell.join('')));
}

interface Run {
  readonly whole: boolean;
  readonly pieces: string[];
}

function runsOf(lines: readonly RowLine[]): Run[] {
  const runs: Run[] = [];
  for (const { pieces, whole } of lines) {
    const last = runs.at(-1);
    if (whole) runs.push(...pieces.map((piece) => ({ whole: true, pieces: [piece] })));
    else if (last && !last.whole) last.pieces.push(...pieces);
    else runs.push({ whole: false, pieces: [...pieces] });
  }
  return runs;
}

const isValue = (text: string): boolean => /^[≥≤><=＝≧≦]\s*\d|^\d[\d.,]*[%\p{Script=Han}]{0,3}$/u.test(text);

/** Splits wrapped lines into at most `most` cells: a short line ends its cell, a value is a cell of its own. */
function byLength(pieces: readonly string[], most: number): string[][] {
  const full = Math.max(...pieces.map(widthOf));
  const cells: string[][] = [];
  let ended = true;
  for (const piece of pieces) {
    if ((ended || isValue(piece)) && cells.length < most) cells.push([piece]);
    else cells.at(-1)?.push(piece);
    ended = widthOf(piece) < full * 0.75 || isValue(piece);
  }
  return cells;
}

/** A word and the number after it can be one cell: 季后 50 日内. */
function withNumbersJoined(lines: readonly RowLine[]): RowLine[] {
  return lines.map((line) => {
    const pieces: string[] = [];
    for (const piece of line.pieces) {
      const before = pieces.at(-1);
      if (before !== undefined && /^\d/.test(piece) && /\p{Script=Han}$/u.test(before))
        pieces[pieces.length - 1] = before + piece;
      else pieces.push(piece);
    }
    return { pieces, whole: line.whole && (pieces.length > 1 || line.pieces.length === 1) };
  });
}
