import { fold } from './fold.ts';

/** 三公 → 因公出国（境）, 公务接待 …: what is said short and printed long. */
export type Synonyms = readonly (readonly [short: string, full: readonly string[]])[];

/** One word of a query: what it may stand for. A record has it if it has one of these. */
export interface Word {
  /** Folded texts of two or more characters: as typed, and with synonyms in place. */
  readonly texts: readonly string[];
  /** Digits, or letters and digits, which codes may begin with; folded. */
  readonly code?: string;
  readonly year?: number;
  /** Amounts as `amountKey` writes them: as typed, or in 万元 where a unit is typed. */
  readonly amount?: string;
}

export interface Query {
  /** All of which must be found. */
  readonly words: readonly Word[];
  /** Something was typed, and nothing of it is two characters long. */
  readonly tooShort: boolean;
  /** Only the beginning of what was typed is looked for. */
  readonly cut: boolean;
}

/** No name is longer; a pasted page would ask for the whole index. */
export const MOST_CHARACTERS = 80;
const MOST_WORDS = 8;
const MOST_TEXTS = 12;

export function parseQuery(typed: string, synonyms: Synonyms): Query {
  const text = typed.normalize('NFKC').trim();
  const all = text.slice(0, MOST_CHARACTERS).split(/\s+/u).filter(Boolean);
  const words = all.slice(0, MOST_WORDS).flatMap((word) => readWord(word, synonyms) ?? []);
  return {
    words,
    tooShort: words.length === 0 && fold(text) !== '',
    cut: text.length > MOST_CHARACTERS || all.length > MOST_WORDS,
  };
}

function readWord(typed: string, synonyms: Synonyms): Word | undefined {
  const arabic = arabicDigits(typed);
  const amount = readAmount(arabic);
  const code =
    /^(?=.*\d)[0-9a-z]{2,}$/.test(fold(arabic)) && !/\d[.,]\d/.test(arabic) ? fold(arabic) : undefined;
  const year = /^((?:19|20)\d{2})年?(?:度)?$/.exec(arabic)?.[1];
  // A decimal is an amount and nothing else: without its point it would be another number.
  const texts = /\d[.,]\d/.test(arabic) && amount !== undefined ? [] : readTexts(typed, arabic, synonyms);
  if (texts.length === 0 && amount === undefined) return undefined;
  return {
    texts,
    ...(code !== undefined && { code }),
    ...(year !== undefined && { year: Number(year) }),
    ...(amount !== undefined && { amount }),
  };
}

/** A synonym is put in once, in what was typed: what it stands for holds no further ones. */
function readTexts(typed: string, arabic: string, synonyms: Synonyms): readonly string[] {
  const plain = new Set([typed, arabic, chineseDigit(typed)].map(fold));
  const texts = new Set(plain);
  for (const [short, fulls] of synonyms) {
    const said = fold(short);
    for (const text of said === '' ? [] : plain) {
      if (!text.includes(said)) continue;
      // A word that has it written out already stays as it is.
      for (const full of fulls.map(fold)) if (!text.includes(full)) texts.add(text.replace(said, () => full));
    }
  }
  return [...texts].filter((text) => text.length >= 2).slice(0, MOST_TEXTS);
}

const CHINESE = '〇一二三四五六七八九';
const FORMS = ['零○', '壹', '贰貳', '叁參', '肆', '伍', '陆陸', '柒', '捌', '玖'];
const DIGIT = new Map<string, string>();
[...CHINESE].forEach((char, digit) => {
  for (const form of char + (FORMS[digit] as string)) DIGIT.set(form, String(digit));
});
const RUN = new RegExp(`[${[...DIGIT.keys()].join('')}]{2,}`, 'gu');

/** 二〇二四年 → 2024年. One digit alone (三公) is a word rather than a number. */
function arabicDigits(text: string): string {
  return text.replace(RUN, (run) => [...run].map((char) => DIGIT.get(char)).join(''));
}

/** 第1批 → 第一批: a digit alone beside a Chinese character. */
function chineseDigit(text: string): string {
  return text.replace(/(?<![\d.])\d(?![\d.])/g, (digit) => CHINESE[Number(digit)] as string);
}

/** How far the point moves from a unit to 万元. */
const UNITS: Readonly<Record<string, number>> = { 元: -4, 千元: -1, 万: 0, 万元: 0, 亿: 4, 亿元: 4 };

function readAmount(word: string): string | undefined {
  const match = /^¥?([-−]?\d{1,15}(?:,\d{3})*(?:\.\d{1,9})?)(千元|万元|亿元|元|万|亿)?$/u.exec(word);
  if (!match) return undefined;
  return amountKey(match[1] as string, UNITS[match[2] ?? '万元']);
}

/**
 * An amount as it is looked up: no grouping, no zeros at either end that say
 * nothing (`1,469.50` → `1469.5`). `places` moves the point to the right.
 */
export function amountKey(text: string, places = 0): string {
  const plain = text.replaceAll(',', '').replace('−', '-');
  const sign = plain.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = plain.slice(sign.length).split('.');
  let digits = whole + fraction;
  let point = whole.length + places;
  if (point < 0) {
    digits = '0'.repeat(-point) + digits;
    point = 0;
  }
  if (point > digits.length) digits = digits.padEnd(point, '0');
  const before = digits.slice(0, point).replace(/^0+(?=\d)/, '') || '0';
  const after = digits.slice(point).replace(/0+$/, '');
  return `${sign}${before}${after && `.${after}`}`;
}

export function hasText({ texts }: Word, folded: string): boolean {
  return texts.some((text) => folded.includes(text));
}

export function hasCode(word: Word, code: string): boolean {
  return word.code !== undefined && code.startsWith(word.code);
}
