import { type Buckets, bucketsFor, bucketTexts } from './buckets.ts';
import { CoreBuilder, type CoreNow } from './core-builder.ts';
import {
  BLOCK,
  CORE,
  type DisclosureRecords,
  RECORD_KINDS,
  type RecordsPart,
  recordsFile,
  roomFor,
  termsFile,
  usesFile,
} from './format.ts';
import type { Searched } from './searched.ts';
import { TermsBuilder } from './terms.ts';
import { type NameCounts, subjectsOf, UsesBuilder } from './uses.ts';

/** Where the index is written. Paths are under /search/. */
export interface IndexStore {
  write(path: string, text: string): void;
  /** Sums up all files there but the core, in whose addresses it stands. */
  version(): string;
}

/** What an index does not say of itself, for `changeIndex`. Plain JSON. */
export interface IndexMemo {
  readonly terms: Buckets;
  readonly uses: Buckets;
  /** By the code of a 科目. */
  readonly names: readonly (readonly [code: string, counts: NameCounts])[];
}

/**
 * Writes the site's index while disclosures go by, in the order given; each is
 * forgotten as soon as its block of records is out. The same disclosures give
 * the same files; one changed disclosure changes few of them.
 */
export function writeIndex(searched: Searched, store: IndexStore): IndexMemo {
  const core = new CoreBuilder(searched);
  const terms = new TermsBuilder();
  const uses = new Map<string, UsesBuilder>();
  let block: RecordsPart[number][] = [];
  let blocks = 0;
  let first = 0;
  const endBlock = (): void => {
    store.write(recordsFile(blocks++), JSON.stringify(block));
    block = [];
  };
  for (const { entry, records: own } of searched.disclosures) {
    const number = core.add(entry, own);
    const byKind = byKindOf(own);
    const all = byKind.flat();
    for (const [index, record] of all.entries()) terms.add(first + index, record);
    first += roomFor(all.length);
    for (const use of own.subjects) {
      const [code] = use;
      const known = uses.get(code) ?? new UsesBuilder();
      uses.set(code, known);
      known.add(number, use);
    }
    block.push(byKind);
    if (block.length === BLOCK) endBlock();
  }
  if (block.length > 0) endBlock();

  const termTexts = terms.texts();
  const useTexts = new Map([...uses].map(([code, one]) => [code, JSON.stringify(one.part())]));
  const names = [...uses].map(([code, one]) => [code, one.names] as const);
  const memo: IndexMemo = { terms: bucketsFor(termTexts), uses: bucketsFor(useTexts), names };
  for (const [bucket, text] of bucketTexts(termTexts, memo.terms)) store.write(termsFile(bucket), text);
  for (const [bucket, text] of bucketTexts(useTexts, memo.uses)) store.write(usesFile(bucket), text);
  store.write(CORE, JSON.stringify(core.finish(nowOf(memo, store))));
  return memo;
}

export function nowOf({ terms, uses, names }: IndexMemo, store: IndexStore): CoreNow {
  return {
    version: store.version(),
    buckets: { terms: terms.count, uses: uses.count },
    subjects: subjectsOf(new Map(names)),
  };
}

export function byKindOf({ records }: DisclosureRecords): RecordsPart[number] {
  return RECORD_KINDS.map((kind) => records[kind]);
}
