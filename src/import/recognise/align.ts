import type { ColumnSpec, TableSpec } from '../../model/template.ts';
import { isFigure } from '../text.ts';
import { suits } from './head.ts';

/**
 * Puts a row right that lost a merged cell and so stands too far left: its
 * figures move to where the form's figures begin, its name under the column of
 * names. Returns undefined where the row needs nothing or cannot be mended.
 */
export function realign(
  cells: readonly string[],
  columns: readonly (ColumnSpec | undefined)[],
  spec: TableSpec,
  marks: readonly string[],
): string[] | undefined {
  if (cells.every((text, index) => fits(text, columns[index], marks))) return undefined;
  const first = columns.findIndex((column) => column && isNumeric(column));
  const figure = cells.findIndex((text, index) => isFigure(text) && text.includes('.') && index <= first);
  const shift = figure < 0 ? 0 : first - figure;
  if (shift <= 0) return undefined;
  const tail = cells.slice(figure);
  if (tail.slice(tail.length - shift).some((text) => text !== '')) return undefined;
  const moved = [
    ...cells.slice(0, figure),
    ...new Array(shift).fill(''),
    ...tail.slice(0, tail.length - shift),
  ];
  const label = columns.findIndex(
    (column) => column && spec.sides.some((side) => side.rows.label === column.id),
  );
  if (label >= 0 && label < first && moved[label] === '') {
    const name = moved.slice(0, label).findLastIndex((text) => text !== '');
    if (name >= 0) {
      moved[label] = moved[name] as string;
      moved[name] = '';
    }
  }
  return moved.every((text, index) => fits(text, columns[index], marks)) ? moved : undefined;
}

const isNumeric = (column: ColumnSpec): boolean => column.kind !== 'text' && column.kind !== 'code';

function fits(text: string, column: ColumnSpec | undefined, marks: readonly string[]): boolean {
  return column === undefined ? true : suits(text, column, marks);
}
