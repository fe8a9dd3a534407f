import { pinyin } from 'pinyin-pro';
import type { IndexContext } from '../view/index-pages.ts';
import { otherSites } from '../view/other-sites.ts';
import { HOME_CRUMB, viewPage } from '../view/page.ts';
import type { DisclosureEntry, PageView } from '../view/types.ts';
import { fold } from './fold.ts';
import type { DisclosureRecords } from './format.ts';
import { grouped } from './hit.ts';

/**
 * The index that needs no script: departments and projects under the initial of
 * their pinyin, 科目 under their 类. A list that fits is one page; a longer one
 * has a page for each letter.
 */
export interface AzPageView {
  readonly page: PageView;
  /** Said under the title. */
  readonly lead: string;
  /** To the other lists. */
  readonly lists: readonly AzLink[];
  /** To the letters of this list: on this page, or pages of their own. */
  readonly letters: readonly AzLink[];
  readonly groups: readonly AzGroup[];
}

export interface AzLink {
  readonly title: string;
  readonly href: string;
  readonly count: number;
  readonly current: boolean;
}

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

/** A page of more lines is no pleasure to read. */
const ON_ONE_PAGE = 400;
/** Departments named under one 科目. */
const NAMED = 12;

/** How long a list is, and where its pages are. Plain JSON. */
export interface AzListed {
  readonly count: number;
  readonly paths: readonly string[];
}

/** Of an earlier build: how its lists came out, and which of them would be the same now. */
export type AzBefore = Readonly<Record<AzListName, AzListed & { readonly same: boolean }>>;

export interface Az {
  readonly lists: Readonly<Record<AzListName, AzListed>>;
  /** Without those of lists that are the same as before. */
  readonly pages: readonly AzPageView[];
}

/** A disclosure as the lists name it; its records are asked for by some of them. */
export interface AzSource {
  readonly entry: DisclosureEntry;
  /** Codes of the 科目 among its records: of most disclosures nothing else of these is shown. */
  readonly codes: () => readonly string[];
  readonly records: () => DisclosureRecords;
}

const LISTS = {
  departments: { path: '/a-z/', title: '部门索引', lead: '各部门（单位）按名称的拼音排列。' },
  projects: {
    path: '/a-z/projects/',
    title: '项目索引',
    lead: '各部门的项目按名称的拼音排列，注明部门、年度和预算数。',
  },
  subjects: {
    path: '/a-z/subjects/',
    title: '科目索引',
    lead: `用到的支出科目按编码排列，注明有多少份公开文本列有它，并列出其中的前 ${NAMED} 份。`,
  },
} as const;

export type AzListName = keyof typeof LISTS;
export const AZ_LISTS: readonly AzListName[] = ['departments', 'projects', 'subjects'];

interface List {
  readonly path: string;
  readonly title: string;
  readonly lead: string;
  readonly count: number;
  /** Absent where the list is the same as before. */
  readonly groups?: readonly AzGroup[];
}

/** The lists of all disclosures, in the order given, and their pages. */
export function viewAz(context: IndexContext, sources: Iterable<AzSource>, before?: AzBefore): Az {
  const wanted = (name: AzListName): boolean => !before?.[name].same;
  const groups: Partial<Record<AzListName, readonly AzGroup[]>> = {
    ...(wanted('departments') && { departments: departmentGroups(context, sources) }),
    ...(wanted('projects') && { projects: projectGroups(sources) }),
    ...(wanted('subjects') && { subjects: subjectGroups(sources) }),
  };
  const lists = AZ_LISTS.map((name): List => {
    const own = groups[name];
    const count = own ? countOf(own) : (before?.[name].count ?? 0);
    return { ...LISTS[name], count, ...(own && { groups: own }) };
  });
  // Each page says how long the other lists are.
  if (before && AZ_LISTS.some((name, at) => lists[at]?.count !== before[name].count))
    return viewAz(context, sources);
  const pages = lists.map((list) => pagesOf(list, lists, context));
  const listed = AZ_LISTS.map((name, at): [AzListName, AzListed] => {
    const own = pages[at] ?? [];
    const paths = groups[name] ? own.map(({ page }) => page.path) : (before?.[name].paths ?? []);
    return [name, { count: lists[at]?.count ?? 0, paths }];
  });
  return { lists: Object.fromEntries(listed) as Az['lists'], pages: pages.flat() };
}

function departmentGroups(context: IndexContext, sources: Iterable<AzSource>): readonly AzGroup[] {
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

function projectGroups(sources: Iterable<AzSource>): readonly AzGroup[] {
  const items: AzItem[] = [];
  for (const { entry, records } of sources) {
    for (const [text, anchor = '', amount = ''] of records().records.project) {
      const note = [entry.name, `${entry.year}年`, amount && `${grouped(amount)} 万元`]
        .filter(Boolean)
        .join(' · ');
      items.push({ text, href: `${entry.href}#${anchor}`, note, links: [] });
    }
  }
  return byInitial(items);
}

function subjectGroups(sources: Iterable<AzSource>): readonly AzGroup[] {
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

function pagesOf(list: List, lists: readonly List[], context: IndexContext): readonly AzPageView[] {
  const { groups: all } = list;
  if (!all) return [];
  const whole = list.count <= ON_ONE_PAGE;
  const pathOf = ({ anchor }: AzGroup) => (whole ? `#${anchor}` : `${list.path}${anchor}/`);
  const letters = (current?: AzGroup) =>
    all.map((group) => ({
      title: group.anchor,
      href: pathOf(group),
      count: group.items.length,
      current: group === current,
    }));
  const view = (path: string, title: string, groups: readonly AzGroup[], current?: AzGroup): AzPageView => ({
    page: pageOf(context, list, path, title),
    lead: list.lead,
    lists: lists.map((other) => ({
      title: other.title,
      href: other.path,
      count: other.count,
      current: other === list,
    })),
    letters: letters(current),
    groups,
  });
  const first = view(list.path, list.title, whole ? all : []);
  if (whole) return [first];
  return [first, ...all.map((group) => view(pathOf(group), `${list.title}：${group.title}`, [group], group))];
}

function countOf(groups: readonly AzGroup[]): number {
  return groups.reduce((sum, { items }) => sum + items.length, 0);
}

function pageOf({ site, hosting }: IndexContext, list: List, path: string, title: string): PageView {
  const keywords = [title, ...site.keywords];
  return viewPage({
    site,
    hosting,
    path,
    title,
    description: list.lead,
    keywords,
    breadcrumbs: [
      HOME_CRUMB,
      { title: list.title, href: list.path },
      ...(path === list.path ? [] : [{ title, href: path }]),
    ],
    column: { name: title, description: list.lead, keywords },
  });
}

const OTHERS = '0-9';

/** Under A to Z, what begins with a digit after them; within a letter by pinyin. */
function byInitial(items: readonly AzItem[]): readonly AzGroup[] {
  const collator = new Intl.Collator('zh-CN', { numeric: true });
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
      items: own.sort((a, b) => collator.compare(a.text, b.text) || (a.note < b.note ? -1 : 1)),
    }));
}

/** A to Z by the first character's pinyin; `0-9` for a digit, and for a character of which no sound is known. */
export function initialOf(folded: string): string {
  const [first = ''] = pinyin(folded, { pattern: 'first', toneType: 'none', type: 'array' });
  const letter = first.charAt(0).toUpperCase();
  return /^[A-Z]$/.test(letter) ? letter : OTHERS;
}
