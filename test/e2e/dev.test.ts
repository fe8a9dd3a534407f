import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { toolRoot } from '../../scripts/lib/build/publish.ts';
import { FILES, FOLDER, ID } from '../support/content.ts';
import { launch } from './chromium.ts';

/** `npm run dev` on a content folder that somebody writes in. */

const TABLE = `${FOLDER}/tables/支出总表.csv`;
const BASE = '/yusuan/';
let folder: string;
let server: ChildProcess;
let browser: Browser;
let page: Page;
const said: string[] = [];

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingzhang-dev-'));
  for (const [path, text] of Object.entries(FILES)) write(path, text);
  const port = await freePort();
  const env: NodeJS.ProcessEnv = { ...process.env, CONTENT_DIR: folder, BASE_PATH: BASE };
  for (const name of ['NODE_ENV', 'VITEST', 'MODE', 'DEV', 'PROD', 'SSR', 'BASE_URL']) delete env[name];
  server = spawn(process.execPath, ['scripts/dev.ts', '--port', String(port)], { cwd: toolRoot, env });
  await new Promise<void>((done, fail) => {
    server.stdout?.on('data', (text) => {
      said.push(String(text));
      if (said.join('').includes('Local')) done();
    });
    server.stderr?.on('data', (text) => said.push(String(text)));
    server.once('exit', () => fail(new Error(said.join(''))));
  });
  browser = await launch();
  page = await browser.newPage();
  // Vite prepares what the page imports when it is first asked for, and loads the page again.
  await page.goto(`http://localhost:${port}${BASE}${ID}/`, { timeout: 60_000 });
  await page.waitForLoadState('networkidle');
}, 120_000);

afterAll(async () => {
  await browser?.close();
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

const notes = () => page.locator('tr.preview-note, div.preview-note');
const shows = (count: number) =>
  page.waitForFunction((wanted) => document.querySelectorAll('.preview-note').length === wanted, count, {
    timeout: 15_000,
  });

test('where nothing is wrong, nothing is shown', async () => {
  await shows(0);
  expect(await page.locator('.preview-list').count()).toBe(0);
});

test('a saved CSV shows its fault at the cell, with file and line; mended, it is gone', async () => {
  const text = FILES[TABLE] as string;
  write(TABLE, text.replace('2010601,行政运行,469.55,', '2010601,行政运行,469.50,'));
  await shows(1);
  const cell = page.locator('.preview-cell.error');
  expect(await cell.allTextContents()).toEqual(['469.50']);
  expect(await notes().locator('code').textContent()).toBe(`${TABLE}:5`);
  expect(await notes().locator('span').textContent()).toContain('“合计”实为 469.50，应为 469.55（差 0.05）');
  // Under its own row.
  expect(await page.locator('tr:has(.preview-cell) + tr.preview-note').count()).toBe(1);
  const link = page.locator('.preview-list a');
  expect(await link.getAttribute('href')).toBe('#支出总表-2010601');
  await link.click();
  expect(await page.locator(':target').count()).toBe(1);
  write(TABLE, text);
  await shows(0);
});

test('a saved narrative and a saved form are seen at once', async () => {
  const path = `${FOLDER}/narrative/职责.md`;
  write(path, '贯彻执行国家的财政方针政策。\n');
  await page.getByText('贯彻执行国家的财政方针政策。').waitFor();
  write(path, FILES[path] as string);
  const form = 'templates/example-form/tables/支出总表.yaml';
  write(form, (FILES[form] as string).replace('title: 部门支出总表', 'title: 部门支出总表（试）'));
  await page.getByRole('heading', { name: '部门支出总表（试）' }).waitFor();
  write(form, FILES[form] as string);
  await page.getByRole('heading', { name: '部门支出总表', exact: true }).waitFor();
});

test('what is explained is quiet', async () => {
  const yaml = `${FOLDER}/disclosure.yaml`;
  write(
    yaml,
    `${FILES[yaml]}acknowledgements:\n  - { rule: table.expenditure-by-kind, table: 支出总表, row: 行政运行, reason: 原文如此 }\n`,
  );
  write(TABLE, (FILES[TABLE] as string).replace('2010601,行政运行,469.55,', '2010601,行政运行,469.50,'));
  // Two files were saved: the page may be loaded again in between.
  await page.waitForFunction(
    () =>
      document.querySelector('.preview-note.explained') !== null &&
      document.querySelector<HTMLDetailsElement>('.preview-list')?.open === false,
    undefined,
    { timeout: 15_000 },
  );
});

test('the published site has none of it', () => {
  const { dir } = inject('site');
  for (const name of readdirSync(dir, { recursive: true }).map(String)) {
    if (!/\.(?:html|js|css)$/.test(name)) continue;
    expect(readFileSync(join(dir, name), 'utf8')).not.toMatch(/preview-(?:note|list|cell)|@mingzhang/);
  }
});
