import {
  boundWords,
  countsOf,
  countWords,
  groupsOf,
  headline,
  movementWords,
  overviewOf,
  partsOf,
  partText,
  placeWords,
  shownValue,
  someOf,
  statusWords,
} from './arrange.ts';
import type { Change, CheckChange, Comparison, DisclosureDiff } from './types.ts';

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

export function comparisonText(comparison: Comparison, marks: Marks): string {
  const { base, head, disclosures, around } = comparison;
  const lines = [marks.strong(`${base} → ${head}：${headline(comparison)}`)];
  if (around.changes.length > 0) lines.push('', ...changeLines(around.changes, marks));
  for (const diff of disclosures) lines.push('', ...disclosureLines(diff, marks));
  const { newlyFailing, mended, acknowledged } = overviewOf(comparison);
  lines.push(...checkLines('新出现的问题', newlyFailing, marks));
  lines.push(...checkLines('已改正的问题', mended, marks));
  lines.push(...checkLines('新说明的问题', acknowledged, marks));
  return `${lines.join('\n')}\n`;
}

function disclosureLines(diff: DisclosureDiff, marks: Marks): string[] {
  const { id, title, status, reason, changes } = diff;
  const counts = status === 'changed' || status === 'renamed' ? `，${countWords(countsOf(changes))}` : '';
  return [
    `${marks.strong(`${id}  ${title}`)}  ${statusWords(diff)}${counts}`,
    ...(reason === undefined ? [] : [`  ${marks.wrong(reason)}`]),
    ...changeLines(changes, marks),
  ];
}

function changeLines(changes: readonly Change[], marks: Marks): string[] {
  return groupsOf(changes).flatMap(({ title, edits, followers }) => [
    `  ${title}`,
    ...edits.flatMap((change) => editLines(change, marks)),
    ...(followers.length > 0 ? [marks.quiet(`    随之而变 ${followers.length} 处：`)] : []),
    ...followers.map((change) => marks.quiet(`      ${oneLine(change)}`)),
  ]);
}

function editLines(change: Change, marks: Marks): string[] {
  const parts = partsOf(change);
  const lines = [`    ${parts ? wordsLine(change, parts, marks) : oneLine(change)}`];
  for (const bound of boundWords(change)) lines.push(marks.quiet(`      ${bound}`));
  if (change.touches && change.touches.length > 0)
    lines.push(marks.quiet(`      涉及 ${change.touches.length} 份公开文本：${someOf(change.touches)}`));
  return lines;
}

function wordsLine(change: Change, parts: NonNullable<ReturnType<typeof partsOf>>, marks: Marks): string {
  const words = parts
    .map((part) => {
      const text = partText(part).replaceAll('\n', ' ');
      return part.kind === 'same' ? text : marks[part.kind](text);
    })
    .join('');
  const note = change.note ? marks.quiet(`（${change.note}）`) : '';
  return [placeWords(change), `${words}${note}`].filter(Boolean).join('  ');
}

/** 2060101 行政运行 · 基本支出  151.05 → 152.05  +1.00（+0.66%）. */
function oneLine(change: Change): string {
  const { before, after, note } = change;
  const values =
    before === null && after === null
      ? ''
      : before === null
        ? ['新增', after].filter(Boolean).join('：')
        : after === null
          ? ['删去', before].filter(Boolean).join('：')
          : `${shownValue(before)} → ${shownValue(after)}`;
  return [placeWords(change), values, movementWords(change), note ? `（${note}）` : '']
    .filter(Boolean)
    .join('  ')
    .replaceAll('\n', ' ');
}

function checkLines(title: string, items: readonly CheckChange[], marks: Marks): string[] {
  if (items.length === 0) return [];
  return [
    '',
    marks.strong(`${title} ${items.length} 项`),
    ...items.flatMap((item) => [
      `  ${item.severity === 'error' && title === '新出现的问题' ? marks.wrong('错误') : item.severity === 'error' ? '错误' : '警告'}  ${item.message}`,
      marks.quiet(
        `        ${[item.file, item.line].filter((part) => part !== null).join(':')}  [${item.rule}]`,
      ),
      ...(item.reason === undefined ? [] : [`        说明：${item.reason}`]),
    ]),
  ];
}
