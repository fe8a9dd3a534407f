import { ImportRefusal, printable } from '../../refusal.ts';
import { relations, targetOf } from '../relations.ts';
import type { Attributes } from '../xml.ts';
import { readXml } from '../xml.ts';
import type { Archive } from '../zip/archive.ts';
import { BUILTIN } from './builtin-formats.ts';
import { Meter, type Sheet } from './sheet.ts';
import { readSheet } from './xlsx-sheet.ts';
import { isTrue, plainText } from './xlsx-text.ts';

/** Reads a workbook of the Office Open XML kind: only its cells, never a macro, a link or a picture. */
export function readXlsx(file: string, archive: Archive, notices: string[]): Sheet[] {
  const main = targetOf(relations(file, archive, ''), 'officeDocument') ?? 'xl/workbook.xml';
  const { sheets, date1904 } = readBook(file, archive, main);
  const parts = relations(file, archive, main);
  const strings = readStrings(file, archive, targetOf(parts, 'sharedStrings'));
  const formats = readFormats(file, archive, targetOf(parts, 'styles'));
  const meter = new Meter(file);
  return sheets.flatMap(({ name, id, hidden }) => {
    const part = parts.find((item) => item.id === id);
    const bytes = part && archive.read(part.target);
    if (!part || !bytes) {
      notices.push(`工作表“${printable(name)}”在文件里找不到，没有读取`);
      return [];
    }
    if (part.type !== 'worksheet') {
      notices.push(`“${printable(name)}”不是表格（图表等），没有读取`);
      return [];
    }
    const read = readSheet({ file, part: part.target, bytes, strings, formats, date1904, meter });
    return [{ name, hidden, ...read }];
  });
}

interface BookSheet {
  readonly name: string;
  readonly id: string;
  readonly hidden: boolean;
}

function readBook(file: string, archive: Archive, main: string): { sheets: BookSheet[]; date1904: boolean } {
  const bytes = archive.read(main);
  if (!bytes) throw new ImportRefusal(file, '里面没有工作簿', '请在 WPS 或 Excel 中另存为 .xlsx 再导入。');
  const sheets: BookSheet[] = [];
  let date1904 = false;
  readXml(file, main, bytes, {
    open(tag, attributes) {
      if (tag === 'workbookPr') date1904 = isTrue(attributes.date1904);
      if (tag === 'sheet')
        sheets.push({
          name: attributes.name ?? '',
          id: attributes.id ?? '',
          hidden: (attributes.state ?? 'visible') !== 'visible',
        });
    },
    close: () => {},
    text: () => {},
  });
  return { sheets, date1904 };
}

/** Texts by number; phonetic guides beside a text are not part of it. */
function readStrings(file: string, archive: Archive, part: string | undefined): string[] {
  const bytes = part === undefined ? undefined : archive.read(part);
  const strings: string[] = [];
  if (part === undefined || !bytes) return strings;
  let text = '';
  let inText = false;
  let inGuide = false;
  readXml(file, part, bytes, {
    open(tag) {
      if (tag === 'si') text = '';
      else if (tag === 'rPh') inGuide = true;
      else if (tag === 't') inText = !inGuide;
    },
    close(tag) {
      if (tag === 'si') strings.push(plainText(text));
      else if (tag === 'rPh') inGuide = false;
      else if (tag === 't') inText = false;
    },
    text(piece) {
      if (inText) text += piece;
    },
  });
  return strings;
}

/** Number format of each cell style. */
function readFormats(file: string, archive: Archive, part: string | undefined): string[] {
  const bytes = part === undefined ? undefined : archive.read(part);
  const styles: string[] = [];
  if (part === undefined || !bytes) return styles;
  const own = new Map<number, string>();
  let inStyles = false;
  const format = (attributes: Attributes): string => {
    const id = Number(attributes.numFmtId ?? 0);
    return own.get(id) ?? BUILTIN.get(id) ?? 'General';
  };
  readXml(file, part, bytes, {
    open(tag, attributes) {
      if (tag === 'numFmt') own.set(Number(attributes.numFmtId), attributes.formatCode ?? 'General');
      else if (tag === 'cellXfs') inStyles = true;
      else if (tag === 'xf' && inStyles) styles.push(format(attributes));
    },
    close(tag) {
      if (tag === 'cellXfs') inStyles = false;
    },
    text: () => {},
  });
  return styles;
}
