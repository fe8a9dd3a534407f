import { type IndexContext, sortEntries } from './index-pages.ts';
import type { DisclosureEntry } from './types.ts';

/** Who has published, and how each stands. What is expected and missing nobody here can know. */
export interface BoardView {
  /** 「5 份公开文本：3 份通过；2 份不符均已说明。」 */
  readonly summary: string;
  readonly groups: readonly BoardGroup[];
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

export function viewBoard({ entries, regions }: Pick<IndexContext, 'entries' | 'regions'>): BoardView {
  const standing = sortEntries(entries).filter((entry) => !entry.withdrawn);
  const groups = Map.groupBy(standing, ({ regionCode, year }) => `/${regionCode}/${year}/`);
  const byRegion = [...groups].sort(
    ([, [a]], [, [b]]) => Number(a?.regionCode) - Number(b?.regionCode) || (b?.year ?? 0) - (a?.year ?? 0),
  );
  return {
    summary: summaryOf(standing),
    groups: byRegion.map(([href, own]) => {
      const { regionCode, regionName, year } = own[0] as DisclosureEntry;
      const region = regions.get(regionCode)?.name ?? regionName;
      return { title: `${region}${year}年`, href, lines: own.map(viewLine) };
    }),
  };
}

function viewLine({ name, href, checks }: DisclosureEntry): BoardLine {
  const { compared, failed, acknowledged, notices, couldNotRun } = checks.counts;
  const result = { text: resultOf(checks.counts), href: checks.href, ok: checks.ok };
  return { name, href, result, compared, failed, acknowledged, notices, couldNotRun };
}

const RESULTS = ['通过', '不符均已说明', '有不符', '没有可以校验的'] as const;

function resultOf(counts: DisclosureEntry['checks']['counts']): (typeof RESULTS)[number] {
  if (counts.compared === 0) return '没有可以校验的';
  if (counts.failed > 0) return '有不符';
  return counts.acknowledged > 0 ? '不符均已说明' : '通过';
}

function summaryOf(entries: readonly DisclosureEntry[]): string {
  const counts = RESULTS.flatMap((result) => {
    const count = entries.filter((entry) => resultOf(entry.checks.counts) === result).length;
    return count > 0 ? [`${count} 份${result}`] : [];
  });
  return `${entries.length} 份公开文本${counts.length > 0 ? `：${counts.join('；')}` : ''}。`;
}
