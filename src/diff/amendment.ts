import { amendedRowName } from '../model/amended.ts';
import type { NameSource } from '../model/binding-names.ts';
import { rowName } from '../model/table.ts';
import { titleOf } from './metadata.ts';
import type { Change } from './types.ts';

/** From what a comparison says to an entry of `amendments`. */

/** One place of an entry, by the fields of disclosure.yaml; empty and absent are the same there. */
export interface AmendmentItem {
  readonly table?: string;
  readonly row?: string;
  readonly column?: string;
  readonly project?: string;
  readonly section?: string;
  readonly item?: string;
  readonly field?: string;
  readonly before?: string;
  readonly after?: string;
  readonly note?: string;
  readonly follows?: 'true';
}

export interface AmendmentEntry {
  readonly date: string;
  readonly reason: string;
  readonly changes: readonly AmendmentItem[];
}

/** Fields that readers do not see, and the record itself. */
const INTERNAL = new Set(
  [
    'amendments',
    'acknowledgements',
    'template',
    'department',
    'publishAt',
    'secrecyReviewed',
    'undecided',
  ].map(titleOf),
);

/** Does the public see it? */
export function isPublic({ kind, column, table }: Change): boolean {
  if (kind === 'template') return false;
  return kind !== 'metadata' || table !== null || !INTERNAL.has(column?.split(' · ')[0] ?? '');
}

export function amendmentItems(
  changes: readonly Change[],
  head: Pick<NameSource, 'tables'>,
): readonly AmendmentItem[] {
  return changes.filter(isPublic).map((change) => itemOf(change, head));
}

function itemOf(change: Change, head: Pick<NameSource, 'tables'>): AmendmentItem {
  const { kind, table, row, column } = change;
  const common = {
    ...(change.before && { before: change.before }),
    ...(change.after && { after: change.after }),
    ...noteOf(change),
    ...(change.followsFrom && { follows: 'true' as const }),
  };
  const named = <K extends string>(key: K, name: string | null) =>
    name === null ? {} : ({ [key]: name } as { [P in K]: string });
  if (kind === 'project') return { project: row ?? '', ...named('field', column), ...common };
  if (kind === 'narrative') return { section: row ?? '', ...common };
  // A table's notes and title stand in disclosure.yaml, and are the table's all the same.
  if (kind === 'metadata')
    return { ...named('item', table ?? row), field: column ?? titleOf(kind), ...common };
  return { table: table ?? '', ...named('row', rowOf(change, head)), ...named('column', column), ...common };
}

/** What was put in or taken away with nothing in it, and what has only moved, is said in words. */
function noteOf({ kind, before, after, note }: Change): { note?: string } {
  const verb =
    kind === 'cell'
      ? ''
      : before === null && after === ''
        ? '新增'
        : after === null && before === ''
          ? '删去'
          : '';
  const words = `${verb}${note ?? ''}`;
  return words === '' ? {} : { note: words };
}

/** With `#2` where several rows of the table bear the name. */
export function rowOf({ table, row, line }: Change, head: Pick<NameSource, 'tables'>): string | null {
  const filled = head.tables.get(table ?? '');
  if (!filled || row === null) return row;
  const found = filled.rows.filter(
    (item) => rowName(item) === row && filled.lines[item.line]?.place(0).line === line,
  );
  return found[0] && found.length === 1 ? amendedRowName(filled, found[0]) : row;
}
