import type { CheckedDisclosure, Region, Site } from '../model/disclosure.ts';
import { viewHistorySummary } from './amendments.ts';
import { rowAnchor } from './anchors.ts';
import { summarizeChecks } from './checks.ts';
import { viewKeyFigures } from './key-figures.ts';
import { type ColumnMeta, HOME_CRUMB, type Hosting, regionCrumbs, viewPage } from './page.ts';
import type { DisclosureEntry, EntryAmendment, HomeView, RegionView, YearView } from './types.ts';

/** What all index pages are made of. */
export interface IndexContext {
  readonly site: Site;
  readonly hosting: Hosting;
  readonly regions: ReadonlyMap<string, Region>;
  readonly entries: readonly DisclosureEntry[];
}

/**
 * A disclosure's line in the indexes. Its figures point into its page. Made
 * without drawing the page: a province has thousands of lines.
 */
export function viewEntry(disclosure: CheckedDisclosure): DisclosureEntry {
  const href = `/${disclosure.id}/`;
  const withdrawn = disclosure.withdrawn !== undefined;
  const checks = summarizeChecks(disclosure);
  const figures = withdrawn
    ? []
    : viewKeyFigures(disclosure, (table, row) => rowAnchor(table.spec.id, row.id));
  return {
    id: disclosure.id,
    href,
    name: disclosure.name,
    code: disclosure.code,
    year: disclosure.year,
    scope: disclosure.scope,
    regionCode: disclosure.region.code,
    regionName: disclosure.region.name,
    ...(disclosure.publishedOn && { publishedOn: disclosure.publishedOn }),
    ...(!withdrawn && disclosure.amendments.length > 0 && { amendments: entryAmendments(disclosure) }),
    keyFigures: figures.map((figure) => (figure.href ? { ...figure, href: href + figure.href } : figure)),
    checks: { ...checks, href: href + checks.href },
    projects: withdrawn ? 0 : disclosure.projects.length,
    withdrawn,
    hash: disclosure.hash,
  };
}

/** A feed tells a correction in a few lines; the page tells all of it. */
const MOST_TOLD = 5;

function entryAmendments(disclosure: CheckedDisclosure): readonly EntryAmendment[] {
  const { href, amendments } = viewHistorySummary(disclosure);
  return amendments
    .map(({ anchor, date, reason, changes }) => ({
      href: `/${disclosure.id}/${href}#${anchor}`,
      date,
      reason,
      count: changes.length,
      texts: changes.slice(0, MOST_TOLD).map(({ text }) => text),
    }))
    .toReversed();
}

/** Newest year first, then by region and by code; those without a code last, by name. */
export function sortEntries(entries: readonly DisclosureEntry[]): readonly DisclosureEntry[] {
  return [...entries].sort(
    (a, b) =>
      b.year - a.year ||
      order(a.regionCode, b.regionCode) ||
      Number(a.code === '') - Number(b.code === '') ||
      order(a.code, b.code) ||
      order(a.name, b.name) ||
      order(a.id, b.id),
  );
}

