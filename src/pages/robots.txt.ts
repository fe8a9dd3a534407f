import type { APIRoute } from 'astro';
import { absoluteHref, getFrame } from '../site.ts';

export const GET: APIRoute = () => {
  const lines = getFrame().sample
    ? ['User-agent: *', 'Disallow: /']
    : ['User-agent: *', 'Allow: /', `Sitemap: ${absoluteHref('/sitemap.xml')}`];
  return new Response(`${lines.join('\n')}\n`);
};
