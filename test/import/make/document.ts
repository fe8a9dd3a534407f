import { strToU8, zipSync } from 'fflate';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

export const run = (text: string): string => `<w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;
/** A paragraph; `properties` stand before its text. */
export const p = (text: string, properties = ''): string =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${text === '' ? '' : run(text)}</w:p>`;
export const item = (text: string, list: number, depth = 0): string =>
  p(text, `<w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="${list}"/></w:numPr>`);
export const heading = (text: string): string => p(text, '<w:pStyle w:val="1"/>');

export interface TableCell {
  readonly text: string;
  readonly span?: number;
  readonly merge?: 'begin' | 'on';
}

const cell = (made: string | TableCell): string => {
  const { text, span, merge } = typeof made === 'string' ? ({ text: made } as TableCell) : made;
  const properties = [
    span === undefined ? '' : `<w:gridSpan w:val="${span}"/>`,
    merge === undefined ? '' : merge === 'begin' ? '<w:vMerge w:val="restart"/>' : '<w:vMerge/>',
  ].join('');
  const texts = text
    .split('\n')
    .map((line) => p(line))
    .join('');
  return `<w:tc><w:tcPr>${properties}</w:tcPr>${texts}</w:tc>`;
};

export const table = (...rows: readonly (readonly (string | TableCell)[])[]): string =>
  `<w:tbl>${rows.map((row) => `<w:tr>${row.map(cell).join('')}</w:tr>`).join('')}</w:tbl>`;

const TYPES = `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const ROOT = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${REL}/officeDocument" Target="word/document.xml"/></Relationships>`;

const levels = (texts: readonly (readonly [string, string])[]): string =>
  texts
    .map(
      ([format, text], at) =>
        `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`,
    )
    .join('');

/** List 1: 一、 （一） 1. ; list 2: bullets; list 3: as 1, begun again. */
const NUMBERING = `<?xml version="1.0"?><w:numbering ${W}><w:abstractNum w:abstractNumId="0">${levels([
  ['chineseCounting', '%1、'],
  ['chineseCounting', '（%2）'],
  ['decimal', '%3.'],
])}</w:abstractNum><w:abstractNum w:abstractNumId="1">${levels([['bullet', '●']])}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>`;
const STYLES = `<?xml version="1.0"?><w:styles ${W}><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="TOC1"><w:name w:val="toc 1"/></w:style></w:styles>`;

export interface DocumentParts {
  readonly body: string;
  readonly header?: string;
  readonly relations?: string;
  readonly others?: Readonly<Record<string, Uint8Array>>;
}

export function wordDocument(made: string | DocumentParts): Uint8Array {
  const {
    body,
    header,
    relations = '',
    others = {},
  } = typeof made === 'string' ? ({ body: made } as DocumentParts) : made;
  const rels = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${REL}/styles" Target="styles.xml"/><Relationship Id="r2" Type="${REL}/numbering" Target="numbering.xml"/>${header === undefined ? '' : `<Relationship Id="r3" Type="${REL}/header" Target="header1.xml"/>`}${relations}</Relationships>`;
  return zipSync({
    '[Content_Types].xml': strToU8(TYPES),
    '_rels/.rels': strToU8(ROOT),
    'word/document.xml': strToU8(
      `<?xml version="1.0" encoding="UTF-8"?><w:document ${W}><w:body>${body}</w:body></w:document>`,
    ),
    'word/_rels/document.xml.rels': strToU8(rels),
    'word/styles.xml': strToU8(STYLES),
    'word/numbering.xml': strToU8(NUMBERING),
    ...(header !== undefined && {
      'word/header1.xml': strToU8(`<?xml version="1.0"?><w:hdr ${W}>${p(header)}</w:hdr>`),
    }),
    ...others,
  });
}
