import { countsOf, countWords } from './arrange.ts';
import { BoundedText, type Limits } from './bounded.ts';
import { codeWords, htmlWords, linkTo, words } from './markdown-words.ts';
import {
  type CheckList,
  type Entry,
  inBrief,
  type Part,
  placeOf,
  type ReviewGroup,
  reviewOf,
} from './review.ts';
import type { Comparison, TextPart } from './types.ts';

/** Markdown for a forge's comment: what an edit comes to first, the rest folded, never longer than a comment may be. */

export interface MarkdownOptions {
  readonly limits?: Limits;
  /** First line, invisible: by it the comment is found again. */
  readonly marker?: string;
  /** Where the built pages can be looked at. */
  readonly preview?: string | undefined;
  /** Where the whole report is, said after 见; by default a command that writes it. */
  readonly whole?: string | undefined;
  /** Lines of ours for the end. */
  readonly closing?: readonly string[];
}

/** What GitHub takes in one comment; it refuses longer ones as a whole. What other forges take, scripts/lib/forge/forge.ts says. */
export const COMMENT_LIMITS: Limits = { characters: 65_536 };

const MAX_LISTED = 60;
const MAX_FINDINGS = 20;
const WHOLE = '全文（npm run diff -- … --format html --out 审阅.html）';

export function comparisonMarkdown(comparison: Comparison, options: MarkdownOptions = {}): string {
  const { marker, preview, whole = WHOLE, closing = [] } = options;
  const { base, head, headline, parts, silent, checks } = reviewOf(comparison);
  const text = new BoundedText(options.limits ?? COMMENT_LIMITS);
  const pages = preview === undefined ? '' : linkTo(preview, '看生成的网页是什么样');
  text.add([
    ...(marker === undefined ? [] : [marker]),
    '## 预算公开审阅',
    '',
    `**${words(headline)}**`,
    '',
    `比较：${codeWords(base)} → ${codeWords(head)}`,
    ...(pages === '' ? [] : ['', pages]),
    '',
  ]);
  const listed = parts.filter(({ diff }) => diff !== undefined);
  const [failing, ...others] = [
    checks.filter(({ kind }) => kind === 'newlyFailing'),
    checks.filter(({ kind }) => kind !== 'newlyFailing'),
  ].map((lists) => lists.map((list) => findings(list, whole)));
  const tail = ['', ...closing];
  const untold = silent.map((line) => [words(line), '']);
  const summary = [...(failing ?? []), summaryTable(listed), ...untold, ...others.flat()];
  for (const lines of summary) if (!text.add(lines, tail)) text.add(['其余校验结果见附件。', ''], tail);
  const shown = parts.filter(({ groups, reason }) => groups.length > 0 || reason !== undefined);
  let left = 0;
  for (const part of shown)
    left += left > 0 ? entriesIn(part) : addPart(text, part, [...tail, '', cutLine(999_999_999, whole)]);
  if (left > 0) text.add(['', cutLine(left, whole)], closing.length > 0 ? tail : []);
  if (closing.length > 0) text.add(tail);
  return text.toString();
}

const cutLine = (count: number, whole: string): string => `其余 ${count} 处见${words(whole)}。`;

const entriesIn = ({ groups }: Part): number =>
  Math.max(
    1,
    groups.reduce((sum, { edits, followers }) => sum + edits.length + followers.length, 0),
  );

/** Adds one folded part as far as there is room; returns how many entries there was none for. */
function addPart(text: BoundedText, part: Part, tail: readonly string[]): number {
  const close = ['', '</details>', ''];
  const title = [part.title, part.id === null ? '' : `（${part.id}）`, `：${countWords(part.counts)}`].join(
    '',
  );
  const open = [`<details><summary>${htmlWords(title)}</summary>`, ''];
  const reason = part.reason === undefined ? [] : [`> ${words(part.reason)}`, ''];
  if (!text.add([...open, ...reason], [...close, ...tail])) return entriesIn(part);
  let left = 0;
  for (const { lines, count } of part.groups.flatMap(piecesOf)) {
    if (left > 0 || !text.add(lines, [...close, ...tail])) left += count;
  }
  text.add(close);
  return left;
}

/** Lines that stand together, and how many entries they tell. */
interface Piece {
  readonly lines: readonly string[];
  readonly count: number;
}