/** By code points: the same everywhere, whatever the machine's locale. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function viewHome(context: IndexContext): HomeView {
  const { site } = context;
  const entries = sortEntries(context.entries);
  const regions = regionsWith(entries, (entry) => entry.regionCode).map(([code, own]) => {
    const name = own[0]?.regionName as string;
    return { code, name, href: `/${code}/`, count: standing(own), years: yearsOf(code, own) };
  });
  const latest = entries
    .filter((entry) => !entry.withdrawn)
    .sort((a, b) => order(b.publishedOn ?? '', a.publishedOn ?? ''));
  const page = viewPage({
    site,
    hosting: context.hosting,
    path: '/',
    title: site.name,
    description: site.description,
    keywords: site.keywords,
    breadcrumbs: [],
  });
  return { page, regions, entries, latest };
}

/** A page for each region that has disclosures, or has a region with some below it; by code. */
export function viewRegions(context: IndexContext): readonly RegionView[] {
  const entries = sortEntries(context.entries);
  const byRegion = new Map(regionsWith(entries, (entry) => entry.regionCode));
  const below = countsBelow(context, byRegion);
  return [...below.keys()].sort(order).flatMap((code): RegionView[] => {
    const region = context.regions.get(code);
    if (!region) return [];
    const own = byRegion.get(code) ?? [];
    const children = [...below]
      .filter(([child]) => child !== code && context.regions.get(child)?.parent === code)
      .sort(([a], [b]) => order(a, b))
      .map(([child, count]) => ({
        name: context.regions.get(child)?.name as string,
        href: `/${child}/`,
        count,
      }));
    const title = `${region.name}部门预算公开`;
    const page = indexPage(context, {
      path: `/${code}/`,
      title,
      description: `${region.name}各部门（单位）公开的预算，共${below.get(code)}份。`,
      keywords: [region.name, '部门预算'],
      breadcrumbs: [HOME_CRUMB, ...regionCrumbs(region, context.regions)],
    });
    const years = yearsOf(code, own).map(({ year, href }) => ({
      year,
      href,
      entries: own.filter((entry) => entry.year === year),
    }));
    return [{ page, code, name: region.name, years, children }];
  });
}

/** A page for each region and year that has disclosures. */
export function viewYears(context: IndexContext): readonly YearView[] {
  const entries = sortEntries(context.entries);
  return regionsWith(entries, (entry) => entry.regionCode).flatMap(([code, own]) => {
    const region = context.regions.get(code) ?? { code, name: own[0]?.regionName as string };
    const years = yearsOf(code, own);
    return years.map(({ year, href, count }): YearView => {
      const title = `${region.name}${year}年部门预算公开`;
      const page = indexPage(context, {
        path: href,
        title,
        description: `${region.name}${year}年各部门（单位）公开的预算，共${count}份。`,
        keywords: [region.name, `${year}年`, '部门预算'],
        breadcrumbs: [HOME_CRUMB, ...regionCrumbs(region, context.regions), { title: `${year}年`, href }],
      });
      return {
        page,
        regionCode: code,
        regionName: region.name,
        year,
        entries: own.filter((entry) => entry.year === year),
        otherYears: years.filter((other) => other.year !== year),
      };
    });
  });
}

/** An index is a column (栏目) of the site guideline. */
function indexPage(
  { site, hosting }: IndexContext,
  input: {
    path: string;
    title: string;
    description: string;
    keywords: readonly string[];
    breadcrumbs: RegionView['page']['breadcrumbs'];
  },
) {
  const keywords = [...input.keywords, ...site.keywords];
  const column: ColumnMeta = { name: input.title, description: input.description, keywords };
  return viewPage({ site, hosting, ...input, keywords, column });
}

function regionsWith(
  entries: readonly DisclosureEntry[],
  codeOf: (entry: DisclosureEntry) => string,
): readonly (readonly [string, readonly DisclosureEntry[]])[] {
  return [...Map.groupBy(entries, codeOf)].sort(([a], [b]) => order(a, b));
}

/** How many stand in each region and below it. */
function countsBelow(
  { regions }: IndexContext,
  byRegion: ReadonlyMap<string, readonly DisclosureEntry[]>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [code, own] of byRegion) {
    const seen = new Set<string>();
    for (let at: string | undefined = code; at !== undefined && !seen.has(at); at = regions.get(at)?.parent) {
      seen.add(at);
      counts.set(at, (counts.get(at) ?? 0) + standing(own));
    }
  }
  return counts;
}

function yearsOf(code: string, own: readonly DisclosureEntry[]): YearView['otherYears'] {
  return [...Map.groupBy(own, (entry) => entry.year)]
    .sort(([a], [b]) => b - a)
    .map(([year, entries]) => ({ year, href: `/${code}/${year}/`, count: standing(entries) }));
}

/** Withdrawn disclosures are listed, but not counted. */
function standing(entries: readonly DisclosureEntry[]): number {
  return entries.filter((entry) => !entry.withdrawn).length;
}
