import type { IndexContext } from '../view/index-pages.ts';
import { HOME_CRUMB, MOST_LINES, viewPage } from '../view/page.ts';
import type { PageView } from '../view/types.ts';
import { type AzPart, cut, cutAgain, partOf } from './az-cut.ts';
import {
  type AzGroup,
  type AzItem,
  type AzSource,
  departmentGroups,
  NAMED,
  type ProjectChanges,
  ProjectLines,
  projectGroups,
  subjectGroups,
} from './az-lists.ts';

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
  /** Its pages, where its list is too long for one. */
  readonly parts: readonly AzPart[];
}

/** What a list came to. Plain JSON. */
export interface AzListed {
  readonly letters: readonly Letter[];
}

/** What is known of the lists of an earlier build. */
export interface AzBefore {
  readonly lists: Readonly<Record<AzListName, AzListed & { readonly isSame: boolean }>>;
  /** How the projects are others, and where the lines of an earlier page led, without the first slash. */
  readonly projects?:
    | (ProjectChanges & { readonly linkedOn: (path: string) => readonly string[] })
    | undefined;
}

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
  /** Lines of its pages by number from 0, but of those that are the same as before. */
  readonly made?: ReadonlyMap<number, readonly AzItem[]>;
}

/** Addresses of a list's pages. */
export function azPaths(name: AzListName, listed: AzListed): readonly string[] {
  const { path } = LISTS[name];
  return isWhole(listed) ? [path] : [path, ...listed.letters.flatMap((letter) => pathsOf(path, letter))];
}

/** The lists of all disclosures, in the order given, and their pages. */
export function viewAz(context: IndexContext, sources: readonly AzSource[], before?: AzBefore): Az {
  const groupsOf = (name: AzListName, letters?: ReadonlySet<string>): readonly AzGroup[] => {
    if (name === 'departments') return departmentGroups(context, sources);
    return name === 'projects' ? projectGroups(sources, letters) : subjectGroups(sources);
  };
  const all = (name: AzListName): List => ({ ...LISTS[name], letters: groupsOf(name).map(letterOf) });
  const listOf = (name: AzListName): List => {
    const { letters = [], isSame = false } = before?.lists[name] ?? {};
    if (isSame) return { ...LISTS[name], letters };
    const changes = name === 'projects' ? before?.projects : undefined;
    if (!changes || isWhole({ letters })) return all(name);
    const own = changedLetters(letters, changes, sources);
    const anew = new Set([...changes.letters.keys()].filter((letter) => !own.has(letter)));
    if (anew.size > 0) for (const group of groupsOf(name, anew)) own.set(group.anchor, letterOf(group));
    // Every page says which letters there are.
    const known = letters.filter(({ anchor }) => changes.letters.has(anchor));
    const areSame = known.length === own.size && known.every(({ anchor }) => own.has(anchor));
    if (!areSame) return all(name);
    return { ...LISTS[name], letters: letters.map((letter) => own.get(letter.anchor) ?? letter) };
  };
  const lists = new Map(AZ_LISTS.map((name) => [name, listOf(name)]));
  // Where each list begins, it is said how long the others are.
  if ([...lists].some(([name, list]) => countOf(list) !== countOf(before?.lists[name] ?? NOTHING)))
    for (const [name, list] of lists)
      if (isWhole(list) && !list.letters.every(isMade)) lists.set(name, all(name));
  const pages = [...lists.values()].flatMap((list) => pagesOf(list, [...lists.values()], context));
  const listed = [...lists].map(([name, { letters }]): [AzListName, AzListed] => {
    return [name, { letters: letters.map(({ made: _, ...letter }) => letter) }];
  });
  return { lists: Object.fromEntries(listed) as Az['lists'], pages };
}

/** Letters of which only the pages are made that are others now: those where no line moves from page to page. */
function changedLetters(
  letters: readonly Letter[],
  { ids, letters: changes, linkedOn }: NonNullable<AzBefore['projects']>,
  sources: readonly AzSource[],
): Map<string, MadeLetter> {
  const others = new ProjectLines(sources, ids);
  const own = new Map<string, MadeLetter>();
  for (const letter of letters) {
    const change = changes.get(letter.anchor);
    if (!change) continue;
    const paths = pathsOf(LISTS.projects.path, letter);
    const made = cutAgain(letter.parts, change, (at) => others.at(linkedOn(paths[at] as string)));
    if (!made) continue;
    const parts = letter.parts.map((part, at) => (made.has(at) ? partOf(made.get(at) ?? []) : part));
    const count = letter.count + change.now.length - change.was.length;
    own.set(letter.anchor, { ...letter, count, parts, made });
  }
  return own;
}

const NOTHING: AzListed = { letters: [] };
const NO_PAGES: ReadonlyMap<number, readonly AzItem[]> = new Map();

function letterOf({ anchor, title, items }: AzGroup): MadeLetter {
  const pages = cut(items);
  return { anchor, title, count: items.length, parts: pages.map(partOf), made: new Map(pages.entries()) };
}

/** Are all its lines known? */
function isMade({ parts, made }: MadeLetter): boolean {
  return made?.size === parts.length;
}

function countOf({ letters }: AzListed): number {
  return letters.reduce((sum, { count }) => sum + count, 0);
}

/** Is it short enough for one page? */
function isWhole(list: AzListed): boolean {
  return countOf(list) <= MOST_LINES;
}

/** Of the pages of a letter, in a list that is too long for one. */
function pathsOf(path: string, { anchor, parts }: Letter): readonly string[] {
  return parts.map((_, at) => `${path}${anchor}/${at === 0 ? '' : `${at + 1}/`}`);
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
    if (!list.letters.every(isMade)) return [];
    const groups = list.letters.map(({ anchor, title, made = NO_PAGES }) => {
      return { anchor, title, items: [...made.values()].flat() };
    });
    return [view(list, groups)];
  }
  const ofLetter = (letter: MadeLetter): readonly AzPageView[] => {
    const { anchor, title, parts, made = NO_PAGES } = letter;
    const links = pathsOf(list.path, letter).map((href, at) => ({
      title: `${at + 1}　${shortened(parts[at]?.first.text ?? '')}`,
      href,
      current: false,
    }));
    return [...made].map(([at, items]) => {
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
