import type { OwnProjects } from '../../../src/search/az-lists.ts';
import { indexedEntry } from '../../../src/search/searched.ts';
import type { BuildState } from './build-state.ts';
import type { Marked } from './marks.ts';
import type { RememberedWhole } from './remembered-whole.ts';
import { readRecords, type SearchChange, type SearchText } from './search-index.ts';

/** So many are told one by one. */
const FEW = 20;

/** What lists and the search's index have of a disclosure otherwise than before. */
export interface Change {
  /** In the order of ids. */
  readonly number: number;
  readonly before: Pick<Marked, 'entry' | 'records'>;
  readonly after: Pick<Marked, 'entry' | 'records'>;
}

/** What the site that is published now was made of. */
type Standing = Pick<RememberedWhole, 'search'> & Pick<BuildState, 'remembered'>;

/** Undefined where these are many, others are listed than before, or it is not known of one what it was. */
export function changesIn(
  marked: readonly Marked[],
  { search, remembered }: Standing,
): readonly Change[] | undefined {
  if (search.count !== marked.length || remembered.size !== marked.length) return undefined;
  const changes: Change[] = [];
  for (const [number, after] of marked.entries()) {
    const output = remembered.get(after.entry.id)?.output;
    const known = output?.head.shown?.marks;
    if (!output || !known) return undefined;
    if (known.entry === after.marks.entry && known.records === after.marks.records) continue;
    const { shown } = output.digest;
    if (!shown || changes.length === FEW) return undefined;
    changes.push({ number, before: { entry: shown.entry, records: () => output.part('records') }, after });
  }
  return changes;
}

export function searchChange({ number, before, after }: Change): SearchChange {
  return { number, before: searchText(before), after: searchText(after) };
}

export function searchText({ entry, records }: Pick<Marked, 'entry' | 'records'>): SearchText {
  return [indexedEntry(entry), records()];
}

export function projectChange({ before, after }: Change) {
  return { before: projectsOf(before), after: projectsOf(after) };
}

function projectsOf({ entry, records }: Pick<Marked, 'entry' | 'records'>): OwnProjects {
  return { entry, projects: () => readRecords(records()).records.project };
}
