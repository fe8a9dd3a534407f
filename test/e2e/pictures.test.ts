import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { toolRoot } from '../../scripts/lib/build/publish.ts';
import { type Served, serve } from '../../scripts/lib/server.ts';
import { twoYears } from '../support/two-years.ts';
import { closeBrowser, type OpenOptions, openPage, phone } from './browser.ts';
import { axe, isDisclosure, listPages, tooWide } from './crawl.ts';

/** Pictures in a real browser: when they are drawn, what of, and what stands in their place. */

const SAMPLE = '130303/2024/350001/';
afterAll(closeBrowser);

const isChart = (url: string) => /\/chart\.[^/]+\.js$/.test(url);

async function opened(path: string, options: OpenOptions = {}) {
  const made = await openPage(path, options);
  const asked: string[] = [];
  made.page.on('request', (request) => asked.push(request.url()));
  return { ...made, asked };
}

/** Scrolls to each picture in turn and waits until all that can be drawn are. */
async function drawAll(page: Page): Promise<void> {
  const figures = page.locator('.picture[data-draw]');
  for (let at = 0; at < (await figures.count()); at++) await figures.nth(at).scrollIntoViewIfNeeded();
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.picture[data-draw] .chart')].every((box) => box.querySelector('canvas')),
  );
}

/** Of each canvas: how many of its dots are of one of the colours of the bars, and how many are of anything. */
const dots = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('canvas')].map((canvas) => {
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      const counts = new Map<string, number>();
      for (let at = 0; at < data.length; at += 4) {
        if ((data[at + 3] as number) < 255) continue;
        const colour = `rgb(${data[at]}, ${data[at + 1]}, ${data[at + 2]})`;
        counts.set(colour, (counts.get(colour) ?? 0) + 1);
      }
      const probe = document.createElement('span');
      canvas.closest('.picture')?.append(probe);
      probe.className = 'probe-1';
      const bar = counts.get(getComputedStyle(probe).color) ?? 0;
      probe.remove();
      return { bar, any: [...counts.values()].reduce((a, b) => a + b, 0) };
    }),
  );

