import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toolRoot } from '../../scripts/lib/files.ts';
import { type Served, serve } from '../../scripts/lib/server.ts';
import { parseSums, type Sums, verdictText } from '../../scripts/lib/verify/sums.ts';
import { verifyUrl } from '../../scripts/lib/verify/verify.ts';
import { writeSums } from '../support/sums.ts';

let dir: string;
let site: string;
const servers: { close: () => unknown }[] = [];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'mingzhang-verify-'));
  site = join(dir, 'site');
  mkdirSync(join(site, '130303/2024/350001/tables'), { recursive: true });
  writeFileSync(join(site, 'index.html'), '<h1>首页</h1>');
  writeFileSync(join(site, '404.html'), '<h1>没有</h1>');
  writeFileSync(join(site, '130303/2024/350001/index.html'), '<h1>部门</h1>');
  writeFileSync(join(site, '130303/2024/350001/tables/三公 #1.csv'), '项目,金额\n合计,3.00\n');
  writeSums(site);
});

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  rmSync(dir, { recursive: true, force: true });
});

async function served(base = '/'): Promise<Served> {
  const server = await serve({ dir: site, base, port: 0 });
  servers.push(server);
  return server;
}

/** The site, but for one address. */
async function answering(address: string, answer: (response: ServerResponse) => unknown): Promise<string> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '', 'http://x').pathname);
    if (path === address) answer(response);
    else response.end(readFileSync(join(site, path.replace(/\/$/, '/index.html'))));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  servers.push({
    close() {
      server.closeAllConnections();
      server.close();
    },
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** Not spawnSync: the server that the command asks runs in this process. */
function verify(...args: string[]): Promise<{ status: number | null; out: string; err: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [join(toolRoot, 'scripts/verify.ts'), ...args]);
    let out = '';
    let err = '';
    child.stdout.on('data', (data) => (out += data));
    child.stderr.on('data', (data) => (err += data));
    child.on('close', (status) => done({ status, out, err }));
  });
}

describe('a folder', () => {
  it('is what was published', async () => {
    const { status, out } = await verify(site);
    expect(out).toContain('4 个文件全部与公布的一致');
    expect(status).toBe(0);
  });

  it('differs: one changed, one missing, one more, one link', async () => {
    writeFileSync(join(site, '130303/2024/350001/tables/三公 #1.csv'), '项目,金额\n合计,5.00\n');
    rmSync(join(site, '404.html'));
    writeFileSync(join(site, 'evil.js'), 'alert(1)');
    symlinkSync('/etc/hostname', join(site, 'link'));
    writeFileSync(join(site, 'a\u001b[2J\u202eb'), '');
    const { status, out } = await verify(site);
    expect(out).toContain('公布 4 个文件，一致 2 个，有 5 处不符');
    expect(out).toContain('内容不同  130303/2024/350001/tables/三公 #1.csv');
    expect(out).toContain('缺少  404.html');
    expect(out).toContain('多出（没有公布过）  evil.js');
    expect(out).toContain('多出（没有公布过）  a\uFFFD[2J\uFFFDb');
    expect(out).toContain('多出（没有公布过）  link（不是普通文件）');
    expect(status).toBe(1);
  });

  it('is held against a list kept elsewhere, which one who rewrites the site cannot rewrite', async () => {
    const kept = join(dir, 'kept');
    copyFileSync(join(site, 'SHA256SUMS'), kept);
    writeFileSync(join(site, 'index.html'), '<h1>假</h1>');
    writeSums(site);
    expect((await verify(site)).status).toBe(0);
    const { status, out } = await verify(site, '--sums', kept);
    expect(out).toContain('内容不同  index.html');
    expect(status).toBe(1);
  });

  it.each([
    [['/nowhere'], 1, '没有“/nowhere”这个目录'],
    [[tmpdir()], 1, '其中有 SHA256SUMS'],
    [[], 2, '用法：npm run verify'],
    [['a', 'b'], 2, '用法：npm run verify'],
    [['https://'], 1, '不是网址'],
  ])('says what to do for %j', async (args, code, message) => {
    const { status, err } = await verify(...args);
    expect(err).toContain(message);
    expect(status).toBe(code);
  });
});

