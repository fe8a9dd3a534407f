import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { closeBrowser, desktop, type OpenOptions, openPage, phone } from './browser.ts';
import { axe, isDisclosure, kindOf, listPages, tooWide } from './crawl.ts';
import { smallTargets, smallType, tabTo } from './reach.ts';

/** Reading aids in a real browser: settings, citations, and what the reader's choices do to every page. */

const SAMPLE = '130303/2024/350001/';
const KEPT = 'mingzhang.reading';
afterAll(closeBrowser);

/** A page as a reader finds it who chose this before. */
async function openKept(kept: string, options: OpenOptions = {}, path = SAMPLE) {
  const opened = await openPage('robots.txt', options);
  const { page } = opened;
  await page.evaluate(([key = '', value = '']) => localStorage.setItem(key, value), [KEPT, kept]);
  await page.goto(new URL(path, inject('site').url).href);
  const close = async () => {
    if (page.isClosed()) return;
    await page.evaluate(() => localStorage.clear());
    await opened.close();
  };
  // What is kept is shared by the pages of a context: a test that fails leaves nothing to the next.
  onTestFinished(close);
  return { ...opened, close };
}

const classes = (page: Page) => page.evaluate(() => [...document.documentElement.classList]);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
/** Texts of a table's cells, marks and links left out. */
const tableTexts = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('table')].map((table) =>
      [...table.querySelectorAll('caption, th, td')].map((cell) => cell.textContent?.trim() ?? ''),
    ),
  );

