import { readdir } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { desktop, openPage, phone } from './browser.ts';

/** What one look at a page found; a list is empty where nothing is wrong. */
export interface Visit {
  /** Relative to the site's base: `` for the front page, `130100/2024/105/`. */
  readonly path: string;
  readonly links: readonly string[];
  readonly ids: ReadonlySet<string>;
  readonly axe: readonly string[];
  readonly problems: readonly string[];
  readonly tooWide: readonly string[];
}

/** Every page in the output folder, linked or not, by path. 404.html stays out: it answers elsewhere. */
export async function listPages(): Promise<string[]> {
  const { dir } = inject('site');
  const files = await readdir(dir, { recursive: true });
  return files
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file === 'index.html' || file.endsWith('/index.html'))
    .map((file) => file.slice(0, -'index.html'.length))
    .sort();
}

/** Pages of one make share a kind: `130100/2024/105/checks/` and `410800/2023/001/checks/`. */
export function kindOf(path: string): string {
  return path
    .replace(/^[^/]*\d[^/]*\//, '区划/')
    .replace(/\/\d{4}\//, '/年度/')
    .replace(/年度\/[^/]+\//, '年度/部门/');
}

export const isDisclosure = (path: string) => kindOf(path) === '区划/年度/部门/';

/** Visits all pages, two at a time. */
export async function visitAll(paths: readonly string[]): Promise<Visit[]> {
  const visits: Visit[] = [];
  const queue = [...paths];
  const worker = async () => {
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) visits.push(await visit(path));
  };
  await Promise.all([worker(), worker()]);
  return visits.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function visit(path: string): Promise<Visit> {
  const { page, problems, close } = await openPage(path, { viewport: desktop });
  try {
    const { links, ids } = await page.evaluate(() => ({
      links: [
        ...document.querySelectorAll<HTMLAnchorElement>('a[href], link[rel=canonical], area[href]'),
      ].map((a) => a.href),
      ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
    }));
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
    const found = await axe(page);
    await page.setViewportSize(phone);
    return {
      path,
      links: [...new Set(links)],
      ids: new Set(ids),
      axe: found,
      tooWide: await tooWide(page),
      problems: [...problems, ...twice.map((id) => `id twice: ${id}`)],
    };
  } finally {
    await close();
  }
}

/** axe's violations, each as one line. Contrast to 7:1, which axe leaves off by default. */
export async function axe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({ rules: { 'color-contrast-enhanced': { enabled: true } }, resultTypes: ['violations'] })
    // No frames here; the other mode opens a page of its own for every look.
    .setLegacyMode(true)
    .analyze();
  return violations.map(({ id, nodes }) => {
    const first = nodes[0];
    return `${id} ×${nodes.length}: ${first?.target.join(' ')} ${first?.failureSummary?.split('\n')[1]?.trim() ?? ''}`;
  });
}

/** The elements for which the whole page would have to scroll sideways, or which it cuts off. */
export function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      element !== document.body &&
      (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(element).overflowX) ||
        scrolls(element.parentElement));
    const beyond = [...document.body.querySelectorAll('*')].filter((element) => {
      const { left, right, width: own } = element.getBoundingClientRect();
      return own > 1 && (right > width + 1 || left < -1) && left > -width && !scrolls(element.parentElement);
    });
    const found = beyond.slice(0, 3).map((element) => {
      const { right } = element.getBoundingClientRect();
      return `<${element.localName} id="${element.id}" class="${element.className}"> to ${Math.round(right)} px`;
    });
    const all = document.documentElement.scrollWidth;
    return all > width ? [`page ${all} px wide`, ...found] : found;
  });
}
