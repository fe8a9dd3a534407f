import type { Region } from '../model/disclosure.ts';
import type { DisclosureEntry, GlossaryView, KeyFigure } from '../view/types.ts';
import { fold } from './fold.ts';
import {
  amountToken,
  BLOCK,
  bucketOf,
  CORE,
  type Core,
  codeToken,
  type DisclosureRecords,
  Numbers,
  RECORD_KINDS,
  type RecordsPart,
  recordsFile,
  type SiteRecord,
  termsFile,
  usesFile,
} from './format.ts';
import { amountKey, type Synonyms } from './query.ts';

export interface Indexed {
  readonly entry: IndexedEntry;
  readonly records: DisclosureRecords;
}

/** What it says of a disclosure besides its records. */
export interface IndexedEntry
  extends Pick<
    DisclosureEntry,
    'id' | 'name' | 'code' | 'regionCode' | 'regionName' | 'year' | 'scope' | 'phase' | 'withdrawn'
  > {
  readonly keyFigures: readonly Pick<KeyFigure, 'concept'>[];
}

/** That part of an entry alone. */
export function indexedEntry(entry: DisclosureEntry): IndexedEntry {
  const { id, name, code, regionCode, regionName, year, scope, phase, withdrawn, keyFigures } = entry;
  return {
    ...{ id, name, code, regionCode, regionName, year, scope, phase, withdrawn },
    keyFigures: keyFigures.map(({ concept }) => (concept === undefined ? {} : { concept })),
  };
}

/** What the index is made of. */
export interface Searched {
  /** In the order in which they are numbered; gone through once. */
  readonly disclosures: Iterable<Indexed>;
  readonly regions: ReadonlyMap<string, Region>;
  readonly glossary: readonly GlossaryView[];
  readonly synonyms: Synonyms;
}

export interface IndexFile {
  /** Under /search/. */
  readonly path: string;
  readonly text: string;
}

/** Sums up all files but the core: its result stands in their addresses. */
export interface Fingerprint {
  update(text: string): unknown;
  digest(): string;
}

/** About so much in one file, before compression: what one query loads for each pair of characters. */
const BUCKET = 20_000;
const EXCERPT = 60;

/**
 * Writes the site's index while disclosures go by, in the order given; each is
 * forgotten as soon as its block of records is out. The same disclosures give
 * the same files; one changed disclosure changes few of them.
 */
export function* siteIndex(searched: Searched, fingerprint: Fingerprint): Generator<IndexFile> {
  const core = new CoreBuilder(searched);
  const terms = new TermsBuilder();
  const uses = new Map<string, UsesBuilder>();
  let block: RecordsPart[number][] = [];
  let blocks = 0;
  let records = 0;
  const sealed = (path: string, data: unknown): IndexFile => {
    const text = JSON.stringify(data);
    fingerprint.update(text);
    return { path, text };
  };

  for (const { entry, records: own } of searched.disclosures) {
    const number = core.add(entry, own);
    const byKind = RECORD_KINDS.map((kind) => own.records[kind]);
    for (const record of byKind.flat()) terms.add(records++, record);
    for (const [code, name, anchor, amount] of own.subjects) {
      const known = uses.get(code) ?? new UsesBuilder(code);
      uses.set(code, known);
      known.add(number, name, anchor, amount);
    }
    block.push(byKind);
    if (block.length === BLOCK) {
      yield sealed(recordsFile(blocks++), block);
      block = [];
    }
  }
  if (block.length > 0) yield sealed(recordsFile(blocks), block);

  const termTexts = terms.texts();
  const useTexts = new Map([...uses].map(([code, one]) => [code, JSON.stringify(one.part())]));
  const termBuckets = bucketsFor(termTexts);
  const useBuckets = bucketsFor(useTexts);
  for (const [bucket, text] of bucketTexts(termTexts, termBuckets)) {
    fingerprint.update(text);
    yield { path: termsFile(bucket), text };
  }
  for (const [bucket, text] of bucketTexts(useTexts, useBuckets)) {
    fingerprint.update(text);
    yield { path: usesFile(bucket), text };
  }
  const subjects = [...uses.values()]
    .map((one) => one.subject())
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  yield {
    path: CORE,
    text: JSON.stringify(
      core.finish(fingerprint.digest(), { terms: termBuckets, uses: useBuckets }, subjects),
    ),
  };
}

/** By what records are found, and which of them have it. */
class TermsBuilder {
  /** By two characters in one number: a million pairs would be a million short texts. */
  readonly #pairs = new Map<number, Numbers>();
  readonly #others = new Map<string, Numbers>();