describe('阅读设置', () => {
  test('by keyboard: opens, changes the unit, closes by Escape; kept on other pages; put back whole', async () => {
    const { page, close } = await openKept('');
    const before = await tableTexts(page);
    await tabTo(page, '.reading summary', 20);
    await page.keyboard.press('Enter');
    await tabTo(page, '.reading [name=unit]', 2);
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toBe('');
    expect(await page.locator('[id="表题-支出总表"] .caption-line').textContent()).toContain(
      '单位：元（按原公布的万元换算）',
    );
    const total = page.locator('[id="支出总表-合计"] td.n').first();
    expect(await total.textContent()).toBe('14,695,500');
    await page.keyboard.press('Escape');
    expect(await page.locator('.reading').evaluate((panel: HTMLDetailsElement) => panel.open)).toBe(false);
    expect(await focused(page)).toBe('阅读设置');
    await page.reload();
    expect(await total.textContent()).toBe('14,695,500');
    await page.keyboard.press('Tab');
    await page.goto(new URL('', inject('site').url).href);
    expect(await classes(page)).toContain('yuan');
    await page.goto(new URL(SAMPLE, inject('site').url).href);
    await tabTo(page, '.reading summary', 20);
    await page.keyboard.press('Enter');
    await tabTo(page, '.reading [type=reset]', 10);
    await page.keyboard.press('Enter');
    expect(await tableTexts(page)).toEqual(before);
    expect(await classes(page)).not.toContain('yuan');
    await close();
  });

  test('amounts change exactly, and nothing else does', async () => {
    for (const path of (await listPages()).filter(isDisclosure)) {
      const { page, close } = await openKept('', {}, path);
      const wrong = await page.evaluate(changedWrongly);
      expect(wrong.slice(0, 5), path).toEqual([]);
      await close();
    }
  });

  test('so do amounts in sentences, pictures, comparisons and projects, each with its unit; notes say so', async () => {
    for (const path of (await listPages()).filter(isDisclosure)) {
      const { page, close } = await openKept('', {}, path);
      const told = await page.evaluate(changedBesideTables);
      expect(told.wrong.slice(0, 5), path).toEqual([]);
      expect(told.changed, path).toBeGreaterThan(5);
      await close();
    }
    const { page, close } = await openKept('yuan');
    expect(await page.locator('.key-figures dd').first().textContent()).toBe('14,695,500元');
    expect(await page.locator('.in-words + .unit-note').textContent()).toBe('金额按原公布的万元换算成元。');
    expect(await page.locator('.picture .subject').first().textContent()).toMatch(
      /；单位：元（按原公布的万元换算）$/,
    );
    // What the department wrote is not changed, and is said to stay.
    const prose = page.locator('.sections .prose', { hasText: /\d万元/ }).first();
    expect(await page.locator('.unit-note + .prose', { hasText: /\d万元/ }).count()).toBeGreaterThan(0);
    expect(await prose.textContent()).not.toMatch(/\d,\d{3}元/);
    expect(await axe(page)).toEqual([]);
    await page.goto(new URL('compare/?d=130300/2023/471&d=130303/2024/350001', inject('site').url).href);
    await page.locator('.compared').waitFor();
    expect(await page.locator('[id="对比-题"]').textContent()).toContain(
      '甲 42,126,600 元；乙 14,695,500 元',
    );
    expect(await page.locator('.compared .in-unit').textContent()).toBe('（元，按原公布的万元换算）');
    expect(await page.locator('.compared td').allTextContents()).toContain('-27,431,100');
    await page.goto(new URL('search/?q=车辆保险', inject('site').url).href);
    const hit = page.locator('.hit .amount').first();
    await hit.waitFor();
    expect(await hit.textContent()).toMatch(/[\d,]{5,}元$/);
    await close();
  });

  test('modes stand before anything is drawn, and with no other script', async () => {
    const { page, close } = await openKept('large contrast');
    await page.route(/\.js$/, (route) =>
      /\/early\.[^/]+\.js$/.test(route.request().url()) ? route.continue() : route.abort(),
    );
    await page.reload();
    expect(await classes(page)).toEqual(expect.arrayContaining(['js', 'large', 'contrast']));
    const early = await page.evaluate(() => {
      const script = document.querySelector('script[src*="/early."]') as HTMLScriptElement;
      const first = document.querySelector('link[rel=stylesheet]:not([media=print])') as Element;
      const follows = script.compareDocumentPosition(first) === Node.DOCUMENT_POSITION_FOLLOWING;
      return { waits: script.async || script.defer || script.type === 'module', follows };
    });
    expect(early).toEqual({ waits: false, follows: true });
    await close();
  });

  test('works where the browser keeps nothing', async () => {
    const { page, problems, close } = await openPage('');
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('refused', 'SecurityError');
        },
      });
    });
    await page.goto(new URL(SAMPLE, inject('site').url).href);
    await page.locator('.reading summary').click();
    await page.getByLabel('高对比度').check();
    expect(await classes(page)).toContain('contrast');
    expect(problems).toEqual([]);
    await close();
  });

  test('长者模式 is larger, simpler, and stays off paper', async () => {
    const { page, close } = await openKept('large');
    const size = () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
    expect(await size()).toBeGreaterThan(20);
    expect(await page.locator('.downloads').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await size()).toBeLessThan(16);
    expect(await page.locator('.reading').isVisible()).toBe(false);
    await close();
  });

  test('cards chosen at one table are chosen for all, and kept', async () => {
    const { page, close } = await openKept('', { viewport: phone });
    const boxes = page.locator('.cards-on');
    await boxes.nth(2).check();
    const all = () =>
      boxes.evaluateAll((inputs: HTMLInputElement[]) => inputs.every(({ checked }) => checked));
    expect(await all()).toBe(true);
    await page.reload();
    expect(await all()).toBe(true);
    await close();
  });

  test('without scripts there is no control that does nothing', async () => {
    const { page, close } = await openPage(SAMPLE, { javaScript: false });
    for (const hidden of ['.reading', '.tools', '.quote'])
      expect(await page.locator(hidden).isVisible(), hidden).toBe(false);
    expect(await page.locator('.to-top').isVisible()).toBe(true);
    await close();
  });
});

/** In the page: switches to 元 and tells which cells did not become what their digits say. */
async function changedWrongly(): Promise<string[]> {
  const own = (cell: Element) =>
    [...cell.childNodes].find((node) => node instanceof Text)?.nodeValue?.trim() ?? '';
  const cells = [...document.querySelectorAll('tbody td, tbody th')];
  const before = cells.map(own);
  (document.querySelector('.reading [value=yuan]') as HTMLInputElement).click();
  const value = (text: string) => {
    const [, sign = '', whole = '', part = ''] = /^([-−]?)([\d,]+)(?:\.(\d+))?$/.exec(text) ?? [];
    if (whole === '') return undefined;
    return BigInt(sign.replace('−', '-') + whole.replaceAll(',', '') + part.padEnd(8, '0'));
  };
  return cells.flatMap((cell, at) => {
    const [old = '', now] = [before[at], own(cell)];
    if (old === now) return [];
    const [was, is] = [value(old), value(now)];
    const isAmount = cell.classList.contains('n') && was !== undefined && is === was * 10_000n;
    return isAmount ? [] : [`${old} → ${now}`];
  });
}

