import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toolRoot } from '../../scripts/lib/files.ts';
import { POLICY } from '../../src/components/policy.ts';

const read = (name: string) => readFileSync(join(toolRoot, 'scripts/hosting', name), 'utf8');
const files = ['nginx.conf', 'Caddyfile', '_headers'];

const WANTED: Readonly<Record<string, RegExp>> = {
  'Content-Security-Policy': /frame-ancestors 'self'/,
  'X-Content-Type-Options': /^nosniff$/,
  'X-Frame-Options': /^SAMEORIGIN$/,
  'Referrer-Policy': /^strict-origin-when-cross-origin$/,
  'Permissions-Policy': /geolocation=\(\)/,
};

function headerIn(text: string, name: string): string {
  return new RegExp(`${name}:? "?([^"\\n]+)`).exec(text)?.[1]?.trim() ?? '';
}

const directives = (policy: string) =>
  policy
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean)
    .sort();

describe.each(files)('%s', (name) => {
  it.each(Object.entries(WANTED))('sends %s', (header, pattern) => {
    expect(headerIn(read(name), header)).toMatch(pattern);
  });

  it('has the policy of the pages and forbids foreign frames, which a page itself cannot', () => {
    const wanted = [...directives(POLICY), "frame-ancestors 'self'"].sort();
    expect(directives(headerIn(read(name), 'Content-Security-Policy'))).toEqual(wanted);
  });
});

const hasNginx = spawnSync('nginx', ['-v']).status === 0;
// A machine without nginx still compares the files above.
describe.skipIf(!hasNginx)('a real nginx (skipped where it is not installed)', () => {
  let dir: string;
  let url: string;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'mingzhang-nginx-'));
    const site = join(dir, 'site');
    for (const folder of ['130303/2024/350001/tables', '_astro', '.git'])
      mkdirSync(join(site, folder), { recursive: true });
    writeFileSync(join(site, 'index.html'), '<h1>首页</h1>');
    writeFileSync(join(site, '404.html'), '<h1>没有这个页面</h1>');
    writeFileSync(join(site, '130303/2024/350001/index.html'), '<h1>部门</h1>');
    writeFileSync(join(site, '130303/2024/350001/tables/三公经费.csv'), '项目,金额\n');
    writeFileSync(join(site, '_astro/page.x.js'), 'export {};\n');
    writeFileSync(join(site, '.git/config'), 'secret');
    const conf = join(dir, 'nginx.conf');
    const confOf = (port: number): string =>
      `daemon off; ${process.getuid?.() === 0 ? 'user root;' : ''} pid ${dir}/pid; error_log ${dir}/error.log; events {}
http { access_log off; client_body_temp_path ${dir}/a; proxy_temp_path ${dir}/b; fastcgi_temp_path ${dir}/c; uwsgi_temp_path ${dir}/d; scgi_temp_path ${dir}/e;
server { listen 127.0.0.1:${port}; root ${site}; include ${toolRoot}/scripts/hosting/nginx.conf; } }`;
    // The port may be taken again before nginx has it.
    for (let tries = 0; tries < 5; tries++) {
      const port = await freePort();
      writeFileSync(conf, confOf(port));
      const child = spawn('nginx', ['-c', conf, '-p', dir], { stdio: 'ignore' });
      stop = () => new Promise((done) => child.once('exit', () => done()) && child.kill());
      url = `http://127.0.0.1:${port}`;
      while (child.exitCode === null) {
        if (await fetch(url).catch(() => undefined)) return;
        await new Promise((done) => setTimeout(done, 50));
      }
    }
    throw new Error(readFileSync(join(dir, 'error.log'), 'utf8'));
  });
  afterAll(async () => {
    await stop?.();
    rmSync(dir, { recursive: true, force: true });
  });

  it.each([
    ['/', 200, 'text/html; charset=utf-8'],
    ['/130303/2024/350001/', 200, 'text/html; charset=utf-8'],
    [`/130303/2024/350001/tables/${encodeURI('三公经费')}.csv`, 200, 'text/csv; charset=utf-8'],
    ['/_astro/page.x.js', 200, 'text/javascript; charset=utf-8'],
    ['/nothing/', 404, 'text/html; charset=utf-8'],
    ['/.git/config', 404, 'text/html; charset=utf-8'],
  ])('%s answers %i with all headers', async (path, status, type) => {
    const response = await fetch(url + path);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe(type);
    for (const [header, pattern] of Object.entries(WANTED))
      expect(response.headers.get(header), header).toMatch(pattern);
    expect(await response.text()).not.toContain('secret');
  });

  it('leads a folder to its page, and keeps what is named by its content', async () => {
    const folder = await fetch(`${url}/130303/2024/350001`, { redirect: 'manual' });
    expect([folder.status, folder.headers.get('location')]).toEqual([301, '/130303/2024/350001/']);
    expect((await fetch(`${url}/_astro/page.x.js`)).headers.get('cache-control')).toContain(
      'max-age=31536000',
    );
    expect(await (await fetch(`${url}/nothing/`)).text()).toContain('没有这个页面');
  });
});

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
