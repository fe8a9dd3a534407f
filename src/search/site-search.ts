import { CoreIndex } from './core-index.ts';
import { CORE, type Core, OWN_INDEX } from './format.ts';
import { type Filters, type Group, type Hit, KINDS, type Kind, type Load } from './hit.ts';
import type { OwnIndex } from './own-format.ts';
import { OwnSearch } from './own-search.ts';
import { parseQuery, type Query, type Word } from './query.ts';
import { RecordIndex } from './record-index.ts';

export interface Results {
  readonly query: Query;
  /** In the order of `KINDS`, without the empty. */
  readonly groups: readonly Group[];
  readonly total: number;
  readonly exact: boolean;
}

/** Rows are looked for where the other words leave so few disclosures. */
const FEW = 3;

/**
 * Searches a site by its static files, in two steps: the site's index, and, for
 * rows, the index of a disclosure. `load` may be a browser's fetch or a disk.
 */
export class SiteSearch {
  readonly #load: Load;
  readonly #core: CoreIndex;
  readonly #records: RecordIndex;
  readonly #own = new Map<string, Promise<OwnSearch | undefined>>();

  private constructor(core: Core, load: Load) {
    this.#load = load;
    this.#core = new CoreIndex(core);
    this.#records = new RecordIndex(this.#core, load);
  }

  /** `load` gets the version that the other files' addresses carry, once it is known. */
  static async open(load: (path: string, version?: string) => Promise<unknown>): Promise<SiteSearch> {
    const core = (await load(`search/${CORE}`)) as Core;
    return new SiteSearch(
      core,
      remembered((path) => load(path, core.version)),
    );
  }

  /** At most `limit` hits of each kind. */
  async search(typed: string, filters: Filters, limit: number): Promise<Results> {
    const query = parseQuery(typed, this.#core.core.synonyms);
    const { words } = query;
    if (words.length === 0) return { query, groups: [], total: 0, exact: true };
    const whole = this.#core.find(words, filters);
    const groups = KINDS.map((kind): Group => {
      const entries = whole.filter((entry) => entry.kind === kind);
      const hits = entries.slice(0, limit).map((entry) => this.#core.hit(entry, words));
      return { kind, total: entries.length, exact: true, hits };
    });
    const records = await this.#records.find(words, filters, limit);
    groups.push(...records);
    const rows = await this.#rows(
      words,
      filters,
      new Set(records.flatMap(({ hits }) => hits.map(({ href }) => href))),
    );
    if (rows.length > 0)
      groups.push({ kind: 'row', total: rows.length, exact: true, hits: rows.slice(0, limit) });
    return results(query, groups, filters.kind);
  }

  /** Rows of one disclosure. */
  async searchWithin(id: string, typed: string, limit: number): Promise<Results & { readonly name: string }> {
    const query = parseQuery(typed, this.#core.core.synonyms);
    // An address may name anything, another host even: only what the site has is asked for.
    const isHere = this.#core.core.disclosures.name.some((_, number) => this.#core.path(number) === id);
    const own = isHere ? await this.#ownSearch(id) : undefined;
    const hits = own?.find(query.words) ?? [];
    const groups: Group[] =
      hits.length > 0 ? [{ kind: 'row', total: hits.length, exact: true, hits: hits.slice(0, limit) }] : [];
    return { ...results(query, groups), name: own ? `${own.name}${own.heading}` : '' };
  }

  /** The departments that have a 科目, and what it is called. */
  async subject(
    code: string,
    filters: Filters,
    limit: number,
  ): Promise<{ readonly name: string; readonly total: number; readonly hits: readonly Hit[] }> {
    const name = this.#core.core.subjects.find(([own]) => own === code)?.[1][0] ?? '';
    return { name, ...(await this.#records.uses(code, filters, limit)) };
  }

  /** Regions that a result may be narrowed to: code and name, in the order of codes. */
  get regions(): readonly (readonly [code: string, name: string])[] {
    return this.#core.core.regions
      .map(([code, name]) => [code, name] as const)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }

  /** 「山海关 46.29」: what the words besides department, region and year find among the rows of the few that fit. */
  async #rows(words: readonly Word[], filters: Filters, known: ReadonlySet<string>): Promise<readonly Hit[]> {
    if (words.length < 2 || (filters.kind !== undefined && filters.kind !== 'row')) return [];
    const numbers = this.#core.core.disclosures.name.map((_, number) => number);
    const standing = numbers.filter((number) => this.#core.disclosurePasses(number, filters));
    const asked = words.filter((word) => standing.some((number) => this.#core.disclosureHas(number, word)));
    const rest = words.filter((word) => !asked.includes(word));
    if (asked.length === 0 || rest.length === 0) return [];
    const few = standing.filter((number) => asked.every((word) => this.#core.disclosureHas(number, word)));
    if (few.length > FEW) return [];
    const found = await Promise.all(
      few.map(async (number) => {
        const own = await this.#ownSearch(this.#core.path(number));
        return (own?.find(rest) ?? []).map((hit): Hit => ({ ...hit, of: this.#core.of(number) }));
      }),
    );
    return found.flat().filter(({ href }) => !known.has(href));
  }

  #ownSearch(id: string): Promise<OwnSearch | undefined> {
    let own = this.#own.get(id);
    if (!own) {
      // A withdrawn disclosure, and one kept from an earlier build, may have none.
      own = this.#load<OwnIndex>(`${id}/${OWN_INDEX}`).then(
        (index) => new OwnSearch(index, id),
        () => undefined,
      );
      this.#own.set(id, own);
    }
    return own;
  }
}

function results(query: Query, groups: readonly Group[], kind?: Kind): Results {
  const shown = groups.filter((group) => group.total > 0 && (kind === undefined || group.kind === kind));
  return {
    query,
    groups: shown.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind)),
    total: shown.reduce((sum, { total }) => sum + total, 0),
    exact: shown.every(({ exact }) => exact),
  };
}

/** Each file is asked for once; one that failed may be asked for again. */
function remembered(load: (path: string) => Promise<unknown>): Load {
  const files = new Map<string, Promise<unknown>>();
  return <T>(path: string): Promise<T> => {
    let file = files.get(path);
    if (!file) {
      file = load(path).catch((error: unknown) => {
        files.delete(path);
        throw error;
      });
      files.set(path, file);
    }
    return file as Promise<T>;
  };
}
