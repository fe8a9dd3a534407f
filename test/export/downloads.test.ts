import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tidyFiles, writeDataFiles } from '../../scripts/lib/build/downloads.ts';
import { planFigures, writeAllFigures, writeFigures } from '../../scripts/lib/build/figures.ts';
import { PackedOutput, pack } from '../../scripts/lib/build/output.ts';
import { SiteFolder } from '../../scripts/lib/build/site-folder.ts';
import { siteLines } from '../../scripts/lib/build/site-lines.ts';
import { disclosureJson } from '../../src/export/data.ts';
import { makeDownloads } from '../../src/export/download.ts';
import { DOWNLOADS } from '../../src/export/files.ts';
import type { WrittenFile } from '../../src/export/package.ts';
import { records, SAMPLES, sample, sampleSite, settings } from './support.ts';

const root = mkdtempSync(join(tmpdir(), 'downloads-'));
const first = join(root, 'first');
afterAll(() => rmSync(root, { recursive: true, force: true }));

const filesIn = (dir: string): string[] =>
  (readdirSync(dir, { recursive: true }) as string[])
    .filter((name) => statSync(join(dir, name)).isFile())
    .map((name) => name.replaceAll('\\', '/'))
    .sort();
const hashes = (dir: string): Record<string, string> =>
  Object.fromEntries(
    filesIn(dir).map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(dir, name)))
        .digest('hex'),
    ]),
  );

interface Catalog {
  figures: { bytes: number; sha256: string; rows: number };
  disclosures: {
    id: string;
    hash: string;
    keyFigures: { yuan: string }[];
    files: { url: string; sha256: string }[];
  }[];
}