function piecesOf({ title, edits, followers }: ReviewGroup): Piece[] {
  const isText = ({ parts, change }: Entry): boolean => parts !== undefined || change.touches !== undefined;
  const heading: Piece = { lines: [`**${words(title)}**`, ''], count: 0 };
  const table = (entries: readonly Entry[], lead: readonly string[]): Piece[] =>
    entries.map((entry, index) => ({
      lines: [
        ...(index === 0 ? [...lead, '| 位置 | 原 | 现 | 增减 |', '|---|--:|--:|--:|'] : []),
        tableLine(entry),
        ...(index === entries.length - 1 ? [''] : []),
      ],
      count: 1,
    }));
  const texts = edits.filter(isText);
  const [first, ...rest] = [
    ...table(
      edits.filter((entry) => !isText(entry)),
      [],
    ),
    ...texts.map((entry, index) => ({
      lines: [textLine(entry), ...(index === texts.length - 1 ? [''] : [])],
      count: 1,
    })),
    ...table(followers, [`随之而变 ${followers.length} 处：`, '']),
  ];
  // A title alone tells nothing.
  return first ? [{ lines: [...heading.lines, ...first.lines], count: first.count }, ...rest] : [];
}

function tableLine({ place, before, after, movement, notes }: Entry): string {
  const isNone = before === null && after === null;
  const value = (text: string | null): string => cut(text ?? (isNone ? '' : '（无）'));
  const cells = [
    place || '整张表',
    value(before),
    value(after),
    [movement, ...notes].filter(Boolean).join('，'),
  ];
  return `| ${cells.map(words).join(' | ')} |`;
}

function textLine({ place, before, after, parts, notes }: Entry): string {
  const said = parts
    ? inBrief(parts).map(marked).join('')
    : [before, after].flatMap((text) => (text === null ? [] : [words(cut(text))])).join(' → ');
  const head = [place && words(place), said].filter(Boolean).join('：');
  return `- ${head}${notes.map((note) => `<br>　${words(cut(note))}`).join('')}`;
}

function marked({ kind, text }: TextPart): string {
  const said = words(cut(text));
  return kind === 'same' ? said : kind === 'added' ? `<ins>${said}</ins>` : `<del>${said}</del>`;
}

const MAX_TEXT = 400;

function cut(text: string): string {
  return text.length > MAX_TEXT ? `${[...text].slice(0, MAX_TEXT).join('')}……` : text;
}

function summaryTable(parts: readonly Part[]): string[] {
  if (parts.length === 0) return [];
  const rows = parts.slice(0, MAX_LISTED).map(({ title, id, status, counts, diff }) => {
    const { newlyFailing, mended } = diff?.checks ?? { newlyFailing: [], mended: [] };
    const checks = [
      newlyFailing.length > 0 ? `**新问题 ${newlyFailing.length}**` : '',
      mended.length > 0 ? `改正 ${mended.length}` : '',
    ];
    const cells = [
      `${words(title)}<br>${codeWords(id ?? '')}`,
      words(status),
      counts.edits || '',
      counts.followers || '',
      checks.filter(Boolean).join('，') || '没有新问题',
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const more = parts.slice(MAX_LISTED);
  const { edits, followers } = countsOf(more.flatMap(({ diff }) => diff?.changes ?? []));
  return [
    '| 公开文本 | | 改动 | 随之而变 | 校验 |',
    '|---|---|--:|--:|---|',
    ...rows,
    '',
    ...(more.length > 0
      ? [`这张表里没有列出的还有 ${more.length} 份，${countWords({ edits, followers })}。`, '']
      : []),
  ];
}

function findings({ kind, title, items }: CheckList, whole: string): string[] {
  const lines = items.slice(0, MAX_FINDINGS).map((item) => {
    const reason = item.reason === undefined ? '' : `；说明：${words(cut(item.reason))}`;
    const word = item.severity === 'error' ? '**错误**' : '警告';
    return `- ${word} ${words(cut(item.message))}${reason}（${codeWords(placeOf(item))}）`;
  });
  const more = items.length - lines.length;
  if (more > 0) lines.push(`- 其余 ${more} 项见${words(whole)}。`);
  const name = `${title} ${items.length} 项`;
  return kind === 'newlyFailing'
    ? [`### ${name}`, '', ...lines, '']
    : [`<details><summary>${name}</summary>`, '', ...lines, '', '</details>', ''];
}