/** In the page: the same of amounts that stand in no table of the form. */
function changedBesideTables(): { wrong: string[]; changed: number } {
  const places = [...document.querySelectorAll('.money, .figures td data, .compared td.n:not(.rate)')];
  const read = (place: Element) => {
    const unit = (place.closest('a') ?? place).nextElementSibling;
    const text = place.textContent ?? '';
    return place.matches('.money') && unit?.matches('.in-unit') ? `${text} ${unit.textContent}` : text;
  };
  const before = places.map(read);
  (document.querySelector('.reading [value=yuan]') as HTMLInputElement).click();
  const digits = (text: string) => {
    const [, sign = '', whole = '', part = '', unit] =
      /^([-+−]?)([\d,]+)(?:\.(\d+))?\s*(万元|元)?$/.exec(text) ?? [];
    if (whole === '') return undefined;
    return { unit, sign, value: BigInt(whole.replaceAll(',', '') + part.padEnd(8, '0')) };
  };
  let changed = 0;
  const wrong = places.flatMap((place, at) => {
    const [old = '', now] = [before[at], read(place)];
    const [was, is] = [digits(old), digits(now)];
    if (!was) return old === now ? [] : [`${old} → ${now}`];
    const same = was.unit === undefined ? is?.unit === undefined : was.unit === '万元' && is?.unit === '元';
    if (same && is?.sign === was.sign && is.value === was.value * 10_000n) {
      changed++;
      return [];
    }
    return [`${old} → ${now}`];
  });
  return { wrong, changed };
}

describe('a citation', () => {
  test('of a row by keyboard: figure chosen, copied, said; focus returns', async () => {
    const { page, close } = await openKept('yuan');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.locator('[id="支出总表-合计"] a').focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: '引用这一行' });
    await dialog.waitFor();
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('select');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, '[data-copy=text]', 4);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('.quote-said')?.textContent === '已复制引文');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    // As printed, whatever unit is shown.
    expect(copied).toMatch(
      /^科技和工信部门\. 科技和工信部门2024年部门预算（样例，非官方发布）：.*支出总表，“合计”，基本支出 272\.71 万元\[EB\/OL\]\. \[\d{4}-\d\d-\d\d\]\. http\S+#\S+\. 内容校验值（SHA-256）：[0-9a-f]{64}\.$/,
    );
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    // The focus comes back with the event of closing, which follows it.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('href')))
      .toBe('#支出总表-合计');
    expect(decodeURIComponent(new URL(page.url()).hash)).toBe('#支出总表-合计');
    await close();
  });

  test('where copying is refused, the text stands selected', async () => {
    const { page, close } = await openPage(SAMPLE);
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', { value: undefined });
      document.execCommand = () => false;
    });
    await page.getByRole('button', { name: '引用本文' }).click();
    await page.getByRole('button', { name: '复制引文' }).click();
    await page.waitForFunction(() => document.querySelector('.quote-said')?.textContent?.includes('Ctrl+C'));
    const selected = await page.evaluate(() => {
      const field = document.activeElement as HTMLTextAreaElement;
      return field.value.slice(field.selectionStart, field.selectionEnd) === field.value;
    });
    expect(selected).toBe(true);
    await close();
  });

  test('of the other side of a line is that side’s', async () => {
    const { page, close } = await openPage(SAMPLE);
    await page
      .locator('a[href="#收支总表-六_科学技术支出"], a[aria-label="引用本行：六、科学技术支出"]')
      .first()
      .click({ force: true });
    const text = await page.locator('.quote textarea').inputValue();
    expect(text).toContain('“六、科学技术支出”，支出—预算数 742.42 万元[EB/OL]');
    await close();
  });
});

