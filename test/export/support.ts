import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { toolRoot } from '../../scripts/lib/build/publish.ts';
import { makeDownloads } from '../../src/export/download.ts';
import { type OpenSite, openSite } from '../../src/open-site.ts';
import type { Made } from '../../src/reader.ts';
import { readSettings } from '../../src/settings.ts';

export const settings = {
  ...readSettings({}, toolRoot.replace(/[\\/]$/, ''), new Date('2026-01-01T00:00:00Z')),
  siteUrl: 'https://example.gov.cn',
};

let site: OpenSite | undefined;

/** The sample content, opened once. */
export function sampleSite(): OpenSite {
  site ??= openSite(settings);
  return site;
}

export const SAMPLES = [
  '130300/2023/471',
  '130303/2024/350001',
  '130609/2025/304',
  '130871/2024/105',
  '410802/2024/566',
] as const;

export function sample(id: string): Made {
  return sampleSite().read(id);
}

/** All downloads of a disclosure by path, as bytes. */
export function downloadsOf({ disclosure, view }: Made): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  makeDownloads(disclosure, view, settings, (path, content) => {
    const bytes = Buffer.from(content as string);
    files.set(path, bytes);
    return { path, bytes: bytes.length, sha256: 'a'.repeat(64) };
  });
  return files;
}

export function records(csv: Buffer | string): Record<string, string>[] {
  return parse(csv, { bom: true, columns: true }) as Record<string, string>[];
}

export function lines(csv: Buffer | string): string[][] {
  return parse(csv, { bom: true, relax_column_count: true }) as string[][];
}

/** What a reader of the CSV file sees: without the apostrophe that keeps a text from being run. */
export function shown(field: string): string {
  return field.replace(/^'(?=\s*[=+\-@＝＋－＠])/, '');
}

export const contentDir = join(toolRoot, 'content');
