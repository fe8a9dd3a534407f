import { pinyin } from 'pinyin-pro';
import type { IndexContext } from '../view/index-pages.ts';
import { otherSites } from '../view/other-sites.ts';
import type { DisclosureEntry } from '../view/types.ts';
import { fold } from './fold.ts';
import type { DisclosureRecords, SiteRecord } from './format.ts';
import { grouped } from './hit.ts';

export interface AzGroup {
  readonly anchor: string;
  readonly title: string;
  readonly items: readonly AzItem[];
}

export interface AzItem {
  readonly text: string;
  /** Without base; absent where only the links beside it lead somewhere. */
  readonly href?: string;
  readonly note: string;
  /** Without base; whole where they lead to another site. */
  readonly links: readonly { readonly text: string; readonly href: string }[];
}

/** A disclosure as the lists name it; its records are asked for by some of them. */
export interface AzSource {
  readonly entry: DisclosureEntry;
  /** Codes of the 科目 among its records: of most disclosures nothing else of these is shown. */
  readonly codes: () => readonly string[];
  readonly projects: () => readonly SiteRecord[];
  readonly records: () => DisclosureRecords;
}

/** Departments named under one 科目. */
export const NAMED = 12;

export function departmentGroups(context: IndexContext, sources: Iterable<AzSource>): readonly AzGroup[] {
  const departments = new Map<string, { entry: DisclosureEntry; years: DisclosureEntry[] }>();
  for (const { entry } of sources) {
    const key = `${entry.regionCode} ${entry.name}`;
    const known = departments.get(key);
    if (known) known.years.push(entry);
    else departments.set(key, { entry, years: [entry] });
  }
  const { above, below } = otherSites(context);
  const elsewhere = [...above, ...below].map(({ name, href, shown }): AzItem => {
    return { text: name, note: '在其他网站公开', links: [{ text: shown, href }] };
  });
  const items = [...departments.values()].map(({ entry, years }): AzItem => {
    const newest = years.sort((a, b) => b.year - a.year);
    const links = newest.map(({ year, scope, phase, href, withdrawn }) => ({
      text: `${year}年${scope}${phase}${withdrawn ? '（已撤下）' : ''}`,
      href,
    }));
    return { text: entry.name, note: entry.regionName, links };
  });
  return byInitial([...items, ...elsewhere]);
}

/** `letters`: under which it is wanted; all where absent. */
export function projectGroups(
  sources: Iterable<AzSource>,
  letters?: ReadonlySet<string>,
): readonly AzGroup[] {
  const items: AzItem[] = [];
  const letterOf = initials();
  for (const { entry, projects } of sources) {
    const own = letters ? projects().filter(([text]) => letters.has(letterOf(text))) : projects();
    for (const project of own) items.push(projectItem(entry, project));
  }
  return byInitial(items, letterOf);
}

/** The projects of one disclosure. */
export type OwnProjects = Pick<AzSource, 'entry' | 'projects'>;

/** Lines of one letter that are of disclosures that have changed. */
export interface LineChange {
  readonly was: readonly AzItem[];
  readonly now: readonly AzItem[];
}

/** How the list of projects comes to be another. */
export interface ProjectChanges {
  /** Ids of the disclosures that have changed. */
  readonly ids: ReadonlySet<string>;
  /** By letter, where any line is another. */
  readonly letters: ReadonlyMap<string, LineChange>;
}

/** In the order of ids. */
export function projectChanges(
  changes: readonly { readonly before: OwnProjects; readonly after: OwnProjects }[],
): ProjectChanges {
  const letterOf = initials();
  const linesOf = ({ entry, projects }: OwnProjects): readonly AzItem[] =>
    projects().map((project) => projectItem(entry, project));
  const byLetter = (lines: readonly AzItem[]) => Map.groupBy(lines, ({ text }) => letterOf(text));
  const was = byLetter(changes.flatMap(({ before }) => linesOf(before)));
  const now = byLetter(changes.flatMap(({ after }) => linesOf(after)));
  const letters = new Map<string, LineChange>();
  for (const letter of new Set([...was.keys(), ...now.keys()])) {
    const change = { was: was.get(letter) ?? [], now: now.get(letter) ?? [] };
    if (JSON.stringify(change.was) !== JSON.stringify(change.now)) letters.set(letter, change);
  }
  return { ids: new Set(changes.map(({ after }) => after.entry.id)), letters };
}

/** Finds lines of the list of projects again, of all `sources` but those of some ids. */
export class ProjectLines {
  readonly #sources: ReadonlyMap<string, OwnProjects>;
  /** Neighbours in the list are mostly of the same disclosures. */
  readonly #read = new Map<string, readonly SiteRecord[]>();

