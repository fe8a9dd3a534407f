import {
  type Decimal,
  divide,
  equals,
  formatDecimal,
  isZero,
  multiply,
  negate,
  parseDecimal,
  trimmed,
  withScale,
} from '../../../model/decimal.ts';

/** What a cell shows of the number it holds. */
export interface Shown {
  readonly text: string;
  /** Does the text say all of the number? */
  readonly whole: boolean;
}

/** A spreadsheet keeps 15 digits; what comes after them in a double is noise. */
const DIGITS = 15;

/** The number that the clerk typed, out of the double that the file holds: 824.31000000000006 → 824.31. */
export function storedNumber(raw: string): Decimal | undefined {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return undefined;
  const [digits = '0', exponent = '0'] = value.toExponential(DIGITS - 1).split('e');
  const mantissa = parseDecimal(digits);
  if (!mantissa) return undefined;
  const scale = mantissa.scale - Number(exponent);
  return scale >= 0
    ? trimmed({ coefficient: mantissa.coefficient, scale })
    : { coefficient: mantissa.coefficient * 10n ** BigInt(-scale), scale: 0 };
}

/** 常规: the cell shows the number as it is, and says nothing of decimals. */
export function isGeneral(code: string): boolean {
  return /^(?:general|常规|@|)$/i.test(code.trim());
}

/** A number under a number format: the decimals that the cell shows, without its thousands separators. */
export function shownNumber(value: Decimal, code: string, date1904: boolean): Shown {
  // No program writes a longer one.
  const sections = splitSections(code.length > MOST_CODE ? 'General' : code);
  const section = sectionFor(value, sections);
  const tokens = tokensOf(section);
  if (tokens.some((token) => token.kind === 'date'))
    return { text: dateText(value, tokens, date1904), whole: true };
  if (
    /general|常规|^@$/i.test(section.trim()) ||
    code.trim() === '' ||
    tokens.some((token) => token.kind === 'other')
  )
    return withLiterals(general(value), tokens);
  const digits = tokens.filter((token) => token.kind === 'digit').length;
  if (digits === 0) {
    const literal = literalsOf(tokens).join('').trim();
    // 「-」 of an accounting format is a zero, an empty section hides it.
    return { text: literal === '' ? '' : isZero(value) ? '0' : formatDecimal(value), whole: false };
  }
  return withLiterals(rounded(value, tokens), tokens);
}

type Token =
  | { readonly kind: 'digit'; readonly text: '0' | '#' | '?' }
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'point' | 'comma' | 'percent' | 'date' | 'other'; readonly text: string };

const MOST_CODE = 255;

function splitSections(code: string): string[] {
  return code.match(/(?:"[^"]*"|\\.|!.|\[[^\]]*\]|[^;])+|(?<=;)(?=;|$)/gu) ?? [''];
}

function sectionFor(value: Decimal, sections: readonly string[]): string {
  const [first = '', second = first, third = first] = sections;
  if (value.coefficient < 0n) return sections.length > 1 ? second : first;
  return isZero(value) && sections.length > 2 ? third : first;
}

function tokensOf(section: string): Token[] {
  const tokens: Token[] = [];
  for (const match of section.matchAll(
    /"([^"]*)"|[\\!](.)|_.|\*.|\[[^\]]*\]|(General|AM\/PM|上午\/下午|.)/giu,
  )) {
    const literal = match[1] ?? match[2];
    const sign = match[3];
    if (literal !== undefined) tokens.push({ kind: 'literal', text: literal });
    else if (sign === undefined) {
      if (/^\[[hms]+\]$/i.test(match[0])) tokens.push({ kind: 'date', text: match[0] });
    } else if (sign === '0' || sign === '#' || sign === '?') tokens.push({ kind: 'digit', text: sign });
    else if (sign === '.') tokens.push({ kind: 'point', text: sign });
    else if (sign === ',') tokens.push({ kind: 'comma', text: sign });
    else if (sign === '%') tokens.push({ kind: 'percent', text: sign });
    else if (/^(?:[ymdhsYMDHS]|AM\/PM|上午\/下午)$/u.test(sign))
      tokens.push({ kind: 'date', text: sign.toLowerCase() });
    else if (/^[Ee/]$/.test(sign)) tokens.push({ kind: 'other', text: sign });
    else if (!/^(?:General|[ ()+$¥￥@-])$/iu.test(sign)) tokens.push({ kind: 'literal', text: sign });
  }
  return tokens;
}

