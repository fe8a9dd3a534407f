import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { csvField, inertText } from '../../src/export/csv.ts';
import { FiguresFile } from '../../src/export/parquet.ts';
import { TIDY_COLUMNS, TIDY_HEAD } from '../../src/export/tidy.ts';

type Line = Readonly<Record<string, string>>;

const LINE: Line = {
  ...Object.fromEntries(TIDY_COLUMNS.map(({ name }) => [name, name])),
  ...{ year: '2024', value: '1.50', yuan: '15000', text: '1.50', state: 'figure' },
};

function csvOf(lines: readonly Line[]): string {
  const own = lines.map((line) =>
    TIDY_COLUMNS.map(({ name }) => csvField(inertText(line[name] ?? ''))).join(','),
  );
  return `${TIDY_HEAD}${own.map((line) => `${line}\n`).join('')}`;
}

async function rowsOf(...csv: readonly string[]): Promise<Record<string, unknown>[]> {
  const writer = new ByteWriter();
  const file = new FiguresFile(writer);
  for (const one of csv) file.add(Buffer.from(one));
  file.finish();
  return parquetReadObjects({ file: writer.getBuffer() });
}

describe('a file of figures', () => {
  it('has each text as it was before it was written as CSV', async () => {
    const text = fc.string({ unit: fc.constantFrom('甲', '1', ' ', '"', ',', '\n', '=', "'", '𠮷') });
    const line = fc
      .record({ department: text, table: text, row: text, column_id: text, column: text, text })
      .map((own): Line => ({ ...LINE, ...own }));
    const texts = ['department', 'table', 'row', 'column_id', 'column', 'text'];
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 6 }), async (lines) => {
        // One after another the same: the second is told from the first.
        const twice = lines.flatMap((one) => [one, { ...one, state: 'zero' }, one]);
        const rows = await rowsOf(csvOf(twice));
        const shown = (row: Readonly<Record<string, unknown>>) => texts.map((name) => row[name]);
        // What begins with an apostrophe and a sign of its own is the one thing CSV cannot tell.
        const own = (row: Line) => texts.map((name) => row[name]?.replace(/^'(?=\s*=|\n)/, ''));
        expect(rows.map(shown)).toEqual(twice.map(own));
        expect(rows.map(({ state }) => state)).toEqual(twice.map(({ state }) => state));
      }),
    );
  });

  it('has an amount as fen and exact, and nothing where there is none', async () => {
    const rows = await rowsOf(
      csvOf([LINE, { ...LINE, yuan: '0.005', value: '' }, { ...LINE, yuan: '', unit: '' }]),
    );
    expect(rows.map(({ yuan, yuan_text: exact, value, unit }) => [yuan, exact, value, unit])).toEqual([
      [15000, '15000', '1.50', 'unit'],
      [0.01, '0.005', null, 'unit'],
      [null, null, '1.50', null],
    ]);
    expect(rows[0]?.year).toBe(2024);
  });

  it('says the least and the largest of what is told of a disclosure, by code points', () => {
    const writer = new ByteWriter();
    const file = new FiguresFile(writer);
    for (const department of ['𠮷', '（', '甲']) file.add(Buffer.from(csvOf([{ ...LINE, department }])));
    file.finish();
    const [group] = parquetMetadata(writer.getBuffer()).row_groups;
    const bounds = (name: string) => {
      const column = group?.columns.find(({ meta_data }) => meta_data?.path_in_schema[0] === name);
      const { min_value, max_value } = column?.meta_data?.statistics ?? {};
      return [min_value, max_value];
    };
    expect(bounds('department')).toEqual(['甲', '𠮷']);
    expect(bounds('year')).toEqual([2024, 2024]);
    expect(bounds('row')).toEqual([undefined, undefined]);
    expect(Number(group?.num_rows)).toBe(3);
  });

  it('leaves out what is of another form, and ends with a file that breaks off', async () => {
    const whole = csvOf([LINE, { ...LINE, text: '"' }]);
    const rows = await rowsOf(whole.replace('disclosure,', 'id,'), whole, whole.slice(0, -4));
    expect(rows).toHaveLength(4);
  });
});
