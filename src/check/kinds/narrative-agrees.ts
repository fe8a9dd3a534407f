import { cellValue, fromFen, isMoneyUnit, toFen } from '../../model/cell.ts';
import { absolute, negateInterval, subtract } from '../../model/decimal.ts';
import type { Witness } from '../blame.ts';
import type { Kind, KindFinding } from '../kind.ts';
import type { Operand } from '../operand.ts';
import { isTenThousandfold, printed } from '../relation.ts';
import { operandText, relatedOperand, sayAt } from '../text/finding.ts';
import { agreementOf, narrativeOf, type Statement } from '../text/narrative.ts';
import { isOfAUnit, isUnderTotal, meantLabel } from '../text/scope.ts';
import { slipOf } from '../text/slip.ts';
import { yuanKey } from '../things.ts';

/**
 * Operands: `of`, totals (基本支出, “三公”经费) or lines (办公费, a project); `labels`,
 * the words by which narratives call a concept, beside the form's own titles.
 * What stands in the tables under a word must be what the text says.
 */
export const narrativeAgrees: Kind = {
  explain: '正文里写明名称的金额，与表中（或已说明的）同名的数一致；位数可以少，单位可以不同。',
  rank: 6,
  run(rule, { disclosure }) {
    const narrative = narrativeOf(disclosure);
    const wanted = rule.operands.of === 'lines' ? ['line', 'project'] : ['concept'];
    const findings: KindFinding[] = [];
    const witnesses: Witness[] = [];
    let looked = 0;
    for (const statement of narrative.statements) {
      const { role, unit } = statement;
      if (role !== 'value' || !statement.label || !isMoneyUnit(unit)) continue;
      const label = meantLabel(statement, statement.label, narrative, disclosure);
      if (!wanted.includes(label.kind)) continue;
      const agreement = agreementOf(statement, narrative, label);
      if (!agreement) continue;
      const isMeant = label.kind !== 'concept' || isUnderTotal(statement, narrative, disclosure);
      if (
        !agreement.agrees &&
        (!isMeant || isOfAUnit(statement, narrative, disclosure) || slipOf(statement, narrative))
      )
        continue;
      looked++;
      const { operand } = agreement;
      const witness = witnessOf(statement, operand, agreement.agrees);
      // That a line's figure stands somewhere under its name proves little; that another would mend it, much.
      if (!statement.bound && (rule.severity === 'error' || !agreement.agrees)) witnesses.push(witness);
      if (agreement.agrees) continue;
      const value = cellValue(operand.cell);
      const own = value && fromFen(toFen(value, operand.unit), unit);
      const expected = own ? `${printed(own)}${unit}` : undefined;
      const difference = own && printed(absolute(subtract(statement.value, own)));
      const isSlip = own !== undefined && isTenThousandfold(statement.value, own);
      findings.push({
        ...sayAt(rule, narrative.body, statement.from, {
          message: `“${label.words}”实为 ${statement.text}，${operand.label}为 ${expected ?? operand.cell.text}（差 ${difference ?? '?'}${unit}）${isSlip ? '，正好差一万倍' : ''}`,
          hint:
            statement.bound && !isStated(statement)
              ? `绑定的不是“${label.words}”的数：${operandText(operand)}。请改正绑定，或改正前面的名称。`
              : `两处必有一处有误：${operandText(operand)}。以表为准的，请改正文；也可以改成绑定，如 {{${label.concepts[0] ?? '表/行/列'}}}，以后不会再不一致。`,
          actual: statement.text,
          ...(expected !== undefined && { expected }),
          ...(difference !== undefined && { difference }),
          related: [relatedOperand(operand)],
        }),
        witness,
        figures: isSlip && operand.at ? [operand.key, yuanKey(operand.at.table)] : [operand.key],
      });
    }
    return looked > 0
      ? { looked, findings, witnesses }
      : { because: '正文里没有自己填写的、有名称可对的金额' };
  },
};

function witnessOf({ interval }: Statement, { key, unit }: Operand, agrees: boolean): Witness {
  const sized = interval.low.coefficient < 0n ? negateInterval(interval) : interval;
  return { key, agrees, interval: { low: fromFen(sized.low, unit), high: fromFen(sized.high, unit) } };
}

/** Bound to what disclosure.yaml states: the figure is as published, no slip of the binding. */
function isStated({ segment, from }: Statement): boolean {
  const expression = segment.bindings?.get(from)?.expression;
  return expression?.kind === 'value' && expression.of.kind === 'fact';
}
