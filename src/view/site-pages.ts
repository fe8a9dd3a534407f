import type { Site } from '../model/disclosure.ts';
import type { GlossaryEntry } from '../model/template.ts';
import { glossaryAnchor } from './anchors.ts';
import {
  type IndexContext,
  phaseLists,
  picturesOf,
  published,
  publishes,
  regionsOfYear,
  sortEntries,
} from './index-pages.ts';
import type { IndexView } from './index-types.ts';
import { HOME_CRUMB, type Hosting, MOST_LINES, viewPage } from './page.ts';
import type { GlossaryView, PageView } from './types.ts';

export interface SiteYearView extends IndexView {
  readonly year: number;
  readonly href: string;
  /** Without the withdrawn. */
  readonly count: number;
}

/** One page a year, over all regions; newest first. */
export function viewSiteYears({ site, hosting, entries }: IndexContext): readonly SiteYearView[] {
  return [...Map.groupBy(sortEntries(entries), (entry) => entry.year)].map(([year, own]) => {
    const title = `${year}年${publishes(own)}公开`;
    const count = own.filter((entry) => !entry.withdrawn).length;
    const description = `各地区各部门（单位）公开的${year}年${published(own)}，共${count}份。`;
    const keywords = [`${year}年`, publishes(own), ...site.keywords];
    const href = `/${year}/`;
    const page = viewPage({
      site,
      hosting,
      path: href,
      title,
      description,
      keywords,
      breadcrumbs: [HOME_CRUMB, { title: `${year}年`, href }],
      column: { name: title, description, keywords },
    });
    return {
      year,
      href,
      page,
      count,
      said: ['year'],
      entries: own,
      beside: [],
      get sections() {
        return [
          ...(own.length > MOST_LINES ? regionsOfYear(own, year) : phaseLists(own, title)),
          ...picturesOf(own, year),
        ];
      },
    };
  });
}

/** The site's glossary: every term of every form in use, the first form's wording where they differ. */
export function viewSiteGlossary(
  site: Site,
  hosting: Hosting,
  glossaries: Iterable<readonly GlossaryEntry[]>,
): { page: PageView; entries: readonly GlossaryView[] } {
  const terms = new Map<string, GlossaryEntry>();
  for (const glossary of glossaries)
    for (const entry of glossary) if (!terms.has(entry.term)) terms.set(entry.term, entry);
  const collator = new Intl.Collator('zh-CN');
  const entries = [...terms.values()]
    .sort((a, b) => collator.compare(a.term, b.term))
    .map(({ term, aliases, definition }) => ({ term, aliases, definition, anchor: glossaryAnchor(term) }));
  const title = '名词解释';
  const description = '部门预算里常见的名词，用平实的话说明。';
  const keywords = [title, ...site.keywords];
  const page = viewPage({
    site,
    hosting,
    path: '/glossary/',
    title,
    description,
    keywords,
    column: { name: title, description, keywords },
  });
  return { page, entries };
}