describe('reading aloud', () => {
  /** A voice that says nothing, ends each piece at once, and tells what it was given. */
  const stub = () => {
    const spoken: string[] = [];
    const state: { [name: string]: unknown; hold: boolean; cancelled: number } = {
      spoken,
      cancelled: 0,
      hold: false,
    };
    class Utterance {
      lang = '';
      onend?: () => void;
      readonly text: string;
      constructor(text: string) {
        this.text = text;
      }
    }
    const speechSynthesis = {
      speak: (piece: Utterance) => {
        spoken.push(piece.text);
        state.finish = () => piece.onend?.();
        if (!state.hold) queueMicrotask(() => piece.onend?.());
      },
      cancel: () => state.cancelled++,
    };
    for (const [name, value] of Object.entries({
      speechSynthesis,
      SpeechSynthesisUtterance: Utterance,
      state,
    }))
      Object.defineProperty(window, name, { value, configurable: true });
  };
  type Spoken = { state: { spoken: string[]; hold: boolean; finish?: () => void } };

  test('of a section: title, sentences, rows with their columns and units; then it says that it is done', async () => {
    const { page, close } = await openPage('robots.txt');
    await page.addInitScript(stub);
    await page.goto(new URL(SAMPLE, inject('site').url).href);
    const button = page.locator('[id="支出总表"] > .head .speak');
    await button.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.body.textContent?.includes('朗读完毕'));
    const spoken = await page.evaluate(() => (window as unknown as Spoken).state.spoken);
    expect(spoken[0]).toContain('支出总表');
    expect(spoken).toContain('合计，合计1469.55万元，基本支出272.71万元，项目支出1196.84万元。');
    expect(spoken.filter((text) => text.length > 240)).toEqual([]);
    expect(spoken.join()).not.toMatch(/引用|CSV|undefined|\d,\d{3}/);
    await close();
  });

  test('pauses, goes on where it was, and stops; all by keyboard, said and shown', async () => {
    const { page, close } = await openPage('robots.txt');
    await page.addInitScript(stub);
    await page.goto(new URL(SAMPLE, inject('site').url).href);
    await page.evaluate(() => {
      (window as unknown as Spoken).state.hold = true;
    });
    const spoken = () => page.evaluate(() => (window as unknown as Spoken).state.spoken);
    const finish = () => page.evaluate(() => (window as unknown as Spoken).state.finish?.());
    const said = page.locator('main > [role=status]');
    const button = page.locator('[id="支出总表"] > .head .speak').first();
    await button.focus();
    await page.keyboard.press('Enter');
    expect(await button.textContent()).toBe('暂停');
    expect(await said.textContent()).toBe('开始朗读，按 Esc 停止');
    for (let i = 0; i < 4; i++) await finish();
    const marked = page.locator('.is-read');
    expect(await marked.count()).toBe(1);
    expect(await marked.evaluate(({ localName }) => localName)).toBe('tr');
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Enter');
    expect(await button.textContent()).toBe('继续');
    expect(await button.getAttribute('aria-label')).toMatch(/^继续朗读：.*支出总表$/);
    expect(await said.textContent()).toBe('已暂停');
    const before = await spoken();
    // What the voice still says of a piece that was cut off is not its end.
    await finish();
    expect(await spoken()).toEqual(before);
    expect(await marked.count()).toBe(1);
    await page.keyboard.press('Enter');
    expect(await said.textContent()).toBe('继续朗读');
    expect(await spoken()).toEqual([...before, before.at(-1)]);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('停止');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('朗读');
    expect(await said.textContent()).toBe('已停止朗读');
    expect(await marked.count()).toBe(0);
    expect(await page.locator('.speak', { hasText: '停止' }).count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    expect(await button.textContent()).toBe('朗读');
    await close();
  });

  test('has no button where there is no voice', async () => {
    const { page, close } = await openPage('robots.txt');
    await page.addInitScript(() => {
      Object.defineProperty(window, 'speechSynthesis', { value: undefined });
    });
    await page.goto(new URL(SAMPLE, inject('site').url).href);
    expect(await page.locator('.speak').count()).toBe(0);
    await close();
  });
});

const zoomed = { width: 320, height: 450 };

