import { fill } from '../../model/fill.ts';
import { csvTitle } from '../../model/titles.ts';
import type { ReadTable } from '../recognise/table.ts';
import type { Subject } from '../subject.ts';

/** Excel and WPS read UTF-8 right only with this mark. */
const BOM = '\ufeff';

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The CSV file of a table: printed titles, rows as printed. */
export function tableCsv(table: ReadTable, subject: Subject, scope: string): string {
  const titles = table.columns.map((column) => fill(csvTitle(column, table.columns), { ...subject, scope }));
  const lines = table.rows.map((row) => table.columns.map((column) => row.cells.get(column.id) ?? ''));
  return `${BOM}${[titles, ...lines].map((line) => `${line.map(field).join(',')}\n`).join('')}`;
}
