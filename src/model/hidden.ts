/**
 * Signs that nobody types and that make a text read otherwise than it stands: control characters, which XML, PDF and
 * terminals do not hold, and those that turn the order of what follows, so that 00.5 reads as 5.00 (Unicode Technical
 * Report 36, bidirectional text spoofing).
 */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]/;
const EACH = new RegExp(`${HIDDEN.source}|\\p{Surrogate}`, 'gu');

/** Nearly every text is free of them, which is soon seen. */
const isClean = (text: string): boolean => text.isWellFormed() && !HIDDEN.test(text);

const TURNS = /[\u061c\u200f\u202a-\u202e\u2066-\u2069]/;

/** The first of them: where, and as messages name it. */
export function hiddenIn(text: string): { readonly at: number; readonly message: string } | undefined {
  if (isClean(text)) return undefined;
  const at = text.search(EACH);
  const sign = text.charAt(at);
  const code = sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  const why = TURNS.test(sign) ? '会使后面的文字和数字倒排' : '不是文字';
  return { at, message: `这里有看不见的控制字符 U+${code}，${why}` };
}

export const HIDDEN_HINT = '多半是从别处粘贴来的。请删去这个字符，重新输入前后的字。';

/** For text from outside, on its way into content. */
export function withoutHidden(text: string, instead = ''): string {
  return isClean(text) ? text : text.replace(EACH, instead);
}
