import { factsOf } from '../../model/facts.ts';
import type { Kind } from '../kind.ts';
import { knownOperand } from '../operand.ts';
import type { Relation } from '../relation.ts';
import { operandName } from '../rule-operands.ts';
import { ofYear } from './time-last-year.ts';

/**
 * Operands: `opening` and `closing`, concepts. What a final account carries over at the beginning of its year is
 * what the final account of the year before carried over at the end of its own, fund by fund.
 */
export const carriedOver: Kind = {
  explain: '本年决算的年初结转结余，等于上年决算的年末结转结余。',
  rank: 6,
  run(rule, { disclosure, facts, lastYear }) {
    if (disclosure.phase !== '决算') return { because: '预算的上年结转是预计数，不与上年比较' };
    if (!lastYear) return { outcome: 'couldNotRun', because: '内容里没有同一部门上年的决算' };
    const { concept: opening = '' } = operandName(rule.operands.opening);
    const { concept: closing = '' } = operandName(rule.operands.closing);
    const before = factsOf(lastYear);
    const relations = [...facts.fundsOf(opening)].flatMap((fund): Relation[] => {
      const now = facts.total(opening, fund);
      const then = before.total(closing, fund);
      const left = now && knownOperand(now, disclosure.template.unit);
      const right = then && knownOperand(then, lastYear.template.unit);
      return left && right
        ? [{ rule, comparison: 'equal', left: [left], right: [ofYear(right, lastYear.year)] }]
        : [];
    });
    return relations.length > 0
      ? { relations }
      : { outcome: 'couldNotRun', because: '两年的决算没有都列出结转结余' };
  },
};
