import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildSite } from '../../scripts/lib/build/build-site.ts';
import { toolRoot } from '../../scripts/lib/files.ts';
import { type Served, serve } from '../../scripts/lib/server.ts';
import { readSettings } from '../../src/settings.ts';
import { type HostileDisclosure, writeHostile } from '../hostile/site.ts';
import { launch } from './chromium.ts';

/** Every hostile text in every place that takes it, in a browser: nothing runs, nothing is fetched from elsewhere. */

let root = '';
let served: Served;
let browser: Browser;
let disclosures: HostileDisclosure[] = [];

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'mingzhang-hostile-'));
  const content = join(root, 'content');
  disclosures = writeHostile(content);
  const env = {
    CONTENT_DIR: content,
    MINGZHANG_DRAFTS: 'true',
    MINGZHANG_PDF: 'false',
    MINGZHANG_XLSX: 'false',
  };
  const settings = readSettings(env, toolRoot.replace(/[\\/]$/, ''), new Date());
  const outDir = join(root, 'dist');
  using built = await buildSite({ settings, outDir, skipFailing: false, print: () => {} });
  expect(built.published).toBe(true);
  served = await serve({ dir: outDir, port: 0 });
  browser = await launch();
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await served?.close();
  rmSync(root, { recursive: true, force: true });
}, 120_000);

/** Pages of a browser that notes whatever should not happen in them. */
async function watched(wrong: string[], where: () => string): Promise<Page> {
  const context = await browser.newContext();
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`violation: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  const page = await context.newPage();
  const say = (what: string): void => {
    wrong.push(`${where()}: ${what}`);
  };
  page.on('dialog', (dialog) => {
    say(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', () => say('popup'));
  page.on('pageerror', (error) => say(`exception ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') say(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(served.url)) say(`fetches ${request.url()}`);
  });
  page.on('framenavigated', (frame) => {
    if (!frame.url().startsWith(served.url) && frame.url() !== 'about:blank') say(`goes to ${frame.url()}`);
  });
  return page;
}

const hasRun = (page: Page): Promise<boolean> => page.evaluate(() => '__ran' in window);
/** What no script of ours puts into a page. */
const FOREIGN =
  'main iframe, main img, main object, main script:not([src]), main svg[onload], main [onerror], main [onclick]';

test('no page runs or fetches anything of it', async () => {
  const wrong: string[] = [];
  let path = '';
  const page = await watched(wrong, () => path);
  // Of the variants of one text, the first has it in most places.
  const own = disclosures.filter((_, index) => index % 4 === 0).map(({ id }) => `${id}/`);
  const site = [
    '',
    'checks/',
    'glossary/',
    'data/',
    'search/',
    'compare/',
    'a-z/',
    '120101/',
    '120101/2024/',
  ];
  for (path of [...site, ...own, ...own.filter((_, index) => index % 4 === 0).map((id) => `${id}checks/`)]) {
    const response = await page.goto(new URL(path, served.url).href, { waitUntil: 'load' });
    if (path !== 'a-z/') expect(response?.status(), path).toBe(200);
    if (await hasRun(page)) wrong.push(`${path}: has run`);
  }
  expect(wrong).toEqual([]);
}, 600_000);

test('what scripts fetch and show of it stays text: comparison, relations of a figure', async () => {
  const wrong: string[] = [];
  let path = '';
  const page = await watched(wrong, () => path);
  // The first of a text's variants has it in most places; every third of them, side by side with the next.
  const own = disclosures.filter((_, index) => index % 4 === 0).filter((_, index) => index % 3 === 0);
  for (const [index, { id }] of own.entries()) {
    path = `compare/?d=${id}&d=${own[(index + 1) % own.length]?.id}`;
    await page.goto(new URL(path, served.url).href, { waitUntil: 'networkidle' });
    expect(await page.locator('#已选 li').count(), path).toBe(2);
    for (const list of await page
      .locator('select[name=list] option')
      .evaluateAll((options) => options.map((one) => (one as HTMLOptionElement).value))) {
      await page.selectOption('select[name=list]', list);
      expect(await page.locator(FOREIGN).count(), `${path} ${list}`).toBe(0);
    }
    if (await hasRun(page)) wrong.push(`${path}: has run`);
    path = `${id}/`;
    await page.goto(new URL(path, served.url).href, { waitUntil: 'load' });
    await page.locator('.tbl td.n:not(:empty)').first().click();
    await page.locator('.explain-panel').waitFor();
    expect(
      await page.locator('.explain-panel iframe, .explain-panel img, .explain-panel script').count(),
      path,
    ).toBe(0);
    if (await hasRun(page)) wrong.push(`${path}: has run`);
  }
  expect(wrong).toEqual([]);
}, 600_000);

test('the search shows what it finds as text', async () => {
  const page = await browser.newPage();
  await page.goto(new URL('search/?q=script', served.url).href, { waitUntil: 'networkidle' });
  expect(await page.evaluate(() => '__ran' in window)).toBe(false);
  expect(
    await page.locator('main iframe, main img, main svg[onload], main [onerror], main [style]').count(),
  ).toBe(0);
  await page.close();
});
