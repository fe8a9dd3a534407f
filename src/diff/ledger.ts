import { amendedRows, findAmendedCell, isFigureText, sameText } from '../model/amended.ts';
import { findTable, type NameSource } from '../model/binding-names.ts';
import type { AmendedChange, Amendment } from '../model/disclosure.ts';
import type { Finding } from '../model/finding.ts';
import { normalized } from '../model/titles.ts';
import { changeSentence, changeSubject, valueWords } from '../view/change-words.ts';
import { rowOf } from './amendment.ts';
import type { Change } from './types.ts';

/** Holds the record of corrections against what really changed from one published version to the next. */

/** One published version. */
export interface PublishedVersion {
  /** YYYY-MM-DD, from which it stood. */
  readonly day: string;
  /** Short id of the commit; the work tree has none. */
  readonly commit?: string;
  /** For names of rows and columns. */
  readonly names: NameSource;
  /** Since the published version before it; none of the first. */
  readonly changes: readonly Change[];
}

export interface Ledger {
  readonly id: string;
  /** Oldest first; the last is what stands now. */
  readonly versions: readonly PublishedVersion[];
  /** As they stand now, and as they stood in the first of the versions. */
  readonly amendments: readonly Amendment[];
  readonly earlier: readonly Amendment[];
}

/** One value of one place, from a version on. */
interface Step {
  readonly change: Change;
  readonly from: string;
  readonly to: string;
  readonly version: PublishedVersion;
  /** Replaced on the day on which it came: work in progress, where the record tells of what came of it. */
  readonly passing: boolean;
}

const THERE = '有';
const NOT_THERE = '没有';

/**
 * Every figure that changed has an entry, and the entries of cells, rows and
 * projects say what git says. Entries that are older than the history are left
 * alone. A value that stood for no full day needs none of its own.
 */
export function verifyLedger({ id, versions, amendments, earlier }: Ledger): Finding[] {
  const names = versions.map((version) => version.names).toReversed();
  const steps = stepsOf(versions, names);
  const known = new Set(earlier.flatMap(entriesOf).map(({ mark }) => mark));
  const entries = amendments.flatMap(entriesOf).filter(({ mark }) => !known.has(mark));
  const findings: Finding[] = [];
  const recorded = Map.groupBy(entries, ({ change }) => keyOf(change, names));
  for (const [key, own] of recorded) {
    if (own[0]?.change.kind === 'narrative' || own[0]?.change.kind === 'metadata') continue;
    const rest = [...(steps.get(key) ?? [])];
    for (const entry of own) {
      const { change } = entry;
      const [from, to] = valuesOf(change);
      const end =
        rest[0] && sameText(rest[0].from, from) ? rest.findIndex((step) => sameText(step.to, to)) : -1;
      if (end < 0) {
        findings.push(mismatch(entry, rest[0]));
        // The one that it was meant for is not told again.
        rest.shift();
        continue;
      }
      const passed = rest.splice(0, end + 1).slice(0, -1);
      findings.push(...passed.filter(({ passing }) => !passing).map((step) => between(entry, step)));
    }
    findings.push(...left(id, rest));
  }
  for (const [key, own] of steps) if (!recorded.has(key)) findings.push(...left(id, own));
  return findings;
}

/** By place, in order. */
function stepsOf(versions: readonly PublishedVersion[], names: readonly NameSource[]): Map<string, Step[]> {
  const steps = new Map<string, Step[]>();
  for (const version of versions) {
    for (const change of version.changes) {
      const own = { ...change, row: rowOf(change, version.names) };
      const key = keyOf(own, [version.names, ...names]);
      const [from, to] = valuesOf(change);
      const list = steps.get(key) ?? [];
      steps.set(key, list);
      list.push({ change: own, from, to, version, passing: false });
    }
  }
  // It passes where the place itself changed again on that day.
  for (const list of steps.values())
    for (const [index, step] of list.entries())
      list[index] = { ...step, passing: list[index + 1]?.version.day === step.version.day };
  return steps;
}

/** Whole rows and projects are there or not; what they held is told in words. */
function valuesOf({ column, kind, before, after }: Pick<Change, 'column' | 'kind' | 'before' | 'after'>) {
  const whole = kind === 'row' || (kind === 'project' && column === null);
  const value = (text: string | null): string => (text === null ? NOT_THERE : whole ? THERE : text);
  return [value(before), value(after)] as const;
}

