import { type Decimal, formatDecimal, isZero, sum } from '../../model/decimal.ts';
import { changeOf, ROUNDED_RATES, rateWords, shareWords } from '../amounts.ts';
import { barsOf } from './bars.ts';
import {
  baseOf,
  changeFinding,
  changeSummary,
  type Pair,
  type Part,
  ranked,
  type Whole,
  type WholeWords,
  wholeFinding,
  wholeSummary,
} from './findings.ts';
import type { PictureRow, PictureView } from './types.ts';

export interface DrawnPart extends Part {
  /** As the table names it; `name` is how a sentence does. */
  readonly label: string;
  readonly href?: string | undefined;
}

export interface WholePicture {
  readonly anchor: string;
  readonly subject: string;
  readonly head: string;
  readonly parts: readonly DrawnPart[];
  readonly total?: Decimal | undefined;
  readonly unknown?: boolean | undefined;
  readonly unit: string;
  readonly words: WholeWords;
  readonly notes?: readonly string[];
}

/** More lines than that are drawn as the largest and the rest together. */
const MOST = 10;

/** A whole and its parts, largest first. Undefined where there is no part. */
export function drawWhole(picture: WholePicture): PictureView | undefined {
  const { parts, total, unknown, unit, words, subject } = picture;
  if (parts.length === 0) return undefined;
  const whole: Whole = { parts, total, unknown, unit, words };
  const base = baseOf(whole);
  const some = ranked(parts.filter(({ value }) => !isZero(value)));
  const rows = withRest(some, words.counter);
  const bars = barsOf(rows.map(({ value }) => value));
  const nothing = parts.length - some.length;
  return {
    anchor: picture.anchor,
    kind: 'bars',
    title: wholeFinding(whole),
    subject: `${subject}；单位：${unit}`,
    summary: wholeSummary(whole),
    unit,
    series: ['金额'],
    head: picture.head,
    ...(base && { rateHead: '占比' }),
    rows: rows.map(({ label, href, value, rest }, index): PictureRow => {
      const rate = base && shareWords(value, base);
      return {
        label,
        ...(href !== undefined && { href }),
        values: [{ ...shown(value), bar: bars[index] as PictureRow['values'][number]['bar'] }],
        ...(rate !== undefined && { rate }),
        ...(rest && { rest }),
      };
    }),
    notes: [
      ...(picture.notes ?? []),
      ...(nothing > 0 && some.length > 0 ? [`另有 ${nothing} ${words.counter}为零或空白，没有画出`] : []),
      ...(base && some.length > 0 ? [ROUNDED_RATES] : []),
    ],
    drawn: rows.length > 1,
  };
}

interface Line extends DrawnPart {
  readonly rest?: true;
}

function withRest(parts: readonly DrawnPart[], counter: string): readonly Line[] {
  if (parts.length <= MOST + 1) return parts;
  const rest = parts.slice(MOST);
  const name = `其余 ${rest.length} ${counter}`;
  return [
    ...parts.slice(0, MOST),
    { name, label: name, value: sum(rest.map(({ value }) => value)), rest: true },
  ];
}

export interface DrawnPair extends Pair {
  readonly label: string;
  readonly href?: string | undefined;
}

export interface PairsPicture {
  readonly anchor: string;
  readonly subject: string;
  readonly head: string;
  /** 2023年, 2024年. */
  readonly series: readonly [string, string];
  /** What the earlier is called in a sentence: 上年. */
  readonly than: string;
  readonly pairs: readonly DrawnPair[];
  readonly unit: string;
  readonly notes?: readonly string[];
}

/** Two years side by side; the first line leads the finding. */
export function drawPairs(picture: PairsPicture): PictureView | undefined {
  const { pairs, unit, than, series } = picture;
  const [first] = pairs;
  if (!first || pairs.every(({ before, now }) => isZero(before) && isZero(now))) return undefined;
  const bars = barsOf(pairs.flatMap(({ before, now }) => [before, now]));
  const rows = pairs.map(({ label, href, before, now }, index): PictureRow => {
    const rate = rateWords(changeOf(before, now));
    return {
      label,
      ...(href !== undefined && { href }),
      values: [before, now].map((value, side) => ({
        ...shown(value),
        bar: bars[2 * index + side] as PictureRow['values'][number]['bar'],
      })),
      ...(rate !== undefined && { rate }),
    };
  });
  const rated = rows.some(({ rate }) => rate !== undefined);
  return {
    anchor: picture.anchor,
    kind: 'pairs',
    title: changeFinding(first, unit, than),
    subject: `${picture.subject}；单位：${unit}`,
    summary: changeSummary(pairs, unit, than),
    unit,
    series,
    head: picture.head,
    ...(rated && { rateHead: '增减' }),
    rows,
    notes: [...(picture.notes ?? []), ...(rated ? [`增减以${series[0]}为基数，${ROUNDED_RATES}`] : [])],
    drawn: true,
  };
}

function shown(value: Decimal): { text: string; value: string } {
  return { text: formatDecimal(value, true), value: formatDecimal(value) };
}
