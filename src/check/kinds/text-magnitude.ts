import type { Finding } from '../../model/finding.ts';
import type { Kind } from '../kind.ts';
import { operandText, relatedOperand, sayAt } from '../text/finding.ts';
import { narrativeOf } from '../text/narrative.ts';
import { slipOf } from '../text/slip.ts';

/** 元 for 万元 and the like: a typed amount whose digits are a table's and whose unit is not. */
export const textMagnitude: Kind = {
  explain: '正文里的金额与表中的数字相同、单位却差一万倍的（把元印成万元，或把万元印成元），指出来。',
  rank: 6,
  run(rule, { disclosure }) {
    const narrative = narrativeOf(disclosure);
    const amounts = narrative.statements.filter(
      ({ role, bound, unit }) => role === 'value' && !bound && unit !== '%',
    );
    const findings = amounts.flatMap((statement): Finding[] => {
      const slip = slipOf(statement, narrative);
      if (!slip) return [];
      const right = statement.text.replace(/(?:亿|万)?元?$/u, slip.unit);
      return [
        sayAt(rule, narrative.body, statement.from, {
          message: `“${statement.words}”实为 ${statement.text}，应为 ${right}（差一万倍）`,
          hint: `${operandText(slip.operand)}。请把单位改为“${slip.unit}”；如果表里的单位错了，请改表。`,
          actual: statement.text,
          expected: right,
          related: [relatedOperand(slip.operand)],
        }),
      ];
    });
    return amounts.length > 0
      ? { looked: amounts.length, findings }
      : { because: '正文里没有自己填写的金额' };
  },
};
