import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comparisonHtml } from '../../src/diff/format-html.ts';
import { compareChanges, ROWS_ADD_UP, TABLE } from '../diff/support.ts';
import { edited, FILES, FOLDER } from '../support/content.ts';
import { launch } from './chromium.ts';
import { axe, tooWide } from './crawl.ts';

/** The review as one file: read by everybody, on anything, and on paper. */

const comparison = await compareChanges(
  {
    [TABLE]: (FILES[TABLE] as string)
      .replaceAll('1469.55,469.55,', '1470.55,470.55,')
      .replace('行政运行,469.55,469.55', '行政运转,470.55,470.55')
      .replace('2010602,一般行政管理事务,1000.00', '2010602,一般行政管理事务,1200.00'),
    ...edited(`${FOLDER}/projects/01.yaml`, 'value: 3次', 'value: 每个季度至少四次，全年不少于十六次'),
    [`${FOLDER}/narrative/职责.md`]: '贯彻执行国家财政方针政策，预算{{支出总表/合计/合计}}。\n\n新的一段。\n',
    ...edited(
      'templates/example-form/tables/支出总表.yaml',
      'title: 部门支出总表',
      'title: 部门支出总表（一）',
    ),
  },
  ROWS_ADD_UP,
);
const [first] = comparison.disclosures;
const html = comparisonHtml(
  { ...comparison, disclosures: first ? [first, { ...first, id: '110101/2024/102', status: 'added' }] : [] },
  { preview: 'https://example.cn/yusuan/' },
);

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

async function opened(
  work: (page: Page) => Promise<void>,
  { width = 1200, dark = false, print = false } = {},
): Promise<void> {
  const context = await browser.newContext({
    colorScheme: dark ? 'dark' : 'light',
    viewport: { width, height: 900 },
  });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.setContent(html);
  if (print) await page.emulateMedia({ media: 'print' });
  await work(page);
  expect(asked.filter((url) => !url.startsWith('about:'))).toEqual([]);
  await context.close();
}

describe.each([
  ['on a desk', {}],
  ['on a phone', { width: 360 }],
  ['at night', { dark: true }],
  ['on paper', { width: 680, print: true }],
])('%s', (_, options) => {
  test('axe finds nothing, and nothing runs off the page', () =>
    opened(async (page) => {
      expect(await axe(page)).toEqual([]);
      expect(await tooWide(page)).toEqual([]);
    }, options));
});

test('tables are tables to the ear on a phone too', () =>
  opened(
    async (page) => {
      const tree = await page.locator('table.figures').first().ariaSnapshot();
      expect(tree).toMatch(/^- table/);
      expect(tree).toContain('rowheader');
      expect(tree).toContain('原为 469.55');
      expect(tree).toContain('现为 470.55');
    },
    { width: 360 },
  ));

test('on paper each figure stands under its head', () =>
  opened(
    async (page) => {
      const right = (part: string) =>
        page
          .locator(`table.figures ${part}`)
          .evaluateAll((cells) =>
            cells.slice(0, 5).map((cell) => Math.round(cell.getBoundingClientRect().right)),
          );
      expect(await right('tbody tr:first-child > *')).toEqual(await right('thead th'));
    },
    { width: 680, print: true },
  ));

test('from the verdict to what is wrong, from the cell to what is said of it', () =>
  opened(async (page) => {
    const verdict = page.locator('.lead a.wrong');
    expect(await verdict.textContent()).toMatch(/^新出现错误 \d+ 项/);
    for (const link of await page.locator('a[href^="#"]').all()) {
      const target = await link.getAttribute('href');
      expect(await page.locator(`[id="${decodeURIComponent(target?.slice(1) ?? '')}"]`).count()).toBe(1);
    }
    expect(await page.locator('th a.fault').count()).toBeGreaterThan(0);
  }));
