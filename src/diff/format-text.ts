import { countWords } from './arrange.ts';
import { type CheckList, type Entry, inBrief, type Part, placeOf, reviewOf } from './review.ts';
import type { Comparison, TextPart } from './types.ts';

/** How words are marked in a terminal; plain text where it shows no colours. */
export interface Marks {
  readonly strong: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly removed: (text: string) => string;
  readonly added: (text: string) => string;
  readonly wrong: (text: string) => string;
}

export const PLAIN_MARKS: Marks = {
  strong: String,
  quiet: String,
  removed: (text) => `[-${text}-]`,
  added: (text) => `{+${text}+}`,
  wrong: String,
};

const ansi = (on: string) => (text: string) => `\u001B[${on}m${text}\u001B[0m`;
export const COLOUR_MARKS: Marks = {
  strong: ansi('1'),
  quiet: ansi('90'),
  removed: ansi('9;31'),
  added: ansi('32'),
  wrong: ansi('31'),
};

/** For a terminal: every change, then what became of the checks. */
export function comparisonText(comparison: Comparison, marks: Marks): string {
  const { base, head, headline, parts, silent, checks } = reviewOf(comparison);
  const lines = [
    marks.strong(`${base} → ${head}：${headline}`),
    ...parts.flatMap((part) => ['', ...partLines(part, marks)]),
    ...silent.flatMap((line) => ['', marks.quiet(line)]),
    ...checks.flatMap((list) => ['', ...checkLines(list, marks)]),
  ];
  return `${lines.join('\n')}\n`;
}

function partLines({ id, title, status, counts, reason, groups }: Part, marks: Marks): string[] {
  const counted = counts.edits + counts.followers > 0 ? countWords(counts) : '';
  const said = [status, counted].filter(Boolean).join('，');
  return [
    `${marks.strong([id, title].filter(Boolean).join('  '))}  ${said}`,
    ...(reason === undefined ? [] : [`  ${marks.wrong(reason)}`]),
    ...groups.flatMap((group) => [
      `  ${group.title}`,
      ...group.edits.flatMap((entry) => {
        const [first = '', ...more] = [entryLine(entry, marks), ...entry.notes.map(oneLine)].filter(Boolean);
        return [`    ${first}`, ...more.map((note) => marks.quiet(`      ${note}`))];
      }),
      ...(group.followers.length > 0 ? [marks.quiet(`    随之而变 ${group.followers.length} 处：`)] : []),
      ...group.followers.map((entry) => marks.quiet(`      ${entryLine(entry, PLAIN_MARKS)}`)),
    ]),
  ];
}

/** 2060101 行政运行 · 基本支出  151.05 → 152.05  +1.00（+0.66%）. */
function entryLine({ place, before, after, movement, parts }: Entry, marks: Marks): string {
  const values = parts ? wordsLine(parts, marks) : valuesLine(before, after);
  return oneLine([place, values, movement].filter(Boolean).join('  '));
}

function valuesLine(before: string | null, after: string | null): string {
  if (before !== null && after !== null) return `${before} → ${after}`;
  if (after !== null) return after === '空白' ? '新增' : `新增：${after}`;
  if (before !== null) return before === '空白' ? '删去' : `删去：${before}`;
  return '';
}

function wordsLine(parts: readonly TextPart[], marks: Marks): string {
  return inBrief(parts)
    .map(({ kind, text }) => (kind === 'same' ? text : marks[kind](text)))
    .join('');
}

const oneLine = (text: string): string => text.replaceAll('\n', ' ');

function checkLines({ kind, title, items }: CheckList, marks: Marks): string[] {
  return [
    marks.strong(`${title} ${items.length} 项`),
    ...items.flatMap((item) => {
      const word = item.severity === 'error' ? '错误' : '警告';
      const isWrong = kind === 'newlyFailing' && item.severity === 'error';
      return [
        `  ${isWrong ? marks.wrong(word) : word}  ${oneLine(item.message)}`,
        marks.quiet(`        ${placeOf(item)}  [${item.rule}]`),
        ...(item.reason === undefined ? [] : [`        说明：${oneLine(item.reason)}`]),
      ];
    }),
  ];
}
