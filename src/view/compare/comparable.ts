import { rowAnchor } from '../anchors.ts';
import { type AnchorOf, type ComparedSource, viewMeanings, viewTotals } from './lists.ts';
import { viewComparableTables } from './tables.ts';
import type { Comparable } from './types.ts';

export const COMPARE_FILE = 'compare.json';

const onPage: AnchorOf = (table, row) => rowAnchor(table.spec.id, row.id);

/** What is compared on the page itself: the lists by meaning. */
export function meaningsOf(source: ComparedSource, anchorOf: AnchorOf = onPage): Comparable {
  const { id, name, region, year, scope, phase, hash } = source;
  return {
    id,
    name,
    region: region.name,
    year,
    heading: `${year}年${scope}${phase}`,
    hash,
    lists: viewMeanings(source, anchorOf),
  };
}

/** All that a reader may compare: lists by meaning, every total, and each table. */
export function comparableOf(source: ComparedSource): Comparable {
  const { year, name, scope, region } = source;
  const meanings = meaningsOf(source);
  const totals = viewTotals(source, onPage);
  const words = { year, name, scope, region: region.name };
  return {
    ...meanings,
    lists: [...meanings.lists, ...(totals ? [totals] : []), ...viewComparableTables(source, words, onPage)],
  };
}
