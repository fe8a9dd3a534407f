/**
 * One spelling for what is read. Layout leaves spaces inside words (科目    编码,
 * 2023 年, 联东 u 谷); Chinese is written without them, so a space that touches
 * a Chinese character goes, and spaces inside Latin text stay.
 */
const CHINESE = '\\p{Script=Han}\\u3000-\\u303f\\uff00-\\uff65“”‘’—…·';
const BESIDE_CHINESE = new RegExp(`(?<=[${CHINESE}]) | (?=[${CHINESE}])`, 'gu');
const SPACES = /[\s\u00a0\u200b\u3000\ufeff]+/gu;

/** The spelling of a cell: one line, no layout spaces. */
export function squeeze(text: string): string {
  return text.replace(SPACES, ' ').trim().replace(BESIDE_CHINESE, '');
}

/** A code or a figure holds no space at all: 410802240000 000015718. */
export function solid(text: string): string {
  return text.replace(SPACES, '');
}

const NUMBERING =
  /^(?:第[一二三四五六七八九十]+部分|附件\d*[:：]?|[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+、|\d+[、.．](?!\d))\s*/u;

/** A heading without its printed number: 一、部门职责 → 部门职责. */
export function withoutNumber(text: string): string {
  return text.trim().replace(NUMBERING, '').trim();
}

/** Does a printed number stand before it? */
export function isNumbered(text: string): boolean {
  return NUMBERING.test(text.trim());
}

const FIGURE = /^[-−]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/;

export function isFigure(text: string): boolean {
  return FIGURE.test(text);
}

/** A figure with decimals, as amounts are printed. */
export function isAmount(text: string): boolean {
  return FIGURE.test(text) && text.includes('.');
}

/** How wide a text prints, in Chinese characters. */
export function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u0020-\u007e]/.test(character) ? 0.5 : 1), 0);
}
