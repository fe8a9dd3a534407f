import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSite } from '../../scripts/lib/build/build-site.ts';
import { toolRoot } from '../../scripts/lib/files.ts';
import { verifyFolder } from '../../scripts/lib/verify/verify.ts';
import { readSettings } from '../../src/settings.ts';
import { elementsOf, harmIn } from './harmless.ts';
import { type HostileDisclosure, writeHostile } from './site.ts';

/** Every hostile text in every place that takes it, in every file that a build writes. */

let root = '';
let out = '';
let disclosures: HostileDisclosure[] = [];
let files: string[] = [];
const read = (file: string): string => readFileSync(join(out, file), 'utf8');
const ending = (...endings: string[]): string[] =>
  files.filter((file) => endings.some((one) => file.endsWith(one)));
const CONTROL = /(?![\t\n\r])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'mingzhang-hostile-'));
  out = join(root, 'dist');
  const content = join(root, 'content');
  disclosures = writeHostile(content);
  const env = { CONTENT_DIR: content, MINGZHANG_DRAFTS: 'true', SITE_URL: 'https://example.gov.cn' };
  const settings = readSettings(env, toolRoot.replace(/[\\/]$/, ''), new Date());
  using built = await buildSite({ settings, outDir: out, skipFailing: false, print: () => {} });
  expect(built.around).toEqual([]);
  expect(built.published).toBe(true);
  files = (readdirSync(out, { recursive: true }) as string[])
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => statSync(join(out, name)).isFile());
}, 600_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('of hostile texts', () => {
  it('every disclosure is published, and no file stands anywhere else', () => {
    for (const { id } of disclosures) expect(files).toContain(`${id}/index.html`);
    expect(disclosures.length).toBeGreaterThan(300);
    expect(readdirSync(root).filter((name) => !name.startsWith('.'))).toEqual(['content', 'dist']);
  });

  it('pages hold no tag and no attribute that runs or fetches anything', () => {
    const pages = ending('.html');
    expect(pages.length).toBeGreaterThan(disclosures.length * 2);
    expect(
      pages.flatMap((page) =>
        harmIn(read(page), ['<svg>', '<textarea>', '<noscript>']).map((what) => `${page}: ${what}`),
      ),
    ).toEqual([]);
  });

  it('pages hold the texts themselves', () => {
    const { id } = disclosures[0] as HostileDisclosure;
    expect(read(`${id}/index.html`)).toContain('&lt;script&gt;window.__ran=1&lt;/script&gt;');
  });

  it('JSON is JSON, and ends no script that it stands in', () => {
    for (const file of ending('.json')) expect(() => JSON.parse(read(file)), file).not.toThrow();
    for (const page of ending('.html'))
      for (const [, text = ''] of read(page).matchAll(/<script[^>]*json[^>]*>([\s\S]*?)<\/script>/g))
        expect(() => JSON.parse(text), page).not.toThrow();
  });

  it('feeds and the site map are XML', () => {
    const known =
      /^(?:rss|channel|item|title|link|description|guid|pubDate|lastBuildDate|language|generator|ttl|category|atom:link|urlset|url|loc|lastmod|sitemapindex|sitemap|author|copyright|webMaster|managingEditor|docs)$/;
    const xml = ending('.xml');
    expect(xml).toContain('rss.xml');
    for (const file of xml)
      expect(
        [...elementsOf(read(file))].filter((name) => !known.test(name)),
        file,
      ).toEqual([]);
  });

  it('CSV has no cell that a spreadsheet would run', () => {
    const runs = /^[\s\u200b\u2060\ufeff]*[=+\-@＝＋－＠]|^[\t\r]/u;
    const figure = /^-?[\d,]+(?:\.\d+)?%?$/;
    for (const file of ending('.csv')) {
      const rows = parse(read(file), { bom: true, relax_column_count: true }) as string[][];
      const wrong = rows.flat().filter((cell) => runs.test(cell) && !figure.test(cell));
      expect(wrong, file).toEqual([]);
    }
  });

  it('workbooks are well-formed, without formulas or what lies outside', () => {
    const workbooks = ending('.xlsx');
    expect(workbooks.length).toBeGreaterThan(200);
    for (const file of workbooks)
      for (const [name, bytes] of Object.entries(unzipSync(readFileSync(join(out, file))))) {
        const names = elementsOf(strFromU8(bytes));
        expect(names.has('f') || names.has('ddeLink') || names.has('oleObject'), `${file} ${name}`).toBe(
          false,
        );
        expect(/externalLink|vbaProject|\.\.\//.test(name), `${file} ${name}`).toBe(false);
      }
  });

  it('PDFs do nothing when they are opened', async () => {
    const pdfs = ending('.pdf');
    expect(pdfs.length).toBeGreaterThan(200);
    for (const file of pdfs.filter((_, index) => index % 8 === 0)) {
      const pdf = await PDFDocument.load(readFileSync(join(out, file)));
      for (const [, object] of pdf.context.enumerateIndirectObjects())
        expect(
          String(object).match(
            /\/(?:JavaScript|JS|Launch|SubmitForm|EmbeddedFile|OpenAction|AA|RichMedia)\b/,
          ),
          file,
        ).toBeNull();
    }
  });

  it('no text file has signs that steer a terminal or turn the order', () => {
    for (const file of ending('.html', '.json', '.csv', '.xml', '.txt'))
      expect(CONTROL.exec(read(file).replace(/\u0085/g, ''))?.[0], file).toBeUndefined();
  });

  it('SHA256SUMS holds for all of it', async () => {
    expect((await verifyFolder(out)).differences).toEqual([]);
  });
});
