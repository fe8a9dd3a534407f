import { isMoneyUnit } from '../../model/cell.ts';
import { type CodeMove, matchCodes } from '../../model/crosswalk.ts';
import { add, type Decimal, formatDecimal, isZero, parseDecimal, ZERO } from '../../model/decimal.ts';
import { Groups } from '../../model/groups.ts';
import { changeOf, inUnit } from '../amounts.ts';
import {
  type Comparable,
  type ComparableList,
  type ComparableRow,
  type Compared,
  type ComparisonResult,
  type ComparisonRow,
  TABLE,
} from './types.ts';

/**
 * One thing of several disclosures side by side, each against the first, which
 * is the base. Pure, for the page that is built and for the reader's browser.
 */

interface Side {
  readonly year: number;
  readonly rows: ReadonlyMap<string, ComparableRow>;
  readonly column: number;
  readonly unit: string;
}

/**
 * Compares a list's column (its first where none is named). Undefined where none
 * of them has the list. Rows stand in the order of the newest disclosure.
 */
export function compareLists(
  disclosures: readonly Comparable[],
  listId: string,
  columnId: string | undefined,
  changes: readonly CodeMove[],
): ComparisonResult | undefined {
  const lists = disclosures.map(({ lists: all }) => all.find(({ id }) => id === listId));
  const first = lists.find((list) => list !== undefined);
  if (!first) return undefined;
  const wanted = columnId ?? first.columns[0]?.id;
  const sides = lists.map((list, index) => sideOf(list, wanted, (disclosures[index] as Comparable).year));
  const units = new Set(sides.flatMap((side) => side?.unit ?? []));
  const unit = units.size === 1 ? ([...units][0] as string) : [...units].every(isMoneyUnit) ? '万元' : '';
  const groups = groupRows(sides, changes);
  const byMeaning = !listId.startsWith(TABLE);
  const rows = groups.map((group) => rowOf(group, sides, unit, byMeaning));
  return {
    title: first.title,
    unit,
    converted: sides.map((side) => (side && unit !== '' && side.unit !== unit ? side.unit : undefined)),
    missing: sides.flatMap((side, index) => (side ? [] : [index])),
    rows,
  };
}

function sideOf(
  list: ComparableList | undefined,
  columnId: string | undefined,
  year: number,
): Side | undefined {
  if (!list) return undefined;
  // A list by meaning has one column, which is named by its fund: another fund is another thing.
  const column = list.columns.findIndex(({ id }) => id === columnId);
  if (column < 0) return undefined;
  const rows = new Map(
    list.rows.flatMap((row) => (row.cells[column] === null ? [] : [[row.key, row] as const])),
  );
  return { year, rows, column, unit: list.columns[column]?.unit ?? '' };
}

/** The keys that make up a row of the comparison, by disclosure. */
type Group = readonly (readonly string[])[];

function groupRows(sides: readonly (Side | undefined)[], changes: readonly CodeMove[]): readonly Group[] {
  const listed = sides
    .flatMap((side, index) => (side ? [{ ...side, index }] : []))
    .sort((a, b) => a.year - b.year);
  const groups = new Groups();
  for (const { index, rows } of listed) for (const key of rows.keys()) groups.add(node(index, key));
  for (const [place, earlier] of listed.entries()) {
    for (const later of listed.slice(place + 1)) {
      const before = { year: earlier.year, codes: earlier.rows.keys() };
      const after = { year: later.year, codes: later.rows.keys() };
      for (const match of matchCodes(before, after, changes)) {
        const [first, ...others] = [
          ...match.after.map((key) => node(later.index, key)),
          ...match.before.map((key) => node(earlier.index, key)),
        ];
        for (const other of others) groups.join(first as string, other);
      }
    }
  }
  const order: string[] = [];
  for (const { index, rows } of listed.reverse()) {
    let at = 0;
    for (const key of rows.keys()) {
      const root = groups.root(node(index, key));
      const place = order.indexOf(root);
      // What only an older one has stands where it stood there: after what stood before it.
      if (place < 0) order.splice(at, 0, root);
      at = (place < 0 ? at : place) + 1;
    }
  }
  const members = groups.byRoot();
  return order.map((root) => {
    const group: string[][] = sides.map(() => []);
    for (const name of members.get(root) ?? []) {
      const space = name.indexOf(' ');
      group[Number(name.slice(0, space))]?.push(name.slice(space + 1));
    }
    return group;
  });
}

