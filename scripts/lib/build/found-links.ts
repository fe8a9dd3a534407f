import type { Settings } from '../../../src/settings.ts';
import { type DeadLink, type PageLinks, pageLinks } from './links.ts';

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
  const { settings, files, promised } = among;
  return linksOf(
    [...pages].map(([path, html]) => ({ path, ...pageLinks(html, path, settings.base, settings.siteUrl) })),
    files,
    promised,
  );
}

/** The same of one page by itself; and the places on it that can be linked to, as one text. */
export function linksOfPage(
  path: string,
  html: string,
  { base, siteUrl }: Hosted,
): { readonly found: FoundLinks; readonly places: string } {
  const page = { path, ...pageLinks([html], path, base, siteUrl) };
  return { found: linksOf([page]), places: [...page.ids].join('\n') };
}

/** Can each of these pages be reached from `first` by links among them? */
export function isConnected({ links }: FoundLinks, first: string): boolean {
  const missing = new Set(Object.keys(links));
  missing.delete(first);
  const reached = [first];
  for (const page of reached)
    for (const link of links[page] ?? []) if (missing.delete(link)) reached.push(link);
  return missing.size === 0;
}

function linksOf(
  read: readonly (PageLinks & { readonly path: string })[],
  files: ReadonlySet<string> = new Set(),
  promised: Iterable<string> = [],
): FoundLinks {
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
