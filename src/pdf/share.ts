/**
 * Deals a table's spare width out to its columns: each step goes to the column
 * that thereby saves the most lines, so that long words get room and short ones
 * are not given more than they need. Lengths in em.
 */

/** Rows looked at: those with the longest texts decide. */
const ROWS = 60;
const STEPS = [0.5, 1, 2, 4] as const;
const ROUNDS = 4;
const SAMPLES = 4;
/** Chinese lines do not end quite full: what may not begin a line comes along. */
const LOOSE = 0.6;
/** Against a line broken for a hair's breadth. */
const SPARE = 0.1;

/** `texts[row][column]`: how wide the cell's text is in one line; 0 where it does not count. */
export function dealOut(
  least: readonly number[],
  texts: readonly (readonly number[])[],
  width: number,
): number[] {
  const widths = [...least];
  const rows = longest(texts, widths);
  for (let round = 0; round < ROUNDS; round++) {
    let spare = width - sum(widths);
    let tall = rows.map((row) => linesOf(row, widths));
    let widened = false;
    while (spare >= STEPS[0]) {
      const best = bestStep(rows, tall, widths, spare);
      if (!best) break;
      widths[best.column] = (widths[best.column] as number) + best.step;
      spare -= best.step;
      tall = rows.map((row) => linesOf(row, widths));
      widened = true;
    }
    if (!widened) break;
    trim(rows, widths, least);
  }
  return widths;
}

/** Gives back what a column got and does not need for as many lines as it has now. */
function trim(rows: readonly (readonly number[])[], widths: number[], least: readonly number[]): void {
  for (let i = 0; i < widths.length; i++) {
    const width = widths[i] as number;
    let needed = least[i] as number;
    for (const row of rows) {
      const text = row[i] as number;
      const n = lines(text, width);
      needed = Math.max(needed, n === 1 ? text + SPARE : text / n + LOOSE + SPARE);
    }
    widths[i] = Math.min(width, needed);
  }
}

function bestStep(
  rows: readonly (readonly number[])[],
  tall: readonly number[],
  widths: readonly number[],
  spare: number,
): { column: number; step: number } | undefined {
  let best: { column: number; step: number; worth: number } | undefined;
  for (let column = 0; column < widths.length; column++) {
    if (!rows.some((row) => (row[column] as number) > (widths[column] as number))) continue;
    for (const step of [...STEPS, ...stepsToFewerLines(rows, column, widths[column] as number)]) {
      if (step > spare) continue;
      const tried = widths.with(column, (widths[column] as number) + step);
      let saved = 0;
      rows.forEach((row, r) => {
        // Lines that another column keeps tall count a little, or two long columns would both stay narrow.
        const own =
          lines(row[column] as number, widths[column] as number) -
          lines(row[column] as number, tried[column] as number);
        if (own > 0) saved += (tall[r] as number) - linesOf(row, tried) + own * 0.1;
      });
      const worth = saved / step;
      if (saved > 0 && worth > (best?.worth ?? 0)) best = { column, step, worth };
    }
  }
  return best;
}

/** What a column needs so that its texts, a sample of them, take a line less. */
function stepsToFewerLines(rows: readonly (readonly number[])[], column: number, width: number): number[] {
  const over = rows
    .flatMap((row) => ((row[column] as number) > width ? [row[column] as number] : []))
    .sort((a, b) => b - a);
  const every = Math.ceil(over.length / SAMPLES);
  return over
    .filter((_, i) => i % every === 0)
    .map((text) => {
      const fewer = lines(text, width) - 1;
      return (fewer <= 1 ? text : text / fewer + LOOSE) + SPARE - width;
    })
    .filter((step) => step > 0);
}

function longest(
  texts: readonly (readonly number[])[],
  widths: readonly number[],
): readonly (readonly number[])[] {
  if (texts.length <= ROWS) return texts;
  const weight = (row: readonly number[]): number => linesOf(row, widths);
  return texts
    .map((row, at) => ({ row, at, tall: weight(row) }))
    .sort((a, b) => b.tall - a.tall || a.at - b.at)
    .slice(0, ROWS)
    .map(({ row }) => row);
}

function linesOf(row: readonly number[], widths: readonly number[]): number {
  let most = 1;
  for (let i = 0; i < row.length; i++) {
    const text = row[i] as number;
    if (text > (widths[i] as number)) most = Math.max(most, lines(text, widths[i] as number));
  }
  return most;
}

function lines(text: number, width: number): number {
  return text <= width ? 1 : Math.ceil(text / Math.max(1, width - LOOSE));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
