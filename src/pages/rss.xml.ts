import type { APIRoute } from 'astro';
import { escapeHtml } from '../components/html.ts';
import { absoluteHref, getSite } from '../site.ts';
import type { DisclosureEntry } from '../view/types.ts';

/** Feed readers show the newest; the whole list is on the pages. */
const MOST = 100;

export const GET: APIRoute = () => {
  const data = getSite();
  const address = (path: string) => escapeHtml(absoluteHref(path));
  const published = data.home.latest.slice(0, MOST);
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>${escapeHtml(data.site.name)}</title>
<link>${address('/')}</link>
<description>${escapeHtml(data.site.description)}</description>
<language>zh-CN</language>
<atom:link href="${address('/rss.xml')}" rel="self" type="application/rss+xml"/>
${published.map((entry) => item(entry, address(entry.href))).join('\n')}
</channel>
</rss>
`;
  return new Response(xml, { headers: { 'Content-Type': 'application/rss+xml; charset=utf-8' } });
};

function item(entry: DisclosureEntry, url: string): string {
  const figures = entry.keyFigures
    .map((figure) => `${figure.label} ${figure.text} ${figure.unit}`)
    .join('，');
  const date = entry.publishedOn ? `<pubDate>${rfc822(entry.publishedOn)}</pubDate>` : '';
  const title = escapeHtml(entry.title);
  return `<item><title>${title}</title><link>${url}</link><guid>${url}</guid>${date}<category>${escapeHtml(entry.regionName)}</category><description>${escapeHtml(figures)}</description></item>`;
}

function rfc822(date: string): string {
  // Noon in China is the same day in every output of toUTCString().
  return new Date(`${date}T12:00:00+08:00`).toUTCString();
}
