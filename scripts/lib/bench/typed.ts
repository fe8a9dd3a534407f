import { conditionHolds, parseBindings, resolveExpression } from '../../../src/model/binding.ts';
import type { Disclosure, NarrativeOverride } from '../../../src/model/disclosure.ts';
import type { OutlineItem } from '../../../src/model/template.ts';

/**
 * The same disclosure as a department writes it that binds nothing: every
 * section its own, with the figures typed. The rules of texts have most to do
 * with such a one.
 */
export function typedInFull(disclosure: Disclosure): Disclosure {
  const narrative = new Map<string, NarrativeOverride>();
  const type = (items: readonly OutlineItem[]): void => {
    for (const { id, children } of items) {
      if (disclosure.omitted.has(id)) continue;
      const section = disclosure.narrative.get(id) ?? disclosure.template.drafts.get(id);
      if (section)
        narrative.set(id, { section: id, source: typed(section.source, disclosure), file: section.file });
      type(children);
    }
  };
  type(disclosure.template.outline);
  return { ...disclosure, narrative };
}

/** Line by line; one that speaks of what the disclosure has not got is left out, as on the page. */
function typed(source: string, disclosure: Disclosure): string {
  return source
    .split('\n')
    .flatMap((line) => typedLine(line, disclosure) ?? [])
    .join('\n');
}

function typedLine(line: string, disclosure: Disclosure): string | undefined {
  const context = { disclosure };
  let text = '';
  let from = 0;
  for (const { offset, length, expression } of parseBindings(line)) {
    if (expression.kind === 'malformed') return undefined;
    text += line.slice(from, offset);
    from = offset + length;
    if (expression.kind === 'if' || expression.kind === 'unless') {
      if (!conditionHolds(expression, context)) return undefined;
      continue;
    }
    const found = resolveExpression(expression, context);
    if (found.kind === 'figure') text += found.lead + found.text;
    else if (found.kind === 'words') text += found.text;
    else return undefined;
  }
  return text + line.slice(from);
}
