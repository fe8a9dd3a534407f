import { columnDecimals } from '../check/operand.ts';
import { type FillValues, fill } from '../model/fill.ts';
import { kept } from '../model/kept.ts';
import type { Table } from '../model/table.ts';
import type { ColumnSpec, TableSpec } from '../model/template.ts';
import { cellKind, leafColumn } from './cells.ts';
import type { LeafColumn } from './types.ts';

/** 序号 is generated: it stands before the first column of a form that prints it. */
const SERIAL = leafColumn('serial', 'serial', ['序号']);

/** The leaf columns as printed; `offset` is where the form's own begin. */
export function leafColumns(
  table: Table,
  unit: string,
  words: FillValues,
): { leaves: readonly LeafColumn[]; offset: number } {
  const { spec, columns } = table;
  // 台 and 平方米 may stand in one column with 万元: then it has no unit.
  const mixed = table.rows.some((row) => row.spec?.unit !== undefined);
  const decimals = columnDecimals(table);
  // Pushed, not mapped, as cells are (src/schema/table.ts).
  const leaves: LeafColumn[] = spec.serial ? [SERIAL] : [];
  for (const [at, column] of columns.entries()) {
    const kind = cellKind(column.kind);
    const money = column.kind === 'amount' || column.kind === 'price';
    leaves.push(
      leafColumn(column.id, kind, headerPath(spec, column, words), {
        width: spec.print.widths[column.id],
        unit: column.kind === 'quantity' && mixed ? undefined : (column.unit ?? (money ? unit : undefined)),
        decimals: kind === 'figure' ? (decimals[at] as number) : 0,
      }),
    );
  }
  return { leaves, offset: spec.serial ? 1 : 0 };
}

/** Groups and title, outermost first. The title of its side leads in a form with sides. */
function headerPath(spec: TableSpec, column: ColumnSpec, words: FillValues): readonly string[] {
  const known = pathsOf(spec);
  let path = known.get(column);
  if (!path) {
    path = printedPath(spec, column);
    known.set(column, path);
  }
  return path.some((title) => title.includes('{{')) ? path.map((title) => fill(title, words)) : path;
}

/** As the form gives them, unfilled. */
const pathsOf = kept((_: TableSpec) => new Map<ColumnSpec, readonly string[]>());

function printedPath(spec: TableSpec, column: ColumnSpec): readonly string[] {
  const path = [...column.groups, column.title];
  const side = spec.sides.length > 1 ? spec.sides.find((one) => one.id === column.side) : undefined;
  return side?.title && path[0] !== side.title ? [side.title, ...path] : path;
}

/** `head.department` of a form that prints nobody above the table. */
const NOBODY = 'none';

/** Who, when and in what unit, as the form prints them above the head. */
export function headLine(
  table: Table,
  unit: string,
  who: { readonly code: string; readonly name: string; readonly year: number },
): readonly string[] {
  const { head, asOf } = table.spec;
  const line: string[] = [];
  if (head.department === '') line.push(`${who.code} ${who.name}`.trim());
  else if (head.department !== NOBODY) line.push(head.department + who.name);
  if (asOf) {
    if (table.asOf) line.push(`截止时间：${table.asOf}`);
  } else if (head.year) line.push(`预算年度：${who.year}`);
  if (head.unit) line.push(`单位：${unit}`);
  return line;
}
