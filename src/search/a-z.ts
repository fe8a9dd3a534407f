import type { IndexContext } from '../view/index-pages.ts';
import { HOME_CRUMB, viewPage } from '../view/page.ts';
import type { PageView } from '../view/types.ts';
import {
  type AzGroup,
  type AzItem,
  type AzSource,
  departmentGroups,
  NAMED,
  projectGroups,
  subjectGroups,
} from './az-lists.ts';
import { bucketOf } from './format.ts';

/**
 * The index that needs no script: departments and projects under the initial of
 * their pinyin, 科目 under their 类. A list that fits is one page; a longer one
 * has a page for each letter, and more of one where that is long.
 */
export interface AzPageView {
  readonly page: PageView;
  /** Said under the title. */
  readonly lead: string;
  /** To all lists. */
  readonly lists: readonly AzLink[];
  /** To the letters of this list: on this page, or pages of their own. */
  readonly letters: readonly AzLink[];
  /** To the pages of this letter, by what each begins with; none where it is on one. */
  readonly parts: readonly AzLink[];
  readonly groups: readonly AzGroup[];
}

export interface AzLink {
  readonly title: string;
  readonly href: string;
  /** Of the lines of a list: said where each begins, so that a line more is no other page everywhere. */
  readonly count?: number;
  readonly current: boolean;
}

/** A page of more lines is no pleasure to read. */
const ON_ONE_PAGE = 400;
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
  readonly groups: readonly AzGroup[] | undefined;
}

/** The lists of all disclosures, in the order given, and their pages. */
export function viewAz(context: IndexContext, sources: Iterable<AzSource>, before?: AzBefore): Az {
  const make: Readonly<Record<AzListName, () => readonly AzGroup[]>> = {
    departments: () => departmentGroups(context, sources),
    projects: () => projectGroups(sources),
    subjects: () => subjectGroups(sources),
  };
  const groups = new Map<AzListName, readonly AzGroup[]>();
  for (const name of AZ_LISTS) if (!before?.[name].same) groups.set(name, make[name]());
  const countIn = (name: AzListName): number => {
    const own = groups.get(name);
    return own ? countOf(own) : (before?.[name].count ?? 0);
  };
  // Where each list begins, it is said how long the others are.
  if (AZ_LISTS.some((name) => countIn(name) !== before?.[name].count))
    for (const name of AZ_LISTS) if (!groups.has(name)) groups.set(name, make[name]());
  const lists = AZ_LISTS.map((name): List => {
    return { ...LISTS[name], count: countIn(name), groups: groups.get(name) };
  });
  const pages = lists.map((list) => pagesOf(list, lists, context));
  const listed = AZ_LISTS.map((name, at): [AzListName, AzListed] => {
    const own = pages[at] ?? [];
    const paths = groups.has(name) ? own.map(({ page }) => page.path) : (before?.[name].paths ?? []);
    return [name, { count: countIn(name), paths }];
  });
  return { lists: Object.fromEntries(listed) as Az['lists'], pages: pages.flat() };
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
      current: group === current,
    }));
  const view = (
    page: { readonly path: string; readonly title: string },
    groups: readonly AzGroup[],
    parts: readonly AzLink[],
    current?: AzGroup,
  ): AzPageView => ({
    page: pageOf(context, list, page.path, page.title),
    lead: list.lead,
    lists: lists.map((other) => ({
      title: other.title,
      href: other.path,
      ...(page.path === list.path && { count: other.count }),
      current: other === list,
    })),
    letters: letters(current),
    parts,
    groups,
  });
  const first = view(list, whole ? all : [], []);
  if (whole) return [first];
  const ofGroup = (group: AzGroup): readonly AzPageView[] => {
    const title = `${list.title}：${group.title}`;
    const parts = cut(group.items);
    const links = parts.map((items, at): Omit<AzLink, 'current'> => {
      const href = at === 0 ? pathOf(group) : `${pathOf(group)}${at + 1}/`;
      return { title: shortened(items[0]?.text ?? ''), href };
    });
    return parts.map((items, at) => {
      const page = { path: links[at]?.href ?? '', title: at === 0 ? title : `${title}（第 ${at + 1} 页）` };
      const others = parts.length === 1 ? [] : links.map((link, n) => ({ ...link, current: n === at }));
      return view(page, [{ ...group, items }], others, group);
    });
  };
  return [first, ...all.flatMap(ofGroup)];
}

/** Lines that a page has at least where a letter has several, and one in how many ends such a page. */
const AT_LEAST = 150;
const ONE_IN = 128;

/**
 * The pages of a letter. Where a line leads tells whether a page ends with it, so that one line more or less is one on a
 * page or two, and all others are as they were.
 */
function cut(items: readonly AzItem[]): readonly (readonly AzItem[])[] {
  if (items.length <= ON_ONE_PAGE) return [items];
  const parts: AzItem[][] = [];
  let own: AzItem[] = [];
  for (const [at, item] of items.entries()) {
    own.push(item);
    if (own.length < AT_LEAST || items.length - at <= AT_LEAST) continue;
    const isEnd = bucketOf(item.href ?? item.text, ONE_IN) === 0;
    if (!isEnd && own.length < ON_ONE_PAGE) continue;
    parts.push(own);
    own = [];
  }
  return [...parts, own];
}

/** Characters of what a page begins with. */
const BEGINNING = 8;

function shortened(text: string): string {
  const characters = [...text];
  return characters.length > BEGINNING ? `${characters.slice(0, BEGINNING).join('')}…` : text;
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
