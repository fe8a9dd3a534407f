import type { CheckedDisclosure, Region, Site } from '../model/disclosure.ts';
import { viewHistorySummary } from './amendments.ts';
import { rowAnchor } from './anchors.ts';
import { summarizeChecks } from './checks.ts';
import { headingOf } from './heading.ts';
import type { HomeView, IndexSection, ListedEntry, PlaceView, RegionView, YearView } from './index-types.ts';
import { viewKeyFigures } from './key-figures.ts';
import { kinOf } from './kin.ts';
import { otherSites, sitesWithin } from './other-sites.ts';
import type { OtherSite } from './other-sites-types.ts';
import { type ColumnMeta, HOME_CRUMB, type Hosting, MOST_LINES, regionCrumbs, viewPage } from './page.ts';
import { viewDepartments } from './pictures/departments.ts';
import type { DisclosureEntry, EntryAmendment } from './types.ts';

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
    phase: disclosure.phase,
    title: `${disclosure.name}${headingOf(disclosure)}`,
    regionCode: disclosure.region.code,
    regionName: disclosure.region.name,
    ...kinship(disclosure),
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

/** What tells which unit belongs to which department. A department's own office often stands among its units. */
function kinship({ department, scope, units, code, name }: CheckedDisclosure) {
  const below = units.flatMap((unit) => [unit.code, unit.name].filter((key) => key !== undefined));
  const others = below.filter((key) => key !== code && key !== name);
  return {
    ...(department && { department: department.id }),
    ...(department?.parent !== undefined && { parent: department.parent }),
    ...(scope === '部门' && others.length > 0 && { units: others }),
  };
}

