import type { Disclosure } from '../model/disclosure.ts';
import type { FactIndex } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';
import type { TableSpec } from '../model/template.ts';
import type { Witness } from './blame.ts';
import type { Evaluated, Relation } from './relation.ts';

/** What kinds of rules look at. */
export interface CheckContext {
  readonly disclosure: Disclosure;
  readonly facts: FactIndex;
  /** The same department's disclosure of the year before, where the content has it. */
  readonly lastYear?: Disclosure | undefined;
}

/** What a kind says that is no relation of figures. */
export type KindFinding = Finding & {
  /** The public reason, where a field of disclosure.yaml explains it (notPublished, undecided). */
  readonly acknowledgedBecause?: string;
  /** Keys of the figures and other things that it rests on: it is not told where one of them is to blame. */
  readonly figures?: readonly string[];
  /** Keys of what it says is wrong: whatever rests on these is told under it. */
  readonly accuses?: readonly string[];
  /** Failed relations that have no other cause: they are told under it. */
  readonly explains?: (relation: Evaluated) => boolean;
  /** What it says that a cell should be: it is told under that cell, where relations say the same. */
  readonly witness?: Witness;
};

/** What one kind of rule found of one disclosure. */
export interface KindResult {
  /** Sums to compare; the engine evaluates them and says which figure is to blame. */
  readonly relations?: readonly Relation[];
  /** What is no sum: things looked at, and what is wrong with them. */
  readonly looked?: number;
  readonly findings?: readonly KindFinding[];
  /** Texts that repeat a cell, right or wrong. */
  readonly witnesses?: readonly Witness[];
  /** Where nothing was looked at: whether the rule does not apply, or could not run, and why. */
  readonly outcome?: 'notApplicable' | 'couldNotRun';
  readonly because?: string;
}

export interface Kind {
  /** What it compares, in Chinese, for the public rules page. */
  readonly explain: string;
  /** How near to the cells it looks: of several relations that one wrong cell breaks, the lowest is said. */
  readonly rank: number;
  readonly run: (rule: Rule, context: CheckContext) => KindResult;
}

/** Cause: the rule needs tables, and they are not published. Nothing where none of those is among them. */
export function notPublished(
  { notPublished, template }: Disclosure,
  needs: (table: TableSpec) => boolean,
): KindResult {
  const names = [...notPublished.keys()].filter((id) => {
    const table = template.tables.get(id);
    return table !== undefined && needs(table);
  });
  if (names.length === 0) return {};
  return { outcome: 'couldNotRun', because: `所需的表${names.map((id) => `“${id}”`).join('、')}没有公开` };
}
