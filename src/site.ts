import type { Site } from './model/disclosure.ts';
import type { Finding } from './model/finding.ts';
import type { Settings } from './settings.ts';
import type { SiteData } from './site-data.ts';
import type { ChecksView } from './view/checks-types.ts';
import type { Hosting } from './view/page.ts';
import type { DisclosureView } from './view/types.ts';

export type { SiteData } from './site-data.ts';

/**
 * What the process that renders pages gives them. Pages import types and this
 * alone: reading, validation and views are compiled with no page, and a page
 * once compiled renders whatever content it is given.
 */
export interface Shared {
  readonly settings: Settings;
  /** Faults around the disclosures, for a process in which `data` may be missing. */
  readonly around?: readonly Finding[];
  readonly site?: Site | undefined;
  /** Missing where one disclosure's pages are made: they must not depend on the others. */
  readonly data?: SiteData | undefined;
  readonly disclosure: (id: string) => DisclosureView;
  /** The page beside it that says how its checks came out. */
  readonly checks: (id: string) => ChecksView;
}

/** Astro bundles the pages, so that a module's own state would not be shared with the command that runs it. */
const SHARED = Symbol.for('mingzhang.site');
const slot = globalThis as typeof globalThis & { [SHARED]?: Shared | (() => Shared) | undefined };

/** Makes a site the one that pages show; a function is called when a page first asks. None, once all are made, is out of memory. */
export function shareSite(site: Shared | (() => Shared) | undefined): void {
  slot[SHARED] = site;
}

function shared(): Shared {
  const site = slot[SHARED];
  if (!site) throw new Error('no site is shared with the pages');
  if (typeof site !== 'function') return site;
  const opened = site();
  slot[SHARED] = opened;
  return opened;
}

/** For pages about the whole site. Throws where the surroundings cannot be read; `npm run check` says why. */
export function getSite(): SiteData {
  const { data, around = [] } = shared();
  if (data) return data;
  const told = around.map((finding) => `${finding.place.file}: ${finding.message}`).join('\n');
  throw new Error(told || 'a page of one disclosure cannot show what is about others');
}

/** Name, organizer and the like: for every page. */
export function getFrame(): Site {
  return shared().site ?? getSite().site;
}

export function getDisclosure(id: string): DisclosureView {
  return shared().disclosure(id);
}

export function getChecks(id: string): ChecksView {
  return shared().checks(id);
}

/** Where the site stands, for pages that make their own frame. */
export function getHosting(): Hosting {
  return shared().settings;
}

/** An address of the site with BASE_PATH before it. */
export function href(path: string): string {
  return shared().settings.base + path.replace(/^\/+/, '');
}

/** The same with SITE_URL. */
export function absoluteHref(path: string): string {
  return new URL(href(path), shared().settings.siteUrl).href;
}
