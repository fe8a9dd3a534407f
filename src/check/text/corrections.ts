import { cellInterval, toFen } from '../../model/cell.ts';
import type { Interval } from '../../model/decimal.ts';
import type { Disclosure } from '../../model/disclosure.ts';
import type { Operand } from '../operand.ts';
import { agreementOf, type Narrative, type Statement } from './narrative.ts';
import { isUnderTotal } from './scope.ts';
import { slipOf } from './slip.ts';

/** More figures of one name than a sentence could mean. */
const MAX = 12;

/** What the tables say in place of an amount that another rule already accuses; nothing for any other. */
export function correctionsOf(
  statement: Statement,
  narrative: Narrative,
  disclosure: Disclosure,
): Interval[] {
  const { label, role } = statement;
  if (role !== 'value') return [];
  const slip = slipOf(statement, narrative);
  if (slip) return intervalsOf([slip.operand]);
  if (
    !label ||
    agreementOf(statement, narrative)?.agrees !== false ||
    !isUnderTotal(statement, narrative, disclosure)
  )
    return [];
  const figures: Operand[] = [];
  for (const operand of narrative.labels.figures(label)) if (figures.push(operand) === MAX) break;
  return intervalsOf(figures);
}

/** In 分. */
export function intervalsOf(figures: readonly Operand[]): Interval[] {
  return figures.flatMap(({ cell, decimals, unit }) => {
    const interval = cellInterval(cell, decimals);
    return interval ? [{ low: toFen(interval.low, unit), high: toFen(interval.high, unit) }] : [];
  });
}
