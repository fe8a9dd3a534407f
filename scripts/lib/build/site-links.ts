import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../../src/settings.ts';
import { UserError } from '../files.ts';
import { CHECKSUMS } from './checksums.ts';
import { type DeadLink, deadLinks, fileOf, linkFaultsText, orphans, pageLinks } from './links.ts';

/** Links with the page that has them first; both from the site's root. Plain JSON. */
export type FoundLinks = readonly (readonly [link: string, page: string])[];

type Hosted = Pick<Settings, 'base' | 'siteUrl'>;

/**
 * What pages that are made together link to, each link once; `pages` are HTML by address (`130303/2024/350001/checks/`).
 * Fragments that hold among these pages are settled here and left out.
 */
export function linksAmong(pages: ReadonlyMap<string, string>, { base, siteUrl }: Hosted): FoundLinks {
  const read = [...pages].map(([path, html]) => ({ path, ...pageLinks(html, path, base, siteUrl) }));
  const ids = new Map(read.map((page) => [page.path, page.ids]));
  const found = new Map<string, string>();
  for (const { path, links } of read)
    for (const link of links) {
      const [address = '', fragment] = link.split('#');
      const holds = fragment !== undefined && ids.get(address)?.has(fragmentOf(fragment));
      // That one leads to the other is kept: no page may be an orphan.
      const kept = holds ? address : link;
      if (kept !== path && !found.has(kept)) found.set(kept, path);
    }
  return [...found];
}

function fragmentOf(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export interface CheckedSite {
  /** Where the site stands before it is published. */
  readonly dir: string;
  readonly settings: Hosted;
  /** Addresses of all pages that are judged. What an earlier build made is not. */
  readonly pages: readonly string[];
  readonly links: FoundLinks;
}

/** Throws a UserError that lists links leading nowhere and pages that nothing leads to. */
export function checkLinks({ dir, settings, pages, links }: CheckedSite): void {
  const files = new Map<string, boolean>([[CHECKSUMS, true]]);
  const ids = new Map<string, ReadonlySet<string>>();
  const written = {
    has: (file: string): boolean => {
      let known = files.get(file);
      if (known === undefined) {
        known = existsSync(join(dir, file));
        files.set(file, known);
      }
      return known;
    },
    ids: (file: string): ReadonlySet<string> => {
      let known = ids.get(file);
      if (!known) {
        known = pageLinks(readFileSync(join(dir, file), 'utf8'), file, settings.base).ids;
        ids.set(file, known);
      }
      return known;
    },
  };
  const dead: DeadLink[] = [];
  const graph = new Map<string, string[]>(pages.map((page) => [fileOf(page), []]));
  for (const [link, page] of links) {
    graph.get(fileOf(page))?.push(link);
    dead.push(...deadLinks(page || '/', [link], written));
  }
  const lost = orphans(graph);
  if (dead.length + lost.length === 0) return;
  throw new UserError(
    `网站里有 ${dead.length + lost.length} 处链接不对，没有发布，原有内容未变：\n${linkFaultsText(dead, lost)}\n请改正写有这些链接的说明、表样或 site.yaml，再生成一次。`,
  );
}
