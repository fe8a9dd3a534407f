import { absolute, add, compare, type Decimal, isZero, negate, sum } from '../../model/decimal.ts';
import { type Change, changeOf, money, rough, shareWords } from '../amounts.ts';
import { joined, type Sentence, say, type Words } from '../sentence.ts';

/**
 * What a picture's figures say, in one sentence each. Every number in a sentence
 * is a figure, or is worked out exactly from figures; only a per cent is rounded.
 */

export interface Part {
  /** As a sentence names it: 科学技术, 一般公共预算拨款. */
  readonly name: string;
  readonly value: Decimal;
}

/** How sentences about a whole and its parts are worded. */
export interface WholeWords {
  /** 支出, 收入, “三公”经费. */
  readonly whole: string;
  /** 用于, 来自, 是. */
  readonly of: string;
  /** 全部用于. */
  readonly all: string;
  /** 最多用于, 最多的是. */
  readonly most: string;
  /** 各项, 个项目. */
  readonly counter: string;
}

export interface Whole {
  readonly parts: readonly Part[];
  /** The total as printed; where none is, the parts' sum stands for it. */
  readonly total?: Decimal | undefined;
  /** The total is kept secret, or parts of an unknown total are: the parts that are known are no whole. */
  readonly unknown?: boolean | undefined;
  readonly unit: string;
  readonly words: WholeWords;
}

const HALF: Decimal = { coefficient: 5n, scale: 1 };
/** More equals than that are counted, not named. */
const NAMED = 3;

/** What shares are taken of; undefined where they would say nothing true: negatives, or parts beyond the total. */
export function baseOf({
  parts,
  total,
  unknown,
}: Pick<Whole, 'parts' | 'total' | 'unknown'>): Decimal | undefined {
  if (unknown) return undefined;
  if (parts.some(({ value }) => value.coefficient < 0n)) return undefined;
  const all = sum(parts.map(({ value }) => value));
  const base = total ?? all;
  if (base.coefficient <= 0n) return undefined;
  return compare(all, add(base, roundingRoom(parts, base))) <= 0 ? base : undefined;
}

/** How far printed parts may miss their printed total by rounding alone: half a last digit of each. */
function roundingRoom(parts: readonly Part[], total: Decimal): Decimal {
  const scale = Math.max(total.scale, ...parts.map(({ value }) => value.scale));
  return { coefficient: 5n * BigInt(parts.length + 1), scale: scale + 1 };
}

/** Largest first; equals in the order in which they came. */
export function ranked<T extends { readonly value: Decimal }>(parts: readonly T[]): readonly T[] {
  return [...parts].sort((a, b) => compare(b.value, a.value));
}

export function wholeFinding(whole: Whole): Sentence {
  const { unit, words } = whole;
  const some = ranked(whole.parts.filter(({ value }) => !isZero(value)));
  const [first] = some;
  if (!first) {
    const told = whole.unknown ? `已公开的${words.whole}` : words.whole;
    return say`${told}${whole.parts.length > 1 ? '各项都' : ''}为零`;
  }
  const base = baseOf(whole);
  const top = some.filter(({ value }) => compare(value, first.value) === 0);
  if (!base) {
    // What is not known may be more.
    const told = whole.unknown ? { ...words, whole: `已公开的${words.whole}` } : words;
    if (top.length > 1) return tied(told, top, say`都是 ${money(first.value, unit)}`);
    return say`${told.whole}${words.most}${first.name}，${money(first.value, unit)}`;
  }
  const share = shareWords(first.value, base) as string;
  if (some.length === 1 && share === '100%') return say`${words.whole}${words.all}${first.name}`;
  if (top.length === 2 && some.length === 2 && compare(add(first.value, first.value), base) === 0)
    return say`${top.map(({ name }) => name).join('和')}各占${words.whole}的一半`;
  const all = sum(whole.parts.map(({ value }) => value));
  const rest = missing(whole.parts, base, all);
  // What the parts leave of the total may be one thing, and larger.
  const sure = !rest || compare(rest, first.value) < 0;
  if (top.length > 1 && sure) return tied(words, top, `各占 ${share}`);
  return !sure || compare(first.value, half(base)) > 0
    ? say`${words.whole}的 ${share}${share.endsWith('%') ? ' ' : ''}${words.of}${first.name}`
    : say`${words.whole}${words.most}${first.name}，占 ${share}`;
}

function half(value: Decimal): Decimal {
  return { coefficient: value.coefficient * HALF.coefficient, scale: value.scale + HALF.scale };
}

function tied(words: WholeWords, top: readonly Part[], how: Words): Sentence {
  const names = top.map(({ name }) => name);
  const who =
    names.length > NAMED
      ? say`有 ${names.length} ${words.counter}并列最多`
      : say`${names.slice(0, -1).join('、')}和${names.at(-1) ?? ''}并列最多`;
  return say`${words.whole}中，${who}，${how}`;
}

