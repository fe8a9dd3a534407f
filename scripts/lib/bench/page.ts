import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { toolRoot } from '../build/publish.ts';
import { serve } from '../server.ts';
import {
  belowLeast,
  benchLighthouse,
  installLighthouse,
  type LighthouseBench,
  lighthouseText,
} from './lighthouse.ts';

/** What a reader waits for and pays for: the largest disclosure on a slow phone. */
export interface PageBench {
  /** Path of the page. */
  readonly page: string;
  /** Largest contentful paint in ms, on the phone below. */
  readonly lcpMs: number;
  readonly requests: number;
  /** Everything that is loaded before the reader scrolls, as a host sends it that compresses. */
  readonly compressedKB: number;
  readonly plainKB: number;
  readonly scriptsKB: number;
  /** Or why there is none. */
  readonly lighthouse: LighthouseBench | string;
  /** What is over its limit, in words; empty where all is well. */
  readonly over: readonly string[];
}

const LIMITS = { lcpMs: 2500, compressedKB: 250, scriptsKB: 30 };

/** The phone that page benchmarks use: 1.6 Mbit/s, 150 ms there and back, a quarter of this machine's speed. */
const PHONE = { width: 360, height: 740, down: (1.6 * 1024 * 1024) / 8, latency: 150, slower: 4 };

/**
 * Builds `content` in `folder` and opens its largest disclosure; asks Lighthouse of the same page, where it
 * can be installed there. Undefined without the tests' browser.
 */
export async function benchPage(content: string, folder: string): Promise<PageBench | undefined> {
  const found = await import('../../../test/e2e/chromium.ts').catch(() => undefined);
  if (!found) return undefined;
  const site = join(folder, 'site');
  build(asPublished(content, join(folder, 'content')), site);
  const page = largestDisclosure(site);
  const tool = join(folder, 'lighthouse');
  const missing = installLighthouse(tool);
  const served = await serve({ dir: site, port: 0 });
  const port = await freePort();
  const browser = await found.launch([`--remote-debugging-port=${port}`]);
  try {
    const tab = await browser.newPage({ viewport: { width: PHONE.width, height: PHONE.height } });
    const session = await tab.context().newCDPSession(tab);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: PHONE.latency,
      downloadThroughput: PHONE.down,
      uploadThroughput: PHONE.down,
    });
    await session.send('Emulation.setCPUThrottlingRate', { rate: PHONE.slower });
    const bodies: { script: boolean; body: Promise<Buffer> }[] = [];
    tab.on('response', (response) => {
      const script = response.request().resourceType() === 'script';
      bodies.push({ script, body: response.body() });
    });
    await tab.goto(served.url + page, { waitUntil: 'networkidle' });
    const lcpMs = await tab.evaluate(
      () =>
        new Promise<number>((done) => {
          new PerformanceObserver((list) =>
            done(Math.round(list.getEntries().at(-1)?.startTime ?? 0)),
          ).observe({ type: 'largest-contentful-paint', buffered: true });
        }),
    );
    const loaded = await Promise.all(
      bodies.map(async ({ script, body }) => {
        const bytes = await body;
        return { script, plain: bytes.length, compressed: gzipSync(bytes).length };
      }),
    );
    const kB = (sizes: readonly number[]) => Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1024);
    const result = {
      page,
      lcpMs,
      requests: loaded.length,
      compressedKB: kB(loaded.map(({ compressed }) => compressed)),
      plainKB: kB(loaded.map(({ plain }) => plain)),
      scriptsKB: kB(loaded.filter(({ script }) => script).map(({ compressed }) => compressed)),
    };
    await tab.close();
    const lighthouse = missing ?? (await benchLighthouse(tool, served.url + page, port));
    const low = typeof lighthouse === 'string' ? [] : belowLeast(lighthouse);
    return { ...result, lighthouse, over: [...overLimits(result), ...low] };
  } finally {
    await browser.close();
    await served.close();
  }
}

/** The content as an office publishes it: a demonstration asks search engines to leave it out. */
function asPublished(content: string, copy: string): string {
  cpSync(content, copy, { recursive: true });
  const file = join(copy, 'site.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^sample:.*$/m, 'sample: false'));
  return copy;
}

function build(content: string, out: string): void {
  const script = join(toolRoot, 'scripts/start.mjs');
  const args = [script, 'build', '--content', content, '--out', out, '--no-pdf', '--no-xlsx'];
  const done = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (done.status !== 0) throw new Error(done.stdout.slice(-2000) + done.stderr.slice(-2000));
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function overLimits(found: { readonly [name in keyof typeof LIMITS]: number }): readonly string[] {
  const names = {
    lcpMs: '最大内容绘制（毫秒）',
    compressedKB: '压缩后（KB）',
    scriptsKB: '脚本压缩后（KB）',
  };
  return (Object.keys(LIMITS) as (keyof typeof LIMITS)[])
    .filter((name) => found[name] > LIMITS[name])
    .map((name) => `${names[name]} ${found[name]}，超过限额 ${LIMITS[name]}`);
}

/** By the size of the page: of disclosures alone, which stand beside their data. */
function largestDisclosure(folder: string): string {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('disclosure.json'))
    .map((name) => dirname(name));
  const size = (page: string) => statSync(join(folder, page, 'index.html')).size;
  const [largest] = pages.sort((a, b) => size(b) - size(a));
  if (largest === undefined) throw new Error('没有可以测量的公开文本');
  return `${largest.replaceAll('\\', '/')}/`;
}

export function pageBenchText(bench: PageBench | undefined): string {
  if (!bench) return '没有装测试用的浏览器，网页没有测量。请先运行 npm install。';
  const { page, lcpMs, requests, compressedKB, plainKB, scriptsKB, lighthouse, over } = bench;
  return [
    `${page}：最大内容绘制 ${lcpMs} 毫秒（慢速手机：1.6 Mbit/s，往返 150 毫秒，处理器慢 4 倍）；`,
    `首屏共 ${requests} 个请求，${plainKB} KB，压缩后 ${compressedKB} KB，其中脚本 ${scriptsKB} KB。`,
    typeof lighthouse === 'string' ? `\n${lighthouse}。` : `\n${lighthouseText(lighthouse)}`,
    ...over.map((one) => `\n${one}。`),
  ].join('');
}
