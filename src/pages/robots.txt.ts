import type { APIRoute } from 'astro';
import { getSite, href } from '../site.ts';

export const GET: APIRoute = ({ site }) => {
  const lines = getSite().site.sample
    ? ['User-agent: *', 'Disallow: /']
    : ['User-agent: *', 'Allow: /', `Sitemap: ${new URL(href('/sitemap.xml'), site)}`];
  return new Response(`${lines.join('\n')}\n`);
};
