import { type Content, openFolder } from './content.ts';
import { DOWNLOADS } from './export/files.ts';
import type { CheckedDisclosure, Disclosure, Site } from './model/disclosure.ts';
import type { Finding } from './model/finding.ts';
import type { Template } from './model/template.ts';
import { type DisclosureReport, hasBlocking, reportOf } from './report/findings.ts';
import { readSettings, type Settings } from './settings.ts';
import { viewChecks } from './view/checks-page.ts';
import type { ChecksView } from './view/checks-types.ts';
import { type DataPageView, viewDataPage } from './view/data-page.ts';
import { viewDisclosure } from './view/disclosure.ts';
import { type IndexContext, viewEntry, viewHome, viewRegions, viewYears } from './view/index-pages.ts';
import { createNarrativeRenderer, type NarrativeRenderer } from './view/narrative.ts';
import { type RulesView, viewRules } from './view/rules-page.ts';
import { type SiteYearView, viewSiteGlossary, viewSiteYears } from './view/site-pages.ts';
import type {
  DisclosureEntry,
  DisclosureView,
  GlossaryView,
  HomeView,
  PageView,
  RegionView,
  YearView,
} from './view/types.ts';

/** What the pages show, besides the disclosures themselves. */
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
}

/** A content folder opened for publishing: read through once, its disclosures read again when their pages are made. */
export interface OpenSite {
  readonly settings: Settings;
  /** Faults around the disclosures. */
  readonly around: readonly Finding[];
  readonly reports: readonly DisclosureReport[];
  /** Undefined where the surroundings cannot be read. */
  readonly data?: SiteData;
  /** The same site, which also lists disclosures whose last good version stays in place. */
  readonly withKept: (kept: readonly DisclosureEntry[]) => OpenSite;
  /** For what stands beside the page. */
  readonly read: (id: string) => Made;
  readonly disclosure: (id: string) => DisclosureView;
  /** The page beside it that says how its checks came out. */
  readonly checks: (id: string) => ChecksView;
}

/** A disclosure with its view, for the pages and files that stand beside one another. */
export interface Made {
  readonly disclosure: CheckedDisclosure;
  readonly view: DisclosureView;
}

/** Neighbours in a build ask for the same disclosure; more would hold a province in memory. */
const KEPT = 32;

export interface OpenOptions {
  /** Leaves out disclosures that may not be published. They are reported all the same. */
  readonly skipFailing?: boolean;
  /** Reads no others: for a command that is about one disclosure. */
  readonly only?: readonly string[];
}

export function openSite(settings: Settings, { skipFailing = false, only }: OpenOptions = {}): OpenSite {
  const content = openFolder(settings.contentDir, `${settings.toolDir}/content`);
  const narrative = createNarrativeRenderer({ base: settings.base.replace(/\/$/, '') });
  const views = new Map<string, Made>();
  const titles = new Map<string, string>();
  const view = (disclosure: CheckedDisclosure, lastYear: Disclosure | undefined): Made => ({
    disclosure,
    view: viewOne(disclosure, lastYear, { settings, content, narrative, titles }),
  });
  const made = (id: string): Made => {
    const kept = views.get(id);
    if (kept) return kept;
    const { disclosure, lastYear } = content.read(id);
    if (!disclosure) throw new Error(`disclosure ${id} cannot be read any more`);
    if (views.size >= KEPT) views.delete(views.keys().next().value as string);
    const fresh = view(disclosure, lastYear);
    views.set(id, fresh);
    return fresh;
  };
  const reports: DisclosureReport[] = [];
  const entries: DisclosureEntry[] = [];
  const templates = new Map<string, Template>();
  const stated = new Set<string>();
  for (const id of only ?? content.ids) {
    const { disclosure, lastYear, problems } = content.read(id);
    if (disclosure?.publishAt !== undefined && disclosure.publishAt > settings.today) continue;
    const report = reportOf(id, problems, disclosure);
    reports.push(report);
    if (!disclosure || (skipFailing && hasBlocking(report))) continue;
    const { template } = disclosure;
    titles.set(id, `${disclosure.name}${disclosure.year}年${disclosure.scope}${disclosure.phase}`);
    templates.set(template.id, template);
    for (const { concept } of disclosure.facts) if (concept !== undefined) stated.add(concept);
    entries.push(viewEntry(disclosure));
    if (views.size < KEPT) views.set(id, view(disclosure, lastYear));
  }
  const { surroundings } = content;
  const list = (kept: readonly DisclosureEntry[]): OpenSite => ({
    settings,
    around: content.problems,
    reports,
    ...(surroundings && {
      data: siteData(
        {
          site: surroundings.site,
          hosting: settings,
          regions: surroundings.regions,
          entries: [...entries, ...kept],
        },
        new Set(entries.map(({ id }) => id)),
        [...templates.values()],
        stated,
      ),
    }),
    withKept(more) {
      for (const { id, name, year, scope } of more) titles.set(id, `${name}${year}年${scope}预算`);
      return list(more);
    },
    read: made,
    disclosure: (id) => made(id).view,
    checks(id) {
      const { disclosure, view: shown } = made(id);
      return viewChecks(disclosure, shown, settings);
    },
  });
  return list([]);
}

