/** A sentence of Markdown: what is compared, and told, as one. */
export interface Sentence {
  readonly text: string;
  readonly line: number;
  /** How sentences are compared: without what is layout alone. */
  readonly key: string;
}

/** A heading, a list item, a quotation, a row of a table, a directive: a line of its own. */
export const OWN_LINE = /^\s*(?:#{1,6}\s|[-*+]\s|\d{1,9}[.)]\s|>|\||:::|```|~~~)/u;
const HARD_BREAK = /(?: {2,}|\\)$/u;
const END = /[。！？；!?;]+[”’）】》"']*/gu;
/** Between two of these no space stands where a line was broken. */
const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef]/u;

interface Unit {
  text: string;
  /** The line of each character. */
  readonly lines: number[];
}

/** A paragraph broken into lines elsewhere is the same paragraph. */
export function sentencesOf(markdown: string): Sentence[] {
  const units: Unit[] = [];
  let open: Unit | undefined;
  for (const [index, raw] of markdown
    .replace(/^\uFEFF/u, '')
    .split('\n')
    .entries()) {
    const line = raw.trim();
    if (line === '') {
      open = undefined;
      continue;
    }
    const own = OWN_LINE.test(raw);
    if (!open || own) {
      open = { text: '', lines: [] };
      units.push(open);
    }
    const last = open.text.at(-1) ?? '';
    const joint = open.text === '' || WIDE.test(last) || WIDE.test(line[0] as string) ? '' : ' ';
    const text = joint + line.replace(/\\$/u, '');
    open.text += text;
    for (let n = 0; n < text.length; n++) open.lines.push(index + 1);
    if (HARD_BREAK.test(raw)) open = undefined;
  }
  return units.flatMap(split);
}

function split({ text, lines }: Unit): Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  const cut = (to: number): void => {
    const piece = text.slice(from, to);
    if (piece.trim() !== '')
      sentences.push({ text: piece.trim(), line: lines[from] ?? 1, key: keyOf(piece) });
    from = to;
  };
  const bindings = [...text.matchAll(/\{\{[^{}\n]*\}\}/gu)].map((match) => [
    match.index,
    match.index + match[0].length,
  ]);
  for (const match of text.matchAll(END)) {
    if (bindings.some(([start = 0, end = 0]) => match.index > start && match.index < end)) continue;
    cut(match.index + match[0].length);
  }
  cut(text.length);
  return sentences;
}

/** The mark of a list item and runs of spaces say nothing to a reader. */
function keyOf(text: string): string {
  return text
    .trim()
    .replace(/^[*+]\s/u, '- ')
    .replace(/[\s\u3000]+/gu, ' ');
}
