import { BLANK, type Cell, cellValue } from '../model/cell.ts';
import { isZero } from '../model/decimal.ts';
import type { Row, Table } from '../model/table.ts';
import { holdsIf } from './mended.ts';
import type { Operand } from './operand.ts';
import type { Evaluated } from './relation.ts';

/** A row whose figures were all entered one column too far left or right. */
export interface Shift {
  readonly operand: Operand;
  readonly to: 'left' | 'right';
  readonly relations: readonly Evaluated[];
}

/** Every row that, moved by one column, mends all that fails because of it. */
export function shiftedRows(failed: readonly Evaluated[], held: readonly Evaluated[]): Shift[] {
  const byRow = new Map<Row, { operand: Operand; relations: Evaluated[] }>();
  for (const relation of failed) {
    for (const operand of [...relation.left, ...relation.right]) {
      if (!operand.at) continue;
      const own = byRow.get(operand.at.row);
      if (!own) byRow.set(operand.at.row, { operand, relations: [relation] });
      else if (own.relations.at(-1) !== relation) own.relations.push(relation);
    }
  }
  const shifts: Shift[] = [];
  const told = new Set<Evaluated>();
  for (const [row, { operand, relations }] of byRow) {
    if (relations.length < 2 || relations.some((relation) => told.has(relation)) || !operand.at) continue;
    const touching = held.filter(({ left, right }) => [...left, ...right].some(({ at }) => at?.row === row));
    for (const [to, from] of WAYS) {
      const moved = movedCells(operand.at.table, row, to, from);
      if (!moved) continue;
      const mend = ({ at }: Operand): Cell | undefined =>
        at?.row === row ? moved.get(at.column) : undefined;
      if (![...relations, ...touching].every((relation) => holdsIf(relation, mend))) continue;
      shifts.push({ operand, to, relations });
      for (const relation of relations) told.add(relation);
      break;
    }
  }
  return shifts;
}

/** All of the row, or all but its total. */
const WAYS = [
  ['left', 0],
  ['right', 0],
  ['left', 1],
  ['right', 1],
] as const;

/** The row's amounts one column further; undefined where one would fall off the edge, or nothing changes. */
function movedCells(
  table: Table,
  row: Row,
  to: 'left' | 'right',
  from: number,
): Map<number, Cell> | undefined {
  const columns = table.columns
    .flatMap(({ kind, side }, index) =>
      kind === 'amount' && (side === undefined || side === row.side) ? [index] : [],
    )
    .slice(from);
  const cells = columns.map((column) => table.lines[row.line]?.cells[column] ?? BLANK);
  const lost = to === 'left' ? cells[0] : cells.at(-1);
  const value = lost && cellValue(lost);
  if (columns.length < 2 || !value || !isZero(value)) return undefined;
  const others = to === 'left' ? [...cells.slice(1), BLANK] : [BLANK, ...cells.slice(0, -1)];
  return new Map(columns.map((column, index) => [column, others[index] as Cell]));
}
