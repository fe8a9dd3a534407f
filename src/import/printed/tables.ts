import type { TableSpec } from '../../model/template.ts';
import type { RawCell } from '../blocks.ts';
import type { Context } from '../context.ts';
import type { Log } from '../log.ts';
import { cellText } from '../recognise/cell.ts';
import type { ReadRow, ReadTable } from '../recognise/table.ts';
import { placingsOf, type Slot, settled } from '../solve/slot.ts';
import { solve } from '../solve/solve.ts';
import { withoutHeads } from './head.ts';
import { listedRows } from './listed.ts';
import { labelledRows, numberedRows, type PrintedRow, readSides } from './rows.ts';

export interface PrintedTable {
  readonly spec: TableSpec;
  readonly lines: readonly RawCell[];
}

/** Reads all printed tables together: what one table says decides figures of another. */
export function readPrintedTables(tables: readonly PrintedTable[], context: Context): ReadTable[] {
  const drafts = tables.map(({ spec, lines }) => {
    const { columns, lines: body } = withoutHeads(lines, spec, context.subject);
    const rows = rowsOf(body, spec, columns, context);
    return { spec, columns, rows, slots: rows.map((row) => slotsOf(row, spec)) };
  });
  const empty = drafts.filter((draft) => draft.rows.length === 0).map((draft) => draft.spec);
  solve(
    drafts.flatMap((draft) => draft.slots.flat()),
    empty,
  );
  return drafts.map(({ spec, columns, rows, slots }) => {
    const read = rows.map((row, index) => finished(row, slots[index] ?? [], context.log));
    return { spec, columns, rows: read };
  });
}

function rowsOf(
  lines: readonly RawCell[],
  spec: TableSpec,
  columns: ReadTable['columns'],
  context: Context,
): PrintedRow[] {
  if (spec.serial) {
    return numberedRows(lines, spec, context.log).map((tokens) => readSides(tokens, spec, columns, context));
  }
  return spec.sides[0]?.rows.kind === 'fixed'
    ? labelledRows(lines, spec, columns)
    : listedRows(lines, spec, columns, context.log);
}

function slotsOf(row: PrintedRow, spec: TableSpec): Slot[] {
  return row.figures.map((figures) => ({
    spec,
    side: figures.side,
    columns: figures.columns,
    figures: figures.texts,
    label: figures.label,
    code: figures.code,
    fixed: figures.fixed,
    line: row.line,
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
    const reason =
      slot.placings.length === 0
        ? slot.figures.length > slot.columns.length
          ? '数字比表样的列多'
          : '空白太多，放法数不清'
        : `有 ${slot.placings.length} 种放法都说得通`;
    log.undecide({ table: slot.spec.id, row: slot.code ?? slot.label, text: open.join(' '), reason });
  }
  return { cells, line: row.line };
}
