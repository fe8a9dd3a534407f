import { openContent } from '../../src/content.ts';
import { comparePairs } from '../../src/diff/compare.ts';
import type { Revision } from '../../src/diff/disclosure.ts';
import { planComparison } from '../../src/diff/plan.ts';
import type { Change, Comparison } from '../../src/diff/types.ts';
import type { Source } from '../../src/load/source.ts';
import { type Changes, FILES, FOLDER, sourceWith } from '../support/content.ts';

/** Two revisions of the smallest content, compared. */

export function revisionOf(source: Source): Revision {
  return { source, templates: source, content: openContent(source, source) };
}

export async function compareSources(
  base: Source,
  head: Source,
  paths: readonly string[],
): Promise<Comparison> {
  const [from, to] = [revisionOf(base), revisionOf(head)];
  const { pairs, around } = planComparison(from, to, { content: paths, forms: [] });
  const disclosures = await comparePairs(pairs, from, to, async () => {});
  return { base: 'base', head: 'head', disclosures, around };
}

/** The content with `before` done to it, against the same with `after` done as well. */
export function compareChanges(after: Changes, before: Changes = {}): Promise<Comparison> {
  return compareSources(sourceWith(before), sourceWith({ ...before, ...after }), Object.keys(after));
}

/** All entries of all disclosures and of what stands around them. */
export async function changesOf(after: Changes, before: Changes = {}): Promise<readonly Change[]> {
  const { disclosures, around } = await compareChanges(after, before);
  return [...around.changes, ...disclosures.flatMap(({ changes }) => changes)];
}

/** An entry in short: what, where, from what, to what. */
export function short({ kind, table, row, column, before, after }: Change): string {
  const place = [table, row, column].filter((part) => part !== null).join('/');
  return `${kind} ${place}: ${before ?? '∅'} → ${after ?? '∅'}`;
}

export const TABLE = `${FOLDER}/tables/支出总表.csv`;

/** The form's rules, with those that sum rows. */
const RULES = 'templates/example-form/rules.yaml';
export const ROWS_ADD_UP = {
  [RULES]: `${FILES[RULES]}- id: table.rows
  title: 上级等于下级之和
  basis: 表样
  kind: rows-add-up
  severity: error
  operands: { rows: coded }
  examples:
    passes: { tables: { 支出总表: "科目编码,科目名称,合计,基本支出,项目支出\\n,合计,3,1,2\\n201,甲,3,1,2\\n" } }
    fails: { tables: { 支出总表: "科目编码,科目名称,合计,基本支出,项目支出\\n,合计,4,1,3\\n201,甲,3,1,2\\n" } }
`,
};
