import type { ColumnSpec } from '../../model/template.ts';
import { isFigure, solid, squeeze } from '../text.ts';

/** The text of a cell under a column: figures and codes hold no space. */
export function cellText(text: string, column: ColumnSpec): string {
  const tight = solid(text);
  return column.kind === 'code' || isFigure(tight) ? tight : squeeze(text);
}
