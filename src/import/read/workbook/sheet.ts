import type { Conversion } from '../../blocks.ts';
import { ImportRefusal } from '../../refusal.ts';

export interface SheetCell {
  /** 1-based. */
  readonly column: number;
  readonly text: string;
  /** The number as stored, where the cell shows less of it. */
  readonly stored?: string;
  /** A number under no format: what is shown says nothing of the decimals meant. */
  readonly exact?: boolean;
  /** Why the cell holds no text that can be used: an error, a formula without its value. */
  readonly fault?: string;
}

export interface SheetRow {
  /** 1-based, as the program prints it. */
  readonly number: number;
  readonly hidden: boolean;
  readonly cells: readonly SheetCell[];
}

/** 1-based, both ends included. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Rows with something in them, from the top. */
  readonly rows: readonly SheetRow[];
  readonly merges: readonly Merge[];
  readonly hiddenColumns: readonly (readonly [number, number])[];
}

export interface Workbook {
  readonly sheets: readonly Sheet[];
  readonly converted: readonly Conversion[];
  readonly notices: readonly string[];
}

/** More filled cells, or more text in them, than sixty departments' tables ever have. */
export const MOST_CELLS = 1_000_000;
const MOST_TEXT = 50_000_000;
const MOST_MERGES = 100_000;

/** Counts what a workbook holds over all its sheets. */
export class Meter {
  readonly #file: string;
  #cells = 0;
  #text = 0;
  #merges = 0;

  constructor(file: string) {
    this.#file = file;
  }

  cell(text: string): void {
    this.#text += text.length;
    if (++this.#cells > MOST_CELLS) throw this.#refuse(`有内容的单元格超过 ${MOST_CELLS / 10_000} 万个`);
    if (this.#text > MOST_TEXT) throw this.#refuse(`文字超过 ${MOST_TEXT / 10_000} 万字`);
  }

  merge(): void {
    if (++this.#merges > MOST_MERGES) throw this.#refuse(`合并的单元格超过 ${MOST_MERGES / 10_000} 万处`);
  }

  #refuse(why: string): ImportRefusal {
    return new ImportRefusal(this.#file, why, '请只留要公开的表，分几个文件导入。');
  }
}

/** 3 → C, 28 → AB. */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

/** C6 → row 6, column 3; undefined where it is no cell of a sheet. */
export function parseReference(text: string): { row: number; column: number } | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(text);
  if (!match) return undefined;
  let column = 0;
  for (const letter of (match[1] as string).toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  const row = Number(match[2]);
  return row >= 1 && row <= 1_048_576 && column <= 16_384 ? { row, column } : undefined;
}

export function parseRange(text: string): Merge | undefined {
  const [from = '', to = from] = text.split(':');
  const first = parseReference(from);
  const last = parseReference(to);
  if (!first || !last) return undefined;
  return {
    top: Math.min(first.row, last.row),
    left: Math.min(first.column, last.column),
    bottom: Math.max(first.row, last.row),
    right: Math.max(first.column, last.column),
  };
}
