import { parquetMetadata, type RowGroup } from 'hyparquet';
import { ParquetWriter, type Writer } from 'hyparquet-writer';
import { parseDecimal, withScale } from '../model/decimal.ts';
import { bareText } from './csv.ts';
import { type SharedColumn, type Value, writeRowGroup } from './row-group.ts';
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
/** With so many lines a group ends, after a whole disclosure. */
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

/** Writes figures as they come, a group of lines at a time. */
export class FiguresFile {
  readonly #file: ParquetWriter;
  /** What columns have together: of a disclosure, of a row, of a figure. */
  #disclosures = new Shares(0);
  #rows = new Shares(SHARED_COLUMNS);
  #figures = new Shares(ROW_COLUMNS);

  constructor(writer: Writer) {
    this.#file = new ParquetWriter({ writer, schema: schema(), createdBy: 'mingzhang' });
  }

  /** The lines of a tidy.csv. One of another form than today's is left out. */
  add(bytes: Uint8Array): void {
    // A byte a character: few of its texts are new, and those alone are decoded.
    const csv = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    if (!csv.startsWith(HEAD)) return;
    let disclosure: string | undefined;
    let beginning: string | undefined;
    let row = 0;
    let ofDisclosure = 0;
    for (let at = HEAD.length; at < csv.length; ) {
      // Most lines begin as the one before. Not `startsWith`, which goes by single characters.
      if (beginning === undefined || csv.slice(at, at + beginning.length) !== beginning) {
        if (disclosure === undefined || csv.slice(at, at + disclosure.length) !== disclosure) {
          disclosure = fieldsAt(csv, at, DISCLOSURE_FIELDS);
          ofDisclosure = this.#disclosures.numberOf(disclosure.slice(0, -1));
        }
        const own = fieldsAt(csv, at + disclosure.length, ROW_FIELDS);
        row = this.#rows.numberOf(own.slice(0, -1));
        beginning = csv.slice(at, at + disclosure.length + own.length);
      }
      const from = at + beginning.length;
      let end = endOfLine(csv, from);
      let text = csv.slice(from, end);
      let figure = this.#figures.known(text);
      if (figure === undefined) {
        // A line break within quotes ends no line.
        while (isOpen(text) && end < csv.length) {
          end = endOfLine(csv, end + 1);
          text = csv.slice(from, end);
        }
        figure = this.#figures.numberOf(text);
      }
      this.#disclosures.lines.push(ofDisclosure);
      this.#rows.lines.push(row);
      this.#figures.lines.push(figure);
      at = end + 1;
    }
    if (this.#figures.lines.length >= GROUP) this.#flush();
  }

  finish(): void {
    this.#flush();
    this.#file.finish();
  }

  #flush(): void {
    if (this.#figures.lines.length === 0) return;
    const shares = [this.#disclosures, this.#rows, this.#figures];
    const columns = this.#file.schema.slice(1).map((element, index): SharedColumn => {
      const share = shares.findLast(({ first }) => index >= first) as Shares;
      return {
        element,
        values: share.values.map((own) => own[index - share.first] as Value),
        lines: share.lines,
        // Of use to a reader where they tell files apart, and there alone.
        statistics: share === this.#disclosures,
      };
    });
    writeRowGroup(this.#file, columns);
    this.#disclosures = new Shares(0);
    this.#rows = new Shares(SHARED_COLUMNS);
    this.#figures = new Shares(ROW_COLUMNS);
  }
}

const HEAD = Buffer.from(TIDY_HEAD).toString('latin1');
const SHARED_COLUMNS = TIDY_COLUMNS.findIndex(({ shared }) => shared === undefined);

/** Parts of lines, of neighbouring columns: each different one is read once, and has a number. */
class Shares {
  /** The first of its columns. */
  readonly first: number;
  readonly #numbers = new Map<string, number>();
  /** By number, then by column. */
  readonly values: (readonly Value[])[] = [];
  /** By line: the number of its part. */
  readonly lines: number[] = [];

  constructor(first: number) {
    this.first = first;
  }

  known(text: string): number | undefined {
    return this.#numbers.get(text);
  }

  /** `text` as CSV, its bytes as characters. */
  numberOf(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.values.push(valuesOf(Buffer.from(text, 'latin1').toString(), this.first)) - 1;
      this.#numbers.set(text, number);
    }
    return number;
  }
}

const FIELD = '(?:"(?:[^"]|"")*"|[^,"]*)';
const DISCLOSURE_FIELDS = new RegExp(`(?:${FIELD},){${SHARED_COLUMNS}}`, 'y');
const ROW_FIELDS = new RegExp(`(?:${FIELD},){${ROW_COLUMNS - SHARED_COLUMNS}}`, 'y');

/** Fields that stand there, with the comma after each. */
function fieldsAt(csv: string, at: number, fields: RegExp): string {
  fields.lastIndex = at;
  const found = fields.exec(csv);
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
