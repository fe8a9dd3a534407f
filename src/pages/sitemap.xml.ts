import type { APIRoute } from 'astro';
import { escapeHtml } from '../components/html.ts';
import { AZ_LISTS, azPaths } from '../search/a-z.ts';
import { absoluteHref, getSite } from '../site.ts';

interface Address {
  readonly path: string;
  /** YYYY-MM-DD. */
  readonly changed?: string | undefined;
}

export const GET: APIRoute = () => {
  const data = getSite();
  const addresses: Address[] = [
    { path: '/' },
    ...data.years.map(({ href: path }) => ({ path })),
    ...data.regions.map(({ page }) => ({ path: page.path })),
    ...data.regionYears.map(({ page }) => ({ path: page.path })),
    ...data.boards.pages.map(({ page }) => ({ path: page.path })),
    ...data.entries.map((entry) => ({ path: entry.href, changed: entry.publishedOn })),
    ...AZ_LISTS.flatMap((name) => azPaths(name, data.az.lists[name])).map((path) => ({ path })),
    ...[
      '/search/',
      '/compare/',
      '/checks/',
      '/data/',
      '/glossary/',
      '/guide/',
      '/about/',
      '/accessibility/',
    ].map((path) => ({ path })),
  ];
  const urls = addresses.map(({ path, changed }) => {
    const url = escapeHtml(absoluteHref(path));
    return `<url><loc>${url}</loc>${changed ? `<lastmod>${changed}</lastmod>` : ''}</url>`;
  });
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join('\n')}
</urlset>
`;
  return new Response(xml, { headers: { 'Content-Type': 'application/xml; charset=utf-8' } });
};