describe('a picture', () => {
  test('loads nothing until it comes into view, then draws its figures, in silence', async () => {
    const { page, asked, problems, close } = await opened(SAMPLE, { viewport: { width: 1280, height: 400 } });
    await page.waitForTimeout(300);
    expect(asked.filter(isChart)).toEqual([]);
    expect(await page.locator('canvas').count()).toBe(0);
    await drawAll(page);
    expect(new Set(asked.filter(isChart)).size).toBe(1);
    for (const { bar, any } of await dots(page)) {
      expect(bar).toBeGreaterThan(1000);
      expect(any).toBeGreaterThan(bar);
    }
    expect(await dots(page)).toHaveLength(5);
    expect(problems).toEqual([]);
    await close();
  });

  test('moves nothing when it is drawn', async () => {
    const { page, close } = await opened(SAMPLE, { viewport: { width: 1280, height: 900 } });
    const place = () =>
      page
        .locator('.sections section')
        .nth(1)
        .evaluate((section) => section.getBoundingClientRect().top + scrollY);
    await page.waitForTimeout(200);
    const before = await place();
    await drawAll(page);
    expect(Math.abs((await place()) - before)).toBeLessThan(1);
    await close();
  });

  test('is as long as its figures are large', async () => {
    const { page, close } = await opened(SAMPLE);
    const widths = await page
      .locator('[id="图-支出功能"] tr.drawn')
      .evaluateAll((rows) =>
        rows.map((row) => [
          Number(row.querySelector('data')?.value),
          Number(row.querySelector('rect')?.getAttribute('width')),
        ]),
      );
    const [[most = 1] = []] = widths;
    for (const [figure = 0, width] of widths) expect(width).toBeCloseTo((figure / most) * 100, 1);
    await close();
  });

  test('where its script cannot be loaded is its table', async () => {
    const { page, close } = await openPage(SAMPLE, { viewport: { width: 1280, height: 400 } });
    await page.route(/\/chart\.[^/]+\.js$/, (route) => route.abort());
    await page.locator('.picture').first().scrollIntoViewIfNeeded();
    await page.waitForSelector('.picture:not(.is-drawn)');
    await expect.poll(() => page.locator('.picture .figures').first().isVisible()).toBe(true);
    expect(await page.locator('canvas').count()).toBe(0);
    await close();
  });

  test('stands open as a table on paper, and folds again', async () => {
    const { page, close } = await opened(SAMPLE);
    await drawAll(page);
    const open = () => page.locator('.picture .data[open]').count();
    const all = await page.locator('.picture .data').count();
    expect(await open()).toBeLessThan(all);
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    expect(await open()).toBe(all);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('canvas').first().isVisible()).toBe(false);
    await page.emulateMedia({ media: null });
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    expect(await open()).toBeLessThan(all);
    await close();
  });

  test('opens its table by keyboard', async () => {
    const { page, close } = await opened(SAMPLE);
    const data = page.locator('.picture .data').first();
    await data.locator('summary').focus();
    await page.keyboard.press('Enter');
    expect(await data.locator('.figures').isVisible()).toBe(true);
    await close();
  });

  test('says all of it without a script: title, summary, table, bars', async () => {
    const { page, close } = await opened(SAMPLE, { javaScript: false });
    const figures = page.locator('.picture');
    expect(await figures.count()).toBe(6);
    for (let at = 0; at < 6; at++) {
      const figure = figures.nth(at);
      expect(await figure.locator('.figures').isVisible()).toBe(true);
      expect(
        await figure
          .locator('svg.bars rect')
          .first()
          .evaluate((rect) => rect.getBoundingClientRect().width),
      ).toBeGreaterThan(5);
      expect((await figure.locator('.summary').textContent())?.length).toBeGreaterThan(10);
    }
    expect(await page.locator('.chart:visible').count()).toBe(0);
    await close();
  });

  test('is drawn anew in the colours of the night', async () => {
    const { page, close } = await opened(SAMPLE);
    await drawAll(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect
      .poll(async () => Math.min(...(await dots(page)).map(({ bar }) => bar)))
      .toBeGreaterThan(1000);
    await page.emulateMedia({ colorScheme: 'light' });
    await close();
  });

  test('is drawn anew for larger type, and not for what no drawing shows', async () => {
    const { page, close } = await opened(SAMPLE);
    await drawAll(page);
    const canvas = page.locator('canvas').first();
    const height = () =>
      page
        .locator('canvas')
        .first()
        .evaluate((element) => element.clientHeight);
    const before = await height();
    await canvas.evaluate((element) => element.setAttribute('data-first', ''));
    await page.evaluate(() => document.documentElement.classList.add('scrolled-down'));
    await page.waitForTimeout(100);
    expect(await page.locator('canvas[data-first]').count()).toBe(1);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '125%';
      document.documentElement.classList.add('larger');
    });
    await expect.poll(() => page.locator('canvas[data-first]').count()).toBe(0);
    await expect.poll(height).toBeGreaterThan(before * 1.2);
    await close();
  });

  test('is drawn in forced colours', async () => {
    const { page, close } = await opened(SAMPLE);
    await page.emulateMedia({ forcedColors: 'active' });
    await drawAll(page);
    for (const { bar } of await dots(page)) expect(bar).toBeGreaterThan(1000);
    await page.emulateMedia({ forcedColors: null });
    await close();
  });

  test.each([
    ['by day', {}],
    ['at night', { colorScheme: 'dark' }],
    ['on a phone', { viewport: phone }],
  ] as const)('passes axe drawn, with its tables open, %s', async (_, options) => {
    const { page, close } = await opened(SAMPLE, options);
    await drawAll(page);
    await page.evaluate(() => {
      for (const data of document.querySelectorAll<HTMLDetailsElement>('.data')) data.open = true;
    });
    expect(await axe(page)).toEqual([]);
    expect(await tooWide(page)).toEqual([]);
    await close();
  });
});

test('scripts of a disclosure weigh at most 30 KB before a picture is drawn', async () => {
  const { dir } = inject('site');
  const [path = ''] = (await listPages()).filter(isDisclosure);
  const html = await readFile(join(dir, path, 'index.html'), 'utf8');
  const seen = new Set<string>();
  const read = async (file: string): Promise<number> => {
    if (seen.has(file)) return 0;
    seen.add(file);
    const text = await readFile(file, 'utf8');
    // What is imported at once; import() is what comes later.
    const imports = [...text.matchAll(/(?:from|import)\s*["'](\.\/[^"']+)["']/g)].map(([, name = '']) =>
      join(dirname(file), name),
    );
    const others = await Promise.all(imports.map(read));
    return gzipSync(text).length + others.reduce((a, b) => a + b, 0);
  };
  const scripts = [...html.matchAll(/<script[^>]* src="([^"]+)"/g)].map(([, src = '']) =>
    join(dir, '_astro', src.split('/_astro/')[1] ?? ''),
  );
  expect(scripts.length).toBeGreaterThan(0);
  let bytes = 0;
  for (const script of scripts) bytes += await read(script);
  expect(bytes).toBeLessThanOrEqual(30 * 1024);
  expect([...seen].filter(isChart)).toEqual([]);
  const chart = (await readdir(join(dir, '_astro'))).find((name) => isChart(`/${name}`));
  expect(chart).toBeDefined();
});

