import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Served, serve } from '../../scripts/lib/server.ts';

let root: string;
let served: Served;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'serve-'));
  await writeFile(join(root, 'secret.txt'), 'secret');
  const dir = join(root, 'dist');
  await mkdir(join(dir, '石家庄', '支出总表'), { recursive: true });
  await writeFile(join(dir, 'index.html'), '首页');
  await writeFile(join(dir, '404.html'), '没有');
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

/** By node:http, since fetch would tidy `..` away before sending. */
function get(path: string, method = 'GET', headers = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((done, fail) => {
    const sent = request(new URL(served.url).origin, { path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text) => {
        body += text;
      });
      response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    sent.on('error', fail).end();
  });
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
});
