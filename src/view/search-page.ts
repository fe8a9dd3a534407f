import type { IndexContext } from './index-pages.ts';
import { otherSites } from './other-sites.ts';
import type { OtherSite } from './other-sites-types.ts';
import { regionCrumbs, viewPage } from './page.ts';
import type { PageView } from './types.ts';

export interface SearchPageView {
  readonly page: PageView;
  /** What results may be narrowed to; a region stands before those in it. */
  readonly regions: readonly { readonly code: string; readonly name: string; readonly depth: number }[];
  /** Regions whose disclosures are searched on sites of their own. */
  readonly sites: readonly OtherSite[];
  readonly years: readonly number[];
}

/** /search/: its form. What it finds, a script shows. */
export function viewSearchPage(context: IndexContext): SearchPageView {
  const { site, hosting, regions, entries } = context;
  const { above, below } = otherSites(context);
  const title = '检索';
  const description = '按名称、代码、科目、项目或金额查找各部门公开的预算，直接到表中的那一行。';
  const keywords = [title, '部门预算', ...site.keywords];
  const page = viewPage({
    site,
    hosting,
    path: '/search/',
    title,
    description,
    keywords,
    column: { name: title, description, keywords },
  });
  const depths = new Map<string, number>();
  for (const code of new Set(entries.map(({ regionCode }) => regionCode))) {
    const region = regions.get(code);
    if (!region) continue;
    for (const [depth, { href }] of regionCrumbs(region, regions).entries())
      depths.set(href.replaceAll('/', ''), depth);
  }
  return {
    page,
    regions: [...depths]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, depth]) => ({ code, name: regions.get(code)?.name ?? code, depth })),
    sites: [...above, ...below],
    years: [...new Set(entries.map(({ year }) => year))].sort((a, b) => b - a),
  };
}
