import { resolveExpression } from '../../model/binding.ts';
import { isMoneyUnit, toFen } from '../../model/cell.ts';
import {
  type Decimal,
  exactInterval,
  type Interval,
  isZero,
  negate,
  parseDecimal,
  roundingInterval,
  ZERO,
} from '../../model/decimal.ts';
import type { Disclosure } from '../../model/disclosure.ts';
import { BOUND } from './plain.ts';
import { type Body, type Segment, segmentAt } from './texts.ts';

/**
 * What a figure in a text says: an amount of this budget (`value`), of another
 * year (`past`), the change between two (`change`), a rate of growth, a share,
 * or something that is no amount of the budget at all (`limit`: 5万元以上, 300元/人).
 */
export type Role = 'value' | 'past' | 'change' | 'growth' | 'share' | 'limit';

/** An amount or a rate in a text, typed or bound. */
export interface Figure {
  readonly from: number;
  readonly to: number;
  /** As printed, with its unit. */
  readonly text: string;
  readonly role: Role;
  /** The number as it stands; of a change or growth, signed by its word. */
  readonly value: Decimal;
  /** Money's own unit, or %. */
  readonly unit: string;
  /** What the printed figure stands for: in 分 for money, as it is for a rate. */
  readonly interval: Interval;
  readonly bound: boolean;
  /** Where the words that belong to it begin. */
  readonly lead: number;
  /** Of a change or growth: 1 for 增加, -1 for 减少, 0 for 持平. */
  readonly direction: number;
  /** A minus sign stood before the number. */
  readonly negative: boolean;
  readonly segment: Segment;
}

