/** What is read aloud: sentences from text and from tables. No document here. */

/** Longer pieces are cut off by some engines. */
const LONGEST = 120;

/** A row of a table: its name, then column and figure in turn. */
export interface SpokenRow {
  readonly name: string;
  readonly cells: readonly { readonly column: string; readonly text: string; readonly unit: string }[];
}

/** Text in pieces that an engine reads in one breath: sentences, long ones at their commas. */
export function sentences(text: string): readonly string[] {
  const whole = spokenFigures(text.replace(/\s+/g, ' ').trim());
  const pieces = whole.match(/[^。！？；]+[。！？；]?/g) ?? [];
  return pieces
    .flatMap((piece) => (piece.length <= LONGEST ? [piece] : atCommas(piece)))
    .map((it) => it.trim());
}

function atCommas(sentence: string): string[] {
  const out: string[] = [];
  for (const part of sentence.match(/[^，、：]+[，、：]?/g) ?? []) {
    const last = out.at(-1);
    if (last !== undefined && last.length + part.length <= LONGEST) out[out.length - 1] = last + part;
    else out.push(part);
  }
  return out;
}

/** 「行政运行，合计1514.50万元，基本支出1510.50万元。」 A row without figures is its name. */
export function rowSentence({ name, cells }: SpokenRow): string {
  const figures = cells.map(({ column, text, unit }) => `${column}${spokenFigures(text)}${unit}`);
  return `${[name, ...figures].filter(Boolean).join('，')}。`;
}

/** Figures as they are said: without the commas that group thousands, 「负」 for the sign, no gap before the unit. */
export function spokenFigures(text: string): string {
  return text
    .replace(/\d{1,3}(?:,\d{3})+(?!\d)/g, (figure) => figure.replaceAll(',', ''))
    .replace(/(^|[^\d\w年月日—-])[-−](?=\d)/g, '$1负')
    .replace(/(\d)\s+(?=[元万亿人个%台项年月])/g, '$1');
}