describe('every state', () => {
  const states: readonly [string, string, OpenOptions, ((page: Page) => Promise<unknown>)?][] = [
    ['panel open', '', { viewport: desktop }, (page) => page.locator('.reading summary').click()],
    ['panel open on a phone', '', { viewport: phone }, (page) => page.locator('.reading summary').click()],
    ['citation open', '', { viewport: phone }, (page) => page.locator('[data-quote]').click()],
    ['长者模式', 'large', { viewport: desktop }],
    ['长者模式 on a phone, cards', 'large cards', { viewport: phone }],
    ['长者模式 on a tablet, 元', 'large yuan', { viewport: { width: 768, height: 1024 } }],
    ['元', 'yuan', { viewport: desktop }],
    ['high contrast', 'contrast', { viewport: desktop }],
    ['high contrast at night, large', 'contrast large', { viewport: desktop, colorScheme: 'dark' }],
    ['forced colours', '', { viewport: desktop }, (page) => page.emulateMedia({ forcedColors: 'active' })],
    ['320 px: 1280 px at 400 %', '', { viewport: zoomed }],
    ['320 px, 长者模式', 'large cards', { viewport: zoomed }],
  ];
  test.each(states)('passes axe and fits: %s', async (_, kept, options, act) => {
    const { page, problems, close } = await openKept(kept, options);
    await act?.(page);
    expect([await axe(page), await tooWide(page), problems]).toEqual([[], [], []]);
    await close();
  });

  test('a browser zoom of 200 % leaves all in reach: 640 dots for 320', async () => {
    const { page, close } = await openKept('', { viewport: { width: 640, height: 450 } });
    expect(await axe(page)).toEqual([]);
    await close();
  });
});

describe('on a phone', () => {
  test.each([
    ['', ''],
    ['cards', 'cards'],
    ['长者模式', 'large cards'],
  ])('no type under 16 px, no target under 44: %s', async (_, kept) => {
    const kinds = [...new Map((await listPages()).map((path) => [kindOf(path), path])).values()];
    const found: string[] = [];
    for (const path of [SAMPLE, ...kinds]) {
      const { page, close } = await openKept(kept, { viewport: phone }, path);
      const small = [...(await smallType(page)), ...(await smallTargets(page))];
      found.push(...small.map((what) => `${path || '/'}: ${what}`));
      await close();
    }
    expect(found).toEqual([]);
  });
});

describe('a walk', () => {
  test('by keyboard alone from the address bar to a row of the last table, and back to the top', async () => {
    const { page, close } = await openPage(SAMPLE);
    const last = await page.evaluate(() => {
      const links = [...document.querySelectorAll<HTMLAnchorElement>('.toc-list a')];
      const to = (link: HTMLAnchorElement) =>
        document.getElementById(decodeURIComponent(link.hash.slice(1)))?.querySelector('table');
      const link = links.filter(to).at(-1);
      link?.setAttribute('data-test-last', '');
      const tables = [...(link && to(link) ? [to(link) as Element] : [])];
      tables.at(-1)?.setAttribute('data-test-table', '');
      return link?.textContent;
    });
    expect(last).toBeTruthy();
    await tabTo(page, '[data-test-last]', 120);
    await page.keyboard.press('Enter');
    await tabTo(page, '[data-test-table] tbody a', 20);
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.matches('[data-test-table] tbody a'))).toBe(
      true,
    );
    await page.locator('.to-top').waitFor();
    await tabTo(page, '.to-top', 200);
    await page.keyboard.press('Enter');
    // Pictures that are drawn on the way may move it by some lines.
    await page.waitForFunction(() => window.scrollY < 100);
    await tabTo(page, '.skip', 2);
    await close();
  });
});

test('all scripts of a page together weigh at most 30 KB compressed', async () => {
  const { dir, base } = inject('site');
  for (const path of (await listPages()).filter((it) => isDisclosure(it) || it === '')) {
    const { page, close } = await openPage('');
    const asked = new Set<string>();
    // A chart in view is a chart in use.
    page.on('request', (request) => {
      if (request.resourceType() === 'script' && !/\/chart\./.test(request.url())) asked.add(request.url());
    });
    await page.goto(new URL(path, inject('site').url).href, { waitUntil: 'networkidle' });
    const sizes = await Promise.all(
      [...asked].map(async (url) => {
        const file = decodeURIComponent(new URL(url).pathname).slice(base.length);
        return gzipSync(await readFile(join(dir, file))).length;
      }),
    );
    expect(asked.size).toBeGreaterThan(1);
    expect([...asked].join()).not.toMatch(/search/);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(30 * 1024);
    await close();
  }
});