function siteData(
  context: IndexContext,
  built: ReadonlySet<string>,
  templates: readonly Template[],
  stated: Iterable<string>,
): SiteData {
  const home = viewHome(context);
  return {
    site: context.site,
    entries: home.entries,
    built: home.entries.filter(({ id }) => built.has(id)),
    regions: viewRegions(context),
    regionYears: viewYears(context),
    years: viewSiteYears(context),
    home,
    glossary: viewSiteGlossary(
      context.site,
      context.hosting,
      templates.map(({ glossary }) => glossary),
    ),
    checks: viewRules(context, templates),
    dataPage: viewDataPage(context.site, context.hosting, templates, stated),
  };
}

interface ViewTools {
  readonly settings: Settings;
  readonly content: Content;
  readonly narrative: NarrativeRenderer;
  readonly titles: ReadonlyMap<string, string>;
}

/** Where `npm run build` puts the PDF, beside the page. */
const PDF_FILE = { href: 'disclosure.pdf', title: '公开文本 PDF', mediaType: 'application/pdf' };

function viewOne(
  disclosure: CheckedDisclosure,
  lastYear: Disclosure | undefined,
  { settings, content, narrative, titles }: ViewTools,
): DisclosureView {
  const draft = settings.drafts && hasBlocking(reportOf(disclosure.id, [], disclosure));
  return viewDisclosure(disclosure, {
    base: settings.base,
    siteUrl: settings.siteUrl,
    renderNarrative: (section, headingLevel) =>
      narrative.renderSection(disclosure, section, { headingLevel, ...(lastYear && { lastYear }) }),
    hash: disclosure.hash,
    draft,
    files: settings.pdf ? [PDF_FILE, ...DOWNLOADS] : DOWNLOADS,
    ...(content.surroundings && { regions: content.surroundings.regions }),
    titleOf: (id) => titles.get(id),
  });
}

/** Astro bundles the pages, so that a module's own state would not be shared with the command that runs it. */
const SHARED = Symbol.for('mingzhang.site');
type Shared = typeof globalThis & { [SHARED]?: OpenSite | undefined };

/** The site of this process, opened when first asked for. */
export function sharedSite(): OpenSite {
  const shared = globalThis as Shared;
  shared[SHARED] ??= openSite(readSettings(process.env, process.cwd(), new Date()));
  return shared[SHARED];
}

/** Makes a site that was opened already the one that pages show. */
export function shareSite(site: OpenSite): void {
  (globalThis as Shared)[SHARED] = site;
}

/** Forgets what was read: content has changed. */
export function resetSite(): void {
  (globalThis as Shared)[SHARED] = undefined;
}

/** For pages. Throws where the surroundings cannot be read; `npm run check` says why. */
export function getSite(): SiteData {
  const { data, around } = sharedSite();
  if (!data) throw new Error(around.map((finding) => `${finding.place.file}: ${finding.message}`).join('\n'));
  return data;
}

export function getDisclosure(id: string): DisclosureView {
  return sharedSite().disclosure(id);
}

export function getChecks(id: string): ChecksView {
  return sharedSite().checks(id);
}

/** An address of the site with BASE_PATH before it. */
export function href(path: string): string {
  const { base } = sharedSite().settings;
  return base + path.replace(/^\/+/, '');
}
