import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, desktop, type OpenOptions, openPage, phone } from './browser.ts';
import { axe, tooWide } from './crawl.ts';

afterAll(closeBrowser);

const PATH = '130303/2024/350001/';
const TOTAL = '#支出总表-合计';
const panel = (page: Page) => page.locator('.explain-panel[open]');

test('a figure says what it is made of, in place, and its parts lead to their rows', async () => {
  const { page, problems, close } = await openPage(PATH);
  await page.locator(`${TOTAL} td.n`).first().click();
  await panel(page).waitFor();
  expect(await panel(page).locator('h2').textContent()).toBe('支出总表“合计”的“合计”：1469.55 万元');
  expect(await panel(page).locator('h3').allTextContents()).toContain('由这些数相加');
  const part = panel(page).locator('a[href="#支出总表-206"]').first();
  expect(await part.textContent()).toBe('“206 科学技术支出”的“合计” 742.42 万元');
  expect(await panel(page).locator('p a').getAttribute('href')).toBe('checks/#支出总表');
  await part.click();
  expect(decodeURIComponent(await page.evaluate(() => location.hash))).toBe('#支出总表-206');
  expect(await panel(page).count()).toBe(0);
  expect(problems).toEqual([]);
  await close();
});

test('by keyboard: along the row, Enter, Escape, and back where one was', async () => {
  const { page, close } = await openPage(PATH);
  await page.locator(`${TOTAL} a`).first().focus();
  await page.keyboard.press('ArrowRight');
  const here = () => page.evaluate(() => document.activeElement?.textContent);
  expect(await here()).toBe('1469.55');
  await page.keyboard.press('ArrowRight');
  expect(await here()).toBe('272.71');
  await page.keyboard.press('Enter');
  await panel(page).waitFor();
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('explain-panel');
  await page.keyboard.press('Escape');
  expect(await panel(page).count()).toBe(0);
  expect(await here()).toBe('272.71');
  // The name of a 科目 stands between the row's link and its figures.
  await page.locator('#支出总表-206 a').first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  expect(await panel(page).locator('h2').textContent()).toBe('206 科学技术支出');
  await close();
});

test('of a figure without relations only the row is offered to be quoted', async () => {
  const { page, close } = await openPage(PATH);
  await page.locator('.tbl td.n:not(:empty)').last().click();
  await panel(page).waitFor();
  expect(await panel(page).locator('h3, a').count()).toBe(0);
  expect(await panel(page).locator('button').allTextContents()).toEqual(['引用这一行', '关闭']);
  await close();
});

test('text that is marked opens nothing', async () => {
  const { page, close } = await openPage(PATH);
  await page
    .locator(`${TOTAL} td.n`)
    .first()
    .evaluate((cell) => {
      getSelection()?.selectAllChildren(cell);
      (cell as HTMLElement).click();
    });
  await page.waitForTimeout(100);
  expect(await panel(page).count()).toBe(0);
  await close();
});

test('by touch', async () => {
  const { page, close } = await openPage(PATH);
  const touch = await page
    .context()
    .browser()
    ?.newContext({ viewport: phone, hasTouch: true, isMobile: true });
  const held = await touch?.newPage();
  if (!held) throw new Error('no browser');
  await held.goto(page.url());
  await held.locator('#支出总表-206 .means').tap();
  expect(await panel(held).locator('p').textContent()).toContain('科学技术方面的开支');
  await panel(held).locator('button', { hasText: '关闭' }).tap();
  expect(await panel(held).count()).toBe(0);
  await held.locator(`${TOTAL} td.n`).nth(1).tap();
  await panel(held).waitFor();
  expect(await panel(held).locator('h2').textContent()).toContain('272.71');
  // From the figure to the citation of its row, in the table as it stands.
  const quote = panel(held).locator('button', { hasText: '引用这一行' });
  expect((await quote.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await quote.tap();
  const dialog = held.locator('.quote[open]');
  await dialog.waitFor();
  expect(await panel(held).count()).toBe(0);
  expect(await dialog.locator('textarea').inputValue()).toContain('支出总表，“合计”');
  await dialog.locator('[type=submit]').tap();
  // A name that nothing explains, and the second of two rows in a line.
  await held.locator(`${TOTAL} th`).tap();
  await panel(held).locator('button', { hasText: '引用这一行' }).tap();
  expect(await dialog.locator('textarea').inputValue()).toContain('支出总表，“合计”');
  await dialog.locator('[type=submit]').tap();
  const other = held.locator('#收支总表 tr', { hasText: '科学技术支出' }).locator('td.n').last();
  await other.tap();
  await panel(held).locator('button', { hasText: '引用这一行' }).tap();
  expect(await dialog.locator('textarea').inputValue()).toContain('科学技术支出”，支出');
  await touch?.close();
  await close();
});

test('without a script, names lead to their meaning and tables to their checks', async () => {
  const { page, close } = await openPage(PATH, { javaScript: false });
  const name = page.locator('#支出总表-206 .means');
  const href = (await name.getAttribute('href')) ?? '';
  await name.click();
  expect(decodeURIComponent(new URL(page.url()).hash)).toBe(href);
  expect(await page.locator(`[id="${href.slice(1)}"] dd`).isVisible()).toBe(true);
  await page.goBack();
  for (const link of await page.locator('.origin').all()) expect(await link.isVisible()).toBe(true);
  const origins = await page
    .locator('.origin')
    .evaluateAll((links) =>
      links.map((link) => decodeURIComponent((link as HTMLAnchorElement).hash.slice(1))),
    );
  expect(origins.length).toBeGreaterThan(5);
  const checks = await openPage(`${PATH}checks/`, { javaScript: false });
  for (const id of origins) expect(await checks.page.locator(`[id="${id}"]`).count()).toBe(1);
  await checks.close();
  await close();
});

test.each([
  ['by day', { viewport: desktop }],
  ['at night, on a phone', { viewport: phone, colorScheme: 'dark' }],
] as const)('open, it passes axe and fits, %s', async (_, options: OpenOptions) => {
  const { page, close } = await openPage(PATH, options);
  await page.locator(`${TOTAL} td.n`).first().click();
  await panel(page).waitFor();
  expect(await axe(page)).toEqual([]);
  expect(await tooWide(page)).toEqual([]);
  // What was chosen is still to be seen.
  const [cell, box] = [
    await page.locator(`${TOTAL} td.n`).first().boundingBox(),
    await panel(page).boundingBox(),
  ];
  expect((cell?.y ?? 0) + (cell?.height ?? 0)).toBeLessThanOrEqual(box?.y ?? 0);
  await close();
});
