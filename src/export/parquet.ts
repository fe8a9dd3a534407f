import { parquetMetadata, type RowGroup } from 'hyparquet';
import { ParquetWriter, type Writer } from 'hyparquet-writer';
import { parseDecimal, withScale } from '../model/decimal.ts';
import { bareText } from './csv.ts';
import { ROW_COLUMNS, TIDY_COLUMNS, TIDY_HEAD } from './tidy.ts';

/**
 * figures.parquet: the columns of tidy.csv over all disclosures. `yuan` is a
 * DECIMAL(18,2), which sums exactly; `yuan_text` holds what is finer than a 分.
 */
const PRECISION = 18;
const SCALE = 2;
export const EXACT_YUAN = 'yuan_text';

/** Empty where there is nothing to say. */
const NULLABLE = new Set(['row_code', 'concept', 'unit', 'value', 'yuan']);
/** So many lines at a time are held in memory. */
const GROUP = 100_000;

type Schema = ConstructorParameters<typeof ParquetWriter>[0]['schema'];

function schema(): Schema {
  const columns = TIDY_COLUMNS.map(({ name, type }): Schema[number] => {
    const repetition_type = NULLABLE.has(name) ? 'OPTIONAL' : 'REQUIRED';
    if (name === 'yuan')
      return {
        name,
        repetition_type,
        type: 'INT64',
        converted_type: 'DECIMAL',
        precision: PRECISION,
        scale: SCALE,
      };
    return type === 'integer'
      ? { name, repetition_type, type: 'INT32' }
      : { name, repetition_type, type: 'BYTE_ARRAY', converted_type: 'UTF8' };
  });
  const exact: Schema[number] = {
    name: EXACT_YUAN,
    repetition_type: 'OPTIONAL',
    type: 'BYTE_ARRAY',
    converted_type: 'UTF8',
  };
  return [{ name: 'figures', num_children: columns.length + 1 }, ...columns, exact];
}

type Value = string | number | bigint | null;

/** Writes figures as they come, a group of lines at a time. */
export class FiguresFile {
  readonly #file: ParquetWriter;
  readonly #figures = new Map<string, readonly Value[]>();
  #lines: TidyLine[] = [];

  constructor(writer: Writer) {
    this.#file = new ParquetWriter({ writer, schema: schema(), createdBy: 'mingzhang' });
  }

  /** The lines of a tidy.csv. One of another form than today's is left out. */
  add(csv: string): void {
    if (!csv.startsWith(TIDY_HEAD)) return;
    let row: TidyLine['row'] = [];
    let rowText: string | undefined;
    for (let at = TIDY_HEAD.length; at < csv.length; ) {
      // Most lines begin as the one before, and end as many others do.
      if (rowText === undefined || !csv.startsWith(rowText, at)) {
        rowText = beginningAt(csv, at);
        row = valuesOf(rowText.slice(0, -1), 0);
      }
      const from = at + rowText.length;
      let end = endOfLine(csv, from);
      let text = csv.slice(from, end);
      // A line break within quotes ends no line.
      while (isOpen(text) && end < csv.length) {
        end = endOfLine(csv, end + 1);
        text = csv.slice(from, end);
      }
      this.#lines.push({ row, figure: this.#figureOf(text) });
      if (this.#lines.length === GROUP) this.#flush();
      at = end + 1;
    }
  }

  #figureOf(text: string): readonly Value[] {
    let figure = this.#figures.get(text);
    if (!figure) {
      figure = valuesOf(text, ROW_COLUMNS);
      this.#figures.set(text, figure);
    }
    return figure;
  }

  finish(): void {
    this.#flush();
    this.#file.finish();
  }

  #flush(): void {
    const lines = this.#lines;
    if (lines.length === 0) return;
    this.#lines = [];
    const columnData = [...TIDY_COLUMNS, { name: EXACT_YUAN }].map((column, index) => ({
      name: column.name,
      data: lines.map(
        ({ row, figure }) => (index < ROW_COLUMNS ? row[index] : figure[index - ROW_COLUMNS]) as Value,
      ),
      // Of use to a reader where they tell files apart, and there alone.
      statistics: 'shared' in column,
    }));
    // A group is small enough for one page a column: nothing is measured.
    this.#file.write({ columnData, rowGroupSize: GROUP, pageSize: 0 });
  }
}

