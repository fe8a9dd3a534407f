import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toolRoot } from '../../scripts/lib/files.ts';
import { type Served, serve } from '../../scripts/lib/server.ts';
import { FILES, ID } from '../support/content.ts';
import { FILE, PUBLISHED } from '../support/published.ts';
import { closeBrowser, openPage, phone } from './browser.ts';
import { axe, tooWide } from './crawl.ts';

/** A disclosure that was corrected after publication, built and looked at. */
let folder: string;
let served: Served;

const AMENDMENTS = `amendments:
  - date: 2024-03-01
    reason: 录入有误，多记 1.00 万元。
    changes:
      - { table: 支出总表, row: 2010601 行政运行, column: 合计, before: 470.55, after: 469.55, follows: true }
      - { table: 支出总表, row: 2010601 行政运行, column: 基本支出, before: 470.55, after: 469.55 }
  - date: 2024-05-01
    reason: 补充。
    changes:
      - { section: 职责, before: 贯彻执行财政方针。, after: 贯彻执行财政方针政策。 }
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingzhang-history-'));
  const content = join(folder, 'content');
  for (const [path, text] of Object.entries({ ...FILES, [FILE]: PUBLISHED + AMENDMENTS })) {
    await mkdir(dirname(join(content, path)), { recursive: true });
    await writeFile(join(content, path), text);
  }
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    CONTENT_DIR: content,
    OUT_DIR: join(folder, 'dist'),
    BASE_PATH: '/',
    SITE_URL: 'https://czj.example.cn',
  };
  for (const name of ['NODE_ENV', 'VITEST', 'MODE', 'DEV', 'PROD', 'SSR', 'BASE_URL']) delete env[name];
  await promisify(execFile)(process.execPath, ['scripts/build.ts', '--no-pdf'], { cwd: toolRoot, env });
  served = await serve({ dir: join(folder, 'dist'), port: 0 });
}, 120_000);

afterAll(async () => {
  await closeBrowser();
  await served?.close();
  await rm(folder, { recursive: true, force: true });
});

test('the disclosure’s page says how often it was corrected, and marks what was', async () => {
  const { page, close } = await openPage(`${served.url}${ID}/`, { javaScript: false });
  await page.getByRole('link', { name: '公开后更正 2 次' }).click();
  expect(new URL(page.url()).pathname).toBe(`/${ID}/history/`);
  await page.goBack();
  const cell = page.locator('[id="支出总表-2010601"] td', { has: page.locator('a.amended') });
  expect(await cell.allTextContents()).toEqual(['469.55', '469.55']);
  const mark = page.getByRole('link', { name: '2024年3月1日更正，原为 470.55' }).first();
  expect(await mark.evaluate((link) => getComputedStyle(link, '::before').content)).toBe('"※"');
  await mark.click();
  expect(decodeURIComponent(page.url())).toBe(`${served.url}${ID}/history/#更正-1`);
  await close();
});

test('the history tells each correction, the newest first, and leads back to each place', async () => {
  const { page, close } = await openPage(`${served.url}${ID}/history/`, { javaScript: false });
  expect(await page.locator('main h2').allTextContents()).toEqual([
    '2024年5月1日 第 2 次更正',
    '2024年3月1日 第 1 次更正',
    '2024年2月20日 公开',
  ]);
  expect((await page.locator('[id="更正-1"] li').allTextContents()).map((text) => text.trim())).toEqual([
    '支出总表“2010601 行政运行”的“基本支出”由 470.55 改为 469.55（减少 1.00 万元，0.21%）',
    '支出总表“2010601 行政运行”的“合计”由 470.55 改为 469.55（减少 1.00 万元，0.21%）',
  ]);
  const links = await page
    .locator('main li a')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  expect(links).toEqual(['../#职责', '../#支出总表-2010601', '../#支出总表-2010601']);
  for (const href of links) {
    await page.goto(new URL(href as string, `${served.url}${ID}/history/`).href);
    expect(await page.locator(':target').count()).toBe(1);
  }
  await close();
});

test.each([undefined, phone])('it is accessible, and no wider than the window: %j', async (viewport) => {
  for (const path of [`${ID}/`, `${ID}/history/`]) {
    const { page, problems, close } = await openPage(served.url + path, viewport ? { viewport } : {});
    expect(await axe(page)).toEqual([]);
    expect(await tooWide(page)).toEqual([]);
    expect(problems.filter((problem) => !problem.startsWith('elsewhere'))).toEqual([]);
    await close();
  }
});

test('the feed has an item for each correction', async () => {
  const xml = await readFile(join(folder, 'dist/rss.xml'), 'utf8');
  const items = xml.split('<item>').slice(1);
  expect(items.map((item) => /<title>(.*?)<\/title>/.exec(item)?.[1])).toEqual([
    '更正：乙区财政局2024年部门预算',
    '更正：乙区财政局2024年部门预算',
    '乙区财政局2024年部门预算',
  ]);
  expect(items[1]).toContain(`<guid>https://czj.example.cn/${ID}/history/#%E6%9B%B4%E6%AD%A3-1</guid>`);
  expect(items[1]).toContain('<pubDate>Fri, 01 Mar 2024 04:00:00 GMT</pubDate>');
  expect(items[1]).toContain('理由：录入有误，多记 1.00 万元。');
});