/** The files of some disclosures, and the data of the site that lists all of the sample. */
function writeDownloads(dir: string, ids: readonly string[] = SAMPLES): void {
  const files = new Map<string, WrittenFile[]>();
  for (const id of ids) {
    const { disclosure, view } = sample(id);
    const written = makeDownloads(disclosure, view, settings, (path, content) => {
      const bytes = Buffer.from(content as string);
      mkdirSync(dirname(join(dir, id, path)), { recursive: true });
      writeFileSync(join(dir, id, path), bytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { path, bytes: bytes.length, sha256 };
    });
    files.set(id, [...written]);
  }
  const { data } = sampleSite();
  if (!data) throw new Error('the sample cannot be read');
  const { site, entries } = data;
  const outputs = new Map(
    entries.flatMap((entry) => {
      const own = files.get(entry.id);
      if (!own) return [];
      const lines = siteLines(entry, own, { site, hosting: settings });
      const digest = { id: entry.id, report: { id: entry.id, problems: [] } };
      return [[entry.id, new PackedOutput(pack({ digest, files: own, lines }))]];
    }),
  );
  const outputOf = (id: string) => outputs.get(id);
  const parts = planFigures(tidyFiles({ dir, data, outputOf }));
  const written = parts.map((part) => ({ ...part, file: writeFigures(dir, part, 'tidy.csv') }));
  const whole = { ...writeAllFigures(dir, parts), mark: '' };
  writeDataFiles({
    ...{ folder: new SiteFolder(dir), settings, data, outputOf },
    figures: { parts: written, whole },
  });
}

describe('downloads of a site', () => {
  beforeAll(() => {
    writeDownloads(first);
  });

  test('every file that a page links to is there', () => {
    for (const id of SAMPLES) {
      const { disclosure, view } = sample(id);
      const own = filesIn(join(first, id));
      for (const { href } of DOWNLOADS) expect(own).toContain(href);
      for (const table of disclosure.tables.keys()) expect(own).toContain(`tables/${table}.csv`);
      const linked = JSON.stringify(view.sections).matchAll(/"csv":"([^"]+)"/g);
      for (const [, csv] of linked) expect(own).toContain(csv);
      expect(view.downloads.map(({ href }) => href)).toEqual(
        expect.arrayContaining(DOWNLOADS.map(({ href }) => href)),
      );
      expect(JSON.stringify(view.page.jsonLd)).toContain(`https://example.gov.cn/${id}/tidy.csv`);
    }
  });

  test('the same bytes on every run', () => {
    const second = join(root, 'second');
    writeDownloads(second);
    expect(hashes(second)).toEqual(hashes(first));
  });

  test('figures.parquet holds every line of every tidy.csv, exact', async () => {
    const file = await asyncBufferFromFile(join(first, 'data/figures.parquet'));
    const rows = await parquetReadObjects({ file });
    const tidy = SAMPLES.flatMap((id) => records(readFileSync(join(first, id, 'tidy.csv'))));
    expect(rows).toHaveLength(tidy.length);
    rows.forEach((row, index) => {
      for (const [name, text] of Object.entries(tidy[index] ?? {})) {
        const value = name === 'yuan' ? row.yuan_text : row[name];
        expect(String(value ?? ''), `${index} ${name}`).toBe(text);
      }
    });
    const { schema } = await parquetMetadataAsync(file);
    expect(schema.find(({ name }) => name === 'yuan')).toMatchObject({
      type: 'INT64',
      converted_type: 'DECIMAL',
      precision: 18,
      scale: 2,
    });
  });

  test('the catalogue lists all, with hashes that hold', () => {
    const catalog = JSON.parse(readFileSync(join(first, 'data/catalog.json'), 'utf8')) as Catalog;
    const sums = hashes(first);
    expect(catalog.disclosures.map(({ id }) => id).sort()).toEqual([...SAMPLES]);
    expect(catalog.figures.sha256).toBe(sums['data/figures.parquet']);
    for (const { id, hash, files, keyFigures } of catalog.disclosures) {
      expect(hash).toBe(sample(id).disclosure.hash);
      expect(keyFigures.map(({ yuan }) => yuan)).toEqual(sample(id).view.keyFigures.map(({ yuan }) => yuan));
      for (const { url, sha256 } of files)
        expect(sha256).toBe(sums[url.replace('https://example.gov.cn/', '')]);
    }
  });

  test('DCAT lists a dataset for each, with its distributions', () => {
    const dcat = JSON.parse(readFileSync(join(first, 'data/catalog.jsonld'), 'utf8'));
    expect(dcat['@type']).toBe('dcat:Catalog');
    expect(dcat['dcat:dataset']).toHaveLength(SAMPLES.length);
    for (const dataset of dcat['dcat:dataset']) {
      expect(dataset['@type']).toBe('dcat:Dataset');
      expect(dataset['dcat:distribution']).toHaveLength(DOWNLOADS.length);
    }
  });

  test('what a later build keeps of an earlier one stays among the figures', async () => {
    const again = join(root, 'again');
    const [kept, ...built] = SAMPLES;
    cpSync(join(first, kept), join(again, kept), { recursive: true });
    writeDownloads(again, built);
    const rows = await parquetReadObjects({
      file: await asyncBufferFromFile(join(again, 'data/figures.parquet')),
    });
    const before = await parquetReadObjects({
      file: await asyncBufferFromFile(join(first, 'data/figures.parquet')),
    });
    const key = (row: Record<string, unknown>): string => JSON.stringify(Object.values(row).map(String));
    expect(rows.map(key).sort()).toEqual(before.map(key).sort());
  });

  test('a withdrawn disclosure has none', () => {
    const { disclosure, view } = sample(SAMPLES[0]);
    const withdrawn = { ...disclosure, withdrawn: { date: '2024-06-01', reason: '误发' } };
    const write = () => {
      throw new Error('nothing is written');
    };
    expect(makeDownloads(withdrawn, view, settings, write)).toEqual([]);
  });

  test('under a base path, addresses have it', () => {
    const { disclosure, view } = sample(SAMPLES[0]);
    const data = JSON.parse(disclosureJson(disclosure, view, { ...settings, base: '/budget/' }));
    expect(data.url).toBe('https://example.gov.cn/budget/130300/2023/471/');
  });
});
