import type { Browser, BrowserContext, Page } from 'playwright-core';
import { inject } from 'vitest';
import { launch } from './chromium.ts';

export interface OpenOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly javaScript?: boolean;
  readonly colorScheme?: 'light' | 'dark';
}

export interface Opened {
  readonly page: Page;
  /** The status of the page's own answer. */
  readonly status: number;
  /** What went wrong since opening, each as one line: console errors, failed requests, requests elsewhere. */
  readonly problems: string[];
  readonly close: () => Promise<void>;
}

export const desktop = { width: 1280, height: 900 };
export const phone = { width: 360, height: 740 };

let browser: Promise<Browser> | undefined;
/** Contexts are costly and pages cheap: one context for each way of looking. */
const contexts = new Map<string, Promise<BrowserContext>>();

/** Opens a path of the built site (`2024/130100/` or `/base/2024/…`), ready to look at. */
export async function openPage(path: string, options: OpenOptions = {}): Promise<Opened> {
  const { viewport = desktop, javaScript = true, colorScheme = 'light' } = options;
  const page = await (await context(javaScript, colorScheme)).newPage();
  await page.setViewportSize(viewport);
  const site = new URL(inject('site').url);
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
  page.on('requestfailed', (request) => {
    problems.push(`failed: ${request.url()} ${request.failure()?.errorText ?? ''}`);
  });
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (origin !== site.origin && !['data:', 'blob:'].includes(protocol)) {
      problems.push(`elsewhere: ${request.url()}`);
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && response.url() !== page.url()) {
      problems.push(`${response.status()}: ${response.url()}`);
    }
  });
  const response = await page.goto(new URL(path, site).href, { waitUntil: 'load' });
  return { page, status: response?.status() ?? 0, problems, close: () => page.close() };
}

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
  contexts.clear();
}

async function context(javaScript: boolean, colorScheme: 'light' | 'dark'): Promise<BrowserContext> {
  browser ??= launch();
  const key = `${javaScript} ${colorScheme}`;
  const made =
    contexts.get(key) ?? browser.then((it) => it.newContext(contextOptions(javaScript, colorScheme)));
  contexts.set(key, made);
  return made;
}

function contextOptions(javaScriptEnabled: boolean, colorScheme: 'light' | 'dark') {
  // Transitions would let axe see colours half way.
  return { javaScriptEnabled, colorScheme, reducedMotion: 'reduce' as const, locale: 'zh-CN' };
}
