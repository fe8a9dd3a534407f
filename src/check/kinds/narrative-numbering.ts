import type { Finding } from '../../model/finding.ts';
import type { Kind } from '../kind.ts';
import { excerpt, sayAt } from '../text/finding.ts';
import { type Body, narrativeBody, type Segment } from '../text/texts.ts';

/** Ways of numbering, outermost first. */
const STYLES = [
  { pattern: /^第([一二三四五六七八九十]{1,3})部分/u, chinese: true },
  { pattern: /^([一二三四五六七八九十]{1,3})、/u, chinese: true },
  { pattern: /^[（(]([一二三四五六七八九十]{1,3})[）)]/u, chinese: true },
  { pattern: /^(\d{1,2})[、.．](?!\d)/u, chinese: false },
  { pattern: /^[（(](\d{1,2})[）)]/u, chinese: false },
] as const;

const DIGITS = '〇一二三四五六七八九';

/** 二十三 → 23; undefined for what is no number. */
export function chineseNumber(text: string): number | undefined {
  const match = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/u.exec(text);
  if (!match) return undefined;
  const [, tens, ten, ones] = match;
  const one = ones ? DIGITS.indexOf(ones) : 0;
  if (!ten) return tens && !ones ? DIGITS.indexOf(tens) : undefined;
  return (tens ? DIGITS.indexOf(tens) : 1) * 10 + one;
}

/** Numbers at the heads of paragraphs go up by one. */
export const narrativeNumbering: Kind = {
  explain: '段首的序号（一、 （一） 1. （1））依次递增，不跳号，不重号。',
  rank: 9,
  run(rule, { disclosure }) {
    const body = narrativeBody(disclosure);
    const findings: Finding[] = [];
    let looked = 0;
    for (const segment of body.segments) {
      if (findings.length >= MOST_TOLD) break;
      for (const step of stepsOf(body, segment)) {
        looked++;
        if (findings.length >= MOST_TOLD) break;
        if (step.number === step.last + 1 || step.first || (step.number === 1 && !step.follows)) continue;
        const repeated = step.number <= step.last;
        findings.push(
          sayAt(rule, body, step.at, {
            message: `“${excerpt(body, step.at, step.at + step.mark.length, 10)}”的序号${repeated ? '重复' : '跳号'}：前一个是 ${step.lastMark}，这里实为 ${step.mark}，应为 ${worded(step.last + 1, step.mark)}`,
            hint: '请改正序号；如果中间漏了内容，请补上。',
            actual: step.mark,
            expected: worded(step.last + 1, step.mark),
          }),
        );
      }
    }
    for (const [id, heading] of disclosure.headings) {
      if (!STYLES.some(({ pattern }) => pattern.test(heading))) continue;
      looked++;
      findings.push({
        rule: rule.id,
        severity: rule.severity,
        place: { file: disclosure.file },
        message: `“${id}”的标题“${heading}”自己带了序号，印出来会有两个序号`,
        hint: '序号由表样统一编排。请删去 headings 里这个标题前面的序号。',
        actual: heading,
      });
    }
    return looked > 0 ? { looked, findings } : { because: '正文里没有自己编的序号' };
  },
};

/** More than anybody reads. */
const MOST_TOLD = 50;

interface Step {
  readonly at: number;
  readonly mark: string;
  readonly number: number;
  readonly last: number;
  readonly lastMark: string;
  readonly first: boolean;
  /** The paragraph before it bears 1 as well: no list of its own begins here. */
  readonly follows: boolean;
}

function stepsOf({ text }: Body, segment: Segment): Step[] {
  const steps: Step[] = [];
  const last: ({ number: number; mark: string } | undefined)[] = [];
  let previous: RegExpExecArray | null = null;
  for (let at = segment.from; at < segment.to; ) {
    const newline = text.indexOf('\n', at);
    const head = text.slice(at, at + 12);
    for (const [level, { pattern, chinese }] of STYLES.entries()) {
      const match = pattern.exec(head);
      const number = match && (chinese ? chineseNumber(match[1] as string) : Number(match[1]));
      if (!match || number === undefined || number === null) continue;
      const before = last[level];
      steps.push({
        at,
        mark: match[0],
        number,
        last: before?.number ?? 0,
        lastMark: before?.mark ?? '',
        first: !before,
        follows: before?.number === 1 && previous?.[0] === match[0],
      });
      last.length = level;
      last[level] = { number, mark: match[0] };
      break;
    }
    previous = STYLES.map(({ pattern }) => pattern.exec(head)).find((match) => match !== null) ?? null;
    if (newline < 0) break;
    at = newline + 1;
  }
  return steps;
}

/** The mark with another number in it. */
function worded(number: number, mark: string): string {
  const chinese = /[一二三四五六七八九十]/u.test(mark);
  const tens = Math.floor(number / 10);
  const text = chinese
    ? `${tens > 1 ? DIGITS[tens] : ''}${tens > 0 ? '十' : ''}${number % 10 > 0 ? DIGITS[number % 10] : ''}`
    : String(number);
  return mark.replace(/[一二三四五六七八九十\d]+/u, text);
}
