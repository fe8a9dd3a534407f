import type { ColumnChunk, SchemaElement, Statistics } from 'hyparquet';
import { ByteWriter, type ParquetWriter } from 'hyparquet-writer';
import { writePageHeader } from 'hyparquet-writer/src/datapage.js';
import { writeDictionaryPage } from 'hyparquet-writer/src/dictionary.js';
import { writeRleBitPackedHybrid } from 'hyparquet-writer/src/encoding.js';

export type Value = string | number | bigint | null;

/** A column of which many lines have the same: each value is told once, and by line which it is. */
export interface SharedColumn {
  /** Its type in the file; its values are as the file has them. */
  readonly element: SchemaElement;
  /** Not all of them different, and each of some line. */
  readonly values: readonly Value[];
  /** By line: index into `values`. */
  readonly lines: readonly number[];
  /** Say the least and the largest value. */
  readonly statistics: boolean;
}

/**
 * Writes lines as a row group of one page a column. The library's own way looks
 * every value of every line up, to find which are the same; here that is known,
 * and is written with the library's parts.
 */
export function writeRowGroup(file: ParquetWriter, columns: readonly SharedColumn[]): void {
  const { offset } = file.writer;
  const rows = BigInt(columns[0]?.lines.length ?? 0);
  const chunks = columns.map((column) => writeChunk(file, column));
  file.num_rows += rows;
  file.row_groups.push({
    columns: chunks,
    total_byte_size: chunks.reduce(
      (sum, { meta_data }) => sum + (meta_data?.total_uncompressed_size ?? 0n),
      0n,
    ),
    num_rows: rows,
    total_compressed_size: BigInt(file.writer.offset - offset),
  });
}

function writeChunk(file: ParquetWriter, column: SharedColumn): ColumnChunk {
  const { writer, codec } = file;
  const { element, values, lines, statistics } = column;
  const { name, type } = element;
  if (!type) throw new Error(`column ${name} has no type`);
  const { different, places } = dictionaryOf(values);
  const start = writer.offset;
  // A column of nothing but null has no dictionary.
  const encoding = different.length > 0 ? 'RLE_DICTIONARY' : 'PLAIN';
  const ofDictionary = different.length > 0 ? writeDictionary(file, element, different) : 0;
  const data = writer.offset;
  const size = ofDictionary + writePage(file, column, places, different.length);
  return {
    meta_data: {
      type,
      encodings: different.length > 0 ? ['PLAIN', encoding] : [encoding],
      path_in_schema: [name],
      codec,
      num_values: BigInt(lines.length),
      total_compressed_size: BigInt(writer.offset - start),
      total_uncompressed_size: BigInt(size),
      data_page_offset: BigInt(data),
      ...(different.length > 0 && { dictionary_page_offset: BigInt(start) }),
      ...(statistics && {
        statistics: boundsOf(different),
        encoding_stats: [
          { page_type: 'DICTIONARY_PAGE', encoding: 'PLAIN', count: 1 },
          { page_type: 'DATA_PAGE_V2', encoding, count: 1 },
        ],
      }),
    },
    file_offset: BigInt(start),
  };
}

type Known = Exclude<Value, null>;

const NULL = -1;

/** Values that are not null, each once, as they come first; and by value where it stands among them. */
function dictionaryOf(values: readonly Value[]) {
  const known = new Map<Known, number>();
  const places = Int32Array.from(values, (value) => {
    if (value === null) return NULL;
    const place = known.get(value) ?? known.size;
    if (place === known.size) known.set(value, place);
    return place;
  });
  return { different: [...known.keys()], places };
}

/** Returns the bytes before they are compressed, as `writePage` does. */
function writeDictionary(file: ParquetWriter, element: SchemaElement, values: readonly Known[]): number {
  const { codec, schema, statistics: stats } = file;
  const compressors = file.compressors as Parameters<typeof writeDictionaryPage>[1]['compressors'];
  const schemaPath = [schema[0] as SchemaElement, element];
  const column = { columnName: element.name, element, schemaPath, codec, compressors, stats };
  const whole = { pageSize: 0, columnIndex: false, offsetIndex: false };
  return writeDictionaryPage(file.writer, { ...column, ...whole }, [...values]);
}

/** One page: which lines have a value, and where it stands in the dictionary. */
function writePage(
  { writer, codec, compressors }: ParquetWriter,
  { element, lines }: SharedColumn,
  places: Int32Array,
  dictionary: number,
): number {
  const found = new Int32Array(lines.length);
  const present = new Int32Array(lines.length);
  let count = 0;
  for (let i = 0; i < lines.length; i++) {
    const place = places[lines[i] as number] as number;
    if (place === NULL) continue;
    found[count++] = place;
    present[i] = 1;
  }
  const levels = new ByteWriter();
  if (element.repetition_type === 'OPTIONAL') writeRleBitPackedHybrid(levels, present, 1);
  else if (count < lines.length) throw new Error(`column ${element.name} has lines of no value`);
  const page = new ByteWriter();
  if (dictionary > 0) {
    const bits = Math.ceil(Math.log2(dictionary));
    page.appendUint8(bits);
    writeRleBitPackedHybrid(page, found.subarray(0, count), bits);
  }
  const bytes = compressors[codec]?.(page.getBytes()) ?? page.getBytes();
  const start = writer.offset;
  writePageHeader(writer, {
    type: 'DATA_PAGE_V2',
    uncompressed_page_size: levels.offset + page.offset,
    compressed_page_size: levels.offset + bytes.length,
    data_page_header_v2: {
      num_values: lines.length,
      num_nulls: lines.length - count,
      num_rows: lines.length,
      encoding: dictionary > 0 ? 'RLE_DICTIONARY' : 'PLAIN',
      definition_levels_byte_length: levels.offset,
      repetition_levels_byte_length: 0,
      is_compressed: true,
    },
  });
  const header = writer.offset - start;
  writer.appendBytes(levels.getBytes());
  writer.appendBytes(bytes);
  return header + levels.offset + page.offset;
}

/** The least and the largest, of texts by their UTF-8: `<` goes by UTF-16. */
function boundsOf(values: readonly Known[]): Statistics {
  const inOrder = values
    .map((value) => ({ value, bytes: Buffer.from(String(value)) }))
    .sort(({ value: a, bytes }, { value: b, bytes: other }) =>
      typeof a === 'string' ? Buffer.compare(bytes, other) : Number(a) - Number(b),
    );
  const [least, largest] = [inOrder[0], inOrder.at(-1)];
  return {
    ...(least && { min_value: least.value }),
    ...(largest && { max_value: largest.value }),
    null_count: 0n,
  };
}
