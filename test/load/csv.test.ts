import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../src/load/csv.ts';
import type { CsvFile } from '../../src/model/raw.ts';

function read(text: string): CsvFile {
  const { csv, problems } = parseCsv('a.csv', 'a', text);
  if (!csv || problems.length > 0) throw new Error(problems.map((item) => item.message).join('\n'));
  return csv;
}

/** The text that stands where a field is said to be. */
function standsAt(text: string, csv: CsvFile, record: number, field: number): string {
  const { line = 0, column = 0 } = csv.locate(csv.records[record] ?? csv.header, field);
  return text.split('\n')[line - 1]?.slice(column - 1) ?? '';
}

describe('records', () => {
  it('reads fields as they stand, without spaces around them', () => {
    const csv = read('a,b\n 1 ,"2"\n,"三、""公"""\n');
    expect(csv.header.fields).toEqual(['a', 'b']);
    expect(csv.records.map((record) => record.fields)).toEqual([
      ['1', '2'],
      ['', '三、"公"'],
    ]);
  });

  it('keeps the line each begins on, over blank lines and cells of several lines', () => {
    const csv = read('a,b\n\n1,"x\ny"\n,\n2,z\n');
    expect(csv.records.map((record) => [record.line, ...record.fields])).toEqual([
      [3, '1', 'x\ny'],
      [6, '2', 'z'],
    ]);
  });

  it('finds the header below blank lines', () => {
    const csv = read('\n,\na,b\n1,2\n');
    expect(csv.header.line).toBe(3);
    expect(csv.records[0]?.line).toBe(4);
  });

  it('reads back what a spreadsheet writes', () => {
    const cell = fc
      .string({ unit: fc.constantFrom('a', '合', ',', '"', '\n', ' ', '1', '.') })
      .map((item) => item.trim());
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) =>
        fc
          .array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 })
          .map((rows) => ({ width, rows })),
      );
    fc.assert(
      fc.property(table, ({ width, rows }) => {
        const head = Array.from({ length: width }, (_, index) => `列${index}`);
        const written = [head, ...rows]
          .map((row) => row.map((field) => `"${field.replaceAll('"', '""')}"`).join(','))
          .join('\n');
        const kept = rows.filter((row) => row.some((field) => field !== ''));
        expect(read(written).records.map((record) => record.fields)).toEqual(kept);
      }),
    );
  });
});

describe('a text without quotation marks', () => {
  it('is read as though one of its lines had some', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '合', ',', '\n', ' ', '\u3000', '\t', '\uFEFF', '1'),
    });
    fc.assert(
      fc.property(text, (body) => {
        const parse = (last: string) => {
          const { csv, problems } = parseCsv('a.csv', 'a', `头,尾\n${body}\n${last},行`);
          return { lines: csv && [csv.header, ...csv.records], problems };
        };
        expect(parse('末')).toEqual(parse('"末"'));
      }),
    );
  });
});

describe('places', () => {
  const TEXT = 'a,b,c\n1,"x,y",z\n"合,计","p""q",末\n,,尾\n';

  it.each([
    [0, 0, '1,"x,y",z'],
    [0, 1, '"x,y",z'],
    [0, 2, 'z'],
    [1, 0, '"合,计","p""q",末'],
    [1, 1, '"p""q",末'],
    [1, 2, '末'],
    [2, 0, ',,尾'],
    [2, 1, ',尾'],
    [2, 2, '尾'],
  ])('line %i, field %i', (record, field, expected) => {
    expect(standsAt(TEXT, read(TEXT), record, field)).toBe(expected);
  });

  it('after a cell of several lines', () => {
    const text = 'a,b\n"x\ny",z\n';
    expect(read(text).locate(read(text).records[0] ?? read(text).header, 1)).toEqual({
      file: 'a.csv',
      line: 2,
      column: 4,
      table: 'a',
    });
  });

  it('finds each field of any line', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '合', ',', '"', '1'), minLength: 1 });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 3, maxLength: 3 }), fc.nat(2), (fields, index) => {
        const quoted = fields.map((field) => `"${field.replaceAll('"', '""')}"`);
        const text = `a,b,c\n1,2,3\n${quoted.join(',')}\n`;
        return standsAt(text, read(text), 1, index) === quoted.slice(index).join(',');
      }),
    );
  });

  it('says where an unclosed quotation mark opens, even far above the end', () => {
    const { problems } = parseCsv('a.csv', 'a', `a,b\n"1","2"\n3,"4\n${'5,6\n'.repeat(50)}`);
    expect(problems.map((item) => item.place)).toEqual([{ file: 'a.csv', line: 3, column: 3, table: 'a' }]);
  });
});

describe('lines that do not fit', () => {
  const messages = (text: string): string[] =>
    parseCsv('a.csv', '甲', text).problems.map((item) => item.message);

  it('are told together where they have the same fault', () => {
    expect(messages(`a,b\n1,2\n${'1\n'.repeat(7)}1,2,3\n`)).toEqual([
      '表“甲”第 3、4、5、6、7 等 7 行各有 1 格，表头有 2 格',
      '表“甲”第 10 行有 3 格，表头有 2 格',
    ]);
  });

  it('may leave out the cells under blank heads at the end', () => {
    expect(messages('a,b,,\n1,2\n1,2,,\n')).toEqual([]);
  });

  it('are not read', () => {
    const { csv } = parseCsv('a.csv', '甲', 'a,b\n1\n1,2\n1,2,\n');
    expect(csv?.records.map((record) => record.line)).toEqual([3]);
  });
});

it('reads a table of 200,000 rows, looking at each but once', () => {
  expect(read(`a,b,c\n${'2010601,行政运行,"1,469.55"\n'.repeat(200_000)}`).records).toHaveLength(200_000);
});
