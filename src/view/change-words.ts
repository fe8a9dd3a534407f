import { type Cell, cellValue } from '../model/cell.ts';
import {
  absolute,
  type Decimal,
  divide,
  formatDecimal,
  isZero,
  multiply,
  subtract,
} from '../model/decimal.ts';

/**
 * One change in words, the same in a review and in the public history. Before
 * and after are as printed; null where there was nothing, or is nothing now.
 */
export interface WordedChange {
  readonly kind: 'cell' | 'row' | 'narrative' | 'project' | 'metadata' | 'template';
  readonly table?: string | null;
  readonly row?: string | null;
  readonly column?: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly difference?: string | null | undefined;
  readonly percent?: string | undefined;
  readonly unit?: string | undefined;
  /** What happened, where before and after alone do not say it: 次序有变. */
  readonly note?: string | undefined;
}

export interface Movement {
  /** after − before, signed, plain digits. */
  readonly difference: string;
  /** In per cent of before, signed, two decimals; absent where before is nothing. */
  readonly percent?: string;
}

const HUNDRED: Decimal = { coefficient: 100n, scale: 0 };

/** How far a figure moved; undefined where either is no figure. */
export function movement(before: Cell, after: Cell): Movement | undefined {
  const from = cellValue(before);
  const to = cellValue(after);
  if (!from || !to || (before.state === 'blank' && after.state === 'blank')) return undefined;
  const difference = subtract(to, from);
  const rate = isZero(from) ? undefined : divide(multiply(difference, HUNDRED), absolute(from), 2);
  return { difference: formatDecimal(difference), ...(rate && { percent: formatDecimal(rate) }) };
}

/** `1000.00` → `+1,000.00`, as findings write what differs. */
export function signed(figure: string): string {
  const shown = grouped(figure);
  return figure.startsWith('-') || /^0(?:\.0+)?$/.test(figure) ? shown : `+${shown}`;
}

/** Plain digits, with commas of thousands in the whole. */
function grouped(figure: string): string {
  const [whole = '', ...fraction] = figure.split('.');
  return [whole.replace(/\B(?=(?:\d{3})+$)/g, ','), ...fraction].join('.');
}

/** What stands before 由…改为…: 支出总表“2060101 行政运行”的“基本支出”. */
export function changeSubject({ kind, table, row, column }: WordedChange): string {
  const of = column ? `“${column}”` : '';
  switch (kind) {
    case 'cell':
    case 'row':
      return `${table ?? ''}${row ? `“${row}”` : ''}${of && (row ? `的${of}` : of)}`;
    case 'project':
      return `${row ? `项目“${row}”` : '项目绩效目标'}${of && `的${of}`}`;
    case 'narrative':
      return `说明“${row ?? ''}”`;
    case 'template':
      return `表样${[row, table, column]
        .filter(Boolean)
        .map((name) => `“${name}”`)
        .join('')}`;
    case 'metadata':
      return `基本信息${row ? `“${row}”` : ''}${of && (row ? `的${of}` : of)}`;
  }
}

/** Blank is told as blank. */
export function valueWords(text: string): string {
  return text === '' ? '空白' : text;
}

/** 支出总表“2060101 行政运行”的“基本支出”由 151.05 改为 152.05（增加 1.00 万元，0.66%）. */
export function changeSentence(change: WordedChange): string {
  const { kind, before, after, note } = change;
  const subject = changeSubject(change);
  const quoted = kind === 'narrative' || (before ?? '').length > 24 || (after ?? '').length > 24;
  const value = (text: string): string => (quoted && text !== '' ? `“${text}”` : valueWords(text));
  const noted = note ? `（${note}）` : '';
  if (before !== null && after !== null)
    return `${subject}由 ${value(before)} 改为 ${value(after)}${moved(change)}${noted}`;
  if (after !== null) return `${subject}新增${after === '' ? '' : `：${value(after)}`}${noted}`;
  if (before !== null) return `${subject}删去${before === '' ? '' : `：${value(before)}`}${noted}`;
  return `${subject}${note ?? ''}`;
}

/** （增加 1.00 万元，0.66%）. */
function moved({ difference, percent, unit }: WordedChange): string {
  if (difference === null || difference === undefined) return '';
  if (/^-?0(?:\.0+)?$/.test(difference)) return '（数额不变）';
  const down = difference.startsWith('-');
  const rate = percent === undefined ? '' : `，${grouped(percent.replace(/^-/, ''))}%`;
  return `（${down ? '减少' : '增加'} ${grouped(difference.replace(/^-/, ''))}${unit ? ` ${unit}` : ''}${rate}）`;
}
