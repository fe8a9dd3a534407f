import type { IndexContext } from '../view/index-pages.ts';
import { HOME_CRUMB, MOST_LINES, viewPage } from '../view/page.ts';
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
  /** To the pages of this letter, by what each begins with; on the first of them, none where there is no other. */
  readonly parts: readonly AzLink[];
  /** To the pages of this letter before and after this one. */
  readonly previous?: AzLink | undefined;
  readonly next?: AzLink | undefined;
  readonly groups: readonly AzGroup[];
}

export interface AzLink {
  readonly title: string;
  readonly href: string;
  /** Of the lines of a list: said where each begins, so that a line more is no other page everywhere. */
  readonly count?: number;
  readonly current: boolean;
}

/** What stands under one letter, or one 类. Plain JSON. */
interface Letter {
  readonly anchor: string;
  readonly title: string;
  /** Lines. */
  readonly count: number;
  /** How many pages it has where its list is too long for one. */
  readonly pages: number;
}

/** What a list came to. Plain JSON. */
export interface AzListed {
  readonly letters: readonly Letter[];
}

/**
 * Of an earlier build: how its lists came out, and the letters under which something may be another now. None where a list
 * is the same; undefined where any may be touched.
 */
export type AzBefore = Readonly<
  Record<AzListName, AzListed & { readonly touched: ReadonlySet<string> | undefined }>
>;

export interface Az {
  readonly lists: Readonly<Record<AzListName, AzListed>>;
  /** Without those that are the same as before. */
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
  readonly letters: readonly MadeLetter[];
}

interface MadeLetter extends Letter {
  /** Its lines, page by page; absent where they are the same as before. */
  readonly parts?: readonly (readonly AzItem[])[];
}

/** Addresses of a list's pages, but of those under `some` letters. */
export function azPaths(
  name: AzListName,
  listed: AzListed,
  some: ReadonlySet<string> = new Set(),
): readonly string[] {
  const { path } = LISTS[name];
  const letters = listed.letters.filter(({ anchor }) => !some.has(anchor));
  return isWhole(listed) ? [path] : [path, ...letters.flatMap((letter) => pathsOf(path, letter))];
}

/** The lists of all disclosures, in the order given, and their pages. */
export function viewAz(context: IndexContext, sources: Iterable<AzSource>, before?: AzBefore): Az {
  const groupsOf = (name: AzListName, letters?: ReadonlySet<string>): readonly AzGroup[] => {
    if (name === 'departments') return departmentGroups(context, sources);
    return name === 'projects' ? projectGroups(sources, letters) : subjectGroups(sources);
  };
  const all = (name: AzListName): List => ({ ...LISTS[name], letters: groupsOf(name).map(letterOf) });
  const listOf = (name: AzListName): List => {
    const { letters = [], touched } = before?.[name] ?? {};
    if (touched?.size === 0) return { ...LISTS[name], letters };
    if (!touched || isWhole({ letters })) return all(name);
    const own = new Map(groupsOf(name, touched).map((group) => [group.anchor, letterOf(group)]));
    const list = { ...LISTS[name], letters: letters.map((letter) => own.get(letter.anchor) ?? letter) };
    // Every page says which letters there are.
    const known = letters.filter(({ anchor }) => touched.has(anchor));
    const isSame = known.length === own.size && known.every(({ anchor }) => own.has(anchor));
    return isSame ? list : all(name);
  };
  const lists = new Map(AZ_LISTS.map((name) => [name, listOf(name)]));
  // Where each list begins, it is said how long the others are.
  if ([...lists].some(([name, list]) => countOf(list) !== countOf(before?.[name] ?? NOTHING)))
    for (const [name, list] of lists)
      if (isWhole(list) && !list.letters.every(({ parts }) => parts)) lists.set(name, all(name));
  const pages = [...lists.values()].flatMap((list) => pagesOf(list, [...lists.values()], context));
  const listed = [...lists].map(([name, { letters }]): [AzListName, AzListed] => {
    return [name, { letters: letters.map(({ parts: _, ...letter }) => letter) }];
  });
  return { lists: Object.fromEntries(listed) as Az['lists'], pages };
}