const FIGURE =
  /(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(亿元|百万元|千元|万元|元|亿|万|个百分点|百分点|%|％)?|\uFFFC|(?:持平|无增减|无变化|没有变化|保持不变|无增减变化)/gu;
/** 原化工厂、饮食服务公司补助资金: 、 may also stand within a name. */
export const STRONG_BOUNDARY = codesOf('。；;，,：:！？!?\n|（(【[）)】]');
const BOUNDARY = codesOf('。；;，,、：:！？!?\n|（(【[）)】]');
/** Longer than any label. */
const MAX_LEAD = 100;

/** Characters are looked at by the thousand: as codes, none of them has to be made a text of its own. */
function codesOf(text: string): ReadonlySet<number> {
  return new Set(Array.from(text, (char) => char.charCodeAt(0)));
}

const FULL_CLOSING = 0xff09;
const CLOSING = 0x29;

export function figuresOf(body: Body, disclosure: Disclosure): Figure[] {
  const { text } = body;
  const figures: Figure[] = [];
  let free = 0;
  for (const match of text.matchAll(FIGURE)) {
    const from = match.index;
    const segment = segmentAt(body, from);
    const lead = leadOf(text, from, free);
    const made =
      match[0] === BOUND
        ? boundFigure(segment, from, text, lead, disclosure)
        : match[1] === undefined
          ? level(text, from, match[0], lead, segment)
          : typedFigure(text, match, lead, segment, disclosure);
    if (!made) continue;
    figures.push(made);
    free = made.to;
  }
  return figures;
}

/** Words from the boundary before a figure; the bracket inside 因公出国（境）费 is none. */
export function leadOf(
  text: string,
  from: number,
  least: number,
  boundary: ReadonlySet<number> = BOUNDARY,
): number {
  let at = from;
  const end = Math.max(least, from - MAX_LEAD);
  while (at > end) {
    const code = text.charCodeAt(at - 1);
    if (code === FULL_CLOSING || code === CLOSING) {
      const inner = /[（(][^（）()。；;，,：:\d\n]{1,40}[）)]$/u.exec(text.slice(Math.max(end, at - 42), at));
      if (!inner) break;
      at -= inner[0].length;
    } else if (boundary.has(code)) break;
    else at--;
  }
  return at;
}

const NOTHING = {
  value: ZERO,
  unit: '万元',
  interval: exactInterval(ZERO),
  direction: 0,
  negative: false,
} as const;

/** 与上年持平: a change of nothing. */
function level(text: string, from: number, word: string, lead: number, segment: Segment): Figure | undefined {
  const words = text.slice(Math.max(0, from - 20), from);
  if (!/[与同和跟较比][^，。；,;]*$|^$|[，。；,;：:]$/u.test(words) || /基本$|总体$|大致$/u.test(words))
    return undefined;
  return {
    ...NOTHING,
    from,
    to: from + word.length,
    text: word,
    role: 'change',
    bound: false,
    lead,
    segment,
  };
}

function boundFigure(
  segment: Segment,
  from: number,
  text: string,
  lead: number,
  disclosure: Disclosure,
): Figure | undefined {
  const expression = segment.bindings?.get(from)?.expression;
  if (
    !expression ||
    expression.kind === 'malformed' ||
    expression.kind === 'if' ||
    expression.kind === 'unless'
  )
    return undefined;
  const found = resolveExpression(expression, { disclosure });
  const place = { from, to: from + 1, bound: true, lead, segment };
  if (found.kind === 'words')
    return expression.kind === 'change' && found.nothing
      ? { ...NOTHING, ...place, text: found.text, role: 'change' }
      : undefined;
  if (found.kind !== 'figure' || !isMoneyUnit(found.unit)) return undefined;
  const direction = found.lead === '增加' ? 1 : found.lead === '减少' ? -1 : 0;
  const value = direction < 0 ? negate(found.value) : found.value;
  // The table knows more decimals than a text that rounds: what is bound is the cell itself.
  const interval = isZero(value)
    ? exactInterval(ZERO)
    : inFen(roundingInterval(value, value.scale), found.unit);
  const role = expression.kind === 'change' ? 'change' : roleOf(text.slice(lead, from), '', disclosure).role;
  return {
    ...place,
    text: found.text,
    role,
    value,
    unit: found.unit,
    interval,
    direction: role === 'change' && direction === 0 ? directionOf(text.slice(lead, from)) : direction,
    negative: false,
  };
}

const UNITS: Readonly<Record<string, string>> = { 亿: '亿元', 万: '万元', '％': '%', 百分点: '个百分点' };

function typedFigure(
  text: string,
  match: RegExpMatchArray,
  lead: number,
  segment: Segment,
  disclosure: Disclosure,
): Figure | undefined {
  const [whole, digits = '', printed = ''] = match;
  if (printed === '') return undefined;
  const from = match.index as number;
  const to = from + whole.length;
  const after = text.slice(to, to + 6);
  const unit = UNITS[printed] ?? printed;
  // 1.1万户, 2024元旦.
  if (
    (printed === '万' || printed === '亿') &&
    /^[\p{Script=Han}]/u.test(after) &&
    !/^[和及与以等用左]/u.test(after)
  )
    return undefined;
  if (unit === '元' && after.startsWith('旦')) return undefined;
  const number = parseDecimal(digits);
  // 5OO.00: letters where digits should be are another rule's.
  if (!number || /\d[OoIl]{1,6}\.?$/.test(text.slice(Math.max(0, from - 8), from))) return undefined;
  const sign = text[from - 1];
  const negative =
    (sign === '-' || sign === '−' || sign === '－' || sign === '—') &&
    !/[\d%元—–-]/.test(text[from - 2] ?? '');
  const { role, direction } = roleOf(text.slice(lead, negative ? from - 1 : from), after, disclosure, unit);
  const value = direction < 0 || negative ? negate(number) : number;
  const exact = isZero(number) && number.scale === 0;
  const interval = exact ? exactInterval(ZERO) : roundingInterval(value, value.scale);
  return {
    from,
    to,
    text: whole,
    role,
    value,
    unit,
    interval: isMoneyUnit(unit) ? inFen(interval, unit) : interval,
    bound: false,
    lead,
    direction,
    negative,
    segment,
  };
}

function inFen({ low, high }: Interval, unit: string): Interval {
  return { low: toFen(low, unit), high: toFen(high, unit) };
}

const UP = '增加|增长|上升|提高|新增|增|调增|多|上涨';
const DOWN = '减少|下降|降低|压减|核减|调减|减|少|节约|下浮|回落';
const MOVED = new RegExp(
  `(?:(${UP})|(${DOWN}))(?:了|额|数|金额|资金|经费|率|幅度|幅)?(?:共计|合计|约|为|达|到)?[:：]?$`,
  'u',
);
/** 增加（减少）, 增减: the choice is still open, the sign says which. */
const EITHER = /(?:增加?[（(]减少?[）)]|增减(?:变化)?|变动)(?:额|数|金额|情况)?(?:约|为)?[:：]?$/u;
const NOT_A_BUDGET =
  /(?:不低于|不少于|不超过|不高于|不大于|不小于|超过|高于|低于|至少|最多|最高|最低|控制在|达到|限额|标准为?|每[\p{Script=Han}]{1,4}|[≥≤＞＜<>≧≦~～至—–-])$/u;
const BOUND_AFTER = /^(?:以上|以下|以内|及以上|及以下|左右|[（(]含[）)]|不等|[/／]|每|的标准)/u;
const LAST_YEAR = /(?:上年|去年|上一年|上年度|以前年度)(?!末|底|结转|年末)/u;
const COMPARED = /[较比与同和跟](?:\d{4}年度?|上年|去年|上一年)/u;

/** 年初预算5.00万元, in a final account: what was meant to be spent, not what was. */
const BUDGETED = /(?<!决)预算(?:数|额|安排)?(?:为|是|共|约|共计)*$/u;

function roleOf(
  lead: string,
  after: string,
  { year, phase }: Disclosure,
  unit = '万元',
): { role: Role; direction: number } {
  const direction = directionOf(lead);
  const moved = direction !== 0 || EITHER.test(lead);
  if (unit === '个百分点') return { role: 'limit', direction: 0 };
  if (unit === '%') {
    if (moved) return { role: BOUND_AFTER.test(after) ? 'limit' : 'growth', direction };
    return { role: /占/u.test(lead) ? 'share' : 'limit', direction: 0 };
  }
  if (NOT_A_BUDGET.test(lead) || BOUND_AFTER.test(after)) return { role: 'limit', direction: 0 };
  if (moved) return { role: 'change', direction };
  const years = [...lead.matchAll(/(\d{4})年/gu)].map((match) => Number(match[1]));
  const named = years.at(-1);
  if (
    (named !== undefined && named !== year) ||
    (LAST_YEAR.test(lead) && !COMPARED.test(lead)) ||
    /[较比](?:\d{4}年度?|上年|去年)的?$/u.test(lead) ||
    (phase === '决算' && BUDGETED.test(lead))
  )
    return { role: 'past', direction: 0 };
  return { role: 'value', direction: 0 };
}

function directionOf(lead: string): number {
  const match = MOVED.exec(lead);
  return match ? (match[1] === undefined ? -1 : 1) : 0;
}

/** A figure with the decimals of the cell that it repeats: 193万元 for 193.00. */
export function withDecimals(figure: Figure, decimals: number): Interval {
  const { value, unit } = figure;
  return value.scale >= decimals || isZero(value)
    ? figure.interval
    : inFen(roundingInterval(value, decimals), unit);
}

/** An amount in 分. */
export function fenOf(figure: Figure): Decimal {
  return toFen(figure.value, figure.unit);
}
