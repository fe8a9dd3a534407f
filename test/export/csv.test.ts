import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellField, csvField, inertText, tableCsv } from '../../src/export/csv.ts';
import { tidyCsv } from '../../src/export/tidy.ts';
import { readFigure } from '../../src/model/cell.ts';
import { disclosureWith, edited, FOLDER } from '../support/content.ts';
import { column, makeTable } from '../view/make.ts';
import { lines, records, shown } from './support.ts';

describe('texts that a spreadsheet would run', () => {
  test.each([
    '=1+1',
    '+1',
    '-1+1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '　=1',
    '＝1',
    '＋1',
    '－1+1',
    '＠x',
    '\u200b=1',
  ])('%j stands behind an apostrophe', (text) => expect(inertText(text)).toBe(`'${text}`));

  test.each(['', '合计', '1469.55', '--', '－', '——', '一、=', 'a=b', '（-1）', '≥95%', "'quoted"])(
    '%j stays as it is',
    (text) => expect(inertText(text)).toBe(text),
  );

  test('negative figures stay numbers, however they are printed', () => {
    for (const text of ['-5', '-0.40', '-1,234.50']) {
      const cell = readFigure(text, []);
      expect(cell && cellField(cell).replaceAll('"', '')).toBe(text);
    }
  });

  test('a text that only looks like a negative number is no figure', () => {
    expect(cellField({ state: 'text', text: '-5' })).toBe("'-5");
    expect(cellField({ state: 'mark', text: '--' })).toBe('--');
    expect(cellField({ state: 'mark', text: '=1+1' })).toBe("'=1+1");
  });

  test('whatever the text, no field runs and none is lost', () => {
    const dangerous = fc.string({
      unit: fc.constantFrom('=', '+', '-', '@', '＝', '－', '\t', '\r', '\n', ' ', ',', '"', "'", '甲', '1'),
    });
    fc.assert(
      fc.property(fc.oneof(dangerous, fc.string()), (text) => {
        const [field = ''] = lines(`${csvField(inertText(text))},x\n`)[0] ?? [];
        expect(field === text || field === `'${text}`).toBe(true);
        if (!/^[-－]+$/.test(field)) expect(field).not.toMatch(/^\s*[=+\-@＝＋－＠]/u);
      }),
    );
  });
});

test('a table as printed: its file’s own heads, figures and marks as they stand', () => {
  const table = makeTable({
    columns: [column('项目', { kind: 'text' }), column('金额')],
    lines: [
      ['=cmd', '-1,234.50'],
      ['甲，“乙”,丙', '0.40'],
      ['丁', '--'],
      ['', ''],
    ],
  });
  expect(tableCsv(table)).toBe('\ufeff项目,金额\n\'=cmd,"-1,234.50"\n"甲，“乙”,丙",0.40\n丁,--\n,\n');
});

describe('tidy.csv', () => {
  test('names that a spreadsheet would run are inert, in every column', () => {
    const disclosure = disclosureWith(
      edited(`${FOLDER}/disclosure.yaml`, 'name: 乙区财政局', 'name: "=财政局"'),
    );
    const [first] = records(tidyCsv(disclosure));
    expect(first?.department).toBe("'=财政局");
    expect(shown(first?.department ?? '')).toBe('=财政局');
  });

  test('blank, 0 and marks are three things', () => {
    const disclosure = disclosureWith();
    const states = new Set(
      records(tidyCsv(disclosure)).map(({ state, value, yuan }) => `${state} ${value !== ''} ${yuan !== ''}`),
    );
    for (const state of states) if (/^(blank|mark)/.test(state)) expect(state).toMatch(/false false$/);
    expect([...states].some((state) => state.startsWith('figure true'))).toBe(true);
  });
});
