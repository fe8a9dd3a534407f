import { createHash } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { makeDownloads } from '../../src/export/download.ts';
import { lines, SAMPLES, sample, settings } from './support.ts';

interface Field {
  name: string;
  type: string;
  groupChar?: string;
  bareNumber?: boolean;
  factor?: number;
  unit?: string;
  columnType?: string;
}

interface Resource {
  name: string;
  path: string;
  bytes: number;
  hash: string;
  schema: { fields: Field[]; missingValues: string[]; primaryKey?: string[] };
}

/** What the Tabular Data Package profile asks for, in our own words, with the fiscal terms that we add. */
const PROFILE = {
  type: 'object',
  required: ['profile', 'name', 'resources', 'countryCode', 'granularity', 'fiscalPeriod'],
  properties: {
    profile: { const: 'tabular-data-package' },
    name: { type: 'string', pattern: '^[-a-z0-9._/]+$' },
    created: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT' },
    keywords: { type: 'array', minItems: 1, items: { type: 'string' } },
    contributors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['title'],
        properties: { role: { enum: ['publisher', 'author', 'maintainer', 'wrangler', 'contributor'] } },
      },
    },
    sources: { type: 'array', items: { type: 'object', required: ['title'] } },
    granularity: { enum: ['aggregated', 'transactional'] },
    countryCode: { type: 'string', pattern: '^[A-Z]{2}$' },
    fiscalPeriod: { type: 'object', required: ['start', 'end'] },
    resources: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['profile', 'name', 'path', 'schema'],
        properties: {
          profile: { const: 'tabular-data-resource' },
          name: { type: 'string', pattern: '^[-a-z0-9._/]+$' },
          path: { type: 'string', pattern: '^(?=^[^./~])(^((?!\\.{2}).)*$).*$' },
          bytes: { type: 'integer' },
          hash: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
          encoding: { const: 'utf-8' },
          dialect: { type: 'object', required: ['delimiter'] },
          schema: {
            type: 'object',
            required: ['fields'],
            properties: {
              fields: {
                type: 'array',
                minItems: 1,
                items: {
                  type: 'object',
                  required: ['name', 'type'],
                  properties: { name: { type: 'string' }, type: { enum: ['string', 'number', 'integer'] } },
                },
              },
              missingValues: { type: 'array', items: { type: 'string' } },
            },
          },
        },
      },
    },
  },
};
const validate = new Ajv2020({ strict: false }).compile(PROFILE);

describe.each(SAMPLES)('datapackage.json of %s', (id) => {
  const { disclosure, view } = sample(id);
  const files = new Map<string, Buffer>();
  makeDownloads(disclosure, view, settings, (path, content) => {
    const bytes = Buffer.from(content as string);
    files.set(path, bytes);
    return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  });
  const described = JSON.parse(String(files.get('datapackage.json'))) as { resources: Resource[] };

  test('is a Tabular Data Package', () => {
    expect(validate(described), JSON.stringify(validate.errors)).toBe(true);
    const names = described.resources.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test('describes every CSV file as it is', () => {
    expect(described.resources.map(({ path }) => path).sort()).toEqual(
      [...files.keys()].filter((path) => path.endsWith('.csv')).sort(),
    );
    for (const { path, bytes, hash, schema } of described.resources) {
      const file = files.get(path) as Buffer;
      expect(bytes).toBe(file.length);
      expect(hash).toBe(`sha256:${createHash('sha256').update(file).digest('hex')}`);
      expect(lines(file)[0], path).toEqual(schema.fields.map(({ name }) => name));
    }
  });

  test('every cell is what its field says', () => {
    for (const { path, schema } of described.resources) {
      const [, ...body] = lines(files.get(path) as Buffer);
      for (const line of body) {
        expect(line).toHaveLength(schema.fields.length);
        schema.fields.forEach((field, index) => {
          const text = line[index] as string;
          if (field.type === 'string' || schema.missingValues.includes(text)) return;
          let bare = field.groupChar ? text.replaceAll(field.groupChar, '') : text;
          if (field.bareNumber === false) bare = bare.replace(/^[^\d-]+|[^\d]+$/g, '');
          expect(bare, `${path} ${field.name}`).toMatch(/^-?\d+(\.\d+)?$/);
        });
      }
    }
  });

  test('says the unit of each amount and what makes 元 of it', () => {
    const amounts = described.resources
      .flatMap(({ schema }) => schema.fields)
      .filter(({ unit }) => unit === '万元');
    for (const field of amounts) expect(field.factor).toBe(10_000);
    expect(amounts.length > 0).toBe(disclosure.tables.size > 0);
  });

  test('the key of tidy.csv is unique', () => {
    const [tidy] = described.resources;
    const [head = [], ...body] = lines(files.get('tidy.csv') as Buffer);
    const places = tidy?.schema.primaryKey?.map((name) => head.indexOf(name)) ?? [];
    const keys = body.map((line) => places.map((at) => line[at]).join('\n'));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
