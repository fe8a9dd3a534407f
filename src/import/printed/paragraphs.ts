import type { Paragraph, RawCell } from '../blocks.ts';
import { isNumbered, widthOf } from '../text.ts';

/** A line narrower than this part of the widest one ends its paragraph. */
const FULL = 0.9;
/** Down to this width a line that ends no sentence goes on. */
const NEARLY = 0.75;
const SENTENCE_ENDS = /[。；：:！？”）)]$/u;

/** Printed lines joined to paragraphs: a short line ends one, a number begins one. */
export function paragraphsOf(lines: readonly RawCell[]): Paragraph[] {
  const filled = lines.filter((line) => line.text !== '');
  const full = filled.reduce((most, { text }) => Math.max(most, widthOf(text)), 0);
  const paragraphs: Paragraph[] = [];
  let open = false;
  for (const { text, line } of filled) {
    const last = paragraphs.at(-1);
    const begins = last !== undefined && isNumbered(text) && SENTENCE_ENDS.test(last.text);
    if (open && last && !begins) paragraphs[paragraphs.length - 1] = { ...last, text: `${last.text}${text}` };
    else paragraphs.push({ kind: 'paragraph', text, line });
    const width = widthOf(text);
    open = width >= full * FULL || (width >= full * NEARLY && !SENTENCE_ENDS.test(text));
  }
  return paragraphs;
}

/** A page that ends inside a sentence leaves a paragraph in two. */
export function joinPages(paragraphs: readonly Paragraph[]): Paragraph[] {
  const joined: Paragraph[] = [];
  for (const paragraph of paragraphs) {
    const last = joined.at(-1);
    const broken =
      last && last.text.length > 40 && !SENTENCE_ENDS.test(last.text) && !isNumbered(paragraph.text);
    if (broken) joined[joined.length - 1] = { ...last, text: `${last.text}${paragraph.text}` };
    else joined.push(paragraph);
  }
  return joined;
}