/** The same for the same place, by whatever name and in whatever version. */
function keyOf(
  change: Pick<AmendedChange, 'table' | 'row' | 'column'> & { readonly kind: Change['kind'] },
  sources: readonly NameSource[],
): string {
  const { kind, table, row, column } = change;
  const key = (...parts: (string | null)[]): string => [kind, ...parts.map((part) => part ?? '')].join('\0');
  for (const source of sources) {
    if (kind === 'cell') {
      const at = findAmendedCell(change as AmendedChange, source);
      if ('fault' in at) continue;
      const spec = at.table.columns[at.column];
      return key(at.table.spec.id, at.row?.id ?? row, spec?.id ?? column);
    }
    if (kind !== 'row' || row === null) break;
    const filled = source.tables.get(findTable(table ?? '', source)?.id ?? '');
    const [found, ...others] = filled ? amendedRows(filled, row) : [];
    if (filled && found && others.length === 0) return key(filled.spec.id, found.id, column);
  }
  return key(...[table, row, column].map((part) => normalized(part ?? '')));
}

interface Entry {
  readonly date: string;
  readonly change: AmendedChange;
  /** All that it says, to know it again. */
  readonly mark: string;
}

function entriesOf({ date, changes }: Amendment): Entry[] {
  return changes.map((change) => {
    const { place: _, ...said } = change;
    return { date, change, mark: JSON.stringify([date, said]) };
  });
}

/** What no entry tells: figures; of work in progress, what came of it. */
function left(id: string, steps: readonly Step[]): Finding[] {
  const findings: Finding[] = [];
  let start: Step | undefined;
  for (const step of steps) {
    start ??= step;
    if (step.passing) continue;
    const whole = { ...step, from: start.from, change: merged(start.change, step.change) };
    if (!sameText(whole.from, whole.to))
      findings.push(...[whole].filter(isFigure).map((one) => unrecorded(id, one)));
    start = undefined;
  }
  return findings;
}

function merged(first: Change, last: Change): Change {
  if (first === last) return last;
  const { difference: _, percent: __, ...rest } = last;
  return { ...rest, difference: null, before: first.before };
}

function isFigure({ change: { kind, row, column, before, after, difference } }: Step): boolean {
  if (kind === 'cell') return isFigureText(before) || isFigureText(after);
  if (difference !== null) return true;
  const whole = (before === null) !== (after === null);
  // A column without any figure has none to tell of.
  return whole && (kind === 'row' ? row !== null || column === null : kind === 'project' && column === null);
}

function unrecorded(id: string, { change, version }: Step): Finding {
  const since = version.commit === undefined ? '' : ` --since ${version.commit}~1`;
  const when = version.commit === undefined ? '还没有提交' : `${version.day} 的提交 ${version.commit}`;
  return {
    rule: 'history.unrecorded',
    severity: 'error',
    place: {
      file: change.file,
      ...(change.line !== null && { line: change.line }),
      ...(change.table !== null && { table: change.table }),
      ...(change.row !== null && { row: change.row }),
      ...(change.column !== null && { columnTitle: change.column }),
    },
    message: `${changeSentence(change)}，是公开以后改的（${when}），修订记录里没有`,
    hint: `请说明理由，记下这次更正：npm run amend -- ${id} --reason "理由"${since}`,
  };
}

/** The entry tells of the whole way, and not of a value that stood for days on it. */
function between({ date, change }: Entry, { to, version }: Step): Finding {
  const [before, after] = valuesOf(change).map(valueWords);
  return {
    rule: 'history.between',
    severity: 'warning',
    place: change.place,
    message: `${changeSubject(change)}从 ${version.day} 起曾为 ${valueWords(to)}，${date} 的修订记录只说由 ${before} 改为 ${after}`,
    hint: '这个数公开过的，请把这次更正分成两次来记：先改为它，再由它改为现在的数。',
  };
}

function mismatch({ date, change }: Entry, step: Step | undefined): Finding {
  const really = step
    ? `版本历史记的是由 ${valueWords(step.from)} 改为 ${valueWords(step.to)}`
    : '版本历史里没有这个改动';
  const [from, to] = valuesOf(change);
  return {
    rule: 'history.mismatch',
    severity: 'error',
    place: change.place,
    message: `修订记录说 ${date} 更正${changeSubject(change)}，由 ${valueWords(from)} 改为 ${valueWords(to)}，${really}`,
    hint: '请照版本历史改正 before 和 after；没有这个改动的，请删去这一处。',
  };
}
