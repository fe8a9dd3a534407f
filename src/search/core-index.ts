import MiniSearch, { type Query as MiniQuery } from 'minisearch';
import { fold, grams } from './fold.ts';
import type { Core } from './format.ts';
import type { Filters, Hit, Kind } from './hit.ts';
import { grouped, mark } from './hit.ts';
import { hasCode, hasText, type Word } from './query.ts';

type WholeKind = Extract<Kind, 'department' | 'subject' | 'term' | 'place'>;

/** One thing that is searched whole. Texts are folded, parted by line breaks. */
interface Entry {
  readonly id: number;
  readonly kind: WholeKind;
  /** Into its own list of the core. */
  readonly index: number;
  readonly name: string;
  /** Regions it stands in. */
  readonly place: string;
  readonly code: string;
  readonly year: string;
}

const WHOLE = (text: string): string[] => [text];
export const PAIRS = (text: string): string[] => text.split('\n').flatMap(grams);

/** What the core holds, ready to be asked: departments, 科目, terms, regions and years. */
export class CoreIndex {
  readonly core: Core;
  /** Folded, by disclosure. */
  readonly #names: readonly string[];
  /** Folded names of a region and those above it, by region. */
  readonly #places: readonly string[];
  /** Codes of a region and those above it, by region. */
  readonly #within: readonly ReadonlySet<string>[];
  readonly #entries: readonly Entry[];
  readonly #search: MiniSearch<Entry>;

