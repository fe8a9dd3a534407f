import { type CellObject, utils, type WorkSheet, write } from '@e965/xlsx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** A cell of a made workbook: a text, a number, a number with its format, a formula with its value or none, an error. */
export type Made =
  | string
  | number
  | undefined
  | { readonly n: number; readonly z?: string; readonly f?: string }
  | { readonly n?: undefined; readonly e: keyof typeof ERRORS }
  | { readonly n?: undefined; readonly e?: undefined; readonly f: string };

/** Errors of formulas by the numbers that the old format gives them. */
const ERRORS = { '#REF!': 0x17, '#DIV/0!': 0x07, '#N/A': 0x2a } as const;

export interface MadeSheet {
  readonly name: string;
  readonly rows: readonly (readonly Made[])[];
  readonly merges?: readonly string[];
  readonly hidden?: boolean;
  readonly hiddenRows?: readonly number[];
  readonly hiddenColumns?: readonly number[];
}

export function workbook(
  sheets: readonly MadeSheet[],
  bookType: 'xlsx' | 'xls' | 'biff8' = 'xlsx',
): Uint8Array {
  const book = utils.book_new();
  for (const made of sheets) utils.book_append_sheet(book, sheetOf(made), made.name);
  book.Workbook = { Sheets: sheets.map((made) => ({ Hidden: made.hidden ? 1 : 0 })) } as never;
  return new Uint8Array(write(book, { type: 'array', bookType, compression: true }));
}

/** The same workbook with one of its parts rewritten. */
export function edited(bytes: Uint8Array, part: string, edit: (xml: string) => string): Uint8Array {
  const parts = unzipSync(bytes);
  const old = parts[part];
  return zipSync({ ...parts, [part]: strToU8(edit(old ? strFromU8(old) : '')) });
}

function sheetOf({ rows, merges, hiddenRows, hiddenColumns }: MadeSheet): WorkSheet {
  const sheet: WorkSheet = {};
  let width = 0;
  rows.forEach((row, r) => {
    row.forEach((made, c) => {
      if (made === undefined || made === '') return;
      width = Math.max(width, c);
      sheet[utils.encode_cell({ r, c })] = cellOf(made);
    });
  });
  sheet['!ref'] = utils.encode_range({ s: { r: 0, c: 0 }, e: { r: rows.length, c: width } });
  if (merges) sheet['!merges'] = merges.map((text) => utils.decode_range(text));
  if (hiddenRows) {
    const list: { hidden: boolean }[] = [];
    for (const row of hiddenRows) list[row - 1] = { hidden: true };
    sheet['!rows'] = list;
  }
  if (hiddenColumns) {
    const list: { hidden: boolean }[] = [];
    for (const column of hiddenColumns) list[column - 1] = { hidden: true };
    sheet['!cols'] = list;
  }
  return sheet;
}

function cellOf(made: Exclude<Made, undefined>): CellObject {
  if (typeof made === 'string') return { t: 's', v: made };
  if (typeof made === 'number') return { t: 'n', v: made };
  if (made.n === undefined)
    return 'e' in made && made.e !== undefined
      ? { t: 'e', v: ERRORS[made.e], w: made.e }
      : { t: 'n', f: made.f };
  return {
    t: 'n',
    v: made.n,
    ...(made.z !== undefined && { z: made.z }),
    ...(made.f !== undefined && { f: made.f }),
  };
}

/** The head of 支出总表 as a finance system prints it: title, department and unit, two rows of heads. */
export const EXPENDITURE_HEAD: Made[][] = [
  ['部门预算支出总表'],
  ['编制单位：某县水务局', '', '', '', '', '', '', '', '单位：万元'],
  [
    '序号',
    '功能分类科目',
    '',
    '合计',
    '基本支出',
    '项目支出',
    '经营支出',
    '上解上级支出',
    '对附属单位补助支出',
  ],
  ['', '科目编码', '科目名称'],
  ['栏次', 1, 2, 3, 4, 5, 6, 7, 8],
];
