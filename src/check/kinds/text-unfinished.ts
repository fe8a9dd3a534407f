import type { Finding } from '../../model/finding.ts';
import type { Kind } from '../kind.ts';
import { fieldBody } from '../text/fields.ts';
import { excerpt, sayAt } from '../text/finding.ts';
import { type Body, narrativeBody, type Segment, segmentAt } from '../text/texts.ts';

/** Words that something must follow, and a stop. */
const CUT =
  /(?:主要)?(?:原因(?:是|为)|变动原因|用于|包括|分别(?:是|为)|主要(?:是|为)|其中)[：:]?[，,]?(?=[。；;\n]|$)|(?:主要(?:是|为)|原因(?:是|为))[：:]?[，,、]/gu;
/**
 * An amount, a rate or a date whose digits were never filled in. Found by what
 * is rare, the unit, and then looked at backwards.
 */
const BLANK =
  /元(?=[，,。；;、）)\n]|$)(?<=([为排计加少费款入出算额占](?:共|约)?(?:亿元|万元|元)))|[%％](?=[，,。；;、）)\n]|$)(?<=((?:增长|下降|上升|降低|占比?)(?:约|为)?[%％]))|年月日?(?<=(\d{4}年月日?))|月日(?=[，,。；;、）)前后起止至\n]|$)(?<=(\d月日))/g;
/** A field or paragraph that stops where a text cannot. */
const OPEN_END = /(?:[、，,]|(?:以及|或者|包括|例如|主要(?:是|为)))$/u;
/** What such an end ends in: most fields end otherwise, which is sooner seen. */
const LAST = new Set(Array.from('、，,及者括如是为；;', (char) => char.charCodeAt(0)));

const NEWLINE = 10;

/** More than anybody reads. */
const MOST_TOLD = 50;

/**
 * Operand: `of`, `cut` (主要原因是。), `blank` (增加万元) or `end` (a field that
 * ends in 、 or ，).
 */
export const textUnfinished: Kind = {
  explain: '句子写完整：“主要原因是”后面有原因，数额没有漏填，没有停在顿号、逗号上。',
  rank: 8,
  run(rule, { disclosure }) {
    const findings: Finding[] = [];
    for (const body of [narrativeBody(disclosure), fieldBody(disclosure)]) {
      const tell = (from: number, to: number, message: string, hint: string): void => {
        if (findings.length >= MOST_TOLD) return;
        findings.push(
          sayAt(rule, body, from, {
            message: `“${excerpt(body, from, to)}”${message}`,
            hint,
            actual: body.text.slice(from, to),
          }),
        );
      };
      if (rule.operands.of === 'end') {
        for (const { from, to } of openEnds(body))
          tell(from, to, '没有写完', '请把后面的内容补上，或改用句号。');
      } else {
        const [pattern, message, hint] =
          rule.operands.of === 'blank'
            ? ([BLANK, '漏填了数', '请填上数；没有的写“0万元”或删去这半句。'] as const)
            : ([CUT, '后面没有内容', '请补上内容，或删去这半句。'] as const);
        for (const match of body.text.matchAll(pattern)) {
          const to = match.index + match[0].length;
          if (rule.operands.of === 'cut' && leadsOn(body, to)) continue;
          const whole = match.slice(1).find((group) => group !== undefined) ?? match[0];
          tell(to - whole.length, to, message, hint);
        }
      }
    }
    return { looked: 1, findings };
  },
};

/** A paragraph that ends so may lead to the list or table below it. */
function leadsOn(body: Body, at: number): boolean {
  const segment = segmentAt(body, at - 1);
  if (segment.kind !== 'narrative') return false;
  return /[：:]/.test(body.text[at - 1] ?? '') && at < segment.to;
}

function openEnds(body: Body): { from: number; to: number }[] {
  return body.segments.flatMap((segment) =>
    segment.kind === 'narrative'
      ? endsOfParagraphs(body, segment)
      : endOf(body, segment.from, segment.to, false),
  );
}

/** A paragraph that goes on in the next was only broken by its layout. */
function endsOfParagraphs({ text, segments }: Body, segment: Segment): { from: number; to: number }[] {
  const ends: { from: number; to: number }[] = [];
  for (let from = segment.from; from < segment.to; ) {
    const newline = text.indexOf('\n', from);
    const to = newline < 0 || newline > segment.to ? segment.to : newline;
    const next = text.slice(to + 1, Math.min(to + 9, segment.to));
    const begins =
      next === '' ||
      /^(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）、.．]|第[一二三四五六七八九十]+)/u.test(next);
    if (begins) ends.push(...endOf({ text, segments }, from, to, next === ''));
    from = to + 1;
  }
  return ends;
}

function endOf({ text }: Body, from: number, to: number, last: boolean): { from: number; to: number }[] {
  const end = text.charCodeAt(to - 1) === NEWLINE ? to - 1 : to;
  if (!LAST.has(text.charCodeAt(end - 1))) return [];
  const tail = text.slice(Math.max(from, end - 8), end);
  const found = OPEN_END.exec(tail) ?? (last ? /[；;]$/u.exec(tail) : null);
  return found && end - from > 1 ? [{ from: end - found[0].length, to: end }] : [];
}
