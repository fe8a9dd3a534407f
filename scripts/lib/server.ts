import { createReadStream, type Stats } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, sep } from 'node:path';
import { pipeline } from 'node:stream';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.zip': 'application/zip',
  '.pdf': 'application/pdf',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

export interface ServeOptions {
  readonly dir: string;
  /** The path that the site is hosted under, `/` or `/a/b/`. */
  readonly base?: string;
  /** 0 takes any free port. */
  readonly port?: number;
  readonly host?: string;
}

export interface Served {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** A static server for looking at an output folder and for the tests; an office hosts the files its own way. */
export async function serve({
  dir,
  base = '/',
  port = 4321,
  host = '127.0.0.1',
}: ServeOptions): Promise<Served> {
  const root = await realpath(dir);
  const prefix = `/${base.replace(/^\/+|\/+$/g, '')}/`.replace('//', '/');
  const server = createServer((request, response) => {
    answer(request, response, root, prefix).catch(() => end(response, 500, '服务器内部错误'));
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, done);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}${prefix}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, root: string, prefix: string) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return end(response, 405, '只支持 GET 与 HEAD');
  }
  const [raw = '/', query] = (request.url ?? '/').split('?', 2);
  let path: string;
  try {
    path = decodeURIComponent(raw);
  } catch {
    return end(response, 400, '网址的编码有误');
  }
  if (`${path}/` === prefix) return redirect(response, prefix, query);
  const found = path.startsWith(prefix) ? await find(root, path.slice(prefix.length)) : undefined;
  if (found === 'folder') return redirect(response, `${raw}/`, query);
  if (found !== undefined) return send(request, response, 200, found);
  const missing = await find(root, '404.html');
  if (missing !== undefined && missing !== 'folder') return send(request, response, 404, missing);
  end(response, 404, '没有这个页面');
}

interface Found {
  readonly path: string;
  readonly stats: Stats;
}

/** The file for a decoded path; `folder` where the path lacks its closing slash. */
async function find(root: string, path: string): Promise<Found | 'folder' | undefined> {
  const parts = path.split('/');
  const isOdd = (part: string) => part.startsWith('.') || /[\\\0:]/.test(part);
  if (parts.some(isOdd)) return undefined;
  try {
    const wanted = join(root, ...parts, path === '' || path.endsWith('/') ? 'index.html' : '');
    const real = await realpath(wanted);
    if (!real.startsWith(root + sep)) return undefined;
    const stats = await stat(real);
    if (stats.isFile()) return { path: real, stats };
    return (await stat(join(real, 'index.html'))).isFile() ? 'folder' : undefined;
  } catch {
    return undefined;
  }
}

function send(request: IncomingMessage, response: ServerResponse, status: number, { path, stats }: Found) {
  const type = types[extname(path).toLowerCase()] ?? 'application/octet-stream';
  const packable = isText(type) && stats.size >= WORTH_PACKING;
  const encoding = packable ? encodingFor(request.headers['accept-encoding']) : undefined;
  const tag = `W/"${stats.size.toString(36)}-${Math.trunc(stats.mtimeMs).toString(36)}"`;
  response.setHeader('Content-Type', type);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cache-Control', 'no-cache');
  response.setHeader('ETag', tag);
  if (packable) response.setHeader('Vary', 'Accept-Encoding');
  if (status === 200 && request.headers['if-none-match'] === tag) {
    response.writeHead(304).end();
    return;
  }
  // How long it is when packed is known only at its end.
  response.writeHead(status, encoding ? { 'Content-Encoding': encoding } : { 'Content-Length': stats.size });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const file = createReadStream(path);
  const failed = (error: unknown) => {
    if (error) response.destroy();
  };
  if (encoding) pipeline(file, PACKED[encoding](), response, failed);
  else pipeline(file, response, failed);
}

/** The best first, where a reader's browser takes several. */
const PACKED = {
  // The default would be slower than the line saves.
  br: () => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: () => createGzip(),
};
const ENCODINGS = Object.keys(PACKED) as (keyof typeof PACKED)[];
/** Bytes: below, heads weigh more than what is saved. */
const WORTH_PACKING = 256;

function isText(type: string): boolean {
  return /charset|svg|wasm|manifest/.test(type);
}

/** By Accept-Encoding (RFC 9110, 12.5.3); undefined sends the file as it is. */
function encodingFor(accepted = ''): keyof typeof PACKED | undefined {
  const weights = new Map(
    accepted.split(',').map((part) => {
      const [name = '', ...parameters] = part.split(';').map((word) => word.trim().toLowerCase());
      const q = parameters.find((parameter) => parameter.startsWith('q='));
      return [name, q === undefined ? 1 : Number(q.slice(2)) || 0] as const;
    }),
  );
  const weight = (name: string) => weights.get(name) ?? weights.get('*') ?? 0;
  const [best] = ENCODINGS.filter((name) => weight(name) > 0).sort((a, b) => weight(b) - weight(a));
  return best;
}

function redirect(response: ServerResponse, path: string, query: string | undefined) {
  // Two leading slashes would name another host.
  const location = path.replace(/^\/{2,}/, '/') + (query === undefined ? '' : `?${query}`);
  response.writeHead(301, { Location: encodeURI(decodeURI(location)), 'Cache-Control': 'no-cache' }).end();
}

function end(response: ServerResponse, status: number, text: string) {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}
