import type { APIRoute } from 'astro';
import { escapeHtml } from '../components/html.ts';
import { absoluteHref, getSite } from '../site.ts';
import type { DisclosureEntry, EntryAmendment } from '../view/types.ts';

/** Feed readers show the newest; the whole list is on the pages. */
const MOST = 100;

export const GET: APIRoute = () => {
  const data = getSite();
  const address = (path: string) => escapeHtml(absoluteHref(path));
  const { latest } = data.home;
  const items = [
    ...latest.map((entry) => ({
      date: entry.publishedOn ?? '',
      xml: () => item(entry, address(entry.href)),
    })),
    ...latest.flatMap((entry) =>
      (entry.amendments ?? []).map((amendment) => ({
        date: amendment.date,
        xml: () => amendedItem(entry, amendment, address(amendment.href)),
      })),
    ),
  ].sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>${escapeHtml(data.site.name)}</title>
<link>${address('/')}</link>
<description>${escapeHtml(data.site.description)}</description>
<language>zh-CN</language>
<atom:link href="${address('/rss.xml')}" rel="self" type="application/rss+xml"/>
${items
  .slice(0, MOST)
  .map(({ xml }) => xml())
  .join('\n')}
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

/** 更正：科技和工信部门2024年部门预算, with the reason and the first places in words. */
function amendedItem(entry: DisclosureEntry, amendment: EntryAmendment, url: string): string {
  const { date, reason, count, texts } = amendment;
  const rest = count > texts.length ? `等 ${count} 处` : '';
  const words = [`理由：${reason}`, ...texts].join('\n') + rest;
  const title = escapeHtml(`更正：${entry.title}`);
  return `<item><title>${title}</title><link>${url}</link><guid>${url}</guid><pubDate>${rfc822(date)}</pubDate><category>${escapeHtml(entry.regionName)}</category><description>${escapeHtml(words)}</description></item>`;
}

function rfc822(date: string): string {
  // Noon in China is the same day in every output of toUTCString().
  return new Date(`${date}T12:00:00+08:00`).toUTCString();
}
