import type { Cell } from '../model/cell.ts';
import type { Table } from '../model/table.ts';

/** Excel and WPS read UTF-8 right only with this mark. */
export const BOM = '\ufeff';
export const CSV_TYPE = 'text/csv; charset=utf-8';

/**
 * What makes a spreadsheet run a text as a formula: OWASP's characters, their
 * full-width forms, and whatever blank a spreadsheet skips before them.
 */
const RUNS = /^[\s\u200b\u2060\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]/u;
/** A form's own mark (--, －) is no formula. */
const DASHES = /^[-－]+$/u;

/** A text that no spreadsheet takes for a formula: an apostrophe stands before what one might. */
export function inertText(text: string): string {
  return RUNS.test(text) && !DASHES.test(text) ? `'${text}` : text;
}

/** Such a text without that apostrophe. */
export function bareText(text: string): string {
  if (!text.startsWith("'")) return text;
  const bare = text.slice(1);
  return inertText(bare) === text ? bare : text;
}

const QUOTED = /[",\r\n]|^\s|\s$/;

export function csvField(text: string): string {
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A figure as printed: a negative one begins with `-` and stays a number. Anything else is inert. */
export function cellField(cell: Cell): string {
  return csvField(cell.state === 'figure' || cell.state === 'zero' ? cell.text : inertText(cell.text));
}

/** A table as printed: heads as in the content's own file, a line a printed line. */
export function tableCsv({ headings, lines }: Pick<Table, 'headings' | 'lines'>): string {
  let csv = `${BOM}${headings.map((heading) => csvField(inertText(heading))).join(',')}\n`;
  for (const { cells } of lines) csv += `${cells.map(cellField).join(',')}\n`;
  return csv;
}
