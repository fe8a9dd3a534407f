import { CODES_SHEET, GUIDE_SHEET } from '../../model/aside-sheets.ts';
import type { CheckedDisclosure } from '../../model/disclosure.ts';
import type { Classification, ColumnSpec } from '../../model/template.ts';
import type { DisclosureView } from '../../view/types.ts';
import type { Sheet, Span, Validation } from '../xlsx/sheet.ts';
import { quotedName, sheetName, writeWorkbook } from '../xlsx/workbook.ts';
import { cellRef } from '../xlsx/xml.ts';
import { frameOf } from './frame.ts';
import { Layout } from './layout.ts';
import { LOOK } from './look.ts';
import { type FormSheet, formSheets } from './sheets.ts';

/** A workbook to edit and import again: the form's sheets with codes to choose from, then how to fill it in. */
export function editableWorkbook(disclosure: CheckedDisclosure, view: DisclosureView): Uint8Array {
  const taken = new Set<string>();
  const guide = sheetName(GUIDE_SHEET, taken);
  const codes = codesSheet(sheetName(CODES_SHEET, taken), disclosure);
  const forms = formSheets(disclosure, view, taken).map((form) => ({
    ...form.sheet,
    validations: codeValidations(form, disclosure, codes.ranges),
  }));
  return writeWorkbook({
    ...frameOf(disclosure, view),
    sheets: [...forms, guideSheet(guide, disclosure), codes.sheet],
  });
}

const CLASSIFICATIONS: readonly (readonly [Classification, string])[] = [
  ['function', '支出功能分类科目'],
  ['economic-department', '部门预算支出经济分类科目'],
  ['economic-government', '政府预算支出经济分类科目'],
];
const WIDTHS = [14, 40, 4, 14, 40, 4, 14, 40];

interface Codes {
  readonly sheet: Sheet;
  /** Where the codes of a classification stand. */
  readonly ranges: ReadonlyMap<Classification, string>;
}

function codesSheet(name: string, { template }: CheckedDisclosure): Codes {
  const layout = new Layout(WIDTHS);
  layout.whole('已知的科目代码', LOOK.title, 30);
  layout.whole('这份清单不全：清单里没有的代码，核对无误后可以照填。', LOOK.note);
  const top = layout.row();
  const ranges = new Map<Classification, string>();
  CLASSIFICATIONS.forEach(([classification, title], index) => {
    const column = index * 3;
    // Names change by year, so a code may stand twice.
    const known = new Map<string, string>();
    for (const entry of template.codes)
      if (entry.classification === classification && !known.has(entry.code))
        known.set(entry.code, entry.name);
    layout.text(top, column, title, LOOK.label, 2);
    const codes = [...known].sort(([a], [b]) => (a < b ? -1 : 1));
    codes.forEach(([code, text], at) => {
      const row = layout.at(top + 1 + at);
      layout.text(row, column, code, LOOK.code);
      layout.text(row, column + 1, text, LOOK.value);
    });
    if (codes.length > 0)
      ranges.set(
        classification,
        `${quotedName(name)}!${fixed(cellRef(top + 1, column))}:${fixed(cellRef(top + codes.length, column))}`,
      );
  });
  const { rows, spans, widths } = layout;
  return { sheet: { name, rows, spans, widths, frozen: { rows: top + 1, columns: 0 } }, ranges };
}

/** B4 → $B$4. */
function fixed(reference: string): string {
  return reference.replace(/^([A-Z]+)(\d+)$/, '$$$1$$$2');
}

function codeValidations(
  { table }: FormSheet,
  disclosure: CheckedDisclosure,
  ranges: Codes['ranges'],
): readonly Validation[] {
  const filled = table && disclosure.tables.get(table.id);
  if (!table || !filled || table.placed.rows === 0) return [];
  const offset = filled.spec.serial ? 1 : 0;
  const inParts = new Set(
    filled.spec.sides.flatMap(({ rows }) => (rows.codeJoin === '' && rows.code.length > 1 ? rows.code : [])),
  );
  return filled.columns.flatMap((column, index) => {
    if (column.kind !== 'code') return [];
    const cells = { row: table.placed.body, column: index + offset, rows: table.placed.rows, columns: 1 };
    const validation = validationOf(column, cells, inParts.has(column.id), ranges);
    return validation ? [validation] : [];
  });
}

function validationOf(
  { title, classification }: ColumnSpec,
  cells: Span,
  isPart: boolean,
  ranges: Codes['ranges'],
): Validation | undefined {
  const first = cellRef(cells.row, cells.column);
  if (isPart)
    return {
      cells,
      title,
      message: '类、款、项分栏填写：类三位数字，款、项各两位。',
      formula: `AND(LEN(${first})>=2,LEN(${first})<=3,ISNUMBER(VALUE(${first})))`,
    };
  const list = classification && ranges.get(classification);
  if (!list) return undefined;
  return {
    cells,
    title,
    message: `请填科目代码，可参看“${CODES_SHEET}”。清单里没有的，请核对后照填。`,
    list,
  };
}

const GUIDE = [
  '一张表一个工作表，次序和样子照表样。改好存盘以后，用下面的命令导入：',
  'IMPORT',
  '没有改动的，导入以后文件一个字也不会变；改了哪里，就只变哪里。',
  '可以改的：数字、名称、科目代码、附注，增加或删去一行。增加一行请在上一行下面插入，各栏照填。',
  '不要改的：表名、表头的文字、工作表里各块的先后。序号和栏次由程序编，不用管。',
  '数字按单元格显示的小数位数读入：要写 0.40，请把小数位数设为两位。空着是没有填，0 是零。',
  '不要写公式：程序只读算好的值。合计要自己改，导入后会校验。',
  '正文的文字说明、公开日期等不在这里，请在内容文件夹里改。',
];

function guideSheet(name: string, disclosure: CheckedDisclosure): Sheet {
  const layout = new Layout([88]);
  const { region, year, code, phase, template } = disclosure;
  const command = `npm run import -- 本文件.xlsx --template ${template.id} --region ${region.code} --year ${year} --department ${code}${phase === '决算' ? ` --phase ${phase}` : ''} --replace`;
  layout.whole('怎样填写和导入', LOOK.title, 30);
  for (const line of GUIDE) layout.whole(line === 'IMPORT' ? command : line, LOOK.note);
  const { rows, spans, widths } = layout;
  return { name, rows, spans, widths };
}
