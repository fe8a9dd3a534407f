import { type BindingSource, conditionHolds, parseBindings } from '../model/binding.ts';
import type { Snapshot } from './disclosure.ts';
import { compareTexts, textChanges } from './narrative.ts';
import { OWN_LINE } from './sentences.ts';
import type { Change, TextPart } from './types.ts';

/** What changed in the sections of a disclosure's narrative. */

type Texts = ReturnType<typeof compareTexts>;

/** One section that the department words itself, or words no longer: then the form's draft stands there. */
export function compareSection(section: string, base: Snapshot, head: Snapshot): Change[] {
  const path = `narrative/${section}.md`;
  const [own, now] = [base.text(path), head.text(path)];
  // A file that is there and cannot be read has its say in the reason.
  if ((own === undefined && base.files.has(path)) || (now === undefined && head.files.has(path))) return [];
  const before = own ?? draftOf(section, base);
  const after = now ?? draftOf(section, head);
  const texts = compareTexts(before, after, { before: base.bindings, after: head.bindings });
  return textChanges(
    own === undefined || now === undefined ? handedOver(texts, own, now) : texts,
    { disclosure: head.id, kind: 'narrative', table: null, row: section, column: null },
    { base: `disclosures/${base.id}/${path}`, head: `disclosures/${head.id}/${path}` },
  );
}

/** A section that is new, or gone, or worded by another hand, is one change. */
function handedOver(texts: Texts, own: string | undefined, now: string | undefined): Texts {
  const [first] = texts;
  if (!first) return [];
  const joined = (side: 'before' | 'after'): string | null =>
    texts.every((text) => text[side] === null) ? null : texts.flatMap((text) => text[side] ?? []).join('\n');
  // The form's own words say by themselves where their figures come from.
  const drafted = own === undefined ? 'removed' : 'added';
  /** A line ends on the side that has one. */
  const lineEnd = (index: number): TextPart[] => {
    const begun = (side: 'before' | 'after'): boolean =>
      texts[index]?.[side] !== null && texts.slice(0, index).some((text) => text[side] !== null);
    const [old, fresh] = [begun('before'), begun('after')];
    return old || fresh ? [{ kind: old ? (fresh ? 'same' : 'removed') : 'added', text: '\n' }] : [];
  };
  const parts = texts.flatMap(({ parts: words = [] }, index): TextPart[] => [
    ...lineEnd(index),
    ...words.map((part): TextPart => (part.kind === drafted ? { kind: drafted, text: part.text } : part)),
  ]);
  const both = texts.some(({ before }) => before !== null) && texts.some(({ after }) => after !== null);
  const note =
    own === undefined ? '原由表样起草，改为自行撰写' : now === undefined ? '改由表样起草' : undefined;
  return [
    {
      ...first,
      before: joined('before'),
      after: joined('after'),
      parts,
      ...(both && note !== undefined && { note }),
    },
  ];
}

const LEAD = /^(\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?)((?:\{\{(?:if|unless)\s[^{}\n]*\}\}\s*)+)/u;

/** The form's draft as it comes out: without its conditions, and what stands under one that does not hold. */
function draftOf(section: string, { template, bindings }: Snapshot): string {
  const source = template?.drafts.get(section)?.source ?? '';
  if (!bindings) return source;
  const kept: string[] = [];
  let dropped: number | undefined;
  for (const line of source.split('\n')) {
    const indent = line.search(/\S/u);
    if (dropped !== undefined && indent >= 0 && (indent > dropped || !OWN_LINE.test(line))) continue;
    dropped = undefined;
    const [lead = '', mark = '', conditions = ''] = LEAD.exec(line) ?? [];
    if (holds(conditions, bindings)) kept.push(mark + line.slice(lead.length));
    else dropped = indent;
  }
  return kept.join('\n');
}

const holds = (conditions: string, disclosure: BindingSource): boolean =>
  parseBindings(conditions).every(({ expression }) => conditionHolds(expression, { disclosure }));
