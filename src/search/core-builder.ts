import { type Core, type DisclosureRecords, RECORD_KINDS, type SiteRecord } from './format.ts';
import type { ChangedDisclosure, IndexedEntry, Searched } from './searched.ts';

const EXCERPT = 60;

/** What is known when all other files are written. */
export type CoreNow = Pick<Core, 'version' | 'buckets' | 'subjects'>;

/** core.json, as disclosures go by. */
export class CoreBuilder {
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
    this.#what.push(whatOf(entry));
    this.#total.push(totalOf(records.figure, entry));
    if (entry.id !== `${entry.regionCode}/${entry.year}/${entry.code}`) this.#path[number] = entry.id;
    if (aliases.length > 0) this.#aliases[number] = aliases;
    if (entry.withdrawn) this.#withdrawn.push(number);
    for (const kind of RECORD_KINDS) this.#counts[kind].push(records[kind].length);
    return number;
  }

  finish({ version, buckets, subjects }: CoreNow): Core {
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

function whatOf({ scope, phase }: IndexedEntry): string {
  return `${scope}${phase}`;
}

/** A core in which some disclosures have changed that keep all numbers. */
export function changedCore(core: Core, changes: readonly ChangedDisclosure[], now: CoreNow): Core {
  const { disclosures } = core;
  const [name, what, total] = [[...disclosures.name], [...disclosures.what], [...disclosures.total]];
  const aliases: Record<number, readonly string[]> = { ...disclosures.aliases };
  const { project, figure, unit } = disclosures.counts;
  const counts = { project: [...project], figure: [...figure], unit: [...unit] };
  for (const { number, after } of changes) {
    const { entry, records } = after;
    name[number] = entry.name;
    what[number] = whatOf(entry);
    total[number] = totalOf(records.records.figure, entry);
    for (const kind of RECORD_KINDS) counts[kind][number] = records.records[kind].length;
    if (records.aliases.length > 0) aliases[number] = records.aliases;
    else delete aliases[number];
  }
  return { ...core, ...now, disclosures: { ...disclosures, name, what, total, aliases, counts } };
}
