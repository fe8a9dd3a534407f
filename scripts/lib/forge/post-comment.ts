import { type Forge, openForge, type RequestPlace } from './forge.ts';
import { patiently } from './forge-api.ts';

/** The first line of our comment, which no page shows. */
export const MARKER = '<!-- mingzhang:review -->';

export type Posted = 'created' | 'updated' | 'unchanged' | 'outdated';

type Patience = Parameters<typeof patiently>[1];

/**
 * Puts the one comment of a request: into the one that is there, or a new one.
 * Each try looks anew, because a write whose answer got lost may have been done.
 */
export async function postComment(
  place: RequestPlace,
  body: (forge: Forge) => string,
  patience: Patience = {},
): Promise<Posted> {
  return patiently(async () => {
    const forge = await openForge(place);
    if (!forge) return 'outdated';
    const text = body(forge);
    const found = await findOwn(forge);
    // Forges trim what they store.
    if (found?.body.trim() === text.trim()) return 'unchanged';
    if (found) await forge.update(found.id, text);
    else await forge.create(text);
    return found ? 'updated' : 'created';
  }, patience);
}

async function findOwn(forge: Forge) {
  for (let page = 1; ; page++) {
    const comments = await forge.ownComments(page);
    const found = comments.find(({ body }) => body.startsWith(MARKER));
    if (found || !forge.hasMore(page)) return found;
  }
}
