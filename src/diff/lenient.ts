import { parseDecimal } from '../model/decimal.ts';
import type { CsvFile } from '../model/raw.ts';
import type { Table } from '../model/table.ts';
import type { ColumnSpec, TableSpec, Template } from '../model/template.ts';
import { readTable } from '../schema/table.ts';

/**
 * A table of a draft that cannot be published as it stands, as far as it can
 * be read: what is no figure is kept as the text that it is, and a table whose
 * head does not fit the form is read by its own head.
 */
export function readLeniently(
  csv: CsvFile,
  template: Template | undefined,
  fill: (text: string) => string,
): Table {
  const spec = template?.tables.get(csv.table);
  const marks = [...(template?.marks ?? []), ...marksOf(csv)];
  return (spec && readTable(csv, spec, { marks, fill }).table) ?? readPlainly(csv);
}

const plain = new WeakSet<Table>();

/** A table by its own head alone; to be compared with another that is read so. */
export function readPlainly(csv: CsvFile): Table {
  // A column with figures and no head has a name here, or the file could not be read at all.
  const fields = csv.header.fields.map((title) => title || '（无名）');
  const named: CsvFile = { ...csv, header: { ...csv.header, fields } };
  const { table } = readTable(named, plainSpec(named), { marks: marksOf(csv), fill: (text) => text });
  plain.add(table as Table);
  return table as Table;
}

export function isPlain(table: Table): boolean {
  return plain.has(table);
}

/** Everything in the file that is no figure. */
function marksOf(csv: CsvFile): string[] {
  const fields = csv.records.flatMap((record) => record.fields);
  return [...new Set(fields.filter((field) => field !== '' && !parseDecimal(field)))];
}

/** A form made from the file's own head: the first columns of words name the rows. */
function plainSpec(csv: CsvFile): TableSpec {
  const titles = csv.header.fields.map((title, index, all) => {
    const earlier = all.slice(0, index).filter((other) => other === title).length;
    return `${title || '（无名）'}${earlier === 0 ? '' : `#${earlier + 1}`}`;
  });
  const columns = titles.map((title, index): ColumnSpec => {
    const filled = csv.records.map((record) => record.fields[index] ?? '').filter((field) => field !== '');
    const isCode = /编码|代码/u.test(title);
    const isText = !isCode && !filled.some((field) => parseDecimal(field));
    return {
      id: title,
      title,
      csv: csv.header.fields[index] as string,
      aliases: [],
      groups: [],
      kind: isCode ? 'code' : isText ? 'text' : 'quantity',
      side: 'all',
      period: 'current',
      adds: false,
      optional: false,
    };
  });
  const id = (kind: ColumnSpec['kind']): string | undefined =>
    columns.find((column) => column.kind === kind)?.id;
  const code = id('code');
  return {
    id: csv.table,
    title: csv.table,
    aliases: [],
    fund: 'all',
    columns,
    sides: [
      {
        id: 'all',
        title: csv.table,
        rows: {
          kind: code === undefined ? 'listed' : 'coded',
          code: code === undefined ? [] : [code],
          codeJoin: '',
          label: id('text') ?? columns[0]?.id ?? '',
          fixed: [],
          total: ['合计', '总计'],
          totalPosition: 'none',
          subtotal: [],
          hierarchical: false,
        },
      },
    ],
    serial: false,
    columnNumbers: false,
    asOf: false,
    head: { department: '', year: false, unit: false },
    notes: { always: [], whenEmpty: [] },
    print: { landscape: false, widths: {} },
    optional: true,
  };
}
