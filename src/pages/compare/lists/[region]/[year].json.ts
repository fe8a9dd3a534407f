import type { APIRoute } from 'astro';
import { getSite } from '../../../../site.ts';
import { viewCompareChoices } from '../../../../view/compare/parts.ts';

/** What may be chosen of a region's year. */
export const GET: APIRoute = ({ params: { region, year } }) => {
  const view = getSite().regionYears.find((item) => item.regionCode === region && String(item.year) === year);
  return view
    ? new Response(JSON.stringify(viewCompareChoices(view)), {
        headers: { 'Content-Type': 'application/json' },
      })
    : new Response(null, { status: 404 });
};
