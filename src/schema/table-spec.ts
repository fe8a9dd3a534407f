import type { z } from 'zod';
import type { Finding } from '../model/finding.ts';
import { nearestText } from '../model/nearest.ts';
import { problem } from '../model/problem.ts';
import type { YamlFile } from '../model/raw.ts';
import type { ColumnSpec, RowsSpec, SideSpec, TableSpec } from '../model/template.ts';
import { csvTitle } from '../model/titles.ts';
import { compact } from './fields.ts';
import type { tableFileSchema } from './template-files.ts';

export type TableFile = z.output<typeof tableFileSchema>;

const MAIN = 'main';

/** A form's table from its merged file; faults of the form itself go to `problems`. */
export function buildTable(id: string, file: TableFile, yaml: YamlFile, problems: Finding[]): TableSpec | undefined {
  const fault = (path: PropertyKey[], message: string, hint: string): void => {
    problems.push(problem('load.template-table', yaml.locate(path), `表样的表“${id}”${message}`, hint));
  };
  const sidesFile = file.sides ?? (file.columns && file.rows ? [{ id: MAIN, title: '', columns: file.columns, rows: file.rows }] : undefined);
  if (!sidesFile || file.title === undefined) {
    fault([], '缺少 title，或缺少 columns 和 rows（左右并列的表用 sides）', '请补全。');
    return undefined;
  }
  const columns: ColumnSpec[] = [];
  const sides: SideSpec[] = [];
  for (const side of sidesFile) {
    const own = side.columns.map((column): ColumnSpec => ({ ...column, side: side.id, groups: side.title ? [side.title, ...column.groups] : column.groups }));
    columns.push(...own);
    const label = side.rows.label ?? own.find((column) => column.kind === 'text')?.id ?? own[0]?.id ?? '';
    const rows: RowsSpec = compact({ ...side.rows, label });
    sides.push({ id: side.id, title: side.title, rows });
    const ids = own.map((column) => column.id);
    for (const name of [label, ...rows.code, ...(rows.unitCode ? [rows.unitCode] : [])]) {
      if (!ids.includes(name)) fault(['rows'], `没有名为“${name}”的列`, `${nearestText(name, ids)}。`);
    }
    const rowIds = new Set(rows.fixed.map((row) => row.id));
    if (rowIds.size < rows.fixed.length) fault(['rows', 'fixed'], '有两行用了同一个 id', '请改成不同的 id。');
    for (const row of rows.fixed) {
      if (row.parent !== undefined && !rowIds.has(row.parent)) fault(['rows', 'fixed'], `的行“${row.id}”属于“${row.parent}”，但没有这一行`, `${nearestText(row.parent, rowIds)}。`);
    }
  }
  const titles = columns.map((column) => csvTitle(column, columns));
  for (const [index, title] of titles.entries()) {
    if (titles.indexOf(title) !== index) fault(['columns'], `有两列都叫“${title}”`, '请用 csv 给其中一列另起名称。');
  }
  return compact({
    id,
    title: file.title,
    aliases: file.aliases ?? [],
    unit: file.unit,
    fund: file.fund ?? 'all',
    columns,
    sides,
    serial: file.serial ?? false,
    columnNumbers: file.columnNumbers ?? false,
    asOf: file.asOf ?? false,
    head: file.head ?? { department: '', year: true, unit: true },
    notes: file.notes ?? { always: [], whenEmpty: [] },
    print: file.print ?? { landscape: false, widths: {} },
    optional: file.optional ?? false,
    about: file.about,
  });
}
