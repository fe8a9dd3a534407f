import type { Finding } from '../../model/finding.ts';
import type { Row, Table } from '../../model/table.ts';
import type { SideSpec } from '../../model/template.ts';
import type { Kind } from '../kind.ts';
import { columnOfSide, found, labelColumn, relatedPlaces, rowPlace, several } from './form-place.ts';

/** Rows by code have all their codes and a name. */
export const codesFilled: Kind = {
  explain: '按科目列示的行，科目编码和科目名称都不空。',
  rank: 9,
  run(rule, { disclosure }) {
    const findings: Finding[] = [];
    let looked = 0;
    for (const table of disclosure.tables.values()) {
      for (const side of table.spec.sides) {
        if (side.rows.kind !== 'coded') continue;
        const codes = side.rows.code.map((id) => columnOfSide(table, side, id));
        const label = labelColumn(table, side);
        const blank = new Map<number, Row[]>();
        for (const row of table.rows) {
          if (row.side !== side.id || row.role === 'total' || row.role === 'subtotal' || row.role === 'unit')
            continue;
          looked++;
          const column = blankColumn(table, row, side, codes, label);
          if (column === undefined) continue;
          const rows = blank.get(column);
          if (rows) rows.push(row);
          else blank.set(column, [row]);
        }
        for (const [column, rows] of blank) {
          const [first, ...others] = rows as [Row, ...Row[]];
          const title = table.headings[column] ?? '';
          const names = rows.map((row) => row.label || row.code || `第 ${row.line + 1} 行`);
          findings.push({
            ...found(
              rule,
              rowPlace(table, first, column),
              `${table.spec.id}${several(names, '行')}的“${title}”空白`,
              `请在 ${table.file} 里补上“${title}”。`,
            ),
            ...relatedPlaces(
              others.map((row) => ({ place: rowPlace(table, row, column), label: row.label, value: '空白' })),
            ),
          });
        }
      }
    }
    return { looked, findings };
  },
};

/**
 * The first column of a row that should not be blank and is. Of 类, 款, 项 the
 * last ones may be: then the row stands for what is above.
 */
function blankColumn(
  table: Table,
  row: Row,
  side: SideSpec,
  codes: readonly number[],
  label: number,
): number | undefined {
  const cells = table.lines[row.line]?.cells ?? [];
  const isBlank = (column: number): boolean => (cells[column]?.text ?? '') === '';
  const filled = codes.findLastIndex((column) => !isBlank(column));
  if (filled < 0) return codes[0];
  const whole = side.rows.codeJoin === '' || (cells[codes[0] ?? -1]?.text.length ?? 0) <= 3;
  const last = whole ? filled : codes.length - 1;
  const gap = codes.find((column, index) => index <= last && isBlank(column));
  return gap ?? (label >= 0 && isBlank(label) ? label : undefined);
}