  constructor(sources: readonly OwnProjects[], but: ReadonlySet<string>) {
    this.#sources = new Map(
      sources.filter(({ entry }) => !but.has(entry.id)).map((source) => [source.entry.id, source]),
    );
  }

  /** Those that `links` lead to, addresses without the first slash; in no order. */
  at(links: Iterable<string>): readonly AzItem[] {
    const anchors = new Map<string, Set<string>>();
    for (const link of links) {
      const [id = '', anchor] = link.split('/#');
      if (anchor === undefined) continue;
      const own = anchors.get(id) ?? new Set();
      anchors.set(id, own.add(anchor));
    }
    return [...anchors].flatMap(([id, own]) => {
      const source = this.#sources.get(id);
      if (!source) return [];
      const projects = this.#projectsOf(id, source).filter(([, anchor = '']) => own.has(anchor));
      return projects.map((project) => projectItem(source.entry, project));
    });
  }

  #projectsOf(id: string, { projects }: OwnProjects): readonly SiteRecord[] {
    const known = this.#read.get(id) ?? projects();
    this.#read.set(id, known);
    return known;
  }
}

function projectItem(
  { name, year, href }: DisclosureEntry,
  project: SiteRecord,
): AzItem & { readonly href: string } {
  const [text, anchor = '', amount = ''] = project;
  const whose = `${name} · ${year}年`;
  const note = amount === '' ? whose : `${whose} · ${grouped(amount)} 万元`;
  return { text, href: `${href}#${anchor}`, note, links: NO_LINKS };
}

/** One for all: of lines there are many. */
const NO_LINKS: AzItem['links'] = [];

export function subjectGroups(sources: Iterable<AzSource>): readonly AzGroup[] {
  const known = new Map<string, { name: string; count: number; links: AzItem['links'][number][] }>();
  for (const { entry, codes, records } of sources) {
    const named = new Set<string>();
    for (const code of codes()) {
      const one = known.get(code) ?? { name: '', count: 0, links: [] };
      known.set(code, one);
      if (one.count++ < NAMED) named.add(code);
    }
    if (named.size === 0) continue;
    for (const [code, name, anchor, amount] of records().subjects) {
      const one = named.has(code) ? known.get(code) : undefined;
      if (!one) continue;
      one.name ||= name;
      const money = amount === '' ? '' : ` ${grouped(amount)} 万元`;
      one.links.push({ text: `${entry.name} ${entry.year}年${money}`, href: `${entry.href}#${anchor}` });
    }
  }
  const all = [...known].sort(([a], [b]) => (a < b ? -1 : 1));
  const groups = Map.groupBy(all, ([code]) => code.slice(0, 3));
  return [...groups].map(([top, own]) => ({
    anchor: top,
    title: `${top}　${known.get(top)?.name ?? ''}`.trim(),
    items: own.map(([code, { name, count, links }]) => ({
      text: `${code}　${name}`,
      note: `${count} 份`,
      links,
    })),
  }));
}

const OTHERS = '0-9';

/** The letter that a text stands under. */
function initials(): (text: string) => string {
  const byText = new Map<string, string>();
  const byHead = new Map<string, string>();
  return (text) => {
    const known = byText.get(text);
    if (known !== undefined) return known;
    // A character's sound depends on those after it: 重庆, 重点.
    const head = fold(text).slice(0, 3);
    const initial = byHead.get(head) ?? initialOf(head);
    byHead.set(head, initial);
    byText.set(text, initial);
    return initial;
  };
}

/** Under A to Z, what begins with a digit after them; within a letter by pinyin. */
function byInitial(items: readonly AzItem[], letterOf = initials()): readonly AzGroup[] {
  return [...Map.groupBy(items, ({ text }) => letterOf(text))]
    .sort(([a], [b]) => Number(a === OTHERS) - Number(b === OTHERS) || (a < b ? -1 : 1))
    .map(([letter, own]) => ({ anchor: letter, title: letter, items: own.sort(compareLines) }));
}

const { compare: byPinyin } = new Intl.Collator('zh-CN', { numeric: true });
const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By pinyin, then by what is noted, then by where they lead: no two lines of projects are equal. */
export function compareLines(a: AzItem, b: AzItem): number {
  return (
    // Many departments have projects of one name.
    (a.text !== b.text && (byPinyin(a.text, b.text) || byCode(a.text, b.text))) ||
    byCode(a.note, b.note) ||
    byCode(a.href ?? '', b.href ?? '')
  );
}

/** A to Z by the first character's pinyin; `0-9` for a digit, and for a character of which no sound is known. */
export function initialOf(folded: string): string {
  const [first = ''] = pinyin(folded, { pattern: 'first', toneType: 'none', type: 'array' });
  const letter = first.charAt(0).toUpperCase();
  return /^[A-Z]$/.test(letter) ? letter : OTHERS;
}
