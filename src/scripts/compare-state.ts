/** What a comparison is of, as its address says: `?d=130303/2023/471&d=…&list=function&column=all`. */
export interface CompareState {
  /** Ids of disclosures; the first is the base. */
  readonly ids: readonly string[];
  readonly list?: string;
  readonly column?: string;
}

/** More would not be told apart, nor fit a page. */
export const MOST = 4;
/** An id is an address of this site, and nothing else. */
const ID = /^[^/?#\s.]+\/\d{4}\/[^/?#\s.]+(?:\/final)?$/u;

export function readState(search: string): CompareState {
  const query = new URLSearchParams(search);
  const ids = [...new Set(query.getAll('d'))].filter((id) => ID.test(id)).slice(0, MOST);
  const list = query.get('list');
  const column = query.get('column');
  return { ids, ...(list && { list }), ...(column && { column }) };
}

/** Slashes stay as they are: the address is for people. */
export function writeState({ ids, list, column }: CompareState): string {
  const parts = ids.map((id) => `d=${id.split('/').map(encodeURIComponent).join('/')}`);
  if (list !== undefined) parts.push(`list=${encodeURIComponent(list)}`);
  if (column !== undefined) parts.push(`column=${encodeURIComponent(column)}`);
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

/** Adds a disclosure. Years of one office stand in their order, so that the oldest is the base. */
export function withAdded(state: CompareState, id: string, sameOffice: boolean): CompareState {
  if (state.ids.includes(id) || state.ids.length >= MOST) return state;
  const ids = [...state.ids, id];
  if (sameOffice) ids.sort((a, b) => Number(a.split('/')[1]) - Number(b.split('/')[1]));
  return { ...state, ids };
}