/** 年 and 日 around a date, 万元 behind a figure: printed, so kept. */
function literalsOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token) => (token.kind === 'literal' ? [token.text] : []));
}

function withLiterals(shown: Shown, tokens: readonly Token[]): Shown {
  const first = tokens.findIndex((token) => token.kind === 'digit');
  const last = tokens.findLastIndex((token) => token.kind === 'digit' || token.kind === 'percent');
  const words = (part: readonly Token[]): string =>
    literalsOf(part)
      .join('')
      .replace(/[¥￥$()（） -]/gu, '');
  if (first < 0) return shown;
  return { ...shown, text: `${words(tokens.slice(0, first))}${shown.text}${words(tokens.slice(last + 1))}` };
}

const THOUSAND: Decimal = { coefficient: 1000n, scale: 0 };

function rounded(value: Decimal, tokens: readonly Token[]): Shown {
  const last = tokens.findLastIndex((token) => token.kind === 'digit');
  const point = tokens.findIndex((token) => token.kind === 'point');
  const wholeEnd = tokens.findLastIndex(
    (token, index) => token.kind === 'digit' && (point < 0 || index < point),
  );
  // Commas behind the digits divide by a thousand each; commas between them only group.
  let thousands = 0;
  for (let at = wholeEnd + 1; tokens[at]?.kind === 'comma'; at++) thousands++;
  if (point >= 0) for (let at = last + 1; tokens[at]?.kind === 'comma'; at++) thousands++;
  const percents = tokens.filter((token) => token.kind === 'percent').length;
  // 0!.0, prints a point inside a whole number: the figure in 万 out of one in 元.
  const drawn = tokens.findIndex((token, at) => token.kind === 'literal' && token.text === '.' && at < last);
  const digitsAfter = (from: number): readonly Token[] =>
    from < 0 ? [] : tokens.slice(from).filter((token) => token.kind === 'digit');
  const fraction = digitsAfter(point);
  const shift = point < 0 ? digitsAfter(drawn).length : 0;
  let scaled = value;
  for (let count = 0; count < thousands; count++) scaled = exactDivide(scaled, THOUSAND);
  for (let count = 0; count < percents; count++) scaled = multiply(scaled, { coefficient: 100n, scale: 0 });
  let shown = withScale(scaled, fraction.length);
  const whole = equals(shown, scaled);
  if (shift > 0) shown = { coefficient: shown.coefficient, scale: shown.scale + shift };
  const least = shift > 0 ? shift : fraction.findLastIndex((token) => token.text === '0') + 1;
  while (shown.scale > least && shown.coefficient % 10n === 0n)
    shown = { coefficient: shown.coefficient / 10n, scale: shown.scale - 1 };
  return { text: `${formatDecimal(shown)}${'%'.repeat(percents)}`, whole };
}

function exactDivide(value: Decimal, by: Decimal): Decimal {
  return divide(value, by, value.scale + 3) ?? value;
}

/** Without a format a cell shows eleven characters; a figure that needs no more than six decimals shows them all. */
function general(value: Decimal): Shown {
  if (value.scale <= 6) return { text: formatDecimal(value), whole: true };
  const absolute = value.coefficient < 0n ? negate(value) : value;
  const digits = formatDecimal(withScale(absolute, 0)).length;
  const shown = trimmed(withScale(value, Math.max(0, 10 - digits)));
  return isZero(shown)
    ? { text: formatDecimal(value), whole: true }
    : { text: formatDecimal(shown), whole: equals(shown, value) };
}

const DAY = 86_400_000;

function dateText(value: Decimal, tokens: readonly Token[], date1904: boolean): string {
  const serial = Number(formatDecimal(value));
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const date = new Date(epoch + Math.round(serial * 86_400) * 1000);
  if (Number.isNaN(date.getTime()) || Math.abs(serial) > 3_000_000) return formatDecimal(value);
  const has = (sign: string): boolean =>
    tokens.some((token) => token.kind === 'date' && token.text.includes(sign));
  const iso = date.toISOString();
  if (!has('y') && !has('d')) return iso.slice(11, 16);
  if (has('d'))
    return has('h') && date.getTime() % DAY !== 0
      ? `${iso.slice(0, 10)} ${iso.slice(11, 16)}`
      : iso.slice(0, 10);
  return has('m') ? `${date.getUTCFullYear()}年${date.getUTCMonth() + 1}月` : `${date.getUTCFullYear()}年`;
}
