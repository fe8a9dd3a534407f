import { strToU8, type Zippable, zipSync } from 'fflate';
import { SharedTexts, type Sheet, sheetXml } from './sheet.ts';
import { StyleBook } from './styles.ts';
import { XML, xmlText } from './xml.ts';

export interface Workbook {
  readonly title: string;
  readonly author: string;
  /** YYYY-MM-DD, from the content: never the day of the build. */
  readonly date: string;
  readonly sheets: readonly Sheet[];
  /** Said of the file itself, for programs. */
  readonly properties: Readonly<Record<string, string>>;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** The bytes of an .xlsx file: the same for the same workbook, anywhere and at any time. */
export function writeWorkbook(workbook: Workbook): Uint8Array {
  const { sheets } = workbook;
  const styles = new StyleBook();
  const texts = new SharedTexts();
  const pages = sheets.map((sheet, index) => sheetXml(sheet, styles, texts, index === 0));
  const parts: [string, string][] = [
    ['[Content_Types].xml', contentTypes(sheets.length)],
    ['_rels/.rels', ROOT_RELATIONS],
    ['docProps/core.xml', coreXml(workbook)],
    ['docProps/custom.xml', customXml(workbook)],
    ['xl/workbook.xml', workbookXml(workbook)],
    ['xl/_rels/workbook.xml.rels', workbookRelations(sheets.length)],
    ...pages.map((page, index): [string, string] => [`xl/worksheets/sheet${index + 1}.xml`, page]),
    ['xl/styles.xml', styles.xml()],
    ['xl/sharedStrings.xml', texts.xml()],
  ];
  const files: Zippable = Object.fromEntries(parts.map(([path, text]) => [path, strToU8(text)]));
  // A ZIP's clock begins here; fflate reads it as local time, which `new Date` with fields is.
  return zipSync(files, { level: 6, mtime: new Date(1980, 0, 1), os: 0 });
}

/** A name that Excel takes for a sheet, not yet in `taken` (compared without case). */
export function sheetName(wanted: string, taken: Set<string>): string {
  const clean =
    wanted
      .replace(/[[\]:*?/\\\p{Cc}]/gu, ' ')
      .replace(/^'+|'+$/g, '')
      .trim() || '表';
  for (let n = 1; ; n++) {
    const end = n === 1 ? '' : `_${n}`;
    const name = `${clean.slice(0, 31 - end.length).replace(/[\ud800-\udbff]$/, '')}${end}`;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}

/** A sheet's name in a reference. */
export function quotedName(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}

function workbookXml({ sheets }: Workbook): string {
  const list = sheets.map(
    ({ name, hidden }, i) =>
      `<sheet name="${xmlText(name)}" sheetId="${i + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`,
  );
  const titles = sheets.flatMap(({ name, printedHead: rows }, i) =>
    rows
      ? [
          `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">${xmlText(quotedName(name))}!$${rows[0] + 1}:$${rows[1] + 1}</definedName>`,
        ]
      : [],
  );
  return (
    `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">` +
    '<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="24000" windowHeight="12000" tabRatio="850"/></bookViews>' +
    `<sheets>${list.join('')}</sheets>` +
    (titles.length > 0 ? `<definedNames>${titles.join('')}</definedNames>` : '') +
    '</workbook>'
  );
}

function workbookRelations(count: number): string {
  const sheets = Array.from({ length: count }, (_, i) =>
    relation(i + 1, 'worksheet', `worksheets/sheet${i + 1}.xml`),
  );
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${sheets.join('')}${relation(count + 1, 'styles', 'styles.xml')}${relation(count + 2, 'sharedStrings', 'sharedStrings.xml')}</Relationships>`;
}

function relation(id: number, type: string, target: string): string {
  return `<Relationship Id="rId${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
}

const ROOT_RELATIONS =
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">` +
  relation(1, 'officeDocument', 'xl/workbook.xml') +
  `<Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
  relation(3, 'custom-properties', 'docProps/custom.xml') +
  '</Relationships>';

function contentTypes(count: number): string {
  const part = (path: string, type: string) => `<Override PartName="${path}" ContentType="${type}"/>`;
  const sheets = Array.from({ length: count }, (_, i) =>
    part(`/xl/worksheets/sheet${i + 1}.xml`, `${OFFICE}.spreadsheetml.worksheet+xml`),
  );
  return (
    `${XML}<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    part('/xl/workbook.xml', `${OFFICE}.spreadsheetml.sheet.main+xml`) +
    sheets.join('') +
    part('/xl/styles.xml', `${OFFICE}.spreadsheetml.styles+xml`) +
    part('/xl/sharedStrings.xml', `${OFFICE}.spreadsheetml.sharedStrings+xml`) +
    part('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml') +
    part('/docProps/custom.xml', `${OFFICE}.custom-properties+xml`) +
    '</Types>'
  );
}

function coreXml({ title, author, date }: Workbook): string {
  const time = (name: string) =>
    `<dcterms:${name} xsi:type="dcterms:W3CDTF">${date}T00:00:00Z</dcterms:${name}>`;
  return (
    `${XML}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${xmlText(title)}</dc:title><dc:creator>${xmlText(author)}</dc:creator>${time('created')}${time('modified')}` +
    '</cp:coreProperties>'
  );
}

function customXml({ properties }: Workbook): string {
  const items = Object.entries(properties).map(
    ([name, value], i) =>
      `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="${i + 2}" name="${xmlText(name)}"><vt:lpwstr>${xmlText(value)}</vt:lpwstr></property>`,
  );
  return `${XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">${items.join('')}</Properties>`;
}
