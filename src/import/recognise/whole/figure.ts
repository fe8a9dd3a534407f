import { readFigure, readQuantity } from '../../../model/cell.ts';
import { parseDecimal } from '../../../model/decimal.ts';
import type { ColumnKind } from '../../../model/template.ts';
import type { RawCell } from '../../blocks.ts';
import { solid } from '../../text.ts';
import { asPrinted } from '../units.ts';

export interface FigureText {
  /** As content holds it. */
  readonly text: string;
  /** Money unit that the cell itself names. */
  readonly unit?: string;
  /** What the cell held, where it stands for nothing: — */
  readonly none?: string;
}

/** 「—」 and its like under figures: nothing is there. */
const NONE = /^(?:[-—–－―‐/\\]+|无|空)$/u;

/** A figure as clerks type it; undefined where it is none. */
export function figureText(raw: string, kind: ColumnKind, marks: readonly string[]): FigureText | undefined {
  const tight = solid(raw);
  if (tight === '' || marks.includes(tight)) return { text: tight };
  const half = halfWidth(tight);
  if (marks.includes(half)) return { text: half };
  if (NONE.test(half)) return { text: '', none: tight };
  const unit = /(?<=\d\)?)([百千万亿]*元)$/u.exec(half)?.[1];
  const plain = signed(half.slice(0, unit === undefined ? undefined : -unit.length).replace(/^[¥￥$+]/u, ''));
  const figure = plain.replaceAll(',', '');
  if (parseDecimal(plain) && readFigure(figure, marks))
    return { text: figure, ...(unit !== undefined && { unit }) };
  if (kind !== 'quantity') return undefined;
  const quantity = readQuantity(half.replace(/(?<=\d),(?=\d{3}(?!\d))/gu, ''), marks);
  return quantity ? { text: quantity.text } : undefined;
}

/** An amount in a grid of labels, in the form's spelling; what is no figure stays as it is, for the check to name. */
export function amountText({ text, exact }: RawCell): string {
  const tight = solid(text);
  if (parseDecimal(tight)) return exact ? asPrinted(tight) : tight;
  const figure = figureText(tight, 'amount', []);
  return figure && figure.none === undefined && figure.unit === undefined ? figure.text : tight;
}

/** A code in half-width characters; what is no code keeps those it has. */
export function codeText(text: string): string {
  const tight = solid(text);
  const half = halfWidth(tight);
  return /^[0-9A-Za-z.]+$/.test(half) ? half : tight;
}

/** Full-width digits and signs as half-width ones, every minus as `-`. */
function halfWidth(text: string): string {
  return [...text]
    .map((character) => {
      const code = character.codePointAt(0) ?? 0;
      return code >= 0xff01 && code <= 0xff5e ? String.fromCodePoint(code - 0xfee0) : character;
    })
    .join('')
    .replace(/[−﹣](?=[\d.])/gu, '-')
    .replace(/^'/, '');
}

/** Bookkeepers write a negative figure in brackets. */
function signed(text: string): string {
  const match = /^\((.+)\)$/.exec(text);
  return match ? `-${match[1]}` : text;
}
