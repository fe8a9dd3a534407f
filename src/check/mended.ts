import type { Cell } from '../model/cell.ts';
import type { Decimal } from '../model/decimal.ts';
import type { Operand } from './operand.ts';
import { type Evaluated, evaluate } from './relation.ts';

/** Would the relation hold if some of its cells were others? `mend` gives undefined for a cell that stays. */
export function holdsIf(relation: Evaluated, mend: (operand: Operand) => Cell | undefined): boolean {
  const mended = (operand: Operand): Operand => {
    const cell = mend(operand);
    if (!cell) return operand;
    const { key, unit, decimals } = operand;
    return { key, label: '', cell, unit, decimals, place: () => operand.place() };
  };
  const { verdict } = evaluate({
    ...relation,
    left: relation.left.map(mended),
    right: relation.right.map(mended),
  });
  return verdict === 'exact' || verdict === 'rounded';
}

/** Would it hold if the cell were as expected? */
export function holdsWith(relation: Evaluated, { key }: Operand, expected: Decimal): boolean {
  const cell: Cell = { state: 'figure', text: '', value: expected };
  return holdsIf(relation, (item) => (item.key === key ? cell : undefined));
}
