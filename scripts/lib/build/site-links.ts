import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../../src/settings.ts';
import { UserError } from '../files.ts';
import { CHECKSUMS } from './checksums.ts';
import { type DeadLink, deadLinks, fileOf, linkFaultsText, orphans, pageLinks } from './links.ts';
import type { SiteFolder } from './site-folder.ts';

/** What pages that are made together link to; addresses are from the site's root. Plain JSON. */
export interface FoundLinks {
  /** By page, what leads away from its folder, each link once. */
  readonly links: Readonly<Record<string, readonly string[]>>;
  /** What leads nowhere among these pages. */
  readonly dead: readonly DeadLink[];
}

type Hosted = Pick<Settings, 'base' | 'siteUrl'>;

interface Among {
  readonly settings: Hosted;
  /** Files that stand beside the pages. */
  readonly files?: ReadonlySet<string>;
  /** Places on these pages (`130303/2024/350001/#收支总表`) that other pages will lead to. */
  readonly promised?: Iterable<string>;
}

/**
 * `pages` are HTML, in pieces of whole tags, by address (`130303/2024/350001/checks/`). What can be judged among these
 * pages and files is judged here, so that nothing of them has to be read again.
 */
export function linksAmong(pages: ReadonlyMap<string, readonly string[]>, among: Among): FoundLinks {
  const { settings, files = new Set(), promised = [] } = among;
  const read = [...pages].map(([path, html]) => ({
    path,
    ...pageLinks(html, path, settings.base, settings.siteUrl),
  }));
  const ids = new Map(read.map((page) => [page.path, page.ids]));
  const found = new Set<string>();
  const links: Record<string, string[]> = {};
  const dead: DeadLink[] = [];
  for (const { path, links: own } of read) {
    const kept: string[] = [];
    const keep = (link: string): void => {
      if (found.has(link)) return;
      found.add(link);
      kept.push(link);
    };
    for (const [address, fragments] of own) {
      const target = ids.get(address);
      for (const fragment of fragments)
        if (target && fragment !== '' && !target.has(fragmentOf(fragment)))
          dead.push({ page: path, link: `${address}#${fragment}`, why: 'fragment' });
      // That one leads to the other is kept: no page may be an orphan.
      if (address === path || files.has(fragmentOf(address))) continue;
      if (target) keep(address);
      else for (const fragment of fragments) keep(fragment === '' ? address : `${address}#${fragment}`);
    }
    links[path] = kept;
  }
  for (const place of promised) {
    const [address = '', fragment = ''] = place.split('#');
    if (!ids.get(address)?.has(fragment)) dead.push({ page: address, link: place, why: 'fragment' });
  }
  return { links, dead };
}

function fragmentOf(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export interface CheckedSite {
  /** Where the site stands before it is published. */
  readonly folder: SiteFolder;
  readonly settings: Hosted;
  /** Of pages that are no disclosure's. Their links to places on disclosures' pages were promised there. */
  readonly site: readonly FoundLinks[];
  /** Of each disclosure whose pages are judged. What an earlier build made is not. */
  readonly disclosures: ReadonlyMap<string, FoundLinks>;
}

/** Throws a UserError that lists links leading nowhere and pages that nothing leads to. */
export function checkLinks({ folder, settings, site, disclosures }: CheckedSite): void {
  const ids = new Map<string, ReadonlySet<string>>();
  const written = {
    has: (file: string): boolean =>
      file === CHECKSUMS || folder.has(file) || existsSync(join(folder.dir, file)),
    ids: (file: string): ReadonlySet<string> => {
      let known = ids.get(file);
      if (!known) {
        known = pageLinks([readFileSync(join(folder.dir, file), 'utf8')], file, settings.base).ids;
        ids.set(file, known);
      }
      return known;
    },
  };
  const promised = (link: string): string => {
    const [address = ''] = link.split('#');
    return disclosures.has(address.slice(0, -1)) ? address : link;
  };
  const dead: DeadLink[] = [];
  const graph = new Map<string, readonly string[]>();
  // Most pages have the same links.
  const sound = new Set<string>();
  const isDoubtful = (link: string): boolean => !sound.has(link);
  const judge = (found: FoundLinks, told: (link: string) => string): void => {
    dead.push(...found.dead);
    for (const [page, links] of Object.entries(found.links)) {
      graph.set(fileOf(page), links);
      const doubtful = links.map(told).filter(isDoubtful);
      const bad = deadLinks(page || '/', doubtful, written);
      for (const link of doubtful) if (!bad.some((one) => one.link === link)) sound.add(link);
      dead.push(...bad);
    }
  };
  for (const found of site) judge(found, promised);
  for (const found of disclosures.values()) judge(found, (link) => link);
  const lost = orphans(graph);
  if (dead.length + lost.length === 0) return;
  throw new UserError(
    `网站里有 ${dead.length + lost.length} 处链接不对，没有发布，原有内容未变：\n${linkFaultsText(dead, lost)}\n请改正写有这些链接的说明、表样或 site.yaml，再生成一次。`,
  );
}
