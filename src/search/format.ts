import type { Synonyms } from './query.ts';

/**
 * The files of the site's index, under /search/. `core.json` is loaded with the
 * first query; it holds what is searched whole (departments, regions, 科目,
 * terms). Projects, key figures and units are many: `t/` says by two
 * neighbouring characters, by amount or by code which of them have it, `r/`
 * holds what they say, `c/` which departments have a 科目.
 *
 * Disclosures are numbered in the order of `core.disclosures`, records in the
 * order of disclosures and, within one, projects, key figures, units. To each
 * disclosure numbers are left over: see `roomFor`.
 */

export const CORE = 'core.json';
export const termsFile = (bucket: number): string => `t/${bucket}.json`;
export const recordsFile = (block: number): string => `r/${block}.json`;
export const usesFile = (bucket: number): string => `c/${bucket}.json`;
/** Beside a disclosure's page: all its rows. */
export const OWN_INDEX = 'search.json';

/** Disclosures in one file of records: as a page of results seldom shares them, few. */
export const BLOCK = 4;

/** In the order in which a disclosure's records stand. */
export const RECORD_KINDS = ['project', 'figure', 'unit'] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** Numbers that are a disclosure's, for so many records: with a project more or less, all others keep theirs. */
export function roomFor(records: number): number {
  let room = 16;
  while (room < records) room *= 2;
  return room;
}

/**
 * What is found of a disclosure besides itself. `anchor` is empty for the page
 * itself, amounts are of 万元 in plain digits, `other` is the amount as printed
 * where the form counts in another unit; texts at the end that are empty are
 * left out.
 */
export type SiteRecord = readonly [
  text: string,
  anchor?: string,
  amount?: string,
  code?: string,
  other?: string,
];

/** A 科目 in one disclosure: the row that names it first, with its amount of 万元. */
export type SubjectUse = readonly [code: string, name: string, anchor: string, amount: string];

/** What the site's index holds of one disclosure, in the order of `RECORD_KINDS`. */
export interface DisclosureRecords {
  /** Other names that the department bears or bore. */
  readonly aliases: readonly string[];
  readonly records: Readonly<Record<RecordKind, readonly SiteRecord[]>>;
  readonly subjects: readonly SubjectUse[];
}

/** Of a disclosure of which nothing is known. */
export const NO_RECORDS: DisclosureRecords = {
  aliases: [],
  records: { project: [], figure: [], unit: [] },
  subjects: [],
};

export interface Core {
  /** Of all other files together: a changed site is a changed address, so that no cache mixes two. */
  readonly version: string;
  readonly buckets: { readonly terms: number; readonly uses: number };
  /** Code, name, index of the region above it or -1. */
  readonly regions: readonly (readonly [code: string, name: string, parent: number])[];
  readonly years: readonly number[];
  readonly disclosures: {
    readonly name: readonly string[];
    readonly code: readonly string[];
    /** Index into `regions`. */
    readonly region: readonly number[];
    readonly year: readonly number[];
    /** 部门预算. */
    readonly what: readonly string[];
    /** 支出总计 of 万元; empty where it is not known. */
    readonly total: readonly string[];
    /** By number, where it is not region/year/code. */
    readonly path: Readonly<Record<number, string>>;
    readonly aliases: Readonly<Record<number, readonly string[]>>;
    readonly withdrawn: readonly number[];
    /** How many records of each kind it has. */
    readonly counts: Readonly<Record<RecordKind, readonly number[]>>;
  };
  /** Code, names by how many use them, number of disclosures. */
  readonly subjects: readonly (readonly [code: string, names: readonly string[], count: number])[];
  /** Term, other names, beginning of the definition, fragment on /glossary/. */
  readonly terms: readonly (readonly [
    term: string,
    aliases: readonly string[],
    text: string,
    anchor: string,
  ])[];
  readonly synonyms: Synonyms;
}

/** Numbers of the records that have a token. */
export type TermsPart = Readonly<Record<string, string>>;
/** By disclosure of the block, then by kind. */
export type RecordsPart = readonly (readonly (readonly SiteRecord[])[])[];
export type UsesPart = Readonly<Record<string, Uses>>;

/** Parallel lists of the disclosures that have a 科目. */
export interface Uses {
  /** Numbers of the disclosures. */
  readonly in: string;
  /** Amounts of 万元, parted by spaces; nothing between two where one is not known. */
  readonly amounts: string;
  /** Fragments, `*` for the code. */
  readonly anchors: readonly string[];
  /** Which of them each has; absent where there is one only. */
  readonly anchor?: readonly number[];
}

/** Amounts and codes are tokens beside pairs of characters, which have neither sign. */
export const amountToken = (key: string): string => `=${key}`;
export const codeToken = (folded: string): string => `#${folded}`;

/** FNV-1a: spreads tokens over files the same way everywhere. */
export function bucketOf(token: string, buckets: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < token.length; i++) hash = Math.imul(hash ^ token.charCodeAt(i), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % buckets;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A step between two numbers, in groups of five bits, the lowest first. */
export function encodeStep(step: number): string {
  let text = '';
  for (let rest = step; ; rest >>>= 5) {
    if (rest < 32) return text + DIGITS[rest];
    text += DIGITS[32 | (rest & 31)];
  }
}

/** Rising numbers from the steps between them; the first step is from -1. */
export function decodeNumbers(steps: string): number[] {
  const numbers: number[] = [];
  let number = -1;
  let step = 0;
  let shift = 0;
  for (const char of steps) {
    const digit = DIGITS.indexOf(char);
    step |= (digit & 31) << shift;
    if (digit < 32) {
      number += step;
      numbers.push(number);
      step = 0;
      shift = 0;
    } else shift += 5;
  }
  return numbers;
}

/** Characters. */
const SHORT = 10;

/** Rising numbers, written as they come. */
export class Numbers {
  #last = -1;
  #text = '';
  /** The last few: an engine keeps a short text as it is, and of a long one every piece that was ever added. */
  #end = '';

  /** The same number twice is one. */
  add(number: number): void {
    if (number === this.#last) return;
    this.#end += encodeStep(number - this.#last);
    this.#last = number;
    if (this.#end.length < SHORT) return;
    this.#text += this.#end;
    this.#end = '';
  }

  toString(): string {
    return this.#text + this.#end;
  }
}
