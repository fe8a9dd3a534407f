import { type Attributes, readXml } from '../xml.ts';
import {
  type Merge,
  type Meter,
  parseRange,
  parseReference,
  type Sheet,
  type SheetCell,
  type SheetRow,
} from './sheet.ts';
import { type CellValue, shownCell } from './value.ts';
import { isTrue, plainText } from './xlsx-text.ts';

export interface SheetPart {
  readonly file: string;
  readonly part: string;
  readonly bytes: Uint8Array;
  readonly strings: readonly string[];
  readonly formats: readonly string[];
  readonly date1904: boolean;
  readonly meter: Meter;
}

/** One sheet's cells. Only what is filled is kept, so a used range far larger than the data costs nothing. */
export function readSheet(source: SheetPart): Omit<Sheet, 'name' | 'hidden'> {
  const reader = new SheetReader(source);
  readXml(source.file, source.part, source.bytes, reader);
  return reader.sheet();
}

class SheetReader {
  readonly #source: SheetPart;
  readonly #rows: SheetRow[] = [];
  readonly #merges: Merge[] = [];
  readonly #hiddenColumns: [number, number][] = [];
  #row = 0;
  #rowHidden = false;
  #column = 0;
  #cells: SheetCell[] = [];
  #cell: Attributes | undefined;
  #value = '';
  #formula = false;
  #in: 'value' | 'inline' | undefined;
  #inGuide = false;
  #inData = false;

  constructor(source: SheetPart) {
    this.#source = source;
  }

  open = (tag: string, attributes: Attributes): void => {
    switch (tag) {
      case 'sheetData':
        this.#inData = true;
        break;
      case 'row':
        this.#row = Number(attributes.r ?? this.#row + 1);
        this.#rowHidden = isTrue(attributes.hidden);
        this.#column = 0;
        this.#cells = [];
        break;
      case 'c':
        this.#cell = attributes;
        this.#column = parseReference(attributes.r ?? '')?.column ?? this.#column + 1;
        this.#value = '';
        this.#formula = false;
        break;
      case 'f':
        this.#formula = true;
        break;
      case 'v':
        this.#in = 'value';
        break;
      case 'rPh':
        this.#inGuide = true;
        break;
      case 't':
        if (this.#cell && !this.#inGuide) this.#in = 'inline';
        break;
      case 'col':
        if (isTrue(attributes.hidden))
          this.#hiddenColumns.push([Number(attributes.min), Number(attributes.max)]);
        break;
      case 'mergeCell': {
        const range = parseRange(attributes.ref ?? '');
        this.#source.meter.merge();
        if (range) this.#merges.push(range);
        break;
      }
    }
  };

  text = (piece: string): void => {
    if (this.#in) this.#value += piece;
  };

  close = (tag: string): void => {
    if (tag === 'v' || tag === 't') this.#in = undefined;
    else if (tag === 'rPh') this.#inGuide = false;
    else if (tag === 'c') this.#closeCell();
    else if (tag === 'row' && this.#inData) this.#closeRow();
    else if (tag === 'sheetData') this.#inData = false;
  };

  #closeCell(): void {
    const attributes = this.#cell;
    this.#cell = undefined;
    if (!attributes || (this.#value === '' && !this.#formula)) return;
    const shown = shownCell(this.#column, this.#valueOf(attributes), this.#source.date1904);
    if (!shown) return;
    this.#source.meter.cell(shown.text);
    this.#cells.push(shown);
  }

  #valueOf({ t: type = 'n', s: style = '' }: Attributes): CellValue {
    const { strings, formats } = this.#source;
    const formula = this.#formula;
    const format = formats[Number(style)] ?? 'General';
    const made = (kind: CellValue['kind'], raw: string): CellValue => ({ kind, raw, format, formula });
    switch (type) {
      case 's':
        return made('text', strings[Number(this.#value)] ?? '');
      case 'str':
      case 'inlineStr':
        // A formula may well give an empty text.
        return { ...made('text', plainText(this.#value)), formula: false };
      case 'b':
        return made('boolean', this.#value);
      case 'e':
        return made('error', this.#value);
      case 'd':
        return made('date', this.#value);
      default:
        return made('number', this.#value);
    }
  }

  #closeRow(): void {
    if (this.#cells.length > 0)
      this.#rows.push({ number: this.#row, hidden: this.#rowHidden, cells: this.#cells });
    this.#cells = [];
  }

  sheet(): Omit<Sheet, 'name' | 'hidden'> {
    this.#rows.sort((a, b) => a.number - b.number);
    return { rows: this.#rows, merges: this.#merges, hiddenColumns: this.#hiddenColumns };
  }
}
