import type { Site } from '../model/disclosure.ts';
import { type Hosting, viewPage } from './page.ts';
import type { DisclosureView, HistorySummary, PageView } from './types.ts';

/** The frame of the page beside a disclosure that tells what was corrected after publication. */
export function viewHistoryPage(
  { page, name, publishedOn }: DisclosureView,
  { href, text, amendments }: HistorySummary,
  site: Site,
  hosting: Hosting,
): PageView {
  const path = `${page.path}${href}`;
  const title = `${page.title}修订记录`;
  const last = amendments.at(-1);
  return viewPage({
    site,
    hosting,
    path,
    title,
    description: `${title}：${text}${last ? `，最近一次是${last.dateText}` : ''}。`,
    keywords: [name, '修订记录', ...site.keywords],
    breadcrumbs: [...page.breadcrumbs, { title: '修订记录', href: path }],
    column: {
      name: '修订记录',
      description: '公开文本公开以后每一次更正的内容和理由。',
      keywords: site.keywords,
    },
    article: { publishedOn: last?.date ?? publishedOn, source: name },
  });
}
