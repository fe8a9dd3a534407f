import { join, Reader } from '../../../src/load/content.ts';
import type { Source } from '../../../src/load/source.ts';
import type { YamlValue } from '../../../src/model/raw.ts';

/** Where disclosures stood before: a withdrawn one names in `movedTo` the address that took its place. */

/** The fields of disclosure.yaml, as written; none where it cannot be read. */
export function fieldsOf(source: Source, id: string): { readonly [key: string]: YamlValue } {
  const data = new Reader(source).yaml(fileOf(id))?.data;
  return typeof data === 'object' && !Array.isArray(data) ? data : {};
}

const fileOf = (id: string): string => join('disclosures', id, 'disclosure.yaml');

/**
 * By the id of today, the one id before it. Another year's text takes nobody's
 * place, and where several were merged into one their figures are no longer its own.
 */
export function formerIds(source: Source, ids: readonly string[]): ReadonlyMap<string, string> {
  const decoder = new TextDecoder();
  const moved = ids.flatMap((from): { from: string; to: string }[] => {
    // Few are withdrawn: the others are not taken apart.
    const bytes = source.read(fileOf(from));
    if (!bytes || !decoder.decode(bytes).includes('movedTo')) return [];
    const { withdrawn } = fieldsOf(source, from);
    const to = typeof withdrawn === 'object' && !Array.isArray(withdrawn) ? withdrawn.movedTo : undefined;
    return typeof to === 'string' && to !== from && textOf(to) === textOf(from) ? [{ from, to }] : [];
  });
  return new Map(
    [...Map.groupBy(moved, ({ to }) => to)].flatMap(([to, [first, ...others]]) =>
      first && others.length === 0 ? [[to, first.from] as const] : [],
    ),
  );
}

/** Year, and budget or final account: 2024, 2024/final. */
function textOf(id: string): string {
  const [, year, , ...final] = id.split('/');
  return [year, ...final].join('/');
}
