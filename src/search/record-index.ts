import type { CoreIndex } from './core-index.ts';
import { fold, grams } from './fold.ts';
import {
  amountToken,
  BLOCK,
  bucketOf,
  codeToken,
  decodeNumbers,
  RECORD_KINDS,
  type RecordKind,
  type RecordsPart,
  recordsFile,
  roomFor,
  type SiteRecord,
  type TermsPart,
  termsFile,
  type UsesPart,
  usesFile,
} from './format.ts';
import { type Filters, type Group, grouped, type Hit, type Load, mark } from './hit.ts';
import { amountKey, hasCode, hasText, type Word } from './query.ts';

/** Pairs of characters that one text is looked up by: more would load more and leave out hardly anything. */
const MOST_PAIRS = 4;
/** So many files of records are read to know exactly and to put the best first. */
const ALL_BLOCKS = 12;

interface Place {
  readonly number: number;
  readonly kind: RecordKind;
  /** Among the records of its kind. */
  readonly index: number;
}

/** Projects, key figures and units of all disclosures, read by parts. */
export class RecordIndex {
  readonly #core: CoreIndex;
  readonly #load: Load;
  /** Number of the first record of each disclosure, and at the end that of one more. */
  readonly #starts: readonly number[];

  constructor(core: CoreIndex, load: Load) {
    this.#core = core;
    this.#load = load;
    const { counts, name } = core.core.disclosures;
    const starts = [0];
    name.forEach((_, number) => {
      const own = RECORD_KINDS.reduce((sum, kind) => sum + (counts[kind][number] as number), 0);
      starts.push((starts[number] as number) + roomFor(own));
    });
    this.#starts = starts;
  }

  /** Records that have all words, at least one of them in their own text; the others may be their disclosure's. */
  async find(words: readonly Word[], filters: Filters, limit: number): Promise<readonly Group[]> {
    const having = await this.#having(words);
    const wide = words.length > 1;
    const ofDisclosure = words.map((word) =>
      wide
        ? this.#core.core.disclosures.name.map((_, number) => this.#core.disclosureHas(number, word))
        : undefined,
    );
    const candidates = new Map<RecordKind, { readonly record: number; readonly place: Place }[]>();
    for (const record of new Set(having.flatMap((set) => [...set]))) {
      const place = this.#placeOf(record);
      if (filters.kind !== undefined && filters.kind !== place.kind) continue;
      if (!this.#core.disclosurePasses(place.number, filters)) continue;
      if (!having.every((set, i) => set.has(record) || ofDisclosure[i]?.[place.number] === true)) continue;
      const list = candidates.get(place.kind) ?? [];
      if (list.length === 0) candidates.set(place.kind, list);
      list.push({ record, place });
    }
    const { year } = this.#core.core.disclosures;
    return Promise.all(
      [...candidates].map(([kind, list]) => {
        list.sort(
          (a, b) =>
            (year[b.place.number] as number) - (year[a.place.number] as number) || a.record - b.record,
        );
        return this.#group(
          kind,
          list.map(({ place }) => place),
          words,
          ofDisclosure,
          limit,
        );
      }),
    );
  }

