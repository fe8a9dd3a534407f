import type { TableSpec } from '../../model/template.ts';
import type { RawCell } from '../blocks.ts';
import type { Log } from '../log.ts';
import { cellText, type ReadRow, type ReadTable } from '../recognise/table.ts';
import { placingsOf, settled, type Slot } from '../solve/slot.ts';
import { solve } from '../solve/solve.ts';
import type { Subject } from '../subject.ts';
import { withoutHeads } from './head.ts';
import { listedRows } from './listed.ts';
import { labelledRows, numberedRows, type PrintedRow, readSides } from './rows.ts';

export interface PrintedTable {
  readonly spec: TableSpec;
  readonly lines: readonly RawCell[];
}

/** Reads all printed tables together: what one table says decides figures of another. */
export function readPrintedTables(tables: readonly PrintedTable[], marks: readonly string[], subject: Subject, log: Log): ReadTable[] {
  const slots: Slot[] = [];
  const drafts = tables.map(({ spec, lines }) => {
    const { columns, lines: body } = withoutHeads(lines, spec, subject);
    const rows = rowsOf(body, spec, columns, marks);
    const own = rows.flatMap((row, index) => slotsOf(row, index, spec));
    slots.push(...own);
    return { spec, columns, rows, slots: own };
  });
  solve(slots, drafts.filter((draft) => draft.rows.length === 0).map((draft) => draft.spec));
  return drafts.map(({ spec, columns, rows, slots: own }) => ({
    spec,
    columns,
    rows: rows.map((row, index) => finished(row, own.filter((slot) => slot.row === index), log)),
  }));
}

function rowsOf(lines: readonly RawCell[], spec: TableSpec, columns: ReadTable['columns'], marks: readonly string[]): PrintedRow[] {
  if (spec.serial) return numberedRows(lines).map((tokens) => readSides(tokens, spec, columns, marks));
  return spec.sides[0]?.rows.kind === 'fixed' ? labelledRows(lines, spec, columns) : listedRows(lines, spec, columns);
}

function slotsOf(row: PrintedRow, index: number, spec: TableSpec): Slot[] {
  return row.figures.map((figures) => ({
    spec,
    side: figures.side,
    columns: figures.columns,
    figures: figures.texts,
    label: figures.label,
    code: figures.code,
    fixed: figures.fixed,
    line: row.line,
    row: index,
    placings: placingsOf(figures.texts, figures.columns.length),
  }));
}

/** Settled figures take their cells; the others stay blank and are told. */
function finished(row: PrintedRow, slots: readonly Slot[], log: Log): ReadRow {
  const cells = new Map(row.names);
  for (const slot of slots) {
    const open: string[] = [...slot.figures];
    slot.columns.forEach((column, index) => {
      const text = settled(slot, index) ?? '';
      cells.set(column.id, cellText(text, column));
      if (text !== '') open.splice(open.indexOf(text), 1);
    });
    if (open.length === 0) continue;
    const reason = slot.placings.length === 0 ? '数字比表样的列多' : `有 ${slot.placings.length} 种放法都说得通`;
    log.undecide({ table: slot.spec.id, row: slot.code ?? slot.label, text: open.join(' '), reason });
  }
  return { cells, line: row.line };
}
