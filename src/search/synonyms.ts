import type { Template } from '../model/template.ts';
import type { Synonyms } from './query.ts';

/** Of all forms together: a reader does not know which form a department uses. Sorted, each once. */
export function synonymsOf(templates: Iterable<Template>): Synonyms {
  const all = new Map<string, Set<string>>();
  for (const { synonyms } of templates) {
    for (const { short, full } of synonyms) {
      const known = all.get(short) ?? new Set();
      all.set(short, known);
      for (const one of full) known.add(one);
    }
  }
  return [...all].map(([short, full]) => [short, [...full]] as const).sort(([a], [b]) => (a < b ? -1 : 1));
}
