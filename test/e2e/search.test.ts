import type { Page } from 'playwright-core';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { closeBrowser, desktop, openPage, phone } from './browser.ts';
import { axe, tooWide } from './crawl.ts';

afterAll(closeBrowser);

const said = (page: Page) => page.locator('#search-said');
const hits = (page: Page) => page.locator('#search-results .hit > a');

/** Types into the page's own box and waits until the live region has told of it. */
async function type(page: Page, words: string): Promise<string> {
  const before = await said(page).textContent();
  await page.fill('#search-q', words);
  await page.waitForFunction((old) => {
    const now = document.getElementById('search-said')?.textContent ?? '';
    return now !== old && !now.includes('正在');
  }, before);
  return (await said(page).textContent()) ?? '';
}

/** The results that an address shows. */
async function results(path: string, options = {}) {
  const opened = await openPage(path, options);
  await opened.page.waitForFunction(
    () => !/^(?:正在.*)?$/.test(document.getElementById('search-said')?.textContent ?? ''),
  );
  return opened;
}

/** Is the element that the address names on the page, and in sight? */
async function landed(page: Page): Promise<boolean> {
  await page.waitForLoadState('load');
  return page.evaluate(() => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return false;
    const { top, bottom } = target.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });
}

describe('the box on every page', () => {
  test('asks for nothing, and leads to the results', async () => {
    const { page, close } = await openPage('');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.fill('.search-box [name=q]', '山海关');
    await page.waitForTimeout(300);
    expect(asked).toEqual([]);
    await page.press('.search-box [name=q]', 'Enter');
    await page.waitForURL(/\/search\/\?q=/);
    await hits(page).first().waitFor();
    expect(await page.inputValue('#search-q')).toBe('山海关');
    expect(await hits(page).first().textContent()).toContain('科技和工信部门');
    await close();
  });

  test('searches the rows of the disclosure that the page is of', async () => {
    const { page, close } = await openPage('130609/2025/304/');
    await page.fill('.search-box [name=q]', '46.29');
    await page.click('.search-box [name=in]');
    await hits(page).first().waitFor();
    expect(new URL(page.url()).searchParams.get('in')).toBe('130609/2025/304');
    expect(await hits(page).allTextContents()).toEqual(['30113　住房公积金']);
    expect(await page.locator('.hit .amount').textContent()).toBe('46.29万元');
    await hits(page).first().click();
    await page.waitForURL(/130609\/2025\/304\/#/);
    expect(decodeURIComponent(new URL(page.url()).hash)).toBe('#基本支出表-30113');
    expect(await landed(page)).toBe(true);
    await close();
  });
});

describe('the search page', () => {
  test('asks for no index before something is typed', async () => {
    const { page, problems, close } = await openPage('search/');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.waitForTimeout(300);
    expect(asked).toEqual([]);
    expect(await type(page, '三公')).toMatch(/^找到 \d+ 条：.*名词 \d+/);
    expect(asked.some((path) => path.endsWith('/search/core.json'))).toBe(true);
    expect(problems).toEqual([]);
    await close();
  });

  test('results come while typing, are told, and are reached by the arrow keys', async () => {
    const { page, close } = await openPage('search/', { viewport: desktop });
    await type(page, '车辆保险');
    await page.focus('#search-q');
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('车辆保险费');
    await page.keyboard.press('ArrowUp');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('search-q');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#/);
    expect(decodeURIComponent(page.url())).toContain('130303/2024/350001/#项目-13030324P00LDLE10017W');
    expect(await landed(page)).toBe(true);
    await close();
  });

  test('Tab goes from the box to the results', async () => {
    const { page, close } = await results('search/?q=车辆保险');
    await page.focus('#search-q');
    for (let stops = 0; stops < 6; stops++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement?.matches('.hit > a') ?? false)) break;
    }
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('车辆保险费');
    await close();
  });

  test('the address carries words and filters, back and forth', async () => {
    const { page, close } = await openPage('search/');
    await type(page, '科技');
    const all = await said(page).textContent();
    await page.selectOption('#search-region', '410802');
    await page.waitForFunction((old) => document.getElementById('search-said')?.textContent !== old, all);
    const one = await said(page).textContent();
    expect(await page.locator('.hit .of').allTextContents()).not.toContainEqual(
      expect.stringContaining('山海关'),
    );
    const { searchParams } = new URL(page.url());
    expect([searchParams.get('q'), searchParams.get('region')]).toEqual(['科技', '410802']);
    const again = await results(`search/?${searchParams}`);
    expect(await said(again.page).textContent()).toBe(one);
    expect(await again.page.inputValue('#search-region')).toBe('410802');
    await again.close();
    await page.goBack();
    await page.waitForFunction((old) => document.getElementById('search-said')?.textContent === old, all);
    expect(await page.inputValue('#search-region')).toBe('');
    await close();
  });

  test('one kind alone, and from a 科目 to the departments that have it', async () => {
    const { page, close } = await results('search/?q=2060101&kind=subject');
    expect(await page.locator('#search-results h2').allTextContents()).toEqual(['科目1 条']);
    await hits(page).first().click();
    await page.waitForURL(/code=2060101/);
    await hits(page).first().waitFor();
    expect(await said(page).textContent()).toBe('有 3 份公开文本列有这个科目。');
    expect(await page.locator('.hit .amount').allTextContents()).toEqual([
      '278.79万元',
      '151.45万元',
      '81.37万元',
    ]);
    await hits(page).nth(2).click();
    await page.waitForURL(/410802\/2024\/566\/#/);
    expect(await landed(page)).toBe(true);
    await close();
  });

  test.each([
    ['局', '一个字太少，请至少输入两个字，或完整的金额。'],
    ['科学村', '没有找到。请换一种说法，或少用一个词、放宽地区和年度。'],
    ['<img src=x onerror=alert(1)>', '没有找到。请换一种说法，或少用一个词、放宽地区和年度。'],
    ['.*[(\\', '请输入名称、代码或金额。'],
    [
      '收'.repeat(1000),
      '输入太长，只按开头的部分检索。没有找到。请换一种说法，或少用一个词、放宽地区和年度。',
    ],
  ])('says why there is nothing for %s', async (words, answer) => {
    const { page, problems, close } = await openPage('search/');
    expect(await type(page, words)).toBe(answer);
    expect(await hits(page).count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });

  test('says so where the index cannot be read, and tries again when asked', async () => {
    const { page, close } = await openPage('search/');
    await page.route('**/core.json', (route) => route.abort());
    expect(await type(page, '三公')).toBe('检索用的索引没有读到。请检查网络，然后再按一次“检索”。');
    await page.unroute('**/core.json');
    await page.click('#search button');
    await hits(page).first().waitFor();
    await close();
  });

  test('every result leads to where it says', async () => {
    const lost: string[] = [];
    const pages = new Map<string, Promise<string>>();
    for (const query of [
      'q=科技',
      'q=三公',
      'q=2024',
      'q=徐水 公务',
      'in=410802/2024/566&q=566',
      'code=30113',
    ]) {
      const { page, close } = await results(`search/?${query}`);
      const links = await hits(page).evaluateAll((all) =>
        all.map((link) => (link as HTMLAnchorElement).href),
      );
      expect(links.length).toBeGreaterThan(0);
      for (const link of links) {
        const { pathname, hash, href } = new URL(link);
        if (pathname === `${new URL(inject('site').url).pathname}search/`) continue;
        const html = pages.get(pathname) ?? fetch(new URL(pathname, href)).then((answer) => answer.text());
        pages.set(pathname, html);
        const id = decodeURIComponent(hash.slice(1));
        if (id !== '' && !(await html).includes(`id="${id}"`)) lost.push(decodeURIComponent(link));
      }
      await close();
    }
    expect(lost).toEqual([]);
  });

  test.each([
    'search/',
    'search/?q=三公',
    'search/?q=科技&kind=project',
    'search/?q=科学村',
    'search/?q=局',
    'search/?code=2060101',
    'search/?in=130609/2025/304&q=公务',
  ])('passes axe and fits a phone: %s', async (path) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, problems, close } = path.includes('?')
        ? await results(path, { colorScheme })
        : await openPage(path, { colorScheme });
      expect(await axe(page)).toEqual([]);
      for (const viewport of [phone, { width: 320, height: 640 }]) {
        await page.setViewportSize(viewport);
        expect(await tooWide(page)).toEqual([]);
      }
      expect(problems).toEqual([]);
      await close();
    }
  });
});

describe('without scripts', () => {
  test('the search page says so and leads to the index, which leads to rows', async () => {
    const { page, close } = await openPage('search/?q=三公', { javaScript: false });
    const notice = page.locator('.no-script');
    expect(await notice.textContent()).toContain('脚本没有开启');
    await notice.getByRole('link', { name: '按拼音排列的索引' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('部门索引');
    expect(await page.getByRole('link', { name: '2024年部门预算' }).count()).toBe(3);
    await page.getByRole('link', { name: '项目索引' }).click();
    await page.getByRole('link', { name: '车辆保险费' }).click();
    expect(decodeURIComponent(page.url())).toContain('#项目-13030324P00LDLE10017W');
    expect(await landed(page)).toBe(true);
    await page.goBack();
    await page.getByRole('link', { name: '科目索引' }).click();
    await page.getByRole('link', { name: '焦作市解放区科技和工业信息化局 2024年 81.37 万元' }).click();
    expect(await landed(page)).toBe(true);
    await close();
  });
});
