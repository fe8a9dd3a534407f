import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { POLICY } from '../../src/components/policy.ts';
import { closeBrowser, openPage, phone } from './browser.ts';
import { axe, isDisclosure, kindOf, listPages, tooWide, type Visit, visitAll } from './crawl.ts';
import { textLines } from './text.ts';

let paths: string[];
let visits: Visit[];
/** One page of each kind. */
let samples: string[];

beforeAll(async () => {
  paths = await listPages();
  samples = [...new Map(paths.map((path) => [kindOf(path), path])).values()];
  visits = await visitAll(paths);
}, 300_000);
afterAll(closeBrowser);

/** `path: what` for all pages at once, so that one run shows everything. */
const listed = (pick: (visit: Visit) => readonly string[]) =>
  visits.flatMap((visit) => pick(visit).map((what) => `${visit.path || '/'}: ${what}`));

describe('every page', () => {
  test('is there: the sample has disclosures', () => {
    expect(paths).toContain('');
    expect(paths.filter(isDisclosure).length).toBeGreaterThan(0);
  });

  test('passes axe', () => {
    expect(listed((visit) => visit.axe)).toEqual([]);
  });

  test('has no console error, failed request, request to another origin, or repeated id', () => {
    expect(listed((visit) => visit.problems)).toEqual([]);
  });

  test('does not scroll sideways on a phone of 360 px', () => {
    expect(listed((visit) => visit.tooWide)).toEqual([]);
  });

  test('carries the content security policy', async () => {
    const { page, close } = await openPage('');
    const policy = await page.locator('meta[http-equiv=content-security-policy]').getAttribute('content');
    await close();
    expect(policy).toBe(POLICY);
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|https?:/);
  });
});

test('Chinese is drawn with a Chinese font, not as boxes', async () => {
  const { page, close } = await openPage('');
  const session = await page.context().newCDPSession(page);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument');
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'h1' });
  const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
  await close();
  expect(fonts.map((font) => font.familyName).join()).toMatch(/^(Noto Sans SC|Noto Serif SC)/);
});

describe('links', () => {
  /** An address of this site as `path` and `fragment`; the address that it was built for counts too. */
  function local(href: string): { path: string; fragment: string } | undefined {
    const { url, siteUrl, base } = inject('site');
    const { origin, pathname, hash } = new URL(href);
    if (origin !== new URL(url).origin && origin !== siteUrl) return undefined;
    const decoded = decodeURIComponent(pathname);
    const path = decoded.startsWith(base) ? decoded.slice(base.length) : decoded;
    return { path, fragment: decodeURIComponent(hash.slice(1).split(':~:')[0] ?? '') };
  }

  test('all lead to a page or file that is there, with the fragment in it', async () => {
    const byPath = new Map(visits.map((visit) => [visit.path, visit]));
    const files = new Map<string, Promise<boolean>>();
    const isFile = (path: string) => {
      const url = new URL(path, inject('site').url);
      const known =
        files.get(path) ??
        fetch(url, { method: 'HEAD', redirect: 'manual' }).then(({ status }) => status === 200);
      files.set(path, known);
      return known;
    };
    const broken = new Map<string, string[]>();
    for (const visit of visits) {
      for (const href of visit.links) {
        const target = local(href);
        if (target === undefined) continue;
        const page = byPath.get(target.path);
        const isThere = page
          ? target.fragment === '' || page.ids.has(target.fragment)
          : await isFile(target.path);
        if (isThere) continue;
        const shown = `${target.path}${target.fragment && `#${target.fragment}`}`;
        broken.set(shown, [...(broken.get(shown) ?? []), visit.path || '/']);
      }
    }
    expect([...broken].map(([to, from]) => `${to} from ${from[0]} and ${from.length - 1} more`)).toEqual([]);
  });

  test('reach every page from the front page', () => {
    const byPath = new Map(visits.map((visit) => [visit.path, visit]));
    const reached = new Set(['']);
    for (const path of reached) {
      for (const href of byPath.get(path)?.links ?? []) {
        const next = local(href)?.path;
        if (next !== undefined && byPath.has(next)) reached.add(next);
      }
    }
    expect(paths.filter((path) => !reached.has(path))).toEqual([]);
  });

  test('that lead nowhere get the page for it, with status 404', async () => {
    const { page, status, close } = await openPage('没有这个页面/');
    const found = await axe(page);
    const home = await page.locator(`a[href="${inject('site').base}"]`).count();
    await close();
    expect([status, found]).toEqual([404, []]);
    expect(home).toBeGreaterThan(0);
  });
});

describe('one page of each kind', () => {
  test.each([
    ['on a phone', phone, 'light'],
    ['at night', undefined, 'dark'],
    ['on a phone at night', phone, 'dark'],
  ] as const)('passes axe %s', async (_, viewport, colorScheme) => {
    const found: string[] = [];
    for (const path of samples) {
      const { page, close } = await openPage(path, { colorScheme, ...(viewport && { viewport }) });
      found.push(...(await axe(page)).map((what) => `${path || '/'}: ${what}`));
      await close();
    }
    expect(found).toEqual([]);
  });

  test('fits when type is enlarged to 200 %', async () => {
    const found: string[] = [];
    for (const path of samples) {
      // What a browser's zoom of 200 % leaves of 1280 px.
      const { page, close } = await openPage(path, { viewport: { width: 640, height: 450 } });
      found.push(...(await tooWide(page)).map((what) => `${path || '/'}: ${what}`));
      await close();
    }
    expect(found).toEqual([]);
  });

  test('says the same without JavaScript', async () => {
    const different: string[] = [];
    for (const path of samples) {
      const [plain, scripted] = await Promise.all([openPage(path, { javaScript: false }), openPage(path)]);
      const [without, withIt] = await Promise.all([textLines(plain.page), textLines(scripted.page)]);
      const missing = [...withIt.readable].filter((line) => !without.readable.has(line));
      // What a script folds away, it has not lost.
      const lost = [...without.readable].filter((line) => !withIt.all.has(line));
      different.push(...missing.map((line) => `${path || '/'}: only with JavaScript: ${line}`));
      different.push(...lost.map((line) => `${path || '/'}: only without: ${line}`));
      await Promise.all([plain.close(), scripted.close()]);
    }
    expect(different).toEqual([]);
  });
});
