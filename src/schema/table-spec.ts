import type { z } from 'zod';
import type { Finding } from '../model/finding.ts';
import { nearestText } from '../model/nearest.ts';
import { problem } from '../model/problem.ts';
import type { YamlFile } from '../model/raw.ts';
import type { ColumnSpec, RowsSpec, SideSpec, TableSpec } from '../model/template.ts';
import { csvTitle } from '../model/titles.ts';
import type { tableFileSchema } from './template-files.ts';

export type TableFile = z.output<typeof tableFileSchema>;

const MAIN = 'main';

/** A form's table from its merged file; faults of the form itself go to `problems`. */
export function buildTable(
  id: string,
  file: TableFile,
  yaml: YamlFile,
  problems: Finding[],
): TableSpec | undefined {
  const fault = (path: PropertyKey[], message: string, hint: string): void => {
    problems.push(problem('load.template-table', yaml.locate(path), `表样的表“${id}”${message}`, hint));
  };
  const sidesFile =
    file.sides ??
    (file.columns && file.rows
      ? [{ id: MAIN, title: '', columns: file.columns, rows: file.rows }]
      : undefined);
  if (!sidesFile || file.title === undefined) {
    fault([], '缺少 title，或缺少 columns 和 rows（左右并列的表用 sides）', '请补全。');
    return undefined;
  }
  const columns: ColumnSpec[] = [];
  const sides: SideSpec[] = [];
  for (const [number, side] of sidesFile.entries()) {
    const base: PropertyKey[] = file.sides ? ['sides', number] : [];
    const own = side.columns.map(
      (column): ColumnSpec => ({
        ...column,
        side: side.id,
        groups: side.title ? [side.title, ...column.groups] : column.groups,
      }),
    );
    columns.push(...own);
    const label = side.rows.label ?? own.find((column) => column.kind === 'text')?.id ?? own[0]?.id ?? '';
    const rows: RowsSpec = { ...side.rows, label };
    sides.push({ id: side.id, title: side.title, rows });
    const ids = own.map((column) => column.id);
    for (const name of [label, ...rows.code, ...(rows.unitCode ? [rows.unitCode] : [])]) {
      if (!ids.includes(name))
        fault(
          [...base, 'rows'],
          `的 rows 提到列“${name}”，但没有这一列${near(name, ids)}`,
          '请改正列的 id。',
        );
    }
    const rowIds = new Set(rows.fixed.map((row) => row.id));
    for (const [index, row] of rows.fixed.entries()) {
      const path = [...base, 'rows', 'fixed', index];
      if (rows.fixed.findIndex((other) => other.id === row.id) !== index)
        fault([...path, 'id'], `有两行的 id 都是“${row.id}”`, '请改成不同的 id。');
      if (row.parent !== undefined && !rowIds.has(row.parent))
        fault(
          [...path, 'parent'],
          `的行“${row.id}”属于“${row.parent}”，但没有这一行${near(row.parent, rowIds)}`,
          '请改正 parent。',
        );
    }
  }
  const titles = columns.map((column) => csvTitle(column, columns));
  for (const [index, column] of columns.entries()) {
    const path = columnPath(file, index);
    const title = titles[index] as string;
    if (titles.indexOf(title) !== index) fault(path, `有两列都叫“${title}”`, '请用 csv 给其中一列另起名称。');
    if (columns.findIndex((other) => other.id === column.id) !== index)
      fault([...path, 'id'], `有两列的 id 都是“${column.id}”`, '请改成不同的 id。');
  }
  return {
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
  };
}

function near(name: string, names: Iterable<string>): string {
  const text = nearestText(name, names);
  return text && `，${text}`;
}

/** Where the n-th column of the whole table stands in its file. */
function columnPath(file: TableFile, index: number): PropertyKey[] {
  if (!file.sides) return ['columns', index];
  let left = index;
  for (const [number, side] of file.sides.entries()) {
    if (left < side.columns.length) return ['sides', number, 'columns', left];
    left -= side.columns.length;
  }
  return ['sides'];
}
