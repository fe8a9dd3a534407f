import type { Kind, KindFinding } from '../kind.ts';
import { fieldBody } from '../text/fields.ts';
import { excerpt, onceAFile, sayAt } from '../text/finding.ts';
import { narrativeBody } from '../text/texts.ts';
import { paragraphKey } from '../things.ts';

const CLOSES: Readonly<Record<string, string>> = {
  '）': '（',
  '》': '《',
  '”': '“',
  '」': '「',
  '』': '『',
  '】': '【',
  '〕': '〔',
  ']': '[',
};
const OPENS = new Set(Object.values(CLOSES));
/** Half and full width are of one kind: which was typed is another matter. */
const SAME: Readonly<Record<string, string>> = { '(': '（', ')': '）', '［': '[', '］': ']' };
/** By the code of a character: is it one that opens or closes? */
const IS_MARK = new Uint8Array(0x10000);
for (const mark of '（）《》“”「」『』【】〔〕[]()［］') IS_MARK[mark.charCodeAt(0)] = 1;
/** 1） and （1) number an item; nothing opened it. */
const ITEM = /(?:^|[\n。；;，,：:、）)])[\d一二三四五六七八九十①-⑳a-zA-Z]{1,3}$/u;

/** Brackets, quotation marks and 书名号 come in pairs within a field or paragraph. */
export const textPairs: Kind = {
  explain: '括号、引号、书名号成对（全角、半角算同一种）。',
  rank: 9,
  run(rule, { disclosure }) {
    const findings: KindFinding[] = [];
    const narrative = narrativeBody(disclosure);
    for (const body of [narrative, fieldBody(disclosure)]) {
      const first = onceAFile(body);
      for (const { at, mark } of unpaired(body.text)) {
        if (!first(at, excerpt(body, at, at + 1, 12))) continue;
        const opening = OPENS.has(mark) || mark === '"';
        findings.push({
          ...sayAt(rule, body, at, {
            message: `“${excerpt(body, at, at + 1, 12)}”里的${opening ? `“${mark}”没有与它相配的后一半` : `“${mark}”没有与它相配的前一半`}`,
            hint: '请补上另一半，或删去多余的一个；也可能是后面的文字被截断了，请对照原文。',
            actual: mark,
          }),
          ...(body === narrative && { accuses: [paragraphKey(body.text, at)] }),
        });
      }
    }
    return { looked: 1, findings };
  },
};

/** Deeper than any sentence goes. */
const MAX_DEPTH = 20;

interface Mark {
  readonly at: number;
  readonly mark: string;
}

/** One a line, the first: a second is most often the same mistake's echo. */
function unpaired(text: string): Mark[] {
  const found: Mark[] = [];
  for (let from = 0; from < text.length; ) {
    const next = text.indexOf('\n', from);
    const end = next < 0 ? text.length : next;
    const wrong = unpairedIn(text, from, end);
    if (wrong) found.push(wrong);
    from = end + 1;
  }
  return found;
}

/** In one line. */
function unpairedIn(text: string, from: number, end: number): Mark | undefined {
  const open: Mark[] = [];
  let first: Mark | undefined;
  for (let at = from; at < end; at++) {
    if (IS_MARK[text.charCodeAt(at)] === 0) continue;
    const char = text.charAt(at);
    const mark = SAME[char] ?? char;
    const wanted = CLOSES[mark];
    if (wanted === undefined) open.push({ at, mark });
    else if (open.at(-1)?.mark === wanted) open.pop();
    else if (mark !== '）' || !ITEM.test(text.slice(Math.max(0, at - 5), at))) {
      // The nearest of its kind closes; what stands between was never closed.
      const depth = open.slice(-MAX_DEPTH).findLastIndex((item) => item.mark === wanted);
      const of = depth < 0 ? -1 : depth + Math.max(0, open.length - MAX_DEPTH);
      if (of < 0) first ??= { at, mark };
      else {
        first ??= open[of + 1];
        open.length = of;
      }
    }
  }
  return first ?? open[0];
}
