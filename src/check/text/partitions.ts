import type { Rule } from '../../model/rule.ts';
import type { Template } from '../../model/template.ts';
import type { Label } from './labels.ts';

/** A complete division: the whole, its parts, and others that may join them. Concepts. */
export interface Partition {
  readonly whole: string;
  readonly parts: readonly string[];
  readonly more: readonly string[];
}

const read = new WeakMap<Rule, readonly Partition[]>();

/** `partitions` of a rule: `{ whole, parts, more }`. */
export function partitionsOf(rule: Rule): readonly Partition[] {
  let partitions = read.get(rule);
  if (!partitions) {
    const list = rule.operands.partitions;
    partitions = Array.isArray(list)
      ? list.map(({ whole, parts, more }: Record<string, unknown>) => ({
          whole: String(whole),
          parts: words(parts),
          more: words(more),
        }))
      : [];
    read.set(rule, partitions);
  }
  return partitions;
}

const ofForms = new WeakMap<Template, readonly Partition[]>();

/** Every division that the form's rules know. */
export function allPartitions(template: Template): readonly Partition[] {
  let partitions = ofForms.get(template);
  if (!partitions) {
    partitions = template.rules.flatMap(partitionsOf);
    ofForms.set(template, partitions);
  }
  return partitions;
}

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
