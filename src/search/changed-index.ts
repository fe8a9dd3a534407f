import { type Buckets, changedBuckets } from './buckets.ts';
import { changedCore } from './core-builder.ts';
import {
  BLOCK,
  CORE,
  type Core,
  RECORD_KINDS,
  type RecordsPart,
  recordsFile,
  roomFor,
  type SubjectUse,
  termsFile,
  type UsesPart,
  usesFile,
} from './format.ts';
import type { ChangedDisclosure, Indexed } from './searched.ts';
import { byKindOf, type IndexMemo, type IndexStore, nowOf } from './site-index.ts';
import { changedNumbers, tokensOf } from './terms.ts';
import { type ChangedUse, changedNames, UsesBuilder } from './uses.ts';

/** Where an index stands. */
export interface StandingIndex extends IndexStore {
  read<T>(path: string): T;
}

/** Do all others keep their numbers, their records', and regions and years theirs? */
function keepsNumbers({ before, after }: ChangedDisclosure): boolean {
  const fixed = ['id', 'code', 'regionCode', 'regionName', 'year', 'withdrawn'] as const;
  return (
    fixed.every((key) => before.entry[key] === after.entry[key]) &&
    roomFor(byKindOf(before.records).flat().length) === roomFor(byKindOf(after.records).flat().length)
  );
}

/**
 * Writes what is another where some disclosures have changed: it is then what `writeIndex` would make it. Undefined, and
 * nothing written, where that is more than a part: others would have other numbers, or stand in other files.
 */
export function changeIndex(
  { terms, uses, names }: IndexMemo,
  changes: readonly ChangedDisclosure[],
  store: StandingIndex,
): IndexMemo | undefined {
  if (!changes.every(keepsNumbers)) return undefined;
  const core = store.read<Core>(CORE);
  const newTerms = changedTerms(terms, changes, core, store);
  const subjects = changedSubjects(changes);
  const newUses = changedBuckets<UsesPart[string]>(
    uses,
    subjects.keys(),
    (bucket) => store.read(usesFile(bucket)),
    (code, standing) => UsesBuilder.changed(standing, subjects.get(code) ?? []),
  );
  if (!newTerms || !newUses) return undefined;
  for (const [block, own] of Map.groupBy(changes, ({ number }) => Math.floor(number / BLOCK))) {
    const standing = [...store.read<RecordsPart>(recordsFile(block))];
    for (const { number, after } of own) standing[number % BLOCK] = byKindOf(after.records);
    store.write(recordsFile(block), JSON.stringify(standing));
  }
  for (const [bucket, text] of newTerms.texts) store.write(termsFile(bucket), text);
  for (const [bucket, text] of newUses.texts) store.write(usesFile(bucket), text);
  const counts = new Map(names);
  for (const [code, own] of subjects) counts.set(code, changedNames(counts.get(code) ?? [], own));
  const memo: IndexMemo = {
    terms: newTerms.buckets,
    uses: newUses.buckets,
    names: [...counts].filter(([, own]) => own.length > 0),
  };
  store.write(CORE, JSON.stringify(changedCore(core, changes, nowOf(memo, store))));
  return memo;
}

function changedTerms(
  terms: Buckets,
  changes: readonly ChangedDisclosure[],
  { disclosures: { counts } }: Core,
  store: StandingIndex,
) {
  const lost = new Map<string, number[]>();
  const won = new Map<string, number[]>();
  const note = (known: Map<string, number[]>, token: string, number: number): void => {
    const numbers = known.get(token);
    if (numbers) numbers.push(number);
    else known.set(token, [number]);
  };
  for (const { number, before, after } of changes) {
    const ahead = counts.project.slice(0, number).map((_, at) => {
      return RECORD_KINDS.reduce((sum, kind) => sum + (counts[kind][at] as number), 0);
    });
    const first = ahead.reduce((sum, records) => sum + roomFor(records), 0);
    const [standing, records] = [byKindOf(before.records).flat(), byKindOf(after.records).flat()];
    for (let index = 0; index < Math.max(standing.length, records.length); index++) {
      const [old, now] = [tokensOf(standing[index]), tokensOf(records[index])];
      for (const token of old) if (!now.has(token)) note(lost, token, first + index);
      for (const token of now) if (!old.has(token)) note(won, token, first + index);
    }
  }
  return changedBuckets<string>(
    terms,
    new Set([...lost.keys(), ...won.keys()]),
    (bucket) => store.read(termsFile(bucket)),
    (token, numbers = '') => changedNumbers(numbers, lost.get(token) ?? [], won.get(token) ?? []),
  );
}

/** By code: what some disclosures have of it otherwise than before. */
function changedSubjects(changes: readonly ChangedDisclosure[]): ReadonlyMap<string, readonly ChangedUse[]> {
  const changed = changes.flatMap(({ number, before, after }) => {
    const [old, now] = [usesByCode(before), usesByCode(after)];
    const codes = [...new Set([...old.keys(), ...now.keys()])];
    return codes
      .map((code) => ({ code, use: { number, before: old.get(code), after: now.get(code) } }))
      .filter(({ use }) => JSON.stringify(use.before) !== JSON.stringify(use.after));
  });
  const byCode = Map.groupBy(changed, ({ code }) => code);
  return new Map([...byCode].map(([code, own]) => [code, own.map(({ use }) => use)]));
}

function usesByCode({ records }: Indexed): ReadonlyMap<string, SubjectUse> {
  return new Map(records.subjects.map((use) => [use[0], use]));
}
