/**
 * Where something stands. `file` is relative to the content folder; line and
 * column count from 1. Table, row and column title are the words a clerk knows
 * the cell by.
 */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly table?: string;
  readonly row?: string;
  readonly columnTitle?: string;
}
