import type { Numbering } from '../model/template.ts';

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 1 一, 10 十, 21 二十一, 105 一百零五: as headings are numbered, up to 999. */
export function chineseNumeral(n: number): string {
  const [hundreds, tens, ones] = [Math.floor(n / 100), Math.floor(n / 10) % 10, n % 10];
  const tail = `${tens > 0 ? `${hundreds === 0 && tens === 1 ? '' : DIGITS[tens]}十` : ''}${DIGITS[ones]}`;
  if (hundreds === 0) return tail;
  return `${DIGITS[hundreds]}百${tens === 0 && ones > 0 ? '零' : ''}${tail}`;
}

/** The number before the n-th heading of a style, as printed; empty for `none`. */
export function headingNumber(style: Numbering, n: number): string {
  switch (style) {
    case '一、':
      return `${chineseNumeral(n)}、`;
    case '（一）':
      return `（${chineseNumeral(n)}）`;
    case '1、':
      return `${n}、`;
    case '1.':
      return `${n}.`;
    case '第一部分':
      return `第${chineseNumeral(n)}部分`;
    case 'none':
      return '';
  }
}
