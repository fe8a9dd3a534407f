import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSite } from '../../../src/open-site.ts';
import { Engine } from '../../../src/pdf/engine.ts';
import { renderPdf } from '../../../src/pdf/render.ts';
import { readSettings } from '../../../src/settings.ts';
import type { DisclosureView } from '../../../src/view/types.ts';
import { renderPdfs } from '../build/pdf.ts';
import { toolRoot } from '../files.ts';
import { serve } from '../server.ts';

export interface PdfBench {
  /** Milliseconds a PDF over a whole site, views included: all rendered, then all from the cache. */
  readonly first: number;
  readonly cached: number;
  readonly averageMB: number;
  readonly largestMB: number;
  /** One process, one PDF after another: megabytes after the first tenth, and after all. */
  readonly memory: {
    readonly pdfs: number;
    readonly earlyMB: number;
    readonly lateMB: number;
    readonly peakMB: number;
  };
  /** The disclosure of the most pages, printed in turn by both; medians in milliseconds. */
  readonly sideBySide: {
    readonly id: string;
    readonly pages: number;
    readonly typst: number;
    readonly typstMB: number;
  } & Partial<ChromiumBench>;
}

interface ChromiumBench {
  readonly chromium: number;
  readonly chromiumPages: number;
  readonly chromiumMB: number;
  /** Typst's time by Chromium's. */
  readonly ratio: number;
}

const MB = 1024 * 1024;
const ROUNDS = 7;

/** `siteDir` is the built site of the same content, for Chromium to print. */
export async function benchPdf(contentDir: string, siteDir: string, pdfs: number): Promise<PdfBench> {
  const env = { MINGZHANG_ROOT: toolRoot, CONTENT_DIR: contentDir, MINGZHANG_DRAFTS: 'true' };
  const site = openSite(readSettings(env, toolRoot, new Date()));
  const ids = site.reports.flatMap(({ id, disclosure }) => (disclosure ? [id] : [])).slice(0, pdfs);
  const folder = await mkdtemp(join(tmpdir(), 'mingzhang-bench-pdf-'));
  try {
    const options = {
      ids,
      view: site.disclosure,
      target: (id: string) => join(folder, `${id.replaceAll('/', '-')}.pdf`),
      cacheDir: join(folder, 'cache'),
      print: () => {},
    };
    const first = await timed(() => renderPdfs(options));
    const cached = await timed(() => renderPdfs(options));
    const { sizes, memory, longest } = await inOneProcess(ids, site.disclosure, pdfs);
    return {
      first: round(first / ids.length),
      cached: round(cached / ids.length),
      averageMB: round(sizes.reduce((sum, size) => sum + size, 0) / sizes.length / MB, 2),
      largestMB: round(Math.max(...sizes) / MB, 2),
      memory,
      sideBySide: await sideBySide(site.disclosure(longest), siteDir),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** For people. */
export function pdfBenchText({ first, cached, averageMB, memory, sideBySide }: PdfBench): string {
  const { pages, typst, chromium, ratio } = sideBySide;
  return [
    `PDF：每份 ${first} 毫秒，没有变化的 ${cached} 毫秒；平均 ${averageMB} MB；`,
    `一个进程连印 ${memory.pdfs} 份，内存由 ${memory.earlyMB} MB 到 ${memory.lateMB} MB。`,
    `${pages} 页的一份 ${typst} 毫秒${chromium === undefined ? '' : `，Chromium 印同一网页 ${chromium} 毫秒（比 ${ratio}）`}。`,
  ].join('');
}

async function inOneProcess(ids: readonly string[], view: (id: string) => DisclosureView, pdfs: number) {
  const engine = new Engine();
  const sizes: number[] = [];
  let [early, peak, most] = [0, 0, 0];
  let longest = ids[0] as string;
  for (let n = 0; n < pdfs; n++) {
    const id = ids[n % ids.length] as string;
    // Each a document of its own.
    const shown = { ...view(id), hash: String(n).padStart(64, '0') };
    const { pdf } = renderPdf(shown, engine, 'ua-1');
    sizes.push(pdf.length);
    // As between two messages to a process that prints: what was allocated outside the heap is let go.
    await new Promise((done) => setImmediate(done));
    if (n < ids.length && pageCount(pdf) > most) [most, longest] = [pageCount(pdf), id];
    const used = process.memoryUsage.rss() / MB;
    peak = Math.max(peak, used);
    if (n === Math.floor(pdfs / 10)) early = used;
  }
  const late = process.memoryUsage.rss() / MB;
  const memory = { pdfs, earlyMB: Math.round(early), lateMB: Math.round(late), peakMB: Math.round(peak) };
  return { sizes, memory, longest };
}

async function sideBySide(view: DisclosureView, siteDir: string): Promise<PdfBench['sideBySide']> {
  const engine = new Engine();
  const chromium = await openChromium(view.id, siteDir);
  const typst: number[] = [];
  const other: number[] = [];
  let own: Buffer = Buffer.alloc(0);
  let theirs: Buffer = Buffer.alloc(0);
  try {
    for (let n = 0; n < ROUNDS; n++) {
      const shown = { ...view, hash: `${n}${view.hash.slice(1)}` };
      typst.push(
        await timed(async () => {
          own = renderPdf(shown, engine, 'ua-1').pdf;
        }),
      );
      if (chromium)
        other.push(
          await timed(async () => {
            theirs = await chromium.print();
          }),
        );
    }
  } finally {
    await chromium?.close();
  }
  const mine = {
    id: view.id,
    pages: pageCount(own),
    typst: round(median(typst)),
    typstMB: round(own.length / MB, 2),
  };
  if (!chromium) return mine;
  return {
    ...mine,
    chromium: round(median(other)),
    chromiumPages: pageCount(theirs),
    chromiumMB: round(theirs.length / MB, 2),
    ratio: round(median(typst) / median(other), 2),
  };
}

/** A browser that is open already, and opens the page and prints it; undefined where none is installed. */
async function openChromium(id: string, siteDir: string) {
  const found = await import('../../../test/e2e/chromium.ts').catch(() => undefined);
  if (!found) return undefined;
  const served = await serve({ dir: siteDir, base: '/', port: 0 });
  const browser = await found.launch();
  const context = await browser.newContext();
  return {
    async print(): Promise<Buffer> {
      const page = await context.newPage();
      await page.goto(new URL(`/${id}/`, served.url).href, { waitUntil: 'load' });
      const pdf = await page.pdf({
        preferCSSPageSize: true,
        printBackground: true,
        tagged: true,
        outline: true,
      });
      await page.close();
      return pdf;
    },
    async close(): Promise<void> {
      await browser.close();
      await served.close();
    },
  };
}

function pageCount(pdf: Buffer): number {
  return Math.max(
    0,
    ...[...pdf.toString('latin1').matchAll(/\/Type\s*\/Pages\b[^>]*?\/Count (\d+)/g)].map((one) =>
      Number(one[1]),
    ),
  );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] as number;
}

function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}