/** 支出总计 1,469.55 万元：科学技术 742.42 万元（50.5%），… ，其余 3 项共 36.57 万元（2.5%）. */
export function wholeSummary(whole: Whole, most = 3): Sentence {
  const { parts, total, unit, words } = whole;
  const some = ranked(parts.filter(({ value }) => !isZero(value)));
  const base = baseOf(whole);
  const told = (value: Decimal) => {
    const share = base && shareWords(value, base);
    return say`${money(value, unit)}${share ? `（${share}）` : ''}`;
  };
  // One left over is named rather than counted.
  const shown = some.slice(0, some.length === most + 1 ? most + 1 : most);
  const rest = some.slice(shown.length);
  const items = shown.map(({ name, value }) => say`${name} ${told(value)}`);
  if (rest.length > 0) {
    items.push(say`其余 ${rest.length} ${words.counter}共 ${told(sum(rest.map(({ value }) => value)))}`);
  }
  const all = sum(parts.map(({ value }) => value));
  const head = whole.unknown
    ? `${words.whole}的总数没有公开`
    : say`${words.whole}共 ${money(total ?? all, unit)}${rough(total ?? all, unit)}`;
  const gap = total && missing(parts, total, all);
  const end = gap
    ? say`；各项相加是 ${money(all, unit)}，比总数${gap.coefficient < 0n ? '多' : '少'} ${money(absolute(gap), unit)}`
    : '';
  return say`${head}${items.length > 0 ? '：' : ''}${joined(items, '，')}${end}。`;
}

/** By how much the total is more than its parts, where rounding does not explain it. */
function missing(parts: readonly Part[], total: Decimal, all: Decimal): Decimal | undefined {
  const gap = add(total, negate(all));
  return compare(absolute(gap), roundingRoom(parts, total)) > 0 ? gap : undefined;
}

/** A figure of this year and of last. */
export interface Pair {
  readonly name: string;
  readonly before: Decimal;
  readonly now: Decimal;
}

/** 支出总计比上年增加 470.78 万元，增长 47.1%. `than` names the base: 上年, 2023年. */
export function changeFinding({ name, before, now }: Pair, unit: string, than: string): Sentence {
  const change = changeOf(before, now);
  if (isZero(change.difference)) return say`${name}与${than}持平`;
  if (isZero(before)) return say`${name}${than}为零，现在是 ${money(now, unit)}`;
  const down = change.difference.coefficient < 0n;
  if (isZero(now)) return say`${name}由${than}的 ${money(before, unit)}减为零`;
  const by = money(absolute(change.difference), unit);
  const rate = rateOf(change);
  return say`${name}比${than}${down ? '减少' : '增加'} ${by}${rate ? `，${down ? '下降' : '增长'}${rate}` : ''}`;
}

function rateOf({ rate }: Change): string | undefined {
  if (rate === undefined) return undefined;
  return /^-?0\.0$/.test(rate) ? '不足 0.1%' : ` ${rate.replace('-', '')}%`;
}

/** Each change in turn; those that did not change come together at the end. */
export function changeSummary(pairs: readonly Pair[], unit: string, than: string): Sentence {
  const moved = pairs.filter(({ before, now }) => compare(before, now) !== 0);
  const still = pairs.filter(({ before, now }) => compare(before, now) === 0).map(({ name }) => name);
  const sentences = moved.map((pair) => {
    const figures =
      isZero(pair.before) || isZero(pair.now)
        ? ''
        : say`（${money(pair.before, unit)} → ${money(pair.now, unit)}）`;
    return say`${changeFinding(pair, unit, than)}${figures}`;
  });
  if (still.length > 0) sentences.push(say`${still.join('、')}与${than}持平`);
  return say`${joined(sentences, '；')}。`;
}

/** Among several that are compared: 财政局的支出最多，是教育局的 2.4 倍. */
export function rankFinding(parts: readonly Part[], unit: string, words: WholeWords): Sentence {
  const some = ranked(parts);
  const [first, second] = some;
  if (!first || isZero(sum(some.map(({ value }) => absolute(value))))) return say`${words.whole}都为零`;
  if (!second) return say`${first.name}的${words.whole}是 ${money(first.value, unit)}`;
  const top = some.filter(({ value }) => compare(value, first.value) === 0);
  if (top.length === some.length)
    return say`${some.length} ${words.counter}的${words.whole}相同，都是 ${money(first.value, unit)}`;
  if (top.length > 1) {
    const who =
      top.length > NAMED ? `${top.length} ${words.counter}` : top.map(({ name }) => name).join('、');
    return say`${some.length} ${words.counter}中，${who}的${words.whole}并列最多，都是 ${money(first.value, unit)}`;
  }
  const base = baseOf({ parts });
  const share = base && some.length > 2 ? shareWords(first.value, base) : undefined;
  return say`${some.length} ${words.counter}中，${first.name}的${words.whole}最多，${money(first.value, unit)}${share ? `，占合计的 ${share}` : ''}`;
}
