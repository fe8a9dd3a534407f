import { read as readBook, type WorkSheet } from '@e965/xlsx';
import { ImportRefusal } from '../../refusal.ts';
import { Meter, type Sheet, type SheetCell, type SheetRow } from './sheet.ts';
import { type CellValue, shownCell } from './value.ts';

/** The binary workbook of 97–2003, which WPS writes as .et too. */
export function readXls(file: string, bytes: Uint8Array): Sheet[] {
  const book = parsed(file, bytes);
  const meter = new Meter(file);
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  return book.SheetNames.flatMap((name, index): Sheet[] => {
    const sheet = book.Sheets[name];
    if (!sheet) return [];
    return [
      {
        name,
        hidden: (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0,
        rows: rowsOf(sheet, meter, date1904),
        merges: (sheet['!merges'] ?? []).map(({ s, e }) => {
          meter.merge();
          return { top: s.r + 1, left: s.c + 1, bottom: e.r + 1, right: e.c + 1 };
        }),
        hiddenColumns: (sheet['!cols'] ?? []).flatMap((column, at): [number, number][] =>
          column?.hidden ? [[at + 1, at + 1]] : [],
        ),
      },
    ];
  });
}

function parsed(file: string, bytes: Uint8Array): ReturnType<typeof readBook> {
  try {
    return readBook(bytes, {
      type: 'array',
      dense: true,
      cellStyles: true,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      bookVBA: false,
    });
  } catch (error) {
    const encrypted = /password|File is encrypted/i.test(String(error));
    throw new ImportRefusal(
      file,
      encrypted ? '工作簿加了密码' : '文件不完整或已损坏',
      encrypted
        ? '请在 WPS 或 Excel 中去掉密码，另存后再导入。'
        : '请在 WPS 或 Excel 中打开，另存为 .xlsx 再导入。',
    );
  }
}

interface Held {
  readonly t?: string;
  readonly v?: unknown;
  readonly w?: string;
  readonly z?: string | number;
  readonly f?: string;
}

function rowsOf(sheet: WorkSheet, meter: Meter, date1904: boolean): SheetRow[] {
  const data = (sheet['!data'] ?? []) as unknown as (Held[] | undefined)[];
  const rows: SheetRow[] = [];
  // forEach passes over what is not there: the used range may be far larger than the data.
  data.forEach((line, at) => {
    const cells: SheetCell[] = [];
    line?.forEach((held, column) => {
      const value = held && heldValue(held);
      const cell = value && shownCell(column + 1, value, date1904);
      if (!cell) return;
      meter.cell(cell.text);
      cells.push(cell);
    });
    if (cells.length > 0) rows.push({ number: at + 1, hidden: sheet['!rows']?.[at]?.hidden === true, cells });
  });
  return rows;
}

/** Errors by the numbers that the binary format gives them (MS-XLS 2.5.10). */
const ERRORS: ReadonlyMap<number, string> = new Map([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
]);

function heldValue({ t, v, w, z, f }: Held): CellValue | undefined {
  const format = typeof z === 'string' ? z : 'General';
  const formula = f !== undefined;
  if (v === undefined || v === null)
    return formula ? { kind: 'number', raw: '', format, formula } : undefined;
  if (t === 'n') return { kind: 'number', raw: String(v), format, formula };
  if (t === 'b') return { kind: 'boolean', raw: v ? '1' : '0', format, formula };
  if (t === 'e') return { kind: 'error', raw: ERRORS.get(Number(v)) ?? w ?? '错误', format, formula };
  return { kind: 'text', raw: String(v), format, formula: false };
}
