import { BLANK, type Cell, readFigure, readQuantity } from '../model/cell.ts';
import { parseDecimal } from '../model/decimal.ts';
import type { ColumnKind } from '../model/template.ts';

/** Reads one field; undefined where it should be a figure and is none. */
export function readCell(field: string, kind: ColumnKind, marks: readonly string[]): Cell | undefined {
  if (field === '') return BLANK;
  const text = field.trim();
  if (kind === 'text' || kind === 'code') return text === '' ? BLANK : { state: 'text', text };
  return kind === 'quantity' ? readQuantity(text, marks) : readFigure(text, marks);
}

/** What was probably meant, and how a figure is written: for the message about a field that is no figure. */
export function figureHint(field: string, kind: ColumnKind): string {
  const meant = mend(field)
    .map((figure) => `“${figure}”`)
    .join('或');
  const how =
    kind === 'quantity'
      ? '数量用半角数字，可以带单位，如 6.5 或 6.5次'
      : '金额用半角数字，如 1469.55 或 1,469.55';
  return `${meant && `是否应为${meant}？`}${how}。`;
}

/** What to write where there is no figure. */
export function blankHint(marks: readonly string[]): string {
  return marks.length > 0
    ? `没有数据请留空，或写${marks.map((mark) => `“${mark}”`).join('')}。`
    : '没有数据请留空。';
}

function mend(field: string): string[] {
  const half = [...field]
    .map((char) => {
      const code = char.codePointAt(0) ?? 0;
      return code >= 0xff01 && code <= 0xff5e ? String.fromCodePoint(code - 0xfee0) : char;
    })
    .join('')
    .replace(/[\s\u3000]/gu, '')
    .replaceAll('。', '.')
    .replace(/(?<=^|[\d.])[oO](?=[\d.oO]|$)/gu, '0')
    .replace(/(?<=^|[\d.])[lI](?=[\d.lI]|$)/gu, '1')
    .replace(/(?:亿元|万元|元)$/u, '');
  // A comma may stand for a point, or be one of thousands in the wrong place.
  const candidates = [
    half,
    ...(/^[^,]*,\d{1,2}$/u.test(half) ? [half.replace(',', '.')] : []),
    half.replaceAll(',', ''),
  ];
  return [...new Set(candidates)].filter(
    (text, index) => text !== field && parseDecimal(text) && !(index > 0 && parseDecimal(half)),
  );
}