/** Newest year first, budgets before final accounts, then by region and by code; those without a code last, by name. */
export function sortEntries(entries: readonly DisclosureEntry[]): readonly DisclosureEntry[] {
  return [...entries].sort(
    (a, b) =>
      b.year - a.year ||
      Number(a.phase === '决算') - Number(b.phase === '决算') ||
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
  const { above, below } = otherSites(context);
  const sites = [...sitesOf('上级地区', above), ...sitesOf('在其他网站公开的地区', below)];
  return { page, regions, sites, entries, latest };
}

/** A page for each region that has disclosures, or has a region with some below it; by code. */
export function viewRegions(context: IndexContext): readonly RegionView[] {
  const entries = sortEntries(context.entries);
  const byRegion = new Map(regionsWith(entries, (entry) => entry.regionCode));
  const below = countsBelow(context, byRegion);
  const others = otherSites(context).below;
  return [...below.keys()].sort(order).flatMap((code): RegionView[] => {
    const region = context.regions.get(code);
    if (!region) return [];
    const own = byRegion.get(code) ?? [];
    const children = [...below]
      .filter(([child]) => child !== code && context.regions.get(child)?.parent === code)
      .sort(([a], [b]) => order(a, b))
      .map(([child, count]): PlaceView => {
        return { name: context.regions.get(child)?.name as string, href: `/${child}/`, count };
      });
    const title = `${region.name}${publishes(own)}公开`;
    const page = indexPage(context, {
      path: `/${code}/`,
      title,
      description: `${region.name}各部门（单位）公开的${published(own)}，共${below.get(code)}份。`,
      keywords: [region.name, publishes(own)],
      breadcrumbs: [HOME_CRUMB, ...regionCrumbs(region, context.regions)],
    });
    const beside = [
      ...placesOf('下属地区', children),
      ...sitesOf('在其他网站公开的地区', sitesWithin(others, code, context.regions)),
    ];
    return [
      {
        page,
        code,
        said: ['region', 'year'],
        entries: own,
        beside,
        get sections() {
          return [...beside, ...yearsOfRegion(code, own)];
        },
      },
    ];
  });
}

/** A region's disclosures by year; the way to these where they are too many for one page. */
function yearsOfRegion(code: string, own: readonly DisclosureEntry[]): readonly IndexSection[] {
  if (own.length > MOST_LINES) return placesOf('各年度', yearsOf(code, own).map(placeOfYear));
  return [...Map.groupBy(own, (entry) => entry.year)].flatMap(([year, ofYear]) =>
    listsOf(ofYear, (phase) => ({
      title: `${year}年${phase === '决算' ? phase : ''}`,
      href: `/${code}/${year}/`,
      caption: `${year}年${phase}`,
    })),
  );
}

/** A page for each region and year that has disclosures. */
export function viewYears(context: IndexContext): readonly YearView[] {
  const entries = sortEntries(context.entries);
  return regionsWith(entries, (entry) => entry.regionCode).flatMap(([code, own]) => {
    const region = context.regions.get(code) ?? { code, name: own[0]?.regionName as string };
    const years = yearsOf(code, own);
    return years.map(({ year, href, count }): YearView => {
      const ofYear = own.filter((entry) => entry.year === year);
      const title = `${region.name}${year}年${publishes(ofYear)}公开`;
      const page = indexPage(context, {
        path: href,
        title,
        description: `${region.name}${year}年各部门（单位）公开的${published(ofYear)}，共${count}份。`,
        keywords: [region.name, `${year}年`, publishes(ofYear)],
        breadcrumbs: [HOME_CRUMB, ...regionCrumbs(region, context.regions), { title: `${year}年`, href }],
      });
      const others = years.filter((other) => other.year !== year).map(placeOfYear);
      const beside = placesOf('其他年度', others);
      return {
        page,
        regionCode: code,
        year,
        entries: ofYear,
        said: ['region', 'year'],
        beside,
        get sections() {
          return [...phaseLists(ofYear, title), ...picturesOf(ofYear, year), ...beside];
        },
      };
    });
  });
}

/** A year's budgets and final accounts under headings of their own; one heading where there is one kind. */
export function phaseLists(entries: readonly DisclosureEntry[], title: string): readonly IndexSection[] {
  const both = new Set(entries.map(({ phase }) => phase)).size > 1;
  return listsOf(entries, (phase) => ({
    title: both ? phase : '公开文本',
    caption: both ? `${title}：${phase}` : title,
  }));
}

function listsOf(
  entries: readonly DisclosureEntry[],
  head: (phase: string) => { readonly title: string; readonly href?: string; readonly caption: string },
): readonly IndexSection[] {
  return [...Map.groupBy(entries, ({ phase }) => phase)].map(([phase, own]) => ({
    kind: 'entries',
    ...head(phase),
    lines: withUnits(own),
  }));
}

/** Each department with its units behind it; otherwise in the order given. */
export function withUnits(entries: readonly DisclosureEntry[]): readonly ListedEntry[] {
  const kin = kinOf(entries);
  return entries.flatMap((entry): ListedEntry[] => {
    const { parent, units } = kin(entry);
    if (parent) return [];
    return [{ entry, under: false }, ...units.map((unit) => ({ entry: unit, under: true }))];
  });
}

/** The regions of a year, each with its own page of it. */
export function regionsOfYear(entries: readonly DisclosureEntry[], year: number): readonly IndexSection[] {
  const places = regionsWith(entries, (entry) => entry.regionCode).map(([code, own]): PlaceView => {
    return { name: own[0]?.regionName as string, href: `/${code}/${year}/`, count: standing(own) };
  });
  return placesOf('各地区', places);
}

function placeOfYear({ year, href, count }: Year): PlaceView {
  return { name: `${year}年`, href, count };
}

function placesOf(title: string, places: readonly PlaceView[]): readonly IndexSection[] {
  return places.length > 0 ? [{ kind: 'places', title, places }] : [];
}

function sitesOf(title: string, sites: readonly OtherSite[]) {
  return sites.length > 0 ? [{ kind: 'sites' as const, title, sites }] : [];
}

/** 部门预算, 部门决算 or 部门预决算. */
export function publishes(entries: readonly DisclosureEntry[]): string {
  const phases = new Set(entries.map(({ phase }) => phase));
  return `部门${phases.has('决算') ? (phases.has('预算') ? '预决算' : '决算') : '预算'}`;
}

/** 预算, 决算, or 预算和决算. */
export function published(entries: readonly DisclosureEntry[]): string {
  const phases = new Set(entries.map(({ phase }) => phase));
  return phases.has('决算') ? (phases.has('预算') ? '预算和决算' : '决算') : '预算';
}

/** How the departments of a year compare, where there are some to compare. */
export function picturesOf(entries: readonly DisclosureEntry[], year: number): readonly IndexSection[] {
  const picture = viewDepartments(entries, year);
  return picture ? [{ kind: 'pictures', title: '各部门对比', pictures: [picture] }] : [];
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

type Year = HomeView['regions'][number]['years'][number];

function yearsOf(code: string, own: readonly DisclosureEntry[]): readonly Year[] {
  return [...Map.groupBy(own, (entry) => entry.year)]
    .sort(([a], [b]) => b - a)
    .map(([year, entries]) => ({ year, href: `/${code}/${year}/`, count: standing(entries) }));
}

/** Withdrawn disclosures are listed, but not counted. */
function standing(entries: readonly DisclosureEntry[]): number {
  return entries.filter((entry) => !entry.withdrawn).length;
}
