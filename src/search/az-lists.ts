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

export function projectGroups(sources: Iterable<AzSource>): readonly AzGroup[] {
  const items: AzItem[] = [];
  for (const { entry, projects } of sources) {
    const whose = `${entry.name} · ${entry.year}年`;
    for (const [text, anchor = '', amount = ''] of projects()) {
      const note = amount === '' ? whose : `${whose} · ${grouped(amount)} 万元`;
      items.push({ text, href: `${entry.href}#${anchor}`, note, links: [] });
    }
  }
  return byInitial(items);
}

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

/** Under A to Z, what begins with a digit after them; within a letter by pinyin. */
function byInitial(items: readonly AzItem[]): readonly AzGroup[] {
  const collator = new Intl.Collator('zh-CN', { numeric: true });
  // Many departments have projects of one name.
  const compare = (a: string, b: string): number => (a === b ? 0 : collator.compare(a, b));
  const known = new Map<string, string>();
  const groups = Map.groupBy(items, ({ text }) => {
    // A character's sound depends on those after it: 重庆, 重点.
    const head = fold(text).slice(0, 3);
    const initial = known.get(head) ?? initialOf(head);
    known.set(head, initial);
    return initial;
  });
  return [...groups]
    .sort(([a], [b]) => Number(a === OTHERS) - Number(b === OTHERS) || (a < b ? -1 : 1))
    .map(([letter, own]) => ({
      anchor: letter,
      title: letter,
      items: own.sort((a, b) => compare(a.text, b.text) || (a.note < b.note ? -1 : 1)),
    }));
}

/** A to Z by the first character's pinyin; `0-9` for a digit, and for a character of which no sound is known. */
export function initialOf(folded: string): string {
  const [first = ''] = pinyin(folded, { pattern: 'first', toneType: 'none', type: 'array' });
  const letter = first.charAt(0).toUpperCase();
  return /^[A-Z]$/.test(letter) ? letter : OTHERS;
}
