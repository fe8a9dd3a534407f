import { fromFen, isMoneyUnit, toFen, type Unit } from './cell.ts';
import { type Decimal, formatDecimal, trimmed } from './decimal.ts';
import type { Project } from './disclosure.ts';
import { nearest } from './nearest.ts';

/** What becomes of a binding. */

/** Where a figure stands on the page. */
export type Anchor =
  | { readonly kind: 'table'; readonly table: string }
  | { readonly kind: 'row'; readonly table: string; readonly row: string }
  | { readonly kind: 'project'; readonly project: Project };

export interface ResolvedFigure {
  readonly kind: 'figure';
  /** 增加 or 减少, before the figure. */
  readonly lead: string;
  /** With its unit: 1469.55万元. */
  readonly text: string;
  readonly unit: Unit;
  readonly value: Decimal;
  /** For machines: money in 元, anything else as it is; plain digits. */
  readonly data: string;
  readonly anchor: Anchor | undefined;
}

export interface ResolvedWords {
  readonly kind: 'words';
  readonly text: string;
  /** 持平 and the like: a condition on it does not hold. */
  readonly nothing: boolean;
  readonly anchor: Anchor | undefined;
}

export interface NotFound {
  readonly kind: 'notFound';
  /** What is missing. */
  readonly what: 'table' | 'row' | 'column' | 'fact' | 'project' | 'concept' | 'word' | 'comparison';
  /** After 「绑定“…”」. */
  readonly message: string;
  /** The name that found nothing, and those most like it: looked for only when they are told. */
  readonly name: string;
  readonly nearest: () => readonly string[];
  /** The form knows it; this disclosure merely has none. */
  readonly absent: boolean;
}

export interface Ambiguous {
  readonly kind: 'ambiguous';
  readonly message: string;
  readonly name: string;
  readonly candidates: readonly string[];
}

export type Resolution = ResolvedFigure | ResolvedWords | NotFound | Ambiguous;

export function figure(
  value: Decimal,
  unit: Unit,
  digits = formatDecimal(value),
  lead = '',
  anchor?: Anchor,
): ResolvedFigure {
  const data = machineReadable(value, unit);
  return { kind: 'figure', lead, text: `${digits}${unit}`, unit, value, data, anchor };
}

export function words(text: string, nothing = false, anchor?: Anchor): ResolvedWords {
  return { kind: 'words', text, nothing, anchor };
}

export function notFound(
  what: NotFound['what'],
  message: string,
  name: string,
  near: NotFound['nearest'],
  absent: boolean,
): NotFound {
  return { kind: 'notFound', what, message, name, nearest: near, absent };
}

function machineReadable(value: Decimal, unit: Unit): string {
  return formatDecimal(trimmed(isMoneyUnit(unit) ? fromFen(toFen(value, unit), '元') : value));
}

export function ambiguous(what: string, name: string, candidates: readonly string[]): Ambiguous {
  const list = candidates.map((item) => `“${item}”`).join('');
  return { kind: 'ambiguous', message: `的${what}“${name}”不止一个：${list}`, name, candidates };
}

export const none = (): readonly string[] => [];

/** The names most like a mistyped one, at most three: the best, and others that share half its characters. */
export function likely(name: string, names: Iterable<string>): string[] {
  const wanted = [...name];
  return nearest(name, names).filter((candidate, index) => {
    const rest = [...candidate];
    const shared = wanted.filter((character) => {
      const at = rest.indexOf(character);
      if (at >= 0) rest.splice(at, 1);
      return at >= 0;
    }).length;
    return shared > 0 && (index === 0 || shared * 2 >= Math.max(wanted.length, [...candidate].length));
  });
}
