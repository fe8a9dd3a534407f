import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeBrowser, desktop, openPage, phone } from './browser.ts';
import { isDisclosure, listPages } from './crawl.ts';
import { tabTo } from './reach.ts';

let disclosures: string[];
beforeAll(async () => {
  disclosures = (await listPages()).filter(isDisclosure);
  expect(disclosures.length).toBeGreaterThan(0);
});
afterAll(closeBrowser);

const first = () => disclosures[0] ?? '';

/** Follows the focused link of 目录: the address names the section, and its heading is in sight. */
async function followsToSection(page: Page) {
  const href = await page.evaluate(() => document.activeElement?.getAttribute('href') ?? '');
  await page.keyboard.press('Enter');
  await page.waitForFunction((hash) => location.hash === encodeURI(decodeURI(hash)), href);
  const seen = await page.evaluate(() => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const { left, top } = target?.getBoundingClientRect() ?? { left: -1, top: -1 };
    // The heading's own line, not something that lies over it.
    const at = document.elementFromPoint(left + 4, top + 8);
    return {
      // Browsers scroll to whole device pixels.
      top: Math.round(top),
      height: innerHeight,
      isCovered: !at || !target || !(target.contains(at) || at.contains(target)),
    };
  });
  expect(seen.top).toBeGreaterThanOrEqual(0);
  expect(seen.top).toBeLessThan(seen.height);
  expect(seen.isCovered).toBe(false);
}

describe('目录 by keyboard', () => {
  test('stands as a named navigation and leads to a section', async () => {
    const { page, close } = await openPage(first(), { viewport: desktop });
    const contents = page.getByRole('navigation', { name: /目录/ });
    expect(await contents.count()).toBe(1);
    const links = await contents.getByRole('link').count();
    expect(links).toBeGreaterThan(2);
    await contents.evaluate((element) => element.setAttribute('data-test-contents', ''));
    await tabTo(page, '[data-test-contents] a[href^="#"]', 60);
    await page.keyboard.press('Tab');
    await followsToSection(page);
    await close();
  });

  test('opens as a line at the top on a phone', async () => {
    const { page, close } = await openPage(first(), { viewport: phone });
    for (let tries = 0; ; tries++) {
      await tabTo(page, 'summary', 40);
      if (await page.evaluate(() => document.activeElement?.textContent?.includes('目录') ?? false)) break;
      expect(tries).toBeLessThan(5);
    }
    const isOpen = () => page.evaluate(() => document.activeElement?.closest('details')?.open);
    if (await isOpen()) await page.keyboard.press('Enter');
    expect(await isOpen()).toBe(false);
    await page.keyboard.press('Enter');
    expect(await isOpen()).toBe(true);
    await tabTo(page, 'nav a[href^="#"]', 3);
    await followsToSection(page);
    await close();
  });
});

describe('table regions', () => {
  // Without scripts too, which may take a table that fits out of the Tab order.
  test.each([
    [desktop.width, true],
    [800, true],
    [800, false],
    [phone.width, true],
    [phone.width, false],
  ])(
    'every box that scrolls sideways can be focused and is named: %i px, scripts %s',
    async (width, javaScript) => {
      const wrong: string[] = [];
      for (const path of disclosures) {
        const { page, close } = await openPage(path, { viewport: { width, height: 900 }, javaScript });
        wrong.push(...(await page.evaluate(namelessScrollers)).map((what) => `${path}: ${what}`));
        await close();
      }
      expect(wrong).toEqual([]);
    },
  );

  test('scroll by the arrow keys once Tab has reached them', async () => {
    for (const width of [desktop.width, 1000, 800]) {
      for (const path of disclosures) {
        const { page, close } = await openPage(path, { viewport: { width, height: 900 } });
        const id = await page.evaluate(() => {
          const wide = [...document.querySelectorAll('[role=region][tabindex="0"]')].find(
            (region) => region.querySelector('table') && region.scrollWidth > region.clientWidth + 1,
          );
          wide?.setAttribute('data-test-wide', '');
          return wide !== undefined;
        });
        if (!id) {
          await close();
          continue;
        }
        await tabTo(page, '[data-test-wide]', 400);
        const outline = await page.evaluate(
          () => getComputedStyle(document.activeElement as Element).outlineStyle,
        );
        await page.keyboard.press('ArrowRight');
        await page.waitForFunction(() => (document.querySelector('[data-test-wide]')?.scrollLeft ?? 0) > 0);
        await close();
        expect(outline).not.toBe('none');
        return;
      }
    }
    throw new Error('no table is wider than its region at 800 px');
  });
});

/** In the page: boxes that scroll sideways without being a named region that Tab reaches. */
function namelessScrollers(): string[] {
  const nameOf = (element: Element) => {
    const ids = (element.getAttribute('aria-labelledby') ?? '').split(' ');
    const by = ids.map((id) => document.getElementById(id)?.textContent ?? '');
    return [element.getAttribute('aria-label'), ...by].join('').trim();
  };
  const isRegion = (element: Element) =>
    element.getAttribute('role') === 'region' &&
    element.getAttribute('tabindex') === '0' &&
    nameOf(element) !== '';
  return [...document.querySelectorAll('main *')]
    .filter((box) => ['auto', 'scroll'].includes(getComputedStyle(box).overflowX))
    .filter((box) => box.scrollWidth > box.clientWidth + 1 && !isRegion(box))
    .map(
      (box) =>
        `<${box.localName} class="${box.className}"> ${box.querySelector('caption')?.textContent ?? ''}`,
    );
}
