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

interface List {
  readonly path: string;
  readonly title: string;
  readonly lead: string;
  readonly groups: readonly AzGroup[];
}

/** Gathers the lists while disclosures go by, in the order given. */
export class AzBuilder {
  readonly #departments = new Map<string, { entry: DisclosureEntry; years: DisclosureEntry[] }>();
  readonly #projects: AzItem[] = [];
  readonly #subjects = new Map<string, { name: string; count: number; links: AzItem['links'][number][] }>();

  add(entry: DisclosureEntry, { records, subjects }: DisclosureRecords): void {
    const key = `${entry.regionCode} ${entry.name}`;
    const known = this.#departments.get(key);
    if (known) known.years.push(entry);
    else this.#departments.set(key, { entry, years: [entry] });
    for (const [text, anchor = '', amount = ''] of records.project) {
      const note = [entry.name, `${entry.year}年`, amount && `${grouped(amount)} 万元`]
        .filter(Boolean)
        .join(' · ');
      this.#projects.push({ text, href: `${entry.href}#${anchor}`, note, links: [] });
    }
    for (const [code, name, anchor, amount] of subjects) {
      const one = this.#subjects.get(code) ?? { name, count: 0, links: [] };
      this.#subjects.set(code, one);
      one.count++;
      if (one.links.length >= NAMED) continue;
      const money = amount === '' ? '' : ` ${grouped(amount)} 万元`;
      one.links.push({ text: `${entry.name} ${entry.year}年${money}`, href: `${entry.href}#${anchor}` });
    }
  }

  finish(context: IndexContext): readonly AzPageView[] {
    const lists = [this.#departmentList(context), this.#projectList(), this.#subjectList()];
    return lists.flatMap((list) => pagesOf(list, lists, context));
  }

  #departmentList(context: IndexContext): List {
    const { above, below } = otherSites(context);
    const elsewhere = [...above, ...below].map(({ name, href, shown }): AzItem => {
      return { text: name, note: '在其他网站公开', links: [{ text: shown, href }] };
    });
    const items = [...this.#departments.values()].map(({ entry, years }): AzItem => {
      const newest = years.sort((a, b) => b.year - a.year);
      const links = newest.map(({ year, scope, phase, href, withdrawn }) => ({
        text: `${year}年${scope}${phase}${withdrawn ? '（已撤下）' : ''}`,
        href,
      }));
      return { text: entry.name, note: entry.regionName, links };
    });
    return {
      path: '/a-z/',
      title: '部门索引',
      lead: '各部门（单位）按名称的拼音排列。',
      groups: byInitial([...items, ...elsewhere]),
    };
  }

  #projectList(): List {
    return {
      path: '/a-z/projects/',
      title: '项目索引',
      lead: '各部门的项目按名称的拼音排列，注明部门、年度和预算数。',
      groups: byInitial(this.#projects),
    };
  }

  #subjectList(): List {
    const all = [...this.#subjects].sort(([a], [b]) => (a < b ? -1 : 1));
    const groups = Map.groupBy(all, ([code]) => code.slice(0, 3));
    return {
      path: '/a-z/subjects/',
      title: '科目索引',
      lead: `用到的支出科目按编码排列，注明有多少份公开文本列有它，并列出其中的前 ${NAMED} 份。`,
      groups: [...groups].map(([top, own]) => ({
        anchor: top,
        title: `${top}　${this.#subjects.get(top)?.name ?? ''}`.trim(),
        items: own.map(([code, { name, count, links }]) => ({
          text: `${code}　${name}`,
          note: `${count} 份`,
          links,
        })),
      })),
    };
  }
}

function pagesOf(list: List, lists: readonly List[], context: IndexContext): readonly AzPageView[] {
  const count = countOf(list);
  const whole = count <= ON_ONE_PAGE;
  const pathOf = ({ anchor }: AzGroup) => (whole ? `#${anchor}` : `${list.path}${anchor}/`);
  const letters = (current?: AzGroup) =>
    list.groups.map((group) => ({
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
      count: countOf(other),
      current: other === list,
    })),
    letters: letters(current),
    groups,
  });
  const first = view(list.path, list.title, whole ? list.groups : []);
  if (whole) return [first];
  return [
    first,
    ...list.groups.map((group) => view(pathOf(group), `${list.title}：${group.title}`, [group], group)),
  ];
}

function countOf({ groups }: List): number {
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