describe('an address', () => {
  it('serves what was published, under a base path as well', async () => {
    for (const base of ['/', '/a/预算/']) {
      const { url } = await served(base);
      const { status, out } = await verify(encodeURI(url), '--format', 'json');
      expect(JSON.parse(out)).toMatchObject({ files: 4, same: 4, differences: [] });
      expect(status).toBe(0);
    }
  });

  it('serves something else: each difference is named', async () => {
    const { url } = await served();
    writeFileSync(join(site, '130303/2024/350001/index.html'), '<h1>改过</h1>');
    rmSync(join(site, '130303/2024/350001/tables'), { recursive: true });
    const { status, out } = await verify(url.slice(0, -1));
    expect(out).toContain('内容不同  130303/2024/350001/index.html');
    expect(out).toContain('缺少  130303/2024/350001/tables/三公 #1.csv');
    expect(status).toBe(1);
  });

  it('a server in trouble is neither same nor different', async () => {
    const broken = createServer((request, response) => {
      if (request.url === '/SHA256SUMS') response.end(`${'0'.repeat(64)}  a.html\n`);
      else response.writeHead(503).end();
    });
    await new Promise<void>((done) => broken.listen(0, '127.0.0.1', done));
    servers.push(broken);
    const { port } = broken.address() as AddressInfo;
    const { status, out } = await verify(`http://127.0.0.1:${port}/`);
    expect(out).toContain('没能核对  a.html（服务器回答 503）');
    expect(status).toBe(1);
  });

  it.each([
    [
      'another page of it',
      (response: ServerResponse) => response.writeHead(302, { location: '404.html' }).end(),
      '内容不同  index.html',
    ],
    [
      'itself again and again',
      (response: ServerResponse) => response.writeHead(302, { location: '/' }).end(),
      '没能核对  index.html（跳转过多）',
    ],
    [
      'a file of the reader’s own machine',
      (response: ServerResponse) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
      '没能核对  index.html（读取失败）',
    ],
    [
      'less than it says',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('<h1>');
        setTimeout(() => response.destroy(), 50);
      },
      '没能核对  index.html（连接中断）',
    ],
    [
      'a page for people instead of an error',
      (response: ServerResponse) => response.end('<h1>没有</h1>'),
      '内容不同  index.html',
    ],
  ])('of a server that sends %s in place of a page', async (_, answer, told) => {
    const url = await answering('/', answer);
    expect(verdictText(await verifyUrl(url), url)).toContain(told);
  });

  describe('by a clock of our own', () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
    afterEach(() => {
      vi.useRealTimers();
      vi.unstubAllGlobals();
    });
    const one: Sums = new Map([['index.html', createHash('sha256').update('<h1>首页</h1>').digest('hex')]]);

    it.each([
      ['nothing at all', () => vi.advanceTimersByTime(30_000)],
      [
        'a beginning, and nothing more',
        (response: ServerResponse) => response.write('<h1>', () => vi.advanceTimersByTime(30_000)),
      ],
    ])('half a minute after %s, a page is given up', async (_, answer) => {
      const url = await answering('/', answer);
      expect(verdictText(await verifyUrl(url, one), url)).toContain('没能核对  index.html（等候过久）');
    });

    it.each([
      [20, '1 个文件全部与公布的一致'],
      [31, '没能核对  index.html（等候过久）'],
    ])('slowness is not silence: a byte every %i seconds', async (seconds, told) => {
      const bytes = [...new TextEncoder().encode('<h1>首页</h1>')];
      vi.stubGlobal('fetch', async (_: URL, { signal }: { signal: AbortSignal }) => {
        // Asked for the next byte only when the last has been read.
        const pull = (body: ReadableStreamDefaultController<Uint8Array>): void => {
          vi.advanceTimersByTime(seconds * 1000);
          const byte = bytes.shift();
          if (signal.aborted) body.error(signal.reason);
          else if (byte === undefined) body.close();
          else body.enqueue(Uint8Array.of(byte));
        };
        return new Response(new ReadableStream({ pull }, { highWaterMark: 0 }));
      });
      const url = 'https://example.gov.cn/';
      expect(verdictText(await verifyUrl(url, one), url)).toContain(told);
    });
  });

  it('packing is not a change', async () => {
    const packed = await answering('/', (response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('<h1>首页</h1>')),
    );
    expect(await verifyUrl(packed)).toMatchObject({ files: 4, same: 4 });
  });

  it('no site there', async () => {
    const { url } = await served();
    const { status, err } = await verify(`${url}nothing/`);
    expect(err).toMatch(/取不到 .*nothing\/SHA256SUMS：服务器回答 404/);
    expect(status).toBe(1);
    const nobody = await verify('http://127.0.0.1:1/');
    expect(nobody.err).toContain('取不到 http://127.0.0.1:1/SHA256SUMS');
    expect(nobody.status).toBe(1);
  });
});

describe('SHA256SUMS', () => {
  const sum = 'a'.repeat(64);
  it.each([
    ['<!doctype html>', '第 1 行不是'],
    [`${sum}  a\n${sum}  ../b`, '第 2 行的文件名“../b”不在网站之内'],
    [`${sum}  /etc/passwd`, '不在网站之内'],
    [`${sum}  C:/x`, '不在网站之内'],
    [`${sum}  a//b`, '不在网站之内'],
    [`${sum}  a\\b`, '不在网站之内'],
    [`${sum}  \u001b[2J假`, '第 1 行的文件名“\uFFFD[2J假”里有看不见的控制字符'],
    [`${sum}  a\u202egnp.exe`, '第 1 行的文件名“a\uFFFDgnp.exe”里有看不见的控制字符'],
    [`${sum}  https://example.com/x`, '不在网站之内'],
    [`${sum}  a/../../b`, '不在网站之内'],
    [`${sum}  a\n${sum}  a`, '第 2 行重复列出“a”'],
    ['', '是空的'],
  ])('%j is refused', (text, message) => {
    expect(() => parseSums(text, 'SHA256SUMS')).toThrow(message);
  });

  it('is read as sha256sum writes it', () => {
    expect([...parseSums(`${sum}  a b/三公.csv\r\n${sum.toUpperCase()} *c\n`, 'x')]).toEqual([
      ['a b/三公.csv', sum],
      ['c', sum],
    ]);
  });
});
