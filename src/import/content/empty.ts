import type { ColumnSpec, FixedRow, OutlineItem, TableSpec, Template } from '../../model/template.ts';
import { plainColumns, type ReadRow } from '../recognise/table.ts';
import type { Subject } from '../subject.ts';
import { tableCsv } from './csv.ts';

/** Every table that the form asks for, as CSV: its head, and the rows that it prints with their figures blank. */
export function emptyTables(template: Template, subject: Subject): Map<string, string> {
  const files = new Map<string, string>();
  const visit = (items: readonly OutlineItem[]): void => {
    for (const item of items) {
      const spec = item.kind === 'table' && !item.optional ? template.tables.get(item.id) : undefined;
      if (spec && !spec.optional)
        files.set(
          spec.id,
          tableCsv({ spec, columns: plainColumns(spec), rows: printedRows(spec) }, subject, '部门'),
        );
      visit(item.children);
    }
  };
  visit(template.outline);
  return files;
}

interface Side {
  readonly label: ColumnSpec;
  readonly segments: readonly (readonly FixedRow[])[];
}

/** Sides stand beside each other: 本年合计 beside 本年合计, 总计 beside 总计. */
function printedRows(spec: TableSpec): ReadRow[] {
  const sides = spec.sides.flatMap((side): Side[] => {
    const label = spec.columns.find((column) => column.id === side.rows.label);
    // Without a column of names a row of the form has nothing to print.
    if (side.rows.kind !== 'fixed' || label?.kind !== 'text') return [];
    return [{ label, segments: segmentsOf(side.rows.fixed.filter((row) => !row.optional)) }];
  });
  const rows: ReadRow[] = [];
  for (let part = 0; part < 3; part++) {
    const length = Math.max(0, ...sides.map((side) => side.segments[part]?.length ?? 0));
    for (let line = 0; line < length; line++)
      rows.push({
        cells: new Map(sides.map((side) => [side.label.id, side.segments[part]?.[line]?.label ?? ''])),
        line: rows.length + 1,
      });
  }
  return rows;
}

/** The lines, then from the first subtotal on, then the total where it comes last. */
function segmentsOf(rows: readonly FixedRow[]): FixedRow[][] {
  const last = rows.at(-1)?.role === 'total' ? rows.length - 1 : rows.length;
  const subtotal = rows.findIndex((row, index) => index > 0 && row.role === 'subtotal');
  const middle = subtotal < 0 || last === rows.length ? last : subtotal;
  return [rows.slice(0, middle), rows.slice(middle, last), rows.slice(last)];
}