const NOTHING: AzListed = { letters: [] };

function letterOf({ anchor, title, items }: AzGroup): MadeLetter {
  const parts = cut(items);
  return { anchor, title, count: items.length, pages: parts.length, parts };
}

function countOf({ letters }: AzListed): number {
  return letters.reduce((sum, { count }) => sum + count, 0);
}

/** Is it short enough for one page? */
function isWhole(list: AzListed): boolean {
  return countOf(list) <= MOST_LINES;
}

/** Of the pages of a letter, in a list that is too long for one. */
function pathsOf(path: string, { anchor, pages }: Letter): readonly string[] {
  return Array.from({ length: pages }, (_, at) => `${path}${anchor}/${at === 0 ? '' : `${at + 1}/`}`);
}

/** Those that may be others than before. */
function pagesOf(list: List, lists: readonly List[], context: IndexContext): readonly AzPageView[] {
  const whole = isWhole(list);
  const view = (
    page: { readonly path: string; readonly title: string },
    groups: readonly AzGroup[],
    current?: Letter,
    among: Partial<Pick<AzPageView, 'parts' | 'previous' | 'next'>> = {},
  ): AzPageView => ({
    page: pageOf(context, list, page.path, page.title),
    lead: list.lead,
    lists: lists.map((other) => ({
      title: other.title,
      href: other.path,
      ...(page.path === list.path && { count: countOf(other) }),
      current: other === list,
    })),
    letters: list.letters.map((letter) => ({
      title: letter.anchor,
      href: whole ? `#${letter.anchor}` : `${list.path}${letter.anchor}/`,
      current: letter === current,
    })),
    parts: [],
    ...among,
    groups,
  });
  if (whole) {
    const groups = list.letters.flatMap(({ anchor, title, parts }) =>
      parts ? [{ anchor, title, items: parts.flat() }] : [],
    );
    return groups.length === list.letters.length ? [view(list, groups)] : [];
  }
  const ofLetter = (letter: MadeLetter): readonly AzPageView[] => {
    const { anchor, title, parts = [] } = letter;
    const links = pathsOf(list.path, letter).map((href, at) => ({
      title: `${at + 1}　${shortened(parts[at]?.[0]?.text ?? '')}`,
      href,
      current: false,
    }));
    return parts.map((items, at) => {
      const page = {
        path: links[at]?.href ?? '',
        title: `${list.title}：${title}${at === 0 ? '' : `（第 ${at + 1} 页）`}`,
      };
      return view(page, [{ anchor, title, items }], letter, {
        ...(at === 0 &&
          parts.length > 1 && { parts: links.with(0, { ...(links[0] as AzLink), current: true }) }),
        previous: links[at - 1],
        next: links[at + 1],
      });
    });
  };
  return [view(list, []), ...list.letters.flatMap(ofLetter)];
}

/** Lines that a page has at least where a letter has several, and one in how many ends such a page. */
const AT_LEAST = 150;
const ONE_IN = 128;

/**
 * The pages of a letter. Where a line leads tells whether a page ends with it, so that one line more or less is one on a
 * page or two, and all others are as they were.
 */
function cut(items: readonly AzItem[]): readonly (readonly AzItem[])[] {
  if (items.length <= MOST_LINES) return [items];
  const parts: AzItem[][] = [];
  let own: AzItem[] = [];
  for (const [at, item] of items.entries()) {
    own.push(item);
    if (own.length < AT_LEAST || items.length - at <= AT_LEAST) continue;
    const isEnd = bucketOf(item.href ?? item.text, ONE_IN) === 0;
    if (!isEnd && own.length < MOST_LINES) continue;
    parts.push(own);
    own = [];
  }
  return [...parts, own];
}

/** Characters of what a page begins with. */
const BEGINNING = 16;

function shortened(text: string): string {
  const characters = [...text];
  return characters.length > BEGINNING ? `${characters.slice(0, BEGINNING).join('')}…` : text;
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