function node(index: number, key: string): string {
  return `${index} ${key}`;
}

function rowOf(
  group: Group,
  sides: readonly (Side | undefined)[],
  unit: string,
  byMeaning: boolean,
): ComparisonRow {
  const found = group.map((keys, index) =>
    keys.flatMap((key) => (sides[index] as Side | undefined)?.rows.get(key) ?? []),
  );
  // As the newest names it.
  const newest = [...sides.keys()]
    .filter((index) => (found[index]?.length ?? 0) > 0)
    .sort((a, b) => (sides[b]?.year ?? 0) - (sides[a]?.year ?? 0))[0] as number;
  const row = found[newest]?.[0] as ComparableRow;
  const coded = row.code !== undefined;
  // A list of codes or of a form's rows is whole; one by meaning has what is published.
  const absent = coded || !byMeaning ? 'unlisted' : 'unpublished';
  const values = sides.map((side, index) =>
    side ? comparedOf(found[index] ?? [], side, unit, absent) : ({ state: 'unpublished' } as const),
  );
  const base = amount(values[0], coded);
  const moved = movedWords(found, sides);
  return {
    key: row.key,
    ...(row.code !== undefined && { code: row.code }),
    label: row.label,
    level: row.level,
    total: row.total ?? false,
    values,
    changes: values.map((value, index) => {
      const now = amount(value, coded);
      return index === 0 || !base || !now ? undefined : changeOf(base, now);
    }),
    ...(moved !== undefined && { moved }),
  };
}

/** A code that a published list does not have was given nothing; a row without code may stand within another. */
function amount(value: Compared | undefined, coded: boolean): Decimal | undefined {
  if (!value) return undefined;
  if ('value' in value) return value.value;
  return value.state === 'unlisted' && coded ? ZERO : undefined;
}

function comparedOf(
  rows: readonly ComparableRow[],
  side: Side,
  unit: string,
  absent: 'unlisted' | 'unpublished',
): Compared {
  const [first] = rows;
  if (!first) return { state: absent };
  const at = first.at === undefined ? {} : { at: first.at };
  let total = ZERO;
  let blank = true;
  for (const row of rows) {
    const text = row.cells[side.column] ?? '';
    const printed = text === '' ? ZERO : parseDecimal(text);
    const value = printed && (unit === '' ? printed : inUnit(printed, row.unit ?? side.unit, unit));
    if (!value) return { state: 'mark', text, ...at };
    blank &&= text === '';
    total = add(total, value);
  }
  const sum = rows.length > 1 || first.sum === true;
  if (blank) return { state: 'blank', value: total, text: '', sum, ...at };
  return {
    state: isZero(total) ? 'zero' : 'figure',
    value: total,
    text: formatDecimal(total, true),
    sum,
    ...at,
  };
}

/** 2080501、2080502 → 2080505, from the earlier year to the later. */
function movedWords(
  found: readonly (readonly ComparableRow[])[],
  sides: readonly (Side | undefined)[],
): string | undefined {
  const byYear = found
    .map((rows, index) => ({
      year: sides[index]?.year ?? 0,
      codes: rows.flatMap(({ code }) => code ?? []).join('、'),
    }))
    .filter(({ codes }) => codes !== '')
    .sort((a, b) => a.year - b.year)
    .map(({ codes }) => codes);
  const steps = byYear.filter((codes, index) => codes !== byYear[index - 1]);
  return steps.length > 1 ? steps.join(' → ') : undefined;
}
