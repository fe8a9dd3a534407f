import type { Region } from '../model/disclosure.ts';
import type { OtherSite } from './other-sites-types.ts';
import { absoluteUrl, type Hosting } from './page.ts';
import type { DisclosureEntry } from './types.ts';

export interface OtherSites {
  /** Of the regions that this site's own ones belong to. */
  readonly above: readonly OtherSite[];
  /** Of regions within those of this site; by code. */
  readonly below: readonly OtherSite[];
}

interface Around {
  readonly hosting: Hosting;
  readonly regions: ReadonlyMap<string, Region>;
  /** What stands on this site. */
  readonly entries: readonly DisclosureEntry[];
}

/**
 * Which regions are found on sites of their own. One whose disclosures stand
 * here is not among them, nor one whose `site` is this site: so a region built
 * by itself from the same content leads back to the site above it.
 */
export function otherSites({ hosting, regions, entries }: Around): OtherSites {
  const own = new Set(entries.map(({ regionCode }) => regionCode));
  const here = absoluteUrl(hosting, '/');
  const siteOf = (region: Region | undefined): OtherSite | undefined => {
    if (region?.site === undefined || own.has(region.code)) return undefined;
    const href = folder(region.site);
    if (href === here) return undefined;
    const shown = href.replace(/^https?:\/\//u, '').replace(/\/$/u, '');
    return { code: region.code, name: region.name, href, shown };
  };
  const above = new Map<string, OtherSite>();
  /** The outermost regions of this site. */
  const tops = new Set<string>();
  for (const code of own) {
    const upwards = chain(code, regions);
    const end = upwards.findIndex((at) => siteOf(at) !== undefined);
    const site = siteOf(upwards[end]);
    if (site) above.set(site.code, site);
    const top = upwards[end === -1 ? upwards.length - 1 : end - 1];
    if (top) tops.add(top.code);
  }
  const below = [...regions.values()].flatMap((region) => {
    const site = siteOf(region);
    const within = own.size === 0 || chain(region.code, regions).some(({ code }) => tops.has(code));
    return site && within && !above.has(region.code) ? [site] : [];
  });
  return { above: sorted([...above.values()]), below: sorted(below) };
}

/** Of those, the ones within a region. */
export function sitesWithin(
  sites: readonly OtherSite[],
  region: string,
  regions: ReadonlyMap<string, Region>,
): readonly OtherSite[] {
  return sites.filter(({ code }) => chain(code, regions).some((at) => at.code === region));
}

/** A region and those above it, from the inside out; a circle in the content ends where it closes. */
function chain(code: string, regions: ReadonlyMap<string, Region>): readonly Region[] {
  const passed = new Map<string, Region>();
  for (let at = regions.get(code); at && !passed.has(at.code); at = regions.get(at.parent ?? ''))
    passed.set(at.code, at);
  return [...passed.values()];
}

/** A site is a folder: links within it begin there. */
function folder(address: string): string {
  const { href } = new URL(address);
  return href.endsWith('/') ? href : `${href}/`;
}

function sorted(sites: readonly OtherSite[]): readonly OtherSite[] {
  return [...sites].sort((a, b) => (a.code < b.code ? -1 : 1));
}
