import { parquetMetadata, type RowGroup } from 'hyparquet';
import { ParquetWriter, type Writer } from 'hyparquet-writer';
import { parseDecimal, withScale } from '../model/decimal.ts';
import type { CheckedDisclosure } from '../model/disclosure.ts';
import { type Figure, figuresOf } from './figures.ts';
import { TIDY_COLUMNS } from './tidy.ts';

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
  #columns: Value[][];
  #rows = 0;

  constructor(writer: Writer) {
    this.#file = new ParquetWriter({ writer, schema: schema(), createdBy: 'mingzhang' });
    this.#columns = emptyColumns();
  }

  get rows(): number {
    return this.#rows;
  }

  add(disclosure: CheckedDisclosure): void {
    const shared = TIDY_COLUMNS.map((column) => column.shared?.(disclosure) ?? '');
    for (const figure of figuresOf(disclosure)) this.addLine((index) => textOf(index, shared, figure));
  }

  /** One line of tidy.csv, by column. */
  addLine(text: (column: number) => string): void {
    TIDY_COLUMNS.forEach(({ name, type }, index) => {
      const value = text(index);
      if (name === 'yuan') {
        this.#columns[index]?.push(fen(value));
        this.#columns[TIDY_COLUMNS.length]?.push(value === '' ? null : value);
      } else if (type === 'integer') this.#columns[index]?.push(Number(value));
      else this.#columns[index]?.push(value === '' && NULLABLE.has(name) ? null : value);
    });
    this.#rows++;
    if (this.#columns[0]?.length === GROUP) this.#flush();
  }

  finish(): void {
    this.#flush();
    this.#file.finish();
  }

  #flush(): void {
    const columns = this.#columns;
    if (columns[0]?.length === 0) return;
    this.#columns = emptyColumns();
    const names = [...TIDY_COLUMNS.map(({ name }) => name), EXACT_YUAN];
    const columnData = names.map((name, index) => ({ name, data: columns[index] as Value[] }));
    this.#file.write({ columnData, rowGroupSize: GROUP });
  }
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

function emptyColumns(): Value[][] {
  return Array.from({ length: TIDY_COLUMNS.length + 1 }, () => []);
}

function textOf(index: number, shared: readonly string[], figure: Figure): string {
  return TIDY_COLUMNS[index]?.figure?.(figure) ?? (shared[index] as string);
}

const TOO_LARGE = 10n ** BigInt(PRECISION);

/** 元 as a whole number of 分; finer amounts are rounded, half away from zero. */
function fen(yuan: string): bigint | null {
  const value = parseDecimal(yuan);
  if (!value) return null;
  const { coefficient } = withScale(value, SCALE);
  return coefficient < TOO_LARGE && coefficient > -TOO_LARGE ? coefficient : null;
}
