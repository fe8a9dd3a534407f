import { printedDifference } from '../check/relation.ts';
import type { CheckedComparison, CheckFinding } from '../model/disclosure.ts';
import type { VerdictView } from './checks-types.ts';

type HrefOf = (finding: CheckFinding) => string | undefined;

export function verdictOf(relation: CheckedComparison, hrefOf: HrefOf): VerdictView {
  const { verdict, finding } = relation;
  const text = verdictWords(relation);
  const href = verdict === 'apart' && finding ? hrefOf(finding) : undefined;
  return { verdict, text, href };
}

/** How the two sides came out, in words: 相等; 不符，差 0.05（已说明）. */
export function verdictWords({ verdict, comparison, difference, finding }: CheckedComparison): string {
  switch (verdict) {
    case 'exact':
      return comparison === 'equal' ? '相等' : '符合';
    case 'rounded':
      return `相符，四舍五入差 ${printedDifference(difference)}`;
    case 'unknown':
      return '有记号，无法比较';
    case 'apart': {
      const explained = finding?.outcome === 'acknowledged' ? '（已说明）' : '';
      return `${comparison === 'equal' ? '不符，差' : '不符，多'} ${printedDifference(difference)}${explained}`;
    }
  }
}

/** Of several columns: the worst, and how many. */
export function joinedVerdict(relations: readonly CheckedComparison[], hrefOf: HrefOf): VerdictView {
  const counts = { exact: 0, rounded: 0, unknown: 0, apart: 0 };
  let worst = relations[0] as CheckedComparison;
  for (const relation of relations) {
    counts[relation.verdict]++;
    if (WORSE[relation.verdict] > WORSE[worst.verdict]) worst = relation;
  }
  const one = verdictOf(worst, hrefOf);
  if (counts.apart > 1) return { ...one, text: `${counts.apart} 列不符` };
  if (counts.apart === 0 && counts.rounded > 1)
    return { ...one, text: `相符，${counts.rounded} 列有四舍五入差` };
  return one;
}

const WORSE: Readonly<Record<VerdictView['verdict'], number>> = {
  exact: 0,
  unknown: 1,
  rounded: 2,
  apart: 3,
};
