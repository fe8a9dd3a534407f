import { type Cell, isMoneyUnit, type Unit } from '../../model/cell.ts';
import { formatDecimal } from '../../model/decimal.ts';
import { isFigureColumn, tablesInOrder, unitOf } from '../../model/facts.ts';
import { type FillValues, fill } from '../../model/fill.ts';
import type { Row, Table } from '../../model/table.ts';
import type { ColumnSpec } from '../../model/template.ts';
import { bareLabel, csvTitle, unnumbered } from '../../model/titles.ts';
import type { AnchorOf, ComparedSource } from './lists.ts';
import { type ComparableList, type ComparableRow, TABLE } from './types.ts';

/** The form's tables that hold figures of this year, each with all its columns of figures. */
export function viewComparableTables(
  source: ComparedSource,
  words: FillValues,
  anchorOf: AnchorOf,
): readonly ComparableList[] {
  return tablesInOrder(source).flatMap((table) => {
    const columns = table.columns.flatMap((column, index) =>
      isFigureColumn(column) && column.period === 'current' ? [{ column, index }] : [],
    );
    if (columns.length === 0 || table.rows.length === 0) return [];
    const keys = new Keys();
    return [
      {
        id: `${TABLE}${table.spec.id}`,
        title: fill(table.spec.title, words),
        columns: columns.map(({ column }) => ({
          id: column.id,
          title: fill(csvTitle(column, table.columns), words),
          unit: columnUnit(column, table, source.template.unit),
        })),
        rows: table.rows.map((row) => rowOf(row, table, columns, keys, source.template.unit, anchorOf)),
      },
    ];
  });
}

function columnUnit(column: ColumnSpec, table: Table, templateUnit: Unit): Unit {
  return column.unit ?? (column.kind === 'quantity' ? '' : (table.spec.unit ?? templateUnit));
}

function rowOf(
  row: Row,
  table: Table,
  columns: readonly { readonly column: ColumnSpec; readonly index: number }[],
  keys: Keys,
  templateUnit: Unit,
  anchorOf: AnchorOf,
): ComparableRow {
  const line = table.lines[row.line]?.cells ?? [];
  let unit: Unit | undefined;
  const cells = columns.map(({ column, index }) => {
    const cell = line[index];
    if (!cell || (column.side !== undefined && column.side !== row.side)) return null;
    const own = unitOf(cell, table, row, column, templateUnit);
    if (own !== columnUnit(column, table, templateUnit) && !isMoneyUnit(own)) unit = own;
    return printed(cell);
  });
  const code = row.code ?? row.spec?.code;
  const at = anchorOf(table, row);
  return {
    key: keys.claim(row.side, keyOf(row)),
    label: unnumbered(row.label),
    level: row.level,
    cells,
    ...(row.role === 'total' && { total: true as const }),
    ...(code !== undefined && { code }),
    ...(unit !== undefined && { unit }),
    ...(at !== undefined && { at }),
  };
}

/** A quantity's own unit (6.5 次) is said apart. */
function printed(cell: Cell): string {
  return (cell.state === 'figure' || cell.state === 'zero') && cell.unit !== undefined
    ? formatDecimal(cell.value)
    : cell.text;
}

/** What a row means, wherever the form prints it: 合计, a code, a concept, else its name. */
function keyOf(row: Row): string {
  if (row.role === 'total') return 'total';
  return row.code ?? row.spec?.code ?? row.spec?.concept ?? bareLabel(row.label);
}

/** The second row of the same meaning on a side is another. */
class Keys {
  readonly #taken = new Map<string, number>();

  claim(side: string, key: string): string {
    const name = `${side} ${key}`;
    const times = (this.#taken.get(name) ?? 0) + 1;
    this.#taken.set(name, times);
    return times === 1 ? key : `${key}#${times}`;
  }
}
