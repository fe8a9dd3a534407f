import { type IndexContext, sortEntries } from './index-pages.ts';
import { HOME_CRUMB, MOST_LINES, viewPage } from './page.ts';
import type { DisclosureEntry, PageView } from './types.ts';

/** Who has published, and how each stands. What is expected and missing nobody here can know. */
export interface BoardView {
  /** 「5 份公开文本：3 份通过；2 份不符均已说明。」 */
  readonly summary: string;
  /** None where they are too many for one page. */
  readonly groups: readonly BoardGroup[];
  /** How many stand how by region and year, where each of these has a page of its own. */
  readonly parts?: BoardParts;
}

/** Of one region and year. */
export interface BoardGroup {
  readonly title: string;
  readonly href: string;
  readonly lines: readonly BoardLine[];
}

export interface BoardLine {
  readonly name: string;
  readonly href: string;
  readonly result: { readonly text: string; readonly href: string; readonly ok: boolean };
  readonly compared: number;
  readonly failed: number;
  readonly acknowledged: number;
  readonly notices: number;
  readonly couldNotRun: number;
}

export interface BoardParts {
  /** Those that occur. */
  readonly results: readonly Result[];
  readonly lines: readonly {
    readonly title: string;
    readonly href: string;
    readonly count: number;
    /** One for each result. */
    readonly counts: readonly number[];
  }[];
}

/** The page of one region and year. */
export interface BoardPageView {
  readonly page: PageView;
  readonly board: BoardView;
}

export interface Boards {
  readonly whole: BoardView;
  /** None where one page has room for all. */
  readonly pages: readonly BoardPageView[];
}

/** Where the checks of the whole site stand. */
export const CHECKS_PATH = '/checks/';
export const CHECKS_TITLE = '勾稽校验';

/** How the disclosures stand that are not withdrawn: on one page, or by region and year. */
export function viewBoards(context: IndexContext): Boards {
  const standing = sortEntries(context.entries).filter((entry) => !entry.withdrawn);
  const groups = Map.groupBy(standing, ({ regionCode, year }) => `${regionCode}/${year}/`);
  const own = [...groups].sort(
    ([, [a]], [, [b]]) => Number(a?.regionCode) - Number(b?.regionCode) || (b?.year ?? 0) - (a?.year ?? 0),
  );
  const titleOf = ([first]: readonly DisclosureEntry[]): string => {
    const { regionCode, regionName, year } = first as DisclosureEntry;
    return `${context.regions.get(regionCode)?.name ?? regionName}${year}年`;
  };
  const groupOf = (at: string, entries: readonly DisclosureEntry[]): BoardGroup => {
    return { title: titleOf(entries), href: `/${at}`, lines: entries.map(viewLine) };
  };
  const summary = summaryOf(standing);
  if (standing.length <= MOST_LINES)
    return { whole: { summary, groups: own.map(([at, entries]) => groupOf(at, entries)) }, pages: [] };
  const results = RESULTS.filter((result) => standing.some((entry) => resultOf(entry) === result));
  const lines = own.map(([at, entries]) => ({
    title: titleOf(entries),
    href: `${CHECKS_PATH}${at}`,
    count: entries.length,
    counts: results.map((result) => entries.filter((entry) => resultOf(entry) === result).length),
  }));
  const pages = own.map(([at, entries]): BoardPageView => {
    return {
      page: pageOf(context, `${CHECKS_PATH}${at}`, titleOf(entries)),
      board: { summary: summaryOf(entries), groups: [groupOf(at, entries)] },
    };
  });
  return { whole: { summary, groups: [], parts: { results, lines } }, pages };
}

function pageOf({ site, hosting }: IndexContext, path: string, where: string): PageView {
  const title = `${where}${CHECKS_TITLE}`;
  const description = `${where}各部门公开文本的校验结果。`;
  const keywords = [CHECKS_TITLE, ...site.keywords];
  return viewPage({
    ...{ site, hosting, path, title, description, keywords },
    breadcrumbs: [HOME_CRUMB, { title: CHECKS_TITLE, href: CHECKS_PATH }, { title: where, href: path }],
    column: { name: title, description, keywords },
  });
}

function viewLine(entry: DisclosureEntry): BoardLine {
  const { name, href, checks } = entry;
  const { compared, failed, acknowledged, notices, couldNotRun } = checks.counts;
  const result = { text: resultOf(entry), href: checks.href, ok: checks.ok };
  return { name, href, result, compared, failed, acknowledged, notices, couldNotRun };
}

const RESULTS = ['通过', '不符均已说明', '有不符', '没有可以校验的'] as const;
type Result = (typeof RESULTS)[number];

function resultOf({ checks: { counts } }: DisclosureEntry): Result {
  if (counts.compared === 0) return '没有可以校验的';
  if (counts.failed > 0) return '有不符';
  return counts.acknowledged > 0 ? '不符均已说明' : '通过';
}

function summaryOf(entries: readonly DisclosureEntry[]): string {
  const counts = RESULTS.flatMap((result) => {
    const count = entries.filter((entry) => resultOf(entry) === result).length;
    return count > 0 ? [`${count} 份${result}`] : [];
  });
  return `${entries.length} 份公开文本${counts.length > 0 ? `：${counts.join('；')}` : ''}。`;
}