describe('two years and two departments', () => {
  let folder: string;
  let served: Served;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mingzhang-years-'));
    const files = twoYears();
    // Its targets have a heading without words.
    for (const path of Object.keys(files)) if (path.endsWith('/targets.yaml')) delete files[path];
    const other = '110101/2024/102';
    for (const [path, text] of Object.entries(files)) {
      if (path.includes('/110101/2024/101/'))
        files[path.replace('110101/2024/101', other)] = text
          .replace('code: 101', 'code: 102')
          .replace('乙区财政局', '乙区教育局')
          .replace('department: caizheng\n', '');
    }
    for (const [path, text] of Object.entries(files)) {
      const file = join(folder, 'content', path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    const env: NodeJS.ProcessEnv = { ...process.env, OUT_DIR: join(folder, 'dist'), BASE_PATH: '/' };
    env.CONTENT_DIR = join(folder, 'content');
    for (const name of ['NODE_ENV', 'VITEST', 'MODE', 'DEV', 'PROD', 'SSR', 'BASE_URL']) delete env[name];
    await promisify(execFile)(process.execPath, ['scripts/build.ts', '--no-pdf', '--drafts'], {
      cwd: toolRoot,
      env,
    });
    served = await serve({ dir: join(folder, 'dist'), port: 0 });
  }, 120_000);
  afterAll(async () => {
    await served?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('last year stands beside this year, without a script', async () => {
    const { page, close } = await openPage(`${served.url}110101/2024/101/`, { javaScript: false });
    const tables = page.locator('.year-on-year .compared');
    expect(await tables.count()).toBe(3);
    expect(await tables.last().locator('tbody th').last().textContent()).toBe('2010602 一般行政管理事务');
    expect(await page.locator('.year-on-year').innerText()).toContain('2010699 → 2010601');
    expect(await tables.first().locator('svg.bars').count()).toBeGreaterThan(2);
    await close();
  });

  test('and on a phone, with a script, passes axe and does not scroll sideways', async () => {
    const { page, problems, close } = await openPage(`${served.url}110101/2024/101/`, { viewport: phone });
    expect(await axe(page)).toEqual([]);
    expect(await tooWide(page)).toEqual([]);
    expect(problems.filter((what) => !what.startsWith('elsewhere'))).toEqual([]);
    await close();
  });

  test('the index of the year compares its departments', async () => {
    const { page, close } = await openPage(`${served.url}110101/2024/`, { javaScript: false });
    expect(await page.locator('.picture h3').textContent()).toBe(
      '2 个部门的支出总计相同，都是 1,469.55 万元',
    );
    expect(await page.locator('.picture tbody a').first().getAttribute('href')).toBe('/110101/2024/101/');
    await close();
  });

  test('the link of the page opens the same two, and the crosswalk holds there too', async () => {
    const { page, close } = await openPage(`${served.url}110101/2024/101/`);
    await page.locator('.year-on-year .prose a').last().click();
    await page.waitForSelector('.compared-picture');
    expect(await page.locator('.compared-picture h2').textContent()).toBe(
      '收入总计：2023年 1,300.00 万元；2024年 1,469.55 万元，比2023年多 169.55 万元（+13.0%）',
    );
    await page.selectOption('select[name=list]', 'function');
    await expect.poll(() => page.locator('.compared-picture').innerText()).toContain('2010699 → 2010601');
    expect(new URL(page.url()).search).toBe('?d=110101/2023/101&d=110101/2024/101&list=function');
    await close();
  });

  test('the other year of a department is one press away, and the older is the base', async () => {
    const { page, close } = await openPage(`${served.url}compare/?d=110101/2024/101`);
    await page.getByRole('button', { name: '2023年部门预算' }).click();
    await page.waitForSelector('.compared-picture');
    expect(new URL(page.url()).search).toBe('?d=110101/2023/101&d=110101/2024/101');
    await close();
  });
});
