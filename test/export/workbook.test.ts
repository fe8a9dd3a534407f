import { read as readXlsx } from '@e965/xlsx';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { disclosureWorkbook } from '../../src/export/workbook/index.ts';
import { typedNumber } from '../../src/export/workbook/number.ts';
import { sheetName } from '../../src/export/xlsx/workbook.ts';
import { columnName, xmlText } from '../../src/export/xlsx/xml.ts';
import { viewDisclosure } from '../../src/view/disclosure.ts';
import { disclosureWith, edited, FOLDER } from '../support/content.ts';
import { SAMPLES, sample, settings } from './support.ts';

const parts = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([path, part]) => [path, strFromU8(part)]));

function workbookOf(disclosure = disclosureWith()): Uint8Array {
  const view = viewDisclosure(disclosure, {
    base: '/',
    siteUrl: settings.siteUrl,
    renderNarrative: () => undefined,
    hash: disclosure.hash,
    draft: false,
  });
  return disclosureWorkbook(disclosure, view, settings);
}

describe('figures as typed numbers', () => {
  test.each([
    ['1469.55', '1469.55', '0.00'],
    ['0.40', '0.40', '0.00'],
    ['-5', '-5', '0'],
    ['1,234.5', '1234.5', '#,##0.0'],
    ['0', '0', '0'],
    ['0.00', '0.00', '0.00'],
    ['3台', '3', '0"台"'],
    ['25%', '25', '0"%"'],
    ['007', '007', '000'],
  ])('%s', (text, number, format) => expect(typedNumber(text)).toEqual({ number, format }));

  test.each([
    '',
    '--',
    '不适用',
    '−5.00',
    '-0.00',
    '1.2.3',
    '12,34',
    '6.5 次',
    '12345678901234567',
    '1"',
    '=1',
  ])('%j stays a text', (text) => expect(typedNumber(text)).toBeUndefined());

  test('what a spreadsheet shows of it is what was printed', () => {
    const figure = fc
      .tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 4 }))
      .map(([n, decimals]) => {
        const digits = String(Math.abs(n)).padStart(decimals + 1, '0');
        const whole = digits.slice(0, digits.length - decimals);
        return `${n < 0 ? '-' : ''}${whole}${decimals > 0 ? `.${digits.slice(-decimals)}` : ''}`;
      });
    fc.assert(
      fc.property(figure, (text) => {
        const typed = typedNumber(text);
        if (!typed) return;
        const decimals = typed.format.split('.')[1]?.length ?? 0;
        expect(Number(typed.number).toFixed(decimals)).toBe(text);
      }),
    );
  });
});

describe('parts of a workbook', () => {
  test('names of sheets', () => {
    const taken = new Set<string>();
    expect(sheetName('收支总表', taken)).toBe('收支总表');
    expect(sheetName('收支总表', taken)).toBe('收支总表_2');
    expect(sheetName("'a/b:c*[1]'", taken)).toBe('a b c  1');
    expect(sheetName('', taken)).toBe('表');
    expect([...sheetName('很'.repeat(40), taken)]).toHaveLength(31);
  });

  test('columns', () => expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']));

  test('texts that XML cannot hold', () => {
    expect(xmlText('<a & "b">')).toBe('&lt;a &amp; &quot;b&quot;&gt;');
    expect(xmlText('a\u0000\u001b\rb\n\t')).toBe('a_x0000__x001B__x000D_b\n\t');
    expect(xmlText('_x000D_')).toBe('_x005F_x000D_');
    expect(xmlText('\ud800x😀')).toBe('\ufffdx😀');
  });
});

describe.each(SAMPLES)('disclosure.xlsx of %s', (id) => {
  const { disclosure, view } = sample(id);
  const bytes = disclosureWorkbook(disclosure, view, settings);
  const files = parts(bytes);
  const sheets = Object.entries(files).filter(([path]) => path.startsWith('xl/worksheets/'));

  test('the same bytes again, whatever the time zone', () => {
    const before = process.env.TZ;
    try {
      for (const zone of ['Asia/Shanghai', 'America/Los_Angeles']) {
        process.env.TZ = zone;
        expect(Buffer.from(disclosureWorkbook(disclosure, view, settings)).equals(bytes)).toBe(true);
      }
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });

  test('holds values alone: no formula, macro, link to outside or picture', () => {
    for (const [path, xml] of sheets) {
      expect(xml, path).not.toMatch(/<f[ >/]|<oleObject|<drawing|r:id=/);
    }
    expect(Object.keys(files).filter((path) => /vba|externalLink|media|embed/i.test(path))).toEqual([]);
  });

  test('opens, a sheet a table after a sheet that says what it is', () => {
    const book = readXlsx(bytes, { cellStyles: true });
    expect(book.SheetNames[0]).toBe('说明');
    for (const name of disclosure.tables.keys()) expect(book.SheetNames).toContain(name);
    expect(book.Props?.Title).toBe(view.page.title);
    const about = Object.values(book.Sheets.说明 ?? {}).map((cell) => (cell as { v?: unknown }).v);
    expect(about).toContain(`SHA-256 ${disclosure.hash}`);
  });

  test('heads are frozen, printed on each page, merged where the form merges them', () => {
    for (const [path, xml] of sheets.slice(1)) expect(xml, path).toContain('state="frozen"');
    const spans = view.sections.length > 0 && sheets.some(([, xml]) => /<mergeCell /.test(xml));
    expect(spans).toBe(true);
    expect(files['xl/workbook.xml']).toContain('_xlnm.Print_Titles');
  });

  test('merged areas do not overlap', () => {
    for (const [path, xml] of sheets) {
      const seen = new Set<string>();
      for (const [, from, top, to, bottom] of xml.matchAll(/<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g)) {
        const number = (name: string) =>
          [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
        for (let row = Number(top); row <= Number(bottom); row++) {
          for (let column = number(from as string); column <= number(to as string); column++) {
            expect(seen.has(`${row} ${column}`), `${path} ${row} ${column}`).toBe(false);
            seen.add(`${row} ${column}`);
          }
        }
      }
    }
  });
});

test('a text that begins like a formula is a text, and stays one while it is edited', () => {
  const changes = edited(`${FOLDER}/tables/采购表.csv`, '台式电脑,', '=HYPERLINK("x"),').valueOf() as Record<
    string,
    string
  >;
  const path = `${FOLDER}/tables/采购表.csv`;
  const disclosure = disclosureWith({
    [path]: (changes[path] as string).replace('=HYPERLINK("x")', '"=HYPERLINK(""x"")"'),
  });
  const files = parts(workbookOf(disclosure));
  expect(files['xl/sharedStrings.xml']).toContain('=HYPERLINK(&quot;x&quot;)');
  expect(files['xl/styles.xml']).toContain('quotePrefix="1"');
  expect(Object.values(files).join('')).not.toMatch(/<f>/);
});

test('same look, one style: a workbook has few', () => {
  const styles = parts(workbookOf())['xl/styles.xml'] ?? '';
  expect(Number(/<cellXfs count="(\d+)"/.exec(styles)?.[1])).toBeLessThan(60);
});
