import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CHECKSUMS } from '../build/checksums.ts';
import { exists, UserError } from '../files.ts';
import { type Difference, parseSums, type Sums, type Verdict } from './sums.ts';

/** Requests at a time: a county's server is small. */
const PARALLEL = 6;
/** A file of which nothing comes for so long is given up. */
const PATIENCE_MS = 30_000;
/** The figures of a province are some hundred megabytes; what goes on for longer than this never ends. */
const MOST_MS = 20 * 60_000;
/** The list of a million files is about 150 MB. */
const MAX_SUMS_BYTES = 256 * 1024 * 1024;

/** What stands in a folder against what was published there, or against `sums` of another place. */
export async function verifyFolder(dir: string, sums?: Sums): Promise<Verdict> {
  const listed = sums ?? (await sumsOf(join(dir, CHECKSUMS)));
  const present = new Set<string>();
  const differences: Difference[] = [];
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    const path = relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/');
    if (entry.isDirectory() || path === CHECKSUMS) continue;
    if (!entry.isFile()) differences.push({ path, kind: 'extra', detail: '不是普通文件' });
    else if (!listed.has(path)) differences.push({ path, kind: 'extra' });
    else present.add(path);
  }
  let same = 0;
  for (const [path, sum] of listed) {
    const found = present.has(path) ? await hashOf(createReadStream(join(dir, path))) : undefined;
    if (found === sum) same += 1;
    else differences.push({ path, kind: found === undefined ? 'missing' : 'changed' });
  }
  return { files: listed.size, same, differences };
}

/** What a server sends against what was published. What else it may serve, a reader cannot list. */
export async function verifyUrl(address: string, sums?: Sums): Promise<Verdict> {
  const root = new URL(address.endsWith('/') ? address : `${address}/`);
  const listed = sums ?? parseSums(await textOf(new URL(CHECKSUMS, root)), `${root}${CHECKSUMS}`);
  const differences: Difference[] = [];
  const queue = [...listed];
  let same = 0;
  const work = async () => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      const [path, sum] = next;
      const difference = await compareOne(new URL(addressOf(path), root), path, sum);
      if (difference) differences.push(difference);
      else same += 1;
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  differences.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files: listed.size, same, differences };
}

async function compareOne(url: URL, path: string, sum: string): Promise<Difference | undefined> {
  try {
    const { response, pieces } = await send(url);
    if (response.status === 404 || response.status === 410) {
      await response.body?.cancel();
      // A server may answer with this page only where nothing is found.
      return path === '404.html' ? undefined : { path, kind: 'missing' };
    }
    if (!response.ok) {
      await response.body?.cancel();
      return { path, kind: 'unread', detail: `服务器回答 ${response.status}` };
    }
    const found = await hashOf(pieces);
    return found === sum ? undefined : { path, kind: 'changed' };
  } catch (error) {
    return { path, kind: 'unread', detail: reasonOf(error) };
  }
}

/** A page is asked for by its folder, as readers do: many servers redirect `index.html` there. */
function addressOf(path: string): string {
  const asked = path.replace(/(^|\/)index\.html$/, '$1');
  return asked === '' ? './' : asked.split('/').map(encodeURIComponent).join('/');
}

/** What a server sends, in pieces. */
interface Sent {
  readonly response: Response;
  readonly pieces: AsyncIterable<Uint8Array>;
}

/** Gives up where nothing comes for a while, not where much comes slowly. */
async function send(url: URL): Promise<Sent> {
  const stop = new AbortController();
  const late = (): void => stop.abort(new DOMException('', 'TimeoutError'));
  setTimeout(late, MOST_MS).unref();
  const silent = setTimeout(late, PATIENCE_MS).unref();
  // `identity`: the bytes themselves, not what a proxy makes of them.
  const response = await fetch(url, { headers: { 'accept-encoding': 'identity' }, signal: stop.signal });
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for await (const piece of response.body ?? []) {
      silent.refresh();
      yield piece;
    }
    clearTimeout(silent);
  }
  return { response, pieces: pieces() };
}

async function textOf(url: URL): Promise<string> {
  let sent: Sent;
  try {
    sent = await send(url);
  } catch (error) {
    throw new UserError(`取不到 ${url}：${reasonOf(error)}。请检查网址与网络。`);
  }
  const { response, pieces } = sent;
  if (!response.ok) {
    throw new UserError(
      `取不到 ${url}：服务器回答 ${response.status}。网址应是网站首页的地址，例如 https://example.gov.cn/budget/。`,
    );
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of pieces) {
    size += chunk.length;
    if (size > MAX_SUMS_BYTES) throw new UserError(`${url} 大得不像校验清单，没有继续读取。`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The list kept elsewhere, e.g. where the build was made. */
export async function sumsOf(file: string): Promise<Sums> {
  if (!(await exists(file))) {
    throw new UserError(`没有“${file}”。请给出网站的输出目录（其中有 ${CHECKSUMS}）或网址。`);
  }
  return parseSums(await readFile(file, 'utf8'), file);
}

async function hashOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const hash: Hash = createHash('sha256');
  await pipeline(bytes, hash);
  return hash.digest('hex');
}

function reasonOf(error: unknown): string {
  const { name, code, cause } = error as {
    name?: string;
    code?: string;
    cause?: { code?: string; message?: string };
  };
  if (name === 'TimeoutError') return '等候过久';
  if (/redirect/i.test(cause?.message ?? '')) return '跳转过多';
  const reason = code ?? cause?.code ?? '';
  const known: Readonly<Record<string, string>> = {
    ECONNREFUSED: '服务器拒绝连接',
    ENOTFOUND: '没有这个域名',
    ECONNRESET: '连接中断',
    UND_ERR_SOCKET: '连接中断',
    CERT_HAS_EXPIRED: '证书已过期',
  };
  return known[reason] ?? `读取失败${reason && ` ${reason}`}`;
}
