import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../../src/settings.ts';
import { shareSite } from '../../../src/site.ts';
import { type SiteData, shownOn, sitePaths } from '../../../src/site-data.ts';
import type { DisclosureEntry } from '../../../src/view/types.ts';
import { type FoundLinks, linksOfPage } from './found-links.ts';
import { fileOf } from './links.ts';
import { markOf } from './marks.ts';
import { type CompiledPages, openRenderer } from './render.ts';
import type { HeldSite, SiteFolder } from './site-folder.ts';

/** A page about the whole site, as the next build wants to know it. Plain JSON. */
export interface RememberedPage {
  /** Of what it shows; empty where it is rendered each time. */
  readonly mark: string;
  /** Of the places on it that can be linked to; empty where it is no HTML. */
  readonly places: string;
  /** What it links to, `FoundLinks` as JSON: few are looked into. */
  readonly links: string;
}

/** By address, without the first slash. */
export type RememberedPages = Readonly<Record<string, RememberedPage>>;

/** None where there is no such page. */
export function linksIn(pages: RememberedPages, address: string): FoundLinks {
  const page = pages[address];
  return page ? (JSON.parse(page.links) as FoundLinks) : NO_LINKS;
}

const NO_LINKS: FoundLinks = { links: {}, dead: [] };

export interface SitePages {
  readonly settings: Settings;
  readonly data: SiteData;
  readonly pages: CompiledPages;
  /** Marks of entries that pages list. */
  readonly marks: ReadonlyMap<DisclosureEntry, string>;
  /** What the published site has. */
  readonly before?: (HeldSite & { readonly pages: RememberedPages }) | undefined;
  /** Addresses of pages that have been taken from there already. */
  readonly taken: ReadonlySet<string>;
}

/**
 * Renders every page that is not one disclosure's own, but those that show what they showed before, and puts scripts,
 * styles and public files beside them. Returns them all, and the addresses of those that were rendered.
 */
export async function writeSitePages(
  folder: SiteFolder,
  { settings, data, pages, marks, before, taken }: SitePages,
): Promise<{ readonly pages: RememberedPages; readonly rendered: readonly string[] }> {
  for (const entry of readdirSync(pages.assets, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    folder.write(file.slice(pages.assets.length + 1).replaceAll('\\', '/'), readFileSync(file));
  }
  const render = await openRenderer(pages);
  shareSite({
    settings,
    data,
    disclosure: () => {
      throw new Error('a page of the site shows no disclosure');
    },
    checks: () => {
      throw new Error('a page of the site shows no checks');
    },
  });
  const shown = shownOn(data, (entry) => marks.get(entry) ?? JSON.stringify(entry));
  const remembered: Record<string, RememberedPage> = {};
  const rendered: string[] = [];
  for (const path of sitePaths(data)) {
    const address = path.slice(1);
    const file = fileOf(address);
    const known = before?.pages[address];
    const mark = shown.has(path) ? markOf(JSON.stringify(shown.get(path))) : '';
    const isSame = shown.has(path) ? mark === known?.mark : taken.has(path);
    if (before && known && isSame && folder.take(file, before)) {
      remembered[address] = known;
      continue;
    }
    const { status, body } = await render(path);
    // The page for what is not there answers as it does.
    if (status !== (path === '/404.html' ? 404 : 200)) throw new Error(`page ${path}: status ${status}`);
    folder.write(file, body);
    const isHtml = file.endsWith('.html');
    const { found, places } = isHtml ? linksOfPage(address, body, settings) : { found: NO_LINKS, places: '' };
    remembered[address] = { mark, places: isHtml ? markOf(places) : '', links: JSON.stringify(found) };
    rendered.push(address);
  }
  shareSite(undefined);
  return { pages: remembered, rendered };
}
