import type { Digest } from './digest.ts';
import type { Site } from './model/disclosure.ts';
import type { CodeChange, Template } from './model/template.ts';
import { mergeCrosswalks } from './schema/crosswalk.ts';
import type { Surroundings } from './schema/disclosure.ts';
import { AZ_LISTS, type Az, type AzBefore, azPaths, viewAz } from './search/a-z.ts';
import type { AzSource } from './search/az-lists.ts';
import { type DisclosureRecords, NO_RECORDS, type SiteRecord } from './search/format.ts';
import type { Searched } from './search/searched.ts';
import { synonymsOf } from './search/synonyms.ts';
import type { Settings } from './settings.ts';
import { type Boards, CHECKS_PATH, viewBoards } from './view/board.ts';
import { COMPARE_INDEX, compareListPath } from './view/compare/parts.ts';
import { type DataPageView, viewDataPage } from './view/data-page.ts';
import { type IndexContext, sortEntries, viewHome, viewRegions, viewYears } from './view/index-pages.ts';
import type { HomeView, RegionView, YearView } from './view/index-types.ts';
import { type RulesView, viewRules } from './view/rules-page.ts';
import { type SearchPageView, viewSearchPage } from './view/search-page.ts';
import { type SiteYearView, viewSiteGlossary, viewSiteYears } from './view/site-pages.ts';
import type { DisclosureEntry, GlossaryView, PageView } from './view/types.ts';

/** What the pages show that are about the whole site. */
export interface SiteData {
  readonly site: Site;
  /** All that the indexes list. */
  readonly entries: readonly DisclosureEntry[];
  /** Those whose pages are made now; the rest keep their last good version. */
  readonly built: readonly DisclosureEntry[];
  readonly regions: readonly RegionView[];
  readonly regionYears: readonly YearView[];
  readonly years: readonly SiteYearView[];
  readonly home: HomeView;
  readonly glossary: { readonly page: PageView; readonly entries: readonly GlossaryView[] };
  /** How the departments stand. */
  readonly boards: Boards;
  /** The forms in use, and their rules. */
  readonly forms: readonly Template[];
  readonly rules: RulesView;
  /** What the downloads of the site hold. */
  readonly dataPage: DataPageView;
  readonly search: SearchPageView;
  /** The indexes by pinyin and by code. */
  readonly az: Az;
  /** What the search's index is written from. */
  readonly searched: Searched;
  /** Codes that changed, of all forms in use. */
  readonly crosswalk: readonly CodeChange[];
}

/**
 * Addresses of all pages and files that Astro makes of the site's data; one that ends in `/` becomes an index.html. A page
 * in src/pages that is not one disclosure's own has to be listed here.
 */
export function sitePaths({ regions, regionYears, years, boards, az }: SiteData): readonly string[] {
  return [
    '/',
    '/about/',
    '/accessibility/',
    CHECKS_PATH,
    '/compare/',
    `/${COMPARE_INDEX}`,
    '/data/',
    '/glossary/',
    '/guide/',
    '/404.html',
    '/robots.txt',
    '/rss.xml',
    '/search/',
    '/sitemap.xml',
    ...regionYears.map(({ regionCode, year }) => `/${compareListPath(regionCode, year)}`),
    ...[...regions, ...regionYears, ...years, ...boards.pages].map(({ page }) => page.path),
    ...AZ_LISTS.flatMap((name) => azPaths(name, az.lists[name])),
  ];
}

/**
 * What pages show, by address: one that shows the same as before is the same, and need not be rendered again. Those that
 * are missing are short and show a little of everything. `markOf` stands for an entry, which is long and in many lists.
 */
export function shownOn(
  data: SiteData,
  markOf: (entry: DisclosureEntry) => string,
): ReadonlyMap<string, unknown> {
  const { regions, regionYears, years, az, boards, forms, glossary, search, home, crosswalk } = data;
  const frame = ['/about/', '/accessibility/', '/guide/', '/robots.txt'].map((path) => [path, ''] as const);
  return new Map<string, unknown>([
    ...frame,
    [CHECKS_PATH, [boards.whole, forms.map(({ title, rules }) => [title, rules])]],
    ...boards.pages.map((view) => [view.page.path, view] as const),
    ['/glossary/', glossary],
    ['/search/', search],
    ['/compare/', home.regions],
    [`/${COMPARE_INDEX}`, [home.regions, crosswalk]],
    ...regionYears.map(
      ({ regionCode, year, entries }) =>
        [`/${compareListPath(regionCode, year)}`, entries.map(markOf)] as const,
    ),
    ...[...regions, ...regionYears, ...years].map(
      ({ page, said, entries, beside }) => [page.path, [page, said, entries.map(markOf), beside]] as const,
    ),
    ...az.pages.map((view) => [view.page.path, view] as const),
  ]);
}

