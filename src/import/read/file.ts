import { decode } from '../../load/decode.ts';
import { ASIDE_SHEETS } from '../../model/aside-sheets.ts';
import type { ReadDocument } from '../blocks.ts';
import { ImportRefusal } from '../refusal.ts';
import { readText } from './index.ts';
import { kindOf } from './kind.ts';
import { linkNotice } from './relations.ts';
import { readDocx } from './word/docx.ts';
import { sheetsDocument } from './workbook/blocks.ts';
import { isOwnWorkbook } from './workbook/own.ts';
import type { Sheet } from './workbook/sheet.ts';
import { readXls } from './workbook/xls.ts';
import { readXlsx } from './workbook/xlsx.ts';

export interface InputFile {
  /** As the person who imports it knows it; nothing is opened by it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Reads a file by what it is, after holding it against its name. Throws ImportRefusal. */
export function readFile({ name, bytes }: InputFile): ReadDocument {
  const found = kindOf(name, bytes);
  if (found.kind === 'text') {
    const { text, problems } = decode(name, bytes);
    if (text === undefined)
      throw new ImportRefusal(name, problems.map((item) => item.message).join('；'), '请核对后再导入。');
    return readText(text);
  }
  const notices = found.macros ? ['文件带有宏，没有读取，也没有运行'] : [];
  if (found.kind === 'xls') return sheetsDocument(name, readXls(name, bytes), notices);
  const links = linkNotice(name, found.archive);
  if (links !== undefined) notices.push(links);
  if (found.kind === 'docx') return readDocx(name, found.archive, notices);
  const sheets = readXlsx(name, found.archive, notices);
  const explains = ({ name: sheet }: Sheet): boolean => ASIDE_SHEETS.has(sheet);
  // What a workbook of ours says of itself is no content; another's sheet of that name may be.
  const own = isOwnWorkbook(name, found.archive) ? sheets.filter(explains) : [];
  return sheetsDocument(
    name,
    sheets.filter((sheet) => !own.includes(sheet)),
    notices,
    own.map((sheet) => ({
      place: `工作表“${sheet.name}”`,
      text: '导出时写的说明和代码清单，不是数据',
      minor: true,
    })),
  );
}
