import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../../src/settings.ts';
import { UserError } from '../files.ts';
import { CHECKSUMS } from './checksums.ts';
import type { FoundLinks } from './found-links.ts';
import { type DeadLink, deadLinks, fileOf, linkFaultsText, orphans, pageLinks } from './links.ts';
import type { PackedOutput } from './output.ts';
import type { HeldFiles, SiteFolder } from './site-folder.ts';
import { linksIn, type RememberedPages } from './site-pages.ts';

export interface CheckedSite {
  /** Where the site stands before it is published. */
  readonly folder: SiteFolder;
  readonly settings: Pick<Settings, 'base'>;
  readonly pages: RememberedPages;
  /** Addresses of those of them that were rendered now. */
  readonly rendered: readonly string[];
  readonly made: readonly PackedOutput[];
  /** Ids of disclosures that keep an earlier version; their links are not judged. */
  readonly kept: readonly string[];
  readonly before?: CheckedBefore | undefined;
}

/** A site whose links have been found sound. */
export interface CheckedBefore {
  readonly holds: HeldFiles;
  readonly pages: RememberedPages;
  readonly kept: readonly string[];
  readonly remembered: ReadonlyMap<string, { readonly output: PackedOutput }>;
}

/** Folders of files that no page links to by name, and that change with every build. */
const UNLINKED = /^(?:search|data\/figures)\//;

/**
 * Throws a UserError that lists links leading nowhere and pages that nothing leads to. What was sound before is not judged
 * again as long as all is still there that could be linked to.
 */
export function checkLinks(site: CheckedSite): void {
  const { pages, rendered, made, before } = site;
  const isFresh = (output: PackedOutput): boolean => before?.remembered.get(output.id)?.output !== output;
  const dead =
    before && nothingGone(site, before)
      ? deadOn(site, rendered, made.filter(isFresh))
      : deadOn(site, Object.keys(pages), made);
  const lost = lostOn(site);
  if (dead.length + lost.length === 0) return;
  throw new UserError(
    `网站里有 ${dead.length + lost.length} 处链接不对，没有发布，原有内容未变：\n${linkFaultsText(dead, lost)}\n请改正写有这些链接的说明、表样或 site.yaml，再生成一次。`,
  );
}

/** Is every page, place, file and disclosure there that was there before? */
function nothingGone({ folder, pages, made, kept }: CheckedSite, before: CheckedBefore): boolean {
  const listed = new Set([...made.map(({ id }) => id), ...kept]);
  return (
    Object.keys(before.holds).every(
      (path) => folder.has(path) || path === CHECKSUMS || UNLINKED.test(path),
    ) &&
    Object.entries(before.pages).every(([address, { places }]) => pages[address]?.places === places) &&
    [...before.remembered.keys(), ...before.kept].every((id) => listed.has(id))
  );
}

/** Links that lead nowhere, on pages about the site by their addresses, and of disclosures: each read as it is judged. */
function deadOn(
  { folder, settings, pages, made }: CheckedSite,
  addresses: readonly string[],
  disclosures: readonly PackedOutput[],
): readonly DeadLink[] {
  const ids = new Map<string, ReadonlySet<string>>();
  const theirs = new Set(made.map(({ id }) => fileOf(`${id}/`)));
  const written = {
    has: (file: string): boolean =>
      file === CHECKSUMS || theirs.has(file) || folder.has(file) || existsSync(join(folder.dir, file)),
    ids: (file: string): ReadonlySet<string> => {
      let known = ids.get(file);
      if (!known) {
        known = pageLinks([readFileSync(join(folder.dir, file), 'utf8')], file, settings.base).ids;
        ids.set(file, known);
      }
      return known;
    },
  };
  const promising = new Set(made.map(({ id }) => id));
  // Places on disclosures' pages that they link to have been promised there.
  const promised = (link: string): string => {
    const [address = ''] = link.split('#');
    return promising.has(address.slice(0, -1)) ? address : link;
  };
  const dead: DeadLink[] = [];
  // Most pages have the same links.
  const sound = new Set<string>();
  const isDoubtful = (link: string): boolean => !sound.has(link);
  const judge = (found: FoundLinks, told: (link: string) => string): void => {
    dead.push(...found.dead);
    for (const [page, links] of Object.entries(found.links)) {
      const doubtful = links.map(told).filter(isDoubtful);
      const bad = deadLinks(page || '/', doubtful, written);
      for (const link of doubtful) if (!bad.some((one) => one.link === link)) sound.add(link);
      dead.push(...bad);
    }
  };
  for (const address of addresses) judge(linksIn(pages, address), promised);
  for (const { links } of disclosures) if (links) judge(links, (link) => link);
  return dead;
}

/** Pages that nothing leads to. Most of the time those about the site lead to all others, and no more need be read. */
function lostOn({ pages, made }: CheckedSite): readonly string[] {
  const graph = new Map<string, () => readonly string[]>();
  const add = (address: string, links: () => FoundLinks | undefined): void => {
    graph.set(fileOf(address), () => links()?.links[address] ?? []);
  };
  for (const address of Object.keys(pages))
    if (fileOf(address).endsWith('.html')) add(address, () => linksIn(pages, address));
  const whole = made.filter(({ head }) => head.isConnected);
  for (const { id } of whole) add(`${id}/`, () => undefined);
  if (whole.length === made.length && orphans(graph).length === 0) return [];
  for (const output of made)
    for (const address of Object.keys(output.links?.links ?? {})) add(address, () => output.links);
  return orphans(graph);
}
