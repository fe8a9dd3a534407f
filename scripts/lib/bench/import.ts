import { type CellObject, utils, type WorkSheet, write } from '@e965/xlsx';
import { openFolder } from '../../../src/content.ts';
import { type Imported, importFiles } from '../../../src/import/index.ts';
import { parseDecimal } from '../../../src/model/decimal.ts';
import type { CheckedDisclosure } from '../../../src/model/disclosure.ts';
import { fill } from '../../../src/model/fill.ts';
import type { Table } from '../../../src/model/table.ts';

export interface ImportFigures {
  readonly departments: number;
  readonly sheets: number;
  readonly megabytes: number;
  readonly seconds: number;
  readonly tables: number;
  readonly peakMemoryMB: number;
}

/** Imports one department out of a workbook with the tables of many, and says what it took. */
export function benchImport(contentFolder: string, departments = 60): ImportFigures {
  const content = openFolder(contentFolder, contentFolder);
  const originals = content.ids.flatMap((id) => content.read(id).disclosure ?? []);
  const original = originals.reduce((most, other) => (other.tables.size > most.tables.size ? other : most));
  const book = utils.book_new();
  for (let index = 0; index < departments; index++) addDepartment(book, original, index);
  const bytes = new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }));
  const start = performance.now();
  const imported: Imported = importFiles([{ name: '全部部门.xlsx', bytes }], original.template, {
    region: original.region.code,
    year: original.year,
    code: '900000',
    name: nameOf(departments - 1),
  });
  return {
    departments,
    sheets: book.SheetNames.length,
    megabytes: Number((bytes.length / 1024 / 1024).toFixed(2)),
    seconds: Number(((performance.now() - start) / 1000).toFixed(2)),
    tables: imported.tables.length,
    peakMemoryMB: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

export function benchImportText(figures: ImportFigures): string {
  const { departments, sheets, megabytes, seconds, tables, peakMemoryMB } = figures;
  return `${departments} 个部门、${sheets} 张工作表（${megabytes} MB）的工作簿：读出其中一个部门的 ${tables} 张表 ${seconds} 秒，内存峰值 ${peakMemoryMB} MB。`;
}

const nameOf = (index: number): string => `第${index + 1}号测试局`;

function addDepartment(
  book: ReturnType<typeof utils.book_new>,
  original: CheckedDisclosure,
  index: number,
): void {
  let number = 0;
  for (const table of original.tables.values())
    utils.book_append_sheet(book, sheetOf(table, original, nameOf(index)), `附表${index + 1}-${++number}`);
}

function sheetOf(table: Table, { year, region }: CheckedDisclosure, name: string): WorkSheet {
  const { spec, columns, lines } = table;
  const values = { year, name, scope: '部门', region: region.name };
  const depth = Math.max(...columns.map((column) => column.groups.length)) + 1;
  const head = Array.from({ length: depth }, (_, level) =>
    columns.map((column) => {
      const path = [...column.groups, column.title];
      return fill(level < path.length ? (path[level] ?? '') : '', values);
    }),
  );
  const rows: string[][] = [
    [fill(spec.title, values)],
    [`编制单位：${name}`, `单位：${spec.unit ?? '万元'}`],
    ...head,
    ...lines.map((line) => columns.map((_, at) => line.cells[at]?.text ?? '')),
  ];
  const sheet: WorkSheet = {};
  rows.forEach((row, r) => {
    row.forEach((text, c) => {
      if (text !== '') sheet[utils.encode_cell({ r, c })] = cellOf(text, columns[c]?.kind === 'amount');
    });
  });
  sheet['!ref'] = utils.encode_range({ s: { r: 0, c: 0 }, e: { r: rows.length, c: columns.length } });
  return sheet;
}

function cellOf(text: string, amount: boolean): CellObject {
  return amount && parseDecimal(text)
    ? { t: 'n', v: Number(text.replaceAll(',', '')), z: '#,##0.00' }
    : { t: 's', v: text };
}
