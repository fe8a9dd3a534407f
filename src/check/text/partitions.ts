import { kept } from '../../model/kept.ts';
import type { Rule } from '../../model/rule.ts';
import type { Template } from '../../model/template.ts';
import type { Label } from './labels.ts';

/** A complete division: the whole, its parts, and others that may join them. Concepts. */
export interface Partition {
  readonly whole: string;
  readonly parts: readonly string[];
  readonly more: readonly string[];
}

/** `partitions` of a rule: `{ whole, parts, more }`. */
export const partitionsOf = kept((rule: Rule): readonly Partition[] => {
  const list = rule.operands.partitions;
  if (!Array.isArray(list)) return [];
  return list.map(({ whole, parts, more }: Record<string, unknown>) => ({
    whole: String(whole),
    parts: words(parts),
    more: words(more),
  }));
});

/** Every division that the form's rules know. */
export const allPartitions = kept((template: Template): readonly Partition[] =>
  template.rules.flatMap((rule) => partitionsOf(rule)),
);

function words(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** Do the labels name all parts of a division, and nothing beside them? */
export function isPartition(
  labels: readonly (Label | undefined)[],
  partitions: readonly Partition[],
): boolean {
  return partitions.some(({ parts, more }) => {
    const means = (label: Label | undefined, names: readonly string[]): boolean =>
      names.some((name) => label?.concepts.includes(name) ?? false);
    return (
      parts.every((part) => labels.some((label) => means(label, [part]))) &&
      labels.every((label) => means(label, [...parts, ...more]))
    );
  });
}
