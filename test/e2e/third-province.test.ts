import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toolRoot } from '../../scripts/lib/build/publish.ts';
import { type Served, serve } from '../../scripts/lib/server.ts';
import { closeBrowser, openPage } from './browser.ts';
import { axe, tooWide } from './crawl.ts';

/** A form that the code has never seen, as data alone, becomes pages. */
let folder: string;
let served: Served;
let page: Page;
let close: () => Promise<void>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingzhang-third-'));
  const env: NodeJS.ProcessEnv = { ...process.env, OUT_DIR: join(folder, 'dist'), BASE_PATH: '/' };
  env.CONTENT_DIR = join(toolRoot, 'test/fixtures/third-province');
  for (const name of ['NODE_ENV', 'VITEST', 'MODE', 'DEV', 'PROD', 'SSR', 'BASE_URL']) delete env[name];
  await promisify(execFile)(process.execPath, ['scripts/build.ts'], { cwd: toolRoot, env });
  served = await serve({ dir: join(folder, 'dist'), port: 0 });
  ({ page, close } = await openPage(`${served.url}990100/2025/021/`));
}, 120_000);

afterAll(async () => {
  await close?.();
  await closeBrowser();
  await served?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The words of the heads that a cell names, in its order. */
const headsOf = (selector: string) =>
  page
    .locator(selector)
    .evaluate((cell) =>
      (cell.getAttribute('headers') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent?.trim()),
    );

test('its tables stand in its own order, with its own titles and units', async () => {
  const captions = await page.locator('table caption').allTextContents();
  expect(captions.filter((text) => text.includes('2025年')).length).toBeGreaterThanOrEqual(5);
  expect(captions.join()).toContain('单位：元');
  expect(captions.join()).toContain('单位：万元');
});

test('the total stands last, and its figures are as typed', async () => {
  const rows = page.locator('#支出总体情况表-总计').locator('xpath=ancestor-or-self::tr');
  expect(await rows.locator('xpath=following-sibling::tr').count()).toBe(0);
  expect(await rows.count()).toBe(1);
});

test('a figure under three code columns resolves to its head and its row', async () => {
  const figure = 'tr:has([id="支出总体情况表-总计"]) td.figure, tr[id="支出总体情况表-总计"] td:last-child';
  const heads = await headsOf(`${figure} >> nth=-1`);
  expect(heads).toContain('支出小计');
  expect(heads).toContain('总计');
});

test('its page passes axe and fits a phone', async () => {
  expect(await axe(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await tooWide(page)).toEqual([]);
});
