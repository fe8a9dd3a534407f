import type { Operand } from './operand.ts';
import { type Evaluated, isEvidence, isTenThousandfold } from './relation.ts';

/** Fewer cells may each be wrong for themselves. */
const WHOLE_TABLE = 3;

/** Where a figure stands: its table, or the text, or the projects. */
const homeOf = ({ at, key }: Operand): string => at?.table.spec.id ?? (key.split('\0')[0] as string);

/** Relations of a table whose figures are all ten thousand times those of others: told once for each such table. */
export function tablesInYuan(failed: readonly Evaluated[]): Evaluated[][] {
  const slips = new Set(
    failed.filter(
      ({ comparison, leftSum, rightSum, left, right }) =>
        comparison === 'equal' &&
        isTenThousandfold(leftSum, rightSum) &&
        !left.some((operand) => right.some((other) => homeOf(other) === homeOf(operand))),
    ),
  );
  const groups: Evaluated[][] = [];
  for (;;) {
    const cells = new Map<string, Set<string>>();
    for (const { left, right } of slips) {
      for (const operand of [...left, ...right]) {
        if (operand.cell.state !== 'figure') continue;
        const own = cells.get(homeOf(operand));
        if (own) own.add(operand.key);
        else cells.set(homeOf(operand), new Set([operand.key]));
      }
    }
    const [home, most] = [...cells].reduce<[string, number]>(
      (best, [name, keys]) => (keys.size > best[1] ? [name, keys.size] : best),
      ['', 0],
    );
    if (most < WHOLE_TABLE) return groups;
    const touches = ({ left, right }: Evaluated): boolean =>
      [...left, ...right].some((operand) => homeOf(operand) === home);
    const group = [...slips].filter(touches);
    for (const relation of group) slips.delete(relation);
    groups.push([
      ...group,
      ...failed.filter(
        (relation) => !isEvidence(relation) && touches(relation) && !groups.flat().includes(relation),
      ),
    ]);
  }
}
