import type { Style, StyleBook } from './styles.ts';
import { cellRef, columnName, XML, xmlText } from './xml.ts';

/** A cell: a text, a number as plain digits, or only its look. */
export interface SheetCell {
  readonly text?: string;
  readonly number?: string;
  readonly style: Style;
}

export interface SheetRow {
  readonly cells: (SheetCell | undefined)[];
  /** In points; left to the program where absent. */
  height?: number;
}

export interface Span {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** What may be typed into some cells. */
export interface Validation {
  readonly cells: Span;
  readonly title: string;
  readonly message: string;
  /** A range to choose from, or a formula over the range's first cell. */
  readonly list?: string;
  readonly formula?: string;
}

export interface Sheet {
  readonly name: string;
  readonly hidden?: boolean;
  readonly rows: readonly SheetRow[];
  readonly spans: readonly Span[];
  /** In characters. */
  readonly widths: readonly number[];
  readonly frozen?: { readonly rows: number; readonly columns: number };
  /** Repeated on each printed page: first and last row from 0. */
  readonly printedHead?: readonly [number, number];
  readonly landscape?: boolean;
  readonly validations?: readonly Validation[];
  /** Cells that lead to a place in the workbook. */
  readonly links?: readonly { readonly row: number; readonly column: number; readonly to: string }[];
}

/** Texts of a workbook, each once. */
export class SharedTexts {
  readonly #numbers = new Map<string, number>();
  #uses = 0;

  number(text: string): number {
    this.#uses++;
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(text, number);
    return number;
  }

  xml(): string {
    let items = '';
    for (const text of this.#numbers.keys()) {
      const kept = /^\s|\s$|\n/.test(text) ? ' xml:space="preserve"' : '';
      items += `<si><t${kept}>${xmlText(text)}</t></si>`;
    }
    return `${XML}<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="${this.#uses}" uniqueCount="${this.#numbers.size}">${items}</sst>`;
  }
}

/** No formula is ever written: values alone. */
export function sheetXml(sheet: Sheet, styles: StyleBook, texts: SharedTexts, isFirst: boolean): string {
  const { rows, spans, widths, landscape, frozen } = sheet;
  const last = cellRef(Math.max(rows.length, 1) - 1, Math.max(widths.length, 1) - 1);
  let data = '';
  rows.forEach((row, at) => {
    data += rowXml(row, at, styles, texts);
  });
  return (
    `${XML}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' +
    `<dimension ref="A1:${last}"/>` +
    `<sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ''} showGridLines="0" workbookViewId="0">${paneXml(frozen)}</sheetView></sheetViews>` +
    '<sheetFormatPr defaultRowHeight="18" customHeight="1"/>' +
    `<cols>${widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>` +
    `<sheetData>${data}</sheetData>` +
    listXml(
      'mergeCells',
      spans.map((span) => `<mergeCell ref="${rangeOf(span)}"/>`),
    ) +
    listXml('dataValidations', (sheet.validations ?? []).map(validationXml)) +
    linksXml(sheet) +
    '<printOptions horizontalCentered="1"/>' +
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>' +
    `<pageSetup paperSize="9" orientation="${landscape ? 'landscape' : 'portrait'}" fitToWidth="1" fitToHeight="0"/>` +
    '<headerFooter><oddFooter>&amp;C— &amp;P —</oddFooter></headerFooter>' +
    `<ignoredErrors><ignoredError sqref="A1:${last}" numberStoredAsText="1"/></ignoredErrors>` +
    '</worksheet>'
  );
}

function rowXml({ cells, height }: SheetRow, at: number, styles: StyleBook, texts: SharedTexts): string {
  const size = height === undefined ? '' : ` ht="${height}" customHeight="1"`;
  let xml = `<row r="${at + 1}"${size}>`;
  cells.forEach((cell, column) => {
    if (!cell) return;
    const start = `<c r="${columnName(column)}${at + 1}" s="${styles.number(cell.style)}"`;
    if (cell.number !== undefined) xml += `${start}><v>${cell.number}</v></c>`;
    else if (cell.text) xml += `${start} t="s"><v>${texts.number(cell.text)}</v></c>`;
    else xml += `${start}/>`;
  });
  return `${xml}</row>`;
}

export function rangeOf({ row, column, rows, columns }: Span): string {
  return `${cellRef(row, column)}:${cellRef(row + rows - 1, column + columns - 1)}`;
}

function paneXml(frozen: Sheet['frozen']): string {
  if (!frozen || frozen.rows + frozen.columns === 0) return '';
  const { rows, columns } = frozen;
  const pane = rows === 0 ? 'topRight' : columns === 0 ? 'bottomLeft' : 'bottomRight';
  const split = `${columns > 0 ? ` xSplit="${columns}"` : ''}${rows > 0 ? ` ySplit="${rows}"` : ''}`;
  return `<pane${split} topLeftCell="${cellRef(rows, columns)}" activePane="${pane}" state="frozen"/><selection pane="${pane}"/>`;
}

function validationXml({ cells, title, message, list, formula }: Validation): string {
  const kind = list === undefined ? 'custom' : 'list';
  // A code that is not in the list may be right all the same: the list is known not to be complete.
  return (
    `<dataValidation type="${kind}" errorStyle="warning" allowBlank="1" showInputMessage="1" showErrorMessage="1"` +
    ` errorTitle="${xmlText(title)}" error="${xmlText(message)}" promptTitle="${xmlText(title)}" prompt="${xmlText(message)}"` +
    ` sqref="${rangeOf(cells)}"><formula1>${xmlText(list ?? formula ?? '')}</formula1></dataValidation>`
  );
}

function linksXml({ links = [] }: Sheet): string {
  if (links.length === 0) return '';
  const items = links.map(
    ({ row, column, to }) => `<hyperlink ref="${cellRef(row, column)}" location="${xmlText(to)}"/>`,
  );
  return `<hyperlinks>${items.join('')}</hyperlinks>`;
}

function listXml(name: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `<${name} count="${items.length}">${items.join('')}</${name}>`;
}
