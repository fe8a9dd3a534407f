import type { Digest } from './digest.ts';
import type { Site } from './model/disclosure.ts';
import type { CodeChange } from './model/template.ts';
import { mergeCrosswalks } from './schema/crosswalk.ts';
import type { Surroundings } from './schema/disclosure.ts';
import { AzBuilder, type AzPageView } from './search/a-z.ts';
import type { DisclosureRecords } from './search/format.ts';
import type { Searched } from './search/site-index.ts';
import { synonymsOf } from './search/synonyms.ts';
import type { Settings } from './settings.ts';
import { COMPARE_INDEX, compareListPath } from './view/compare/parts.ts';
import { type DataPageView, viewDataPage } from './view/data-page.ts';
import { type IndexContext, viewHome, viewRegions, viewYears } from './view/index-pages.ts';
import { type RulesView, viewRules } from './view/rules-page.ts';
import { type SearchPageView, viewSearchPage } from './view/search-page.ts';
import { type SiteYearView, viewSiteGlossary, viewSiteYears } from './view/site-pages.ts';
import type {
  DisclosureEntry,
  GlossaryView,
  HomeView,
  PageView,
  RegionView,
  YearView,
} from './view/types.ts';

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
  /** How the departments stand, and the rules of the forms in use. */
  readonly checks: RulesView;
  /** What the downloads of the site hold. */
  readonly dataPage: DataPageView;
  readonly search: SearchPageView;
  /** The indexes by pinyin and by code. */
  readonly az: readonly AzPageView[];
  /** What the search's index is written from. */
  readonly searched: Searched;
  /** Codes that changed, of all forms in use. */
  readonly crosswalk: readonly CodeChange[];
}

/**
 * Addresses of all pages and files that Astro makes of the site's data; one that ends in `/` becomes an index.html. A page
 * in src/pages that is not one disclosure's own has to be listed here.
 */
export function sitePaths({ regions, regionYears, years, az }: SiteData): readonly string[] {
  return [
    '/',
    '/about/',
    '/accessibility/',
    '/checks/',
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
    ...[...regions, ...regionYears, ...years, ...az].map(({ page }) => page.path),
  ];
}

const NO_RECORDS: DisclosureRecords = {
  aliases: [],
  records: { project: [], figure: [], unit: [] },
  subjects: [],
};

/**
 * Made of digests alone, in the order of their ids. `kept` are listed too:
 * their pages are those of an earlier build, and `keptRecords` what the search
 * finds of them, by id.
 */
export function siteData(
  settings: Settings,
  { site, regions, templates }: Pick<Surroundings, 'site' | 'regions' | 'templates'>,
  digests: readonly Digest[],
  kept: readonly DisclosureEntry[],
  keptRecords: ReadonlyMap<string, string> = new Map(),
): SiteData {
  const shown = digests.flatMap(({ shown }) => (shown ? [shown] : []));
  const used = [...new Set(shown.map(({ template }) => template))].flatMap((id) => templates.get(id) ?? []);
  const entries = [...shown.map(({ entry }) => entry), ...kept];
  const built = new Set(shown.map(({ entry }) => entry.id));
  const context: IndexContext = { site, hosting: settings, regions, entries };
  const home = viewHome(context);
  const glossary = viewSiteGlossary(
    site,
    settings,
    used.map((template) => template.glossary),
  );
  const records = new Map([
    ...shown.map(({ entry, records }) => [entry.id, records] as const),
    ...keptRecords,
  ]);
  const indexed = [...entries].sort((a, b) => (a.id < b.id ? -1 : 1));
  const recordsOf = ({ id }: DisclosureEntry): DisclosureRecords => {
    const text = records.get(id);
    return text === undefined ? NO_RECORDS : (JSON.parse(text) as DisclosureRecords);
  };
  const az = new AzBuilder();
  for (const entry of indexed) az.add(entry, recordsOf(entry));
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
    az: az.finish(context),
    searched: {
      disclosures: {
        *[Symbol.iterator]() {
          for (const entry of indexed) yield { entry, records: recordsOf(entry) };
        },
      },
      regions,
      glossary: glossary.entries,
      synonyms: synonymsOf(used),
    },
    checks: viewRules(context, used),
    crosswalk: mergeCrosswalks(used.map(({ crosswalk }) => crosswalk)),
    dataPage: viewDataPage(site, settings, used, new Set(shown.flatMap(({ stated }) => stated))),
  };
}