  constructor(core: Core) {
    this.core = core;
    const { disclosures, regions, subjects, terms, years } = core;
    const chains = regions.map((_, index) => chainOf(core, index));
    this.#within = chains.map((chain) => new Set(chain.map(([code]) => code)));
    this.#places = chains.map((chain) => chain.map(([, name]) => fold(name)).join('\n'));
    this.#names = disclosures.name.map((name, number) =>
      [name, ...(disclosures.aliases[number] ?? [])].map(fold).join('\n'),
    );
    const entries: Entry[] = [];
    const add = (kind: WholeKind, index: number, fields: Partial<Entry>): void => {
      entries.push({ id: entries.length, kind, index, name: '', place: '', code: '', year: '', ...fields });
    };
    this.#names.forEach((name, index) => {
      add('department', index, {
        name,
        place: this.#places[disclosures.region[index] as number] as string,
        code: fold(disclosures.code[index] as string),
        year: String(disclosures.year[index]),
      });
    });
    subjects.forEach(([code, names], index) => {
      add('subject', index, { name: names.map(fold).join('\n'), code });
    });
    terms.forEach(([term, aliases], index) => {
      add('term', index, { name: [term, ...aliases].map(fold).join('\n') });
    });
    regions.forEach(([code, name], index) => {
      add('place', index, { name: fold(name), code });
    });
    years.forEach((year, index) => {
      add('place', regions.length + index, { year: String(year) });
    });
    this.#entries = entries;
    this.#search = new MiniSearch({
      fields: ['name', 'place', 'code', 'year'],
      storeFields: [],
      tokenize: (text, field) => (field === 'code' || field === 'year' ? WHOLE(text) : PAIRS(text)),
      processTerm: (term) => term || null,
    });
    this.#search.addAll(entries);
  }

  /** Entries that have all words, the best first. */
  find(words: readonly Word[], filters: Filters): readonly Entry[] {
    if (words.length === 0) return [];
    const results = this.#search.search(
      { combineWith: 'AND', queries: words.map(queryOf) },
      {
        boost: { name: 4, code: 2 },
        filter: ({ id }) => {
          const entry = this.#entries[id as number] as Entry;
          return words.every((word) => has(entry, word)) && this.#passes(entry, filters);
        },
      },
    );
    const whole = new Set(words.flatMap(({ texts, code }) => [...texts, ...(code ? [code] : [])]));
    const rank = ({ name, code }: Entry): number =>
      name.split('\n').some((one) => whole.has(one)) || whole.has(code) ? 0 : 1;
    const found = results.map(({ id, score }) => ({ entry: this.#entries[id as number] as Entry, score }));
    return found
      .sort(
        (a, b) =>
          rank(a.entry) - rank(b.entry) ||
          (a.entry.kind === 'subject' && b.entry.kind === 'subject'
            ? order(a.entry.code, b.entry.code)
            : 0) ||
          b.score - a.score ||
          Number(b.entry.year) - Number(a.entry.year) ||
          a.entry.id - b.entry.id,
      )
      .map(({ entry }) => entry);
  }

  /** Does a disclosure have a word by its name, region, year or code? */
  disclosureHas(number: number, word: Word): boolean {
    const { disclosures } = this.core;
    return (
      hasText(word, this.#names[number] as string) ||
      hasText(word, this.#places[disclosures.region[number] as number] as string) ||
      word.year === disclosures.year[number] ||
      hasCode(word, fold(disclosures.code[number] as string))
    );
  }

  disclosurePasses(number: number, { region, year }: Filters): boolean {
    const { disclosures } = this.core;
    return (
      (year === undefined || disclosures.year[number] === year) &&
      (region === undefined || this.#within[disclosures.region[number] as number]?.has(region) === true)
    );
  }

  #passes({ kind, index }: Entry, filters: Filters): boolean {
    // A 科目 or a term is of no region or year.
    return kind !== 'department' || this.disclosurePasses(index, filters);
  }

  path(number: number): string {
    const { path, region, year, code } = this.core.disclosures;
    return (
      path[number] ?? `${this.core.regions[region[number] as number]?.[0]}/${year[number]}/${code[number]}`
    );
  }

  of(number: number): NonNullable<Hit['of']> {
    const { name, year, region } = this.core.disclosures;
    return {
      name: name[number] as string,
      year: year[number] as number,
      region: this.core.regions[region[number] as number]?.[1] ?? '',
    };
  }

  hit({ kind, index }: Entry, words: readonly Word[]): Hit {
    const { disclosures, subjects, terms, regions, years } = this.core;
    switch (kind) {
      case 'department': {
        const { name, year, region } = this.of(index);
        const total = disclosures.total[index] as string;
        const gone = disclosures.withdrawn.includes(index) ? '（已撤下）' : '';
        const other = disclosures.aliases[index] ?? [];
        const also = other.length > 0 ? `，又名${other.join('、')}` : '';
        const about = `${region}　代码 ${disclosures.code[index]}`;
        return {
          kind,
          title: [...mark(name, words), [`　${year}年${disclosures.what[index]}${gone}`, false]],
          href: `/${this.path(index)}/`,
          context: mark(`${about}${also}`, words),
          ...(total !== '' && { amount: grouped(total), amountOf: '支出总计' }),
          ...(gone === '' && { within: this.path(index) }),
        };
      }
      case 'subject': {
        const [code, names, count] = subjects[index] as Core['subjects'][number];
        const [name = '', ...others] = names;
        const also = others.length > 0 ? `又作${others.join('、')}　` : '';
        return {
          kind,
          title: mark(`${code}　${name}`, words),
          href: `/search/?code=${code}`,
          context: mark(`${also}${count} 份公开文本有这个科目`, words),
        };
      }
      case 'term': {
        const [term, aliases, text, anchor] = terms[index] as Core['terms'][number];
        const also = aliases.length > 0 ? `又称${aliases.join('、')}。` : '';
        return {
          kind,
          title: mark(term, words),
          href: `/glossary/#${anchor}`,
          context: mark(`${also}${text}`, words),
        };
      }
      case 'place': {
        const region = regions[index];
        const year = years[index - regions.length];
        const [code, name] = region ?? [String(year), `${year}年`];
        return {
          kind,
          title: [...mark(name, words), ['各部门公开的预算', false]],
          href: `/${code}/`,
          context: region ? mark(`行政区划代码 ${code}`, words) : [],
        };
      }
    }
  }
}

function queryOf({ texts, code, year }: Word): MiniQuery {
  const queries: MiniQuery[] = texts.map((text) => ({
    queries: [text],
    tokenize: PAIRS,
    fields: ['name', 'place'],
    combineWith: 'AND',
  }));
  if (code !== undefined) queries.push({ queries: [code], tokenize: WHOLE, fields: ['code'], prefix: true });
  if (year !== undefined) queries.push({ queries: [String(year)], tokenize: WHOLE, fields: ['year'] });
  return { combineWith: 'OR', queries };
}

function has({ name, place, code, year }: Entry, word: Word): boolean {
  return (
    hasText(word, name) ||
    hasText(word, place) ||
    String(word.year) === year ||
    (code !== '' && hasCode(word, code))
  );
}

/** A region and those above it, from the inside out. */
function chainOf({ regions }: Core, index: number): Core['regions'] {
  const chain: Core['regions'][number][] = [];
  for (let region = regions[index]; region && !chain.includes(region); region = regions[region[2]])
    chain.push(region);
  return chain;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