  async #group(
    kind: RecordKind,
    places: readonly Place[],
    words: readonly Word[],
    ofDisclosure: readonly (readonly boolean[] | undefined)[],
    limit: number,
  ): Promise<Group> {
    const all = blocksOf(places).length <= ALL_BLOCKS;
    const found: { readonly place: Place; readonly record: SiteRecord }[] = [];
    let looked = 0;
    while (looked < places.length && (all || found.length < limit)) {
      const next = all ? places : places.slice(looked, looked + limit);
      looked += next.length;
      // The text decides: its pairs of characters may stand apart.
      for (const [place, record] of await this.#read(next)) {
        const fits = words.every((word, i) => has(record, word) || ofDisclosure[i]?.[place.number]);
        if (fits && words.some((word) => has(record, word))) found.push({ place, record });
      }
    }
    if (all) {
      const rank = ({ record: [text] }: (typeof found)[number]) =>
        words.some(({ texts }) => texts.includes(fold(text))) ? 0 : 1;
      // Stable: the order of before within a rank.
      found.sort((a, b) => rank(a) - rank(b));
    }
    const missed = looked - found.length;
    return {
      kind,
      total: looked === places.length ? found.length : places.length - missed,
      exact: looked === places.length,
      hits: found.slice(0, limit).map(({ place, record }) => this.#hit(place, record, words)),
    };
  }

  #hit({ number, kind }: Place, record: SiteRecord, words: readonly Word[]): Hit {
    const [text, anchor = '', amount = '', code = '', other = ''] = record;
    const about = [
      code && (kind === 'project' ? `项目编码 ${code}` : `代码 ${code}`),
      other && `原文印作 ${grouped(other)}`,
    ];
    return {
      kind,
      title: mark(text, words),
      href: `/${this.#core.path(number)}/${anchor === '' ? '' : `#${anchor}`}`,
      context: mark(about.filter(Boolean).join('　'), words),
      of: this.#core.of(number),
      ...(amount !== '' && { amount: grouped(amount) }),
    };
  }

  /** By word: the records whose own text, amount or code may have it. */
  async #having(words: readonly Word[]): Promise<readonly ReadonlySet<number>[]> {
    const buckets = this.#core.core.buckets.terms;
    const listOf = async (token: string): Promise<readonly number[]> => {
      const part = await this.#load<TermsPart>(`search/${termsFile(bucketOf(token, buckets))}`);
      return decodeNumbers(ownValue(part, token) ?? '');
    };
    const withText = async (text: string): Promise<readonly number[]> => {
      const lists = await Promise.all(pairsOf(text).map(listOf));
      lists.sort((a, b) => a.length - b.length);
      const [first = [], ...rest] = lists;
      const sets = rest.map((list) => new Set(list));
      return first.filter((record) => sets.every((set) => set.has(record)));
    };
    return Promise.all(
      words.map(async ({ texts, amount, code }) => {
        const lists = await Promise.all([
          ...texts.map(withText),
          ...(amount === undefined || amount === '0' ? [] : [listOf(amountToken(amount))]),
          ...(code === undefined ? [] : [listOf(codeToken(code))]),
        ]);
        return new Set(lists.flat());
      }),
    );
  }

  async #read(places: readonly Place[]): Promise<readonly (readonly [Place, SiteRecord])[]> {
    const blocks = new Map<number, RecordsPart>();
    await Promise.all(
      blocksOf(places).map(async (block) => {
        blocks.set(block, await this.#load<RecordsPart>(`search/${recordsFile(block)}`));
      }),
    );
    return places.flatMap((place) => {
      const block = blocks.get(Math.floor(place.number / BLOCK));
      const record = block?.[place.number % BLOCK]?.[RECORD_KINDS.indexOf(place.kind)]?.[place.index];
      return record ? [[place, record] as const] : [];
    });
  }

  #placeOf(record: number): Place {
    let low = 0;
    let high = this.#starts.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] as number) <= record) low = middle;
      else high = middle;
    }
    const { counts } = this.#core.core.disclosures;
    let index = record - (this.#starts[low] as number);
    for (const kind of RECORD_KINDS) {
      const count = counts[kind][low] as number;
      if (index < count) return { number: low, kind, index };
      index -= count;
    }
    throw new RangeError(`no such record: ${record}`);
  }

  /** The departments that have a 科目, in the order of the site, newest year first. */
  async uses(
    code: string,
    filters: Filters,
    limit: number,
  ): Promise<{ total: number; hits: readonly Hit[] }> {
    const { buckets, disclosures } = this.#core.core;
    const part = await this.#load<UsesPart>(`search/${usesFile(bucketOf(code, buckets.uses))}`);
    const uses = ownValue(part, code);
    if (!uses) return { total: 0, hits: [] };
    const amounts = uses.amounts.split(' ');
    const all = decodeNumbers(uses.in)
      .map((number, index) => ({ number, index }))
      .filter(({ number }) => this.#core.disclosurePasses(number, filters))
      .sort(
        (a, b) =>
          (disclosures.year[b.number] as number) - (disclosures.year[a.number] as number) ||
          a.number - b.number,
      );
    const hits = all.slice(0, limit).map(({ number, index }): Hit => {
      const anchor = (uses.anchors[uses.anchor?.[index] ?? 0] as string).replace('*', code);
      const { name, year, region } = this.#core.of(number);
      const amount = amounts[index] as string;
      return {
        kind: 'row',
        title: [[name, false]],
        href: `/${this.#core.path(number)}/#${anchor}`,
        context: [],
        of: { name: '', year, region },
        ...(amount !== '' && { amount: grouped(amount) }),
      };
    });
    return { total: all.length, hits };
  }
}

/** What a file says of a key, and not what every object has (Object.hasOwn is younger than Chromium 86). */
function ownValue<T>(part: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(part, key) ? part[key] : undefined;
}

/** Enough pairs of a text to find it by, spread over its length. */
function pairsOf(text: string): readonly string[] {
  const all = grams(text);
  if (all.length <= MOST_PAIRS) return all;
  const step = (all.length - 1) / (MOST_PAIRS - 1);
  return Array.from({ length: MOST_PAIRS }, (_, i) => all[Math.round(i * step)] as string);
}

function blocksOf(places: readonly Place[]): readonly number[] {
  return [...new Set(places.map(({ number }) => Math.floor(number / BLOCK)))];
}

function has([text, , amount = '', code = '', other = '']: SiteRecord, word: Word): boolean {
  return (
    hasText(word, fold(text)) ||
    (code !== '' && hasCode(word, fold(code))) ||
    (word.amount !== undefined &&
      word.amount !== '0' &&
      [amount, other].some((printed) => printed !== '' && amountKey(printed) === word.amount))
  );
}
