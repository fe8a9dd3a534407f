import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Served, serve } from '../../scripts/lib/server.ts';

const LONG = '一般公共预算支出'.repeat(1000);
let root: string;
let served: Served;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'serve-'));
  await writeFile(join(root, 'secret.txt'), 'secret');
  const dir = join(root, 'dist');
  await mkdir(join(dir, '石家庄', '支出总表'), { recursive: true });
  await writeFile(join(dir, 'index.html'), '首页');
  await writeFile(join(dir, '404.html'), '没有');
  await writeFile(join(dir, 'long.html'), LONG);
  await writeFile(join(dir, 'long.pdf'), LONG);
  await writeFile(join(dir, '.hidden'), 'secret');
  await writeFile(join(dir, '石家庄', '支出总表', 'index.html'), '表');
  await writeFile(join(dir, '石家庄', '总表.csv'), '\uFEFF项目\n');
  await symlink(root, join(dir, 'out'), 'junction');
  served = await serve({ dir, base: '/yusuan', port: 0 });
});
afterAll(async () => {
  await served.close();
  await rm(root, { recursive: true, force: true });
});

interface Sent {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly bytes: Buffer;
}

/** By node:http, since fetch would tidy `..` away before sending. */
function fetchBytes(path: string, headers = {}, method = 'GET') {
  return new Promise<Sent>((done, fail) => {
    const sent = request(new URL(served.url).origin, { path, method, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(parts) }),
      );
    });
    sent.on('error', fail).end();
  });
}

async function get(path: string, method = 'GET', headers = {}) {
  const { bytes, ...sent } = await fetchBytes(path, headers, method);
  return { ...sent, body: bytes.toString() };
}

describe('serve', () => {
  test('sends the index of a folder as UTF-8', async () => {
    const { status, headers, body } = await get('/yusuan/');
    expect([status, headers['content-type'], body]).toEqual([200, 'text/html; charset=utf-8', '首页']);
  });

  test('decodes Chinese paths', async () => {
    expect((await get(encodeURI('/yusuan/石家庄/支出总表/'))).body).toBe('表');
    const csv = await get(encodeURI('/yusuan/石家庄/总表.csv'));
    expect([csv.headers['content-type'], csv.body]).toEqual(['text/csv; charset=utf-8', '\uFEFF项目\n']);
  });

  test('redirects a folder to its closing slash and keeps the query', async () => {
    const { status, headers } = await get(`${encodeURI('/yusuan/石家庄/支出总表')}?a=1`);
    expect([status, headers.location]).toEqual([301, `${encodeURI('/yusuan/石家庄/支出总表/')}?a=1`]);
    expect((await get('/yusuan')).headers.location).toBe('/yusuan/');
  });

  test.each([
    '/yusuan/nothing/',
    '/yusuan/石家庄/',
    '/',
    '/elsewhere/',
    '/yusuan/.hidden',
    '/yusuan/../secret.txt',
    '/yusuan/..%2Fsecret.txt',
    '/yusuan/%2e%2e/secret.txt',
    '/yusuan/..%5Csecret.txt',
    '/yusuan/out/secret.txt',
    '/yusuan/index.html%00',
    '/yusuan/index.html/',
  ])('answers %s with 404.html', async (path) => {
    expect(await get(path.replace(/\P{ASCII}+/gu, encodeURIComponent))).toMatchObject({
      status: 404,
      body: '没有',
    });
  });

  test('refuses what it cannot read', async () => {
    expect((await get('/yusuan/%E7')).status).toBe(400);
    expect((await get('/yusuan/', 'POST')).status).toBe(405);
  });

  test('HEAD and ETag', async () => {
    const { headers, body } = await get('/yusuan/', 'HEAD');
    expect([headers['content-length'], body]).toEqual(['6', '']);
    expect((await get('/yusuan/', 'GET', { 'If-None-Match': headers.etag })).status).toBe(304);
  });

  const unpacked = { gzip: gunzipSync, br: brotliDecompressSync };
  test.each([
    ['gzip, deflate, br', 'br'],
    ['gzip, deflate', 'gzip'],
    ['br;q=0.1, gzip', 'gzip'],
    ['br;q=0, GZIP;q=0.5', 'gzip'],
    ['*', 'br'],
    ['*;q=0.5, br;q=0', 'gzip'],
  ] as const)('packs text for a browser that takes %s', async (accepted, encoding) => {
    const headers = { 'Accept-Encoding': accepted };
    const sent = await fetchBytes('/yusuan/long.html', headers);
    expect(sent.headers).toMatchObject({
      'content-encoding': encoding,
      'content-type': 'text/html; charset=utf-8',
      vary: 'Accept-Encoding',
    });
    expect(sent.headers).not.toHaveProperty('content-length');
    expect(sent.bytes.length).toBeLessThan(200);
    expect(unpacked[encoding](sent.bytes).toString()).toBe(LONG);
    const again = await get('/yusuan/long.html', 'GET', { ...headers, 'If-None-Match': sent.headers.etag });
    expect([again.status, again.headers.vary]).toEqual([304, 'Accept-Encoding']);
  });

  test.each(['', 'identity', 'deflate', 'gzip;q=0', '*;q=0'])('sends as it is for “%s”', async (accepted) => {
    const sent = await get('/yusuan/long.html', 'GET', { 'Accept-Encoding': accepted });
    expect(sent.body).toBe(LONG);
    expect(sent.headers).toMatchObject({ 'content-length': `${LONG.length * 3}`, vary: 'Accept-Encoding' });
  });

  test('packs neither what is packed already nor what is short', async () => {
    const pdf = await get('/yusuan/long.pdf', 'GET', { 'Accept-Encoding': 'gzip' });
    expect([pdf.headers['content-encoding'], pdf.headers.vary, pdf.body]).toEqual([
      undefined,
      undefined,
      LONG,
    ]);
    const short = await get('/yusuan/', 'GET', { 'Accept-Encoding': 'gzip' });
    expect([short.headers['content-encoding'], short.body]).toEqual([undefined, '首页']);
  });
});
