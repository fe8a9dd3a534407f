import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { type DisclosureData, disclosureDataJsonSchema } from '../../src/export/data-schema.ts';
import { downloadsOf, SAMPLES, sample } from './support.ts';

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
const validate = ajv.compile(JSON.parse(disclosureDataJsonSchema()));

describe.each(SAMPLES)('disclosure.json of %s', (id) => {
  const made = sample(id);
  const data = JSON.parse(String(downloadsOf(made).get('disclosure.json'))) as DisclosureData;

  test('is as its JSON Schema says', () => {
    expect(validate(data), ajv.errorsText(validate.errors)).toBe(true);
  });

  test('names its schema, its page and its content’s hash', () => {
    expect(data.$schema).toBe('https://example.gov.cn/schemas/disclosure-data.schema.json');
    expect(data.url).toBe(`https://example.gov.cn/${id}/`);
    expect(data.hash).toBe(made.disclosure.hash);
  });

  test('amounts are exact digits in their unit and in 元, never JSON numbers', () => {
    for (const table of data.tables)
      for (const row of table.rows)
        for (const cell of Object.values(row.cells)) {
          if (cell.state === 'figure' || cell.state === 'zero') expect(typeof cell.value).toBe('string');
          else expect([cell.value, cell.yuan]).toEqual([undefined, undefined]);
          if (cell.unit === '万元' && cell.value && cell.yuan)
            expect(Number(cell.yuan)).toBeCloseTo(Number(cell.value) * 10_000, 2);
        }
  });

  test('its outline leads to every table, and every table to its CSV file', () => {
    const tables = new Set<string>();
    const visit = (sections: DisclosureData['outline']): void => {
      for (const section of sections) {
        if (section.table !== undefined) tables.add(section.table);
        visit(section.children);
      }
    };
    visit(data.outline);
    for (const table of data.tables) {
      expect(tables).toContain(table.id);
      expect(table.csv).toBe(`tables/${table.id}.csv`);
    }
    expect(tables.has('projects')).toBe(data.projects.length > 0);
  });
});

describe('the JSON Schema', () => {
  const data = () =>
    JSON.parse(String(downloadsOf(sample(SAMPLES[1])).get('disclosure.json'))) as Record<string, unknown>;

  test.each<[string, (data: Record<string, unknown>) => void]>([
    [
      'a field that it does not know',
      (it) => {
        it.extra = 1;
      },
    ],
    [
      'an amount that is a number',
      (it) => {
        Object.assign(firstCell(it), { value: 1469.55 });
      },
    ],
    [
      'an amount with thousands separators',
      (it) => {
        Object.assign(firstCell(it), { value: '1,469.55' });
      },
    ],
    [
      'a state that there is not',
      (it) => {
        Object.assign(firstCell(it), { state: 'none' });
      },
    ],
    [
      'a missing hash',
      (it) => {
        delete it.hash;
      },
    ],
  ])('refuses %s', (_, spoil) => {
    const spoilt = data();
    spoil(spoilt);
    expect(validate(spoilt)).toBe(false);
  });

  test('explains every field of a figure in words', () => {
    expect(disclosureDataJsonSchema()).toContain('折合成元的准确金额');
  });
});

function firstCell(data: Record<string, unknown>): object {
  const [table] = data.tables as { rows: { cells: Record<string, object> }[] }[];
  return table?.rows[0]?.cells.total ?? Object.values(table?.rows[0]?.cells ?? {})[0] ?? {};
}
