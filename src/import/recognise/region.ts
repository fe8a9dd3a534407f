import type { Grid, Paragraph, RawCell } from '../blocks.ts';
import type { PageHead } from './page-head.ts';
import type { Target } from './titles.ts';

/** A stretch of the document under one heading. */
export interface Region {
  readonly target: Target | undefined;
  readonly heading: Paragraph | undefined;
  /** Which file or sheet it stands in: nothing reaches from one into the next. */
  readonly source: Source;
  readonly heads: PageHead[];
  readonly grids: Grid[];
  readonly paragraphs: Paragraph[];
  /** Lines under a table's title whose columns only the form can tell. */
  readonly printed: RawCell[];
  /** Around a sheet's table, and of no part of the form. */
  readonly stray: RawCell[];
  /** Of the sheet of paper: 制表人, 附表1. */
  readonly minor: RawCell[];
}

export interface Source {
  readonly number: number;
  /** Name of the sheet; undefined for a text or a document. */
  readonly sheet: string | undefined;
  readonly hidden: boolean;
}

export function newRegion(
  target: Target | undefined,
  heading: Paragraph | undefined,
  source: Source,
): Region {
  return { target, heading, source, heads: [], grids: [], paragraphs: [], printed: [], stray: [], minor: [] };
}
