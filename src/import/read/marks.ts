import type { Conversion } from '../blocks.ts';

/**
 * Marks that a converter left in the text and no reader of the document saw:
 * bookmarks, Markdown emphasis and headings, TeX signs, HTML paragraphs.
 */
const MARKS: readonly (readonly [RegExp, string])[] = [
  [/\\?\[bookmark: [^[\]\\]*\\?\]/g, ''],
  [/\*\*([^*]+)\*\*/g, '$1'],
  [/<\/p>\s*<p>/g, '\n'],
  [/<\/?p>/g, ''],
];

const TEX: Readonly<Record<string, string>> = {
  geq: '≥',
  ge: '≥',
  leq: '≤',
  le: '≤',
  times: '×',
  gt: '>',
  lt: '<',
};

function tex(formula: string): string {
  return formula
    .replace(/\\([a-z]+)\s*/g, (whole, name: string) => TEX[name] ?? whole)
    .replace(/\\%/g, '%')
    .replace(/\s+/g, '');
}

/** The text as a reader of the document saw it. */
export function withoutMarks(text: string, line: number, converted: Conversion[]): string {
  let clean = text;
  for (const [pattern, replacement] of MARKS) clean = clean.replace(pattern, replacement);
  clean = clean.replace(/(?<! ) *\$([^$\t\\]*\\[^$\t]*)\$ */g, (_, formula: string) => tex(formula));
  if (clean !== text) converted.push({ line, from: text.trim(), to: clean.trim() });
  return clean;
}

/** A heading or a list item of Markdown as plain text. */
export function withoutMarkdown(text: string): string {
  return text.replace(/^\s*#{1,6}\s+/, '').replace(/^\s*-\s+(?=\S)/, '');
}