/** One line by its columns: those that say which row it is of, then the others, which end with the exact yuan. */
interface TidyLine {
  readonly row: readonly Value[];
  readonly figure: readonly Value[];
}

const FIELD = '(?:"(?:[^"]|"")*"|[^,"]*)';
const BEGINNING = new RegExp(`(?:${FIELD},){${ROW_COLUMNS}}`, 'y');

/** What says which row a line is of, with the comma after it. */
function beginningAt(csv: string, at: number): string {
  BEGINNING.lastIndex = at;
  const found = BEGINNING.exec(csv);
  if (!found) throw new Error('tidy.csv has a line of too few columns');
  return found[0];
}

function endOfLine(csv: string, from: number): number {
  const end = csv.indexOf('\n', from);
  return end < 0 ? csv.length : end;
}

/** Has a quoted field begun that does not end here? */
function isOpen(csv: string): boolean {
  return csv.includes('"') && csv.split('"').length % 2 === 0;
}

/** Fields of a line of tidy.csv, from one of its columns on, as the columns of the file of figures. */
function valuesOf(csv: string, first: number): readonly Value[] {
  const texts = fieldsOf(csv).map(bareText);
  const values = texts.map((text, index): Value => {
    const { name = '', type } = TIDY_COLUMNS[first + index] ?? {};
    if (name === 'yuan') return fen(text);
    if (type === 'integer') return Number(text);
    return text === '' && NULLABLE.has(name) ? null : text;
  });
  const yuan = texts[YUAN - first];
  return yuan === undefined ? values : [...values, yuan || null];
}

const YUAN = TIDY_COLUMNS.findIndex(({ name }) => name === 'yuan');

function fieldsOf(csv: string): readonly string[] {
  if (!csv.includes('"')) return csv.split(',');
  const found = `,${csv}`.matchAll(new RegExp(`,${FIELD}`, 'g'));
  return Array.from(found, ([field]) =>
    field[1] === '"' ? field.slice(2, -1).replaceAll('""', '"') : field.slice(1),
  );
}

/** Where the data of a file of figures begin. */
const START = 4;

/** One file of the row groups of several, their bytes as they are. Says how many rows. */
export function mergeFigures(writer: Writer, files: Iterable<Uint8Array>): number {
  const merged = new ParquetWriter({ writer, schema: schema(), createdBy: 'mingzhang' });
  for (const bytes of files) {
    const { buffer, byteOffset, byteLength } = bytes;
    const { row_groups: groups } = parquetMetadata(
      buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer,
    );
    const size = groups.reduce((sum, group) => sum + Number(group.total_compressed_size), 0);
    const shift = BigInt(writer.offset - START);
    writer.appendBytes(bytes.subarray(START, START + size));
    for (const group of groups) {
      merged.row_groups.push(shifted(group, shift));
      merged.num_rows += group.num_rows;
    }
  }
  merged.finish();
  return Number(merged.num_rows);
}

/** A row group so many bytes further on. Its page index stays behind: readers do without. */
function shifted(group: RowGroup, by: bigint): RowGroup {
  return {
    ...group,
    columns: group.columns.map(({ meta_data: data, file_offset }): RowGroup['columns'][number] => {
      if (!data) return { file_offset };
      const { dictionary_page_offset, statistics, ...rest } = data;
      return {
        file_offset,
        meta_data: {
          ...rest,
          data_page_offset: data.data_page_offset + by,
          ...(dictionary_page_offset !== undefined && {
            dictionary_page_offset: dictionary_page_offset + by,
          }),
          // The least and the largest text or year; amounts are not read back exactly.
          ...(statistics && data.type !== 'INT64' && { statistics }),
        },
      };
    }),
  };
}

const TOO_LARGE = 10n ** BigInt(PRECISION);

/** 元 as a whole number of 分; finer amounts are rounded, half away from zero. */
function fen(yuan: string): bigint | null {
  const value = parseDecimal(yuan);
  if (!value) return null;
  const { coefficient } = withScale(value, SCALE);
  return coefficient < TOO_LARGE && coefficient > -TOO_LARGE ? coefficient : null;
}
