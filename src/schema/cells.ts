import { BLANK, type Cell, readFigure, readQuantity } from '../model/cell.ts';
import { parseDecimal } from '../model/decimal.ts';
import type { ColumnKind } from '../model/template.ts';

const EDGE_SPACE = /^[\s\u3000]+|[\s\u3000]+$/gu;

/** Reads one field; undefined where it should be a figure and is none. */
export function readCell(field: string, kind: ColumnKind, marks: readonly string[]): Cell | undefined {
  if (field === '') return BLANK;
  const text = field.replace(EDGE_SPACE, '');
  if (kind === 'text' || kind === 'code') return text === '' ? BLANK : { state: 'text', text };
  return kind === 'quantity' ? readQuantity(text, marks) : readFigure(text, marks);
}

/** What was probably meant, and what to do: for the message about a field that is no figure. */
export function figureHint(field: string, marks: readonly string[]): string {
  const mended = mend(field);
  const meant = mended !== undefined && mended !== field ? `是否应为“${mended}”？` : '';
  const allowed = marks.length > 0 ? `没有数据请留空，或写${marks.map((mark) => `“${mark}”`).join('、')}。` : '没有数据请留空。';
  return `${meant}金额用半角数字，如 1469.55 或 1,469.55；${allowed}`;
}

function mend(field: string): string | undefined {
  const half = [...field]
    .map((char) => {
      const code = char.codePointAt(0) ?? 0;
      return code >= 0xff01 && code <= 0xff5e ? String.fromCodePoint(code - 0xfee0) : char;
    })
    .join('')
    .replace(/[\s\u3000]/gu, '')
    .replaceAll('。', '.')
    .replace(/(?<=^|[\d.])[oO](?=[\d.]|$)/gu, '0')
    .replace(/(?<=^|[\d.])[lI](?=[\d.]|$)/gu, '1')
    .replace(/(?:万元|元)$/u, '');
  if (parseDecimal(half)) return half;
  const ungrouped = half.replaceAll(',', '');
  return parseDecimal(ungrouped) ? ungrouped : undefined;
}
