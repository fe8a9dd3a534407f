import { fromFen, isMoneyUnit } from '../../model/cell.ts';
import { absolute, intervalsMeet, isZero, subtract } from '../../model/decimal.ts';
import type { Finding } from '../../model/finding.ts';
import type { Kind } from '../kind.ts';
import { printed } from '../relation.ts';
import { fenOf } from '../text/figures.ts';
import { relatedFigure, sayAt } from '../text/finding.ts';
import { narrativeOf, type Statement } from '../text/narrative.ts';
import { isUnderTotal } from '../text/scope.ts';

/** What the text alone states (no table holds it) must be the same wherever the text states it. */
export const narrativeRepeated: Kind = {
  explain: '表里没有、只在正文里出现的同一个数（如机关运行经费），各处一致。',
  rank: 6,
  run(rule, { disclosure }) {
    const narrative = narrativeOf(disclosure);
    const byLabel = new Map<string, Statement[]>();
    for (const statement of narrative.statements) {
      const { label, role, unit } = statement;
      if (role !== 'value' || label?.kind !== 'concept' || !isMoneyUnit(unit)) continue;
      if (
        label.concepts.some((concept) => narrative.labels.totals(concept).length > 0) ||
        !isUnderTotal(statement, narrative, disclosure)
      )
        continue;
      const key = label.concepts.join(' ');
      byLabel.set(key, [...(byLabel.get(key) ?? []), statement]);
    }
    const findings: Finding[] = [];
    let looked = 0;
    for (const [first, ...others] of byLabel.values()) {
      if (!first) continue;
      looked += others.length;
      const other = others.find(
        (item) =>
          !intervalsMeet(item.interval, first.interval) && !(isZero(item.value) && isZero(first.value)),
      );
      if (!other) continue;
      const words = first.label?.words ?? '';
      const difference = `${printed(fromFen(absolute(subtract(fenOf(other), fenOf(first))), other.unit))}${other.unit}`;
      findings.push(
        sayAt(rule, narrative.body, other.from, {
          message: `“${words}”实为 ${other.text}，而${first.segment.label()}说是 ${first.text}（差 ${difference}）`,
          hint: `同一个数在两处不同。请核对，改正有误的一处：${[first, other].map((item) => placed(item)).join('、')}。`,
          actual: other.text,
          expected: first.text,
          difference,
          related: [relatedFigure(first, words)],
        }),
      );
    }
    return looked > 0 ? { looked, findings } : { because: '正文里没有两处提到同一个表外的数' };
  },
};

function placed({ segment, from }: Statement): string {
  const { file, line } = segment.place(from);
  return `${file} 第 ${line ?? '?'} 行`;
}