export interface SiteDataOptions {
  /** Listed too: their pages are those of an earlier build. */
  readonly kept?: readonly DisclosureEntry[];
  /** `DisclosureRecords` of those, by id, as JSON. */
  readonly keptRecords?: ReadonlyMap<string, string>;
  /** What is known of the indexes by pinyin and code. */
  readonly azBefore?: AzBefore | undefined;
}

/** The forms in use, each once. `ids` are those of the disclosures' forms. */
function formsOf({ templates }: Pick<Surroundings, 'templates'>, ids: Iterable<string>): readonly Template[] {
  return [...new Set(ids)].flatMap((id) => templates.get(id) ?? []);
}

/** What the search's index is made of besides disclosures, in whose order `forms` are. */
export function searchAround(
  settings: Settings,
  surroundings: Pick<Surroundings, 'site' | 'regions' | 'templates'>,
  forms: Iterable<string>,
): Omit<Searched, 'disclosures'> {
  const used = formsOf(surroundings, forms);
  const { site, regions } = surroundings;
  const glossaries = used.map(({ glossary }) => glossary);
  return {
    regions,
    glossary: viewSiteGlossary(site, settings, glossaries).entries,
    synonyms: synonymsOf(used),
  };
}

/** Made of digests alone, in the order of their ids. */
export function siteData(
  settings: Settings,
  surroundings: Pick<Surroundings, 'site' | 'regions' | 'templates'>,
  digests: readonly Digest[],
  { kept = [], keptRecords = new Map(), azBefore }: SiteDataOptions = {},
): SiteData {
  const shown = digests.flatMap(({ shown }) => (shown ? [shown] : []));
  const { site, regions } = surroundings;
  const forms = shown.map(({ template }) => template);
  const used = formsOf(surroundings, forms);
  // Each index sorts them; what is sorted is sorted soon.
  const entries = sortEntries([...shown.map(({ entry }) => entry), ...kept]);
  const built = new Set(shown.map(({ entry }) => entry.id));
  const context: IndexContext = { site, hosting: settings, regions, entries };
  const home = viewHome(context);
  let rules: RulesView | undefined;
  const glossary = viewSiteGlossary(
    site,
    settings,
    used.map((template) => template.glossary),
  );
  const byId = new Map(shown.map((item) => [item.entry.id, item]));
  const indexed = [...entries].sort((a, b) => (a.id < b.id ? -1 : 1));
  const sources = indexed.map((entry): AzSource => {
    const { id } = entry;
    const own = byId.get(id);
    const records = (): DisclosureRecords => {
      const text = own?.records ?? keptRecords.get(id);
      return text === undefined ? NO_RECORDS : (JSON.parse(text) as DisclosureRecords);
    };
    const codes = (): readonly string[] =>
      own ? own.codes.split(' ').filter(Boolean) : records().subjects.map(([code]) => code);
    const projects = (): readonly SiteRecord[] =>
      own ? (JSON.parse(own.projects) as readonly SiteRecord[]) : records().records.project;
    return { entry, codes, projects, records };
  });
  return {
    site,
    entries: home.entries,
    built: home.entries.filter(({ id }) => built.has(id)),
    regions: viewRegions(context),
    regionYears: viewYears(context),
    years: viewSiteYears(context),
    home,
    glossary,
    search: viewSearchPage(context),
    az: viewAz(context, sources, azBefore),
    searched: {
      disclosures: {
        *[Symbol.iterator]() {
          for (const { entry, records } of sources) yield { entry, records: records() };
        },
      },
      ...searchAround(settings, surroundings, forms),
    },
    boards: viewBoards(context),
    forms: used,
    // Asked for only where the page is rendered: its examples are read from CSV.
    get rules() {
      rules ??= viewRules(context, used);
      return rules;
    },
    crosswalk: mergeCrosswalks(used.map(({ crosswalk }) => crosswalk)),
    dataPage: viewDataPage(site, settings, used, new Set(shown.flatMap(({ stated }) => stated))),
  };
}
