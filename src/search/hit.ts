import { foldWithPlaces } from './fold.ts';
import { amountKey, type Word } from './query.ts';

/** What can be found, in the order in which results stand. */
export const KINDS = ['department', 'row', 'project', 'subject', 'term', 'place', 'unit', 'figure'] as const;
export type Kind = (typeof KINDS)[number];

export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  department: '部门',
  row: '表里的行和说明',
  project: '项目',
  subject: '科目',
  term: '名词',
  place: '地区和年度',
  unit: '单位',
  figure: '主要数字',
};

/** A text in pieces, those that the query asked for marked. */
export type Marked = readonly (readonly [text: string, found: boolean])[];

export interface Hit {
  readonly kind: Kind;
  readonly title: Marked;
  /** Without base path. */
  readonly href: string;
  /** What stands around it. */
  readonly context: Marked;
  /** Whose it is, where it is of one disclosure. */
  readonly of?: { readonly name: string; readonly year: number; readonly region: string };
  /** 万元, grouped, as printed where that is the form's unit. */
  readonly amount?: string;
  /** What the amount is, where the title does not say it: 支出总计. */
  readonly amountOf?: string;
  /** A disclosure's id, whose rows can be searched. */
  readonly within?: string;
}

export interface Filters {
  /** A region's code; those below it count too. */
  readonly region?: string | undefined;
  readonly year?: number | undefined;
  readonly kind?: Kind | undefined;
}

export interface Group {
  readonly kind: Kind;
  readonly total: number;
  /** False where not all of `total` was looked at. */
  readonly exact: boolean;
  readonly hits: readonly Hit[];
}

/** Reads a file of the site, by its path without base; each is asked for once. */
export type Load = <T>(path: string) => Promise<T>;

const AMOUNTS = /[-−]?\d[\d,]*(?:\.\d+)?/g;

/** Marks in a text what the words ask for, amounts as whole numbers. */
export function mark(text: string, words: readonly Word[]): Marked {
  if (text === '') return [];
  const found = new Array<boolean>(text.length).fill(false);
  const folded = foldWithPlaces(text);
  for (const { texts, amount, code } of words) {
    for (const wanted of code === undefined ? texts : [...texts, code]) {
      for (let at = folded.text.indexOf(wanted); at >= 0; at = folded.text.indexOf(wanted, at + 1)) {
        const from = folded.from[at] as number;
        found.fill(true, from, folded.to[at + wanted.length - 1]);
      }
    }
    if (amount === undefined) continue;
    for (const match of text.matchAll(AMOUNTS)) {
      if (amountKey(match[0]) === amount) found.fill(true, match.index, match.index + match[0].length);
    }
  }
  const pieces: [string, boolean][] = [];
  for (let at = 0; at < text.length; ) {
    let end = at + 1;
    while (end < text.length && found[end] === found[at]) end++;
    pieces.push([text.slice(at, end), found[at] as boolean]);
    at = end;
  }
  return pieces;
}

/** 1469.5 → 1,469.5. */
export function grouped(amount: string): string {
  const [whole = '', fraction] = amount.replaceAll(',', '').split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
}
