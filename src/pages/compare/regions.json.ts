import type { APIRoute } from 'astro';
import { getSite } from '../../site.ts';
import { viewCompareIndex } from '../../view/compare/parts.ts';

export const GET: APIRoute = () => {
  const { home, crosswalk } = getSite();
  return new Response(JSON.stringify(viewCompareIndex(home, crosswalk)), {
    headers: { 'Content-Type': 'application/json' },
  });
};