  add(number: number, [text, , amount = '', code = '', other = '']: SiteRecord): void {
    const folded = fold(text);
    for (let i = 0; i + 2 <= folded.length; i++) {
      numbersOf(this.#pairs, (folded.charCodeAt(i) << 16) | folded.charCodeAt(i + 1)).add(number);
    }
    for (const printed of [amount, other]) {
      const key = printed === '' ? '0' : amountKey(printed);
      // Nobody looks for nothing.
      if (key !== '0') numbersOf(this.#others, amountToken(key)).add(number);
    }
    if (code !== '') numbersOf(this.#others, codeToken(fold(code))).add(number);
  }

  /** As JSON, by token. */
  texts(): ReadonlyMap<string, string> {
    const texts = new Map<string, string>();
    for (const [pair, numbers] of this.#pairs)
      texts.set(String.fromCharCode(pair >>> 16, pair & 0xffff), JSON.stringify(numbers.toString()));
    for (const [token, numbers] of this.#others) texts.set(token, JSON.stringify(numbers.toString()));
    return texts;
  }
}

function numbersOf<K>(map: Map<K, Numbers>, key: K): Numbers {
  const known = map.get(key);
  if (known) return known;
  const numbers = new Numbers();
  map.set(key, numbers);
  return numbers;
}

/** A power of two, so that a growing site seldom moves everything. */
function bucketsFor(texts: ReadonlyMap<string, string>): number {
  let size = 0;
  for (const [token, text] of texts) size += token.length + text.length + 6;
  let buckets = 1;
  while (size / buckets > BUCKET) buckets *= 2;
  return buckets;
}

/** Every bucket, the empty too: a query may ask for it. */
function* bucketTexts(texts: ReadonlyMap<string, string>, buckets: number): Generator<[number, string]> {
  const keys: string[][] = Array.from({ length: buckets }, () => []);
  for (const key of texts.keys()) keys[bucketOf(key, buckets)]?.push(key);
  for (const [bucket, own] of keys.entries()) {
    const lines = own.sort().map((key) => `${JSON.stringify(key)}:${texts.get(key)}`);
    yield [bucket, `{${lines.join(',')}}`];
  }
}

/** The disclosures that have one 科目. */
class UsesBuilder {
  readonly #code: string;
  readonly #in = new Numbers();
  readonly #amounts: string[] = [];
  readonly #anchors: string[] = [];
  readonly #anchor: number[] = [];
  readonly #names = new Map<string, number>();

  constructor(code: string) {
    this.#code = code;
  }

  add(number: number, name: string, anchor: string, amount: string): void {
    this.#in.add(number);
    this.#amounts.push(amount);
    const pattern = anchor.replace(this.#code, '*');
    let index = this.#anchors.indexOf(pattern);
    if (index < 0) index = this.#anchors.push(pattern) - 1;
    this.#anchor.push(index);
    this.#names.set(name, (this.#names.get(name) ?? 0) + 1);
  }

  part() {
    return {
      in: this.#in.toString(),
      amounts: this.#amounts.join(' '),
      anchors: this.#anchors,
      ...(this.#anchors.length > 1 && { anchor: this.#anchor }),
    };
  }

  subject(): Core['subjects'][number] {
    const names = [...this.#names].sort((a, b) => b[1] - a[1]).map(([name]) => name);
    return [this.#code, names, this.#amounts.length];
  }
}

class CoreBuilder {
  readonly #around: Omit<Searched, 'disclosures'>;
  readonly #regions: [string, string, number][] = [];
  readonly #regionAt = new Map<string, number>();
  readonly #years = new Set<number>();
  readonly #name: string[] = [];
  readonly #code: string[] = [];
  readonly #region: number[] = [];
  readonly #year: number[] = [];
  readonly #what: string[] = [];
  readonly #total: string[] = [];
  readonly #path: Record<number, string> = {};
  readonly #aliases: Record<number, readonly string[]> = {};
  readonly #withdrawn: number[] = [];
  readonly #counts = { project: [] as number[], figure: [] as number[], unit: [] as number[] };

  constructor(around: Omit<Searched, 'disclosures'>) {
    this.#around = around;
  }

  /** Returns the disclosure's number. */
  add(entry: IndexedEntry, { aliases, records }: DisclosureRecords): number {
    const number = this.#name.push(entry.name) - 1;
    this.#code.push(entry.code);
    this.#region.push(this.#regionOf(entry.regionCode, entry.regionName));
    this.#year.push(entry.year);
    this.#years.add(entry.year);
    this.#what.push(`${entry.scope}${entry.phase}`);
    this.#total.push(totalOf(records.figure, entry));
    if (entry.id !== `${entry.regionCode}/${entry.year}/${entry.code}`) this.#path[number] = entry.id;
    if (aliases.length > 0) this.#aliases[number] = aliases;
    if (entry.withdrawn) this.#withdrawn.push(number);
    for (const kind of RECORD_KINDS) this.#counts[kind].push(records[kind].length);
    return number;
  }

  finish(version: string, buckets: Core['buckets'], subjects: Core['subjects']): Core {
    return {
      version,
      buckets,
      regions: this.#regions,
      years: [...this.#years].sort((a, b) => b - a),
      disclosures: {
        name: this.#name,
        code: this.#code,
        region: this.#region,
        year: this.#year,
        what: this.#what,
        total: this.#total,
        path: this.#path,
        aliases: this.#aliases,
        withdrawn: this.#withdrawn,
        counts: this.#counts,
      },
      subjects,
      terms: this.#around.glossary.map(({ term, aliases, definition, anchor }) => [
        term,
        aliases,
        definition.length > EXCERPT ? `${definition.slice(0, EXCERPT)}……` : definition,
        anchor,
      ]),
      synonyms: this.#around.synonyms,
    };
  }

  /** With the regions above it, each once; a circle in the content ends where it closes. */
  #regionOf(code: string, name: string): number {
    const known = this.#regionAt.get(code);
    if (known !== undefined) return known;
    const index = this.#regions.push([code, this.#around.regions.get(code)?.name ?? name, -1]) - 1;
    this.#regionAt.set(code, index);
    const parent = this.#around.regions.get(code)?.parent;
    if (parent !== undefined)
      (this.#regions[index] as [string, string, number])[2] = this.#regionOf(parent, parent);
    return index;
  }
}

function totalOf(figures: readonly SiteRecord[], { keyFigures }: IndexedEntry): string {
  const at = keyFigures.findIndex(({ concept }) => concept === 'expenditure.total');
  return figures[at]?.[2] ?? '';
}
