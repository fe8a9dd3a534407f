import { normalized } from '../../model/titles.ts';
import type { Context } from '../context.ts';
import type { Source } from './region.ts';
import type { ReadRow, ReadTable } from './table.ts';

/** One reading of a table, and where it stood. */
export interface Piece {
  readonly table: ReadTable;
  readonly source: Source;
  readonly line: number;
  /** Read from a sheet or a document's table. */
  readonly whole: boolean;
  /** Its title says （续）. */
  readonly goesOn: boolean;
}

/**
 * One table out of all the places where it stood: pages of one table follow one
 * another, copies are one; what contradicts itself is asked about.
 */
export function oneTable(pieces: readonly Piece[], context: Context): ReadTable | undefined {
  const filled = pieces.filter((piece) => piece.table.rows.length > 0);
  const [first, ...others] = filled.length > 0 ? preferred(filled, context) : pieces;
  let whole = first?.table;
  for (const { table, line, source, goesOn: said } of others) {
    if (!whole) break;
    const where = source.sheet === undefined ? '' : `工作表“${source.sheet}”里的`;
    if (sameRows(whole, table)) {
      if (table.rows.length > 0) context.log.note(line, `${where}表“${table.spec.id}”和前面的一样，只用一份`);
    } else if ((said || source.number === first?.source.number) && goesOn(whole, table)) {
      whole = {
        ...whole,
        columns: whole.spec.columns.filter(
          (column) => whole?.columns.includes(column) || table.columns.includes(column),
        ),
        rows: [...whole.rows, ...table.rows],
      };
    } else {
      context.log.warn(
        line,
        `表“${table.spec.id}”不止一份，内容不同，只用了前一份${source.hidden ? '（后一份在隐藏的工作表里）' : ''}。应当用哪一份？`,
      );
      for (const row of table.rows)
        context.log.lost(
          [...row.cells.values()].map((text) => ({ text, line: row.line })),
          table.spec.id,
          `${where}另一份，没有放入`,
        );
    }
  }
  return whole;
}

/** Shown before hidden; the sheet that bears the department's name or code before others. */
function preferred(pieces: readonly Piece[], { subject }: Context): Piece[] {
  const own = ({ source }: Piece): boolean => {
    const name = normalized(source.sheet ?? '');
    return name !== '' && (name.includes(normalized(subject.name)) || name.includes(subject.code));
  };
  const rank = (piece: Piece): number => (piece.source.hidden ? 2 : 0) + (own(piece) ? 0 : 1);
  return [...pieces].sort((a, b) => rank(a) - rank(b));
}

const textOf = (row: ReadRow): string =>
  [...row.cells]
    .filter(([, text]) => text !== '')
    .map(([id, text]) => `${id}=${text}`)
    .join('|');

function sameRows(a: ReadTable, b: ReadTable): boolean {
  return (
    a.rows.length === b.rows.length &&
    a.rows.every((row, index) => textOf(row) === textOf(b.rows[index] as ReadRow))
  );
}

/** The next page of a table: none of its rows is there yet. */
function goesOn(whole: ReadTable, next: ReadTable): boolean {
  const keys = new Set(whole.rows.map((row) => keyOf(row, whole)));
  return next.rows.every((row) => !keys.has(keyOf(row, next)));
}

function keyOf(row: ReadRow, { spec }: ReadTable): string {
  return spec.columns
    .filter((column) => column.kind === 'text' || column.kind === 'code')
    .map((column) => normalized(row.cells.get(column.id) ?? ''))
    .join('|');
}
