import { fold } from './fold.ts';
import { amountToken, codeToken, decodeNumbers, Numbers, type SiteRecord } from './format.ts';
import { amountKey } from './query.ts';

/** By what records are found, and which of them have it. */
export class TermsBuilder {
  /** By two characters in one number: a million pairs would be a million short texts. */
  readonly #pairs = new Map<number, Numbers>();
  readonly #others = new Map<string, Numbers>();

  add(number: number, record: SiteRecord): void {
    eachToken(
      record,
      (pair) => numbersOf(this.#pairs, pair).add(number),
      (token) => numbersOf(this.#others, token).add(number),
    );
  }

  /** As JSON, by token. */
  texts(): ReadonlyMap<string, string> {
    const texts = new Map<string, string>();
    for (const [pair, numbers] of this.#pairs) texts.set(pairText(pair), JSON.stringify(numbers.toString()));
    for (const [token, numbers] of this.#others) texts.set(token, JSON.stringify(numbers.toString()));
    return texts;
  }
}

/** What one record is found by; nothing where there is none. */
export function tokensOf(record: SiteRecord | undefined): ReadonlySet<string> {
  const tokens = new Set<string>();
  if (!record) return tokens;
  eachToken(
    record,
    (pair) => tokens.add(pairText(pair)),
    (token) => tokens.add(token),
  );
  return tokens;
}

/** Records that have a token, after some had it no more and others have it now; undefined where none is left. */
export function changedNumbers(
  numbers: string,
  lost: readonly number[],
  won: readonly number[],
): string | undefined {
  const gone = new Set(lost);
  const left = decodeNumbers(numbers).filter((number) => !gone.has(number));
  const now = new Numbers();
  for (const number of [...left, ...won].sort((a, b) => a - b)) now.add(number);
  return now.toString() || undefined;
}

function eachToken(
  [text, , amount = '', code = '', other = '']: SiteRecord,
  pair: (pair: number) => void,
  token: (token: string) => void,
): void {
  const folded = fold(text);
  for (let i = 0; i + 2 <= folded.length; i++) pair((folded.charCodeAt(i) << 16) | folded.charCodeAt(i + 1));
  for (const printed of [amount, other]) {
    const key = printed === '' ? '0' : amountKey(printed);
    // Nobody looks for nothing.
    if (key !== '0') token(amountToken(key));
  }
  if (code !== '') token(codeToken(fold(code)));
}

const pairText = (pair: number): string => String.fromCharCode(pair >>> 16, pair & 0xffff);

function numbersOf<K>(map: Map<K, Numbers>, key: K): Numbers {
  const known = map.get(key);
  if (known) return known;
  const numbers = new Numbers();
  map.set(key, numbers);
  return numbers;
}
