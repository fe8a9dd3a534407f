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

/** Those of all rules of the same kind: both ways of asking know the same divisions. */
export function partitionsLike(rule: Rule, template: Template): readonly Partition[] {
  let byKind = ofForms.get(template);
  if (!byKind) {
    byKind = new Map();
    ofForms.set(template, byKind);
  }
  let partitions = byKind.get(rule.kind);
  if (!partitions) {
    partitions = template.rules.filter(({ kind }) => kind === rule.kind).flatMap(partitionsOf);
    byKind.set(rule.kind, partitions);
  }
  return partitions;
}

const ofForms = new WeakMap<Template, Map<string, readonly Partition[]>>();

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
