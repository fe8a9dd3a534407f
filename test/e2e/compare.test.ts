import { afterAll, describe, expect, test } from 'vitest';
import { closeBrowser, openPage, phone } from './browser.ts';
import { axe, tooWide } from './crawl.ts';

/** 对比 of the samples, by its address. */

const A = '130303/2024/350001';
const B = '130300/2023/471';
const C = '410802/2024/566';
afterAll(closeBrowser);

async function compared(query: string, options = {}) {
  const opened = await openPage(`compare/${query}`, options);
  await opened.page.waitForSelector('.compared-picture');
  return opened;
}
const search = (url: string) => decodeURIComponent(new URL(url).search);

describe('a comparison', () => {
  test('is its address: what is chosen, in order, of which list', async () => {
    const { page, problems, close } = await compared(`?d=${A}&d=${B}&list=function`);
    expect(await page.locator('#已选 .name').allTextContents()).toEqual([
      '山海关区科技和工信部门2024年部门预算',
      '秦皇岛市工业和信息化局2023年部门预算',
    ]);
    expect(await page.locator('.compared-picture h2').textContent()).toBe(
      '合计：甲 1,469.55 万元；乙 4,212.66 万元，比甲多 2,743.11 万元（+186.7%）',
    );
    const row = page.locator('.compared tbody tr', { hasText: '社会保障和就业支出' }).first();
    expect(await row.locator('td').allTextContents()).toEqual(['89.09', '322.10', '+233.01', '+261.5%']);
    expect(problems).toEqual([]);
    await close();
  });

  test('goes back and forward with the browser', async () => {
    const { page, close } = await compared(`?d=${A}&d=${B}`);
    await page.selectOption('select[name=list]', '表:支出总表');
    await expect.poll(() => search(page.url())).toBe(`?d=${A}&d=${B}&list=表:支出总表`);
    await page.selectOption('select[name=column]', 'project');
    await expect.poll(() => search(page.url())).toBe(`?d=${A}&d=${B}&list=表:支出总表&column=project`);
    await expect
      .poll(() => page.locator('.compared-picture h2').textContent())
      .toContain('甲 1,196.84 万元；乙 3,027.83 万元');
    const address = page.url();
    await page.goBack();
    await expect
      .poll(() => page.locator('.compared-picture h2').textContent())
      .toContain('甲 1,469.55 万元；乙 4,212.66 万元');
    await page.goForward();
    await expect.poll(() => page.locator('select[name=column]').inputValue()).toBe('project');
    await page.goto(address);
    await page.waitForSelector('.compared-picture');
    expect(await page.locator('.compared-picture h2').textContent()).toContain(
      '甲 1,196.84 万元；乙 3,027.83 万元',
    );
    await close();
  });

  test('is built by hand: region, year, department; another base; one taken away', async () => {
    const { page, close } = await openPage('compare/');
    await page.getByText('先选一份公开文本。').waitFor();
    expect(await page.locator('select[name=list]').isVisible()).toBe(false);
    const pick = async (region: string, name: string) => {
      await page.selectOption('select[name=region]', { label: region });
      await expect.poll(() => page.locator('select[name=id]').innerText()).toContain(name);
      await page.getByRole('button', { name: '加入对比' }).click();
    };
    await pick('山海关区', '科技和工信部门');
    await pick('解放区', '科技和工业信息化局');
    await page.waitForSelector('.compared-picture');
    expect(search(page.url())).toBe(`?d=${A}&d=${C}`);
    await page.getByRole('button', { name: /^设为基数/ }).click();
    await expect.poll(() => search(page.url())).toBe(`?d=${C}&d=${A}`);
    await page.getByRole('button', { name: /^移除/ }).first().click();
    await expect.poll(() => search(page.url())).toBe(`?d=${A}`);
    await expect.poll(() => page.locator('#说').textContent()).toBe('再加一份，就可以对比。');
    await close();
  });

  test('tells what is not published from what is zero', async () => {
    const { page, close } = await compared(`?d=${A}&d=${C}&list=key`);
    const row = page.locator('.compared tbody tr', { hasText: '政府采购' });
    expect(await row.locator('td').allTextContents()).toEqual(['未公开', '0', '不可比', '']);
    const blank = page.locator('.compared tbody tr', { hasText: '上年结转结余' });
    expect(await blank.locator('td').allTextContents()).toEqual(['645.24', '空白', '-645.24', '-100.0%']);
    await close();
  });

  test('loads only what it needs', async () => {
    const { page, close } = await openPage('compare/');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${page.url()}?d=${A}`);
    await expect.poll(() => page.locator('#说').textContent()).toBe('再加一份，就可以对比。');
    expect(asked.filter((path) => path.endsWith('/compare.json'))).toHaveLength(1);
    expect(asked.some((path) => /\/chart\./.test(path))).toBe(false);
    await close();
  });

  test('says what it cannot find, and shows nothing that the address smuggles in', async () => {
    const { page, close } = await openPage(
      `compare/?d=${A}&d=999999/2024/1&d=%3Cimg%20src=x%3E/2024/1&d=../../2024/x`,
    );
    await expect.poll(() => page.locator('#说').textContent()).toContain('没有取到 999999/2024/1 的数据');
    expect(await page.locator('#已选 li').count()).toBe(2);
    expect(await page.locator('#已选 img').count()).toBe(0);
    await close();
  });

  test('without a script says so, and leads to what is ready', async () => {
    const { page, close } = await openPage('compare/', { javaScript: false });
    expect(await page.locator('#compare').isVisible()).toBe(false);
    expect(await page.locator('.still .places a').count()).toBeGreaterThan(3);
    await close();
  });

  test.each([
    ['by day', {}],
    ['at night', { colorScheme: 'dark' }],
    ['on a phone', { viewport: phone }],
  ] as const)('of three passes axe and fits, %s', async (_, options) => {
    const { page, close } = await compared(`?d=${A}&d=${B}&d=${C}&list=function`, options);
    await page.locator('.chart').scrollIntoViewIfNeeded();
    await page.waitForSelector('canvas');
    expect(await axe(page)).toEqual([]);
    expect(await tooWide(page)).toEqual([]);
    await close();
  });
});

test('lists are called as the base calls them, those by meaning first', async () => {
  // The first publishes no table by function, the second does.
  const { page, close } = await compared(`?d=130871/2024/105&d=${C}`);
  const options = await page.locator('select[name=list] option').allTextContents();
  expect(options.indexOf('支出功能分类')).toBeGreaterThan(0);
  expect(options.indexOf('支出功能分类')).toBeLessThan(options.findIndex((title) => title.includes('表')));
  await page.selectOption('select[name=list]', 'function');
  await expect.poll(() => page.locator('.compared tbody').innerText()).toContain('未公开');
  await close();
});
