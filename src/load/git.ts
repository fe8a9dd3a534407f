import { spawnSync } from 'node:child_process';
import type { Entry, Source } from './source.ts';

/**
 * Content of a git revision, read straight from the object store: no checkout,
 * no temporary file, and nothing of the repository's own is run.
 */

/** Git refused or is not there. `stderr` is in English, for whoever looks further. */
export class GitError extends Error {
  override readonly name = 'GitError';
  readonly stderr: string;
  constructor(message: string, stderr = '') {
    super(message);
    this.stderr = stderr;
  }
}

export type Git = (args: readonly string[], input?: string) => Buffer;

/** A list of every changed file of a province is far below this. */
const MAX_OUTPUT = 512 * 1024 * 1024;

/** Runs git in a folder. Replaceable settings that run programs (fsmonitor) are off. */
export function gitAt(folder: string): Git {
  return (args, input = '') => {
    const result = spawnSync('git', ['-c', 'core.fsmonitor=false', ...args], {
      cwd: folder,
      input,
      maxBuffer: MAX_OUTPUT,
      windowsHide: true,
      env: { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' },
    });
    if (result.error) {
      const missing = (result.error as NodeJS.ErrnoException).code === 'ENOENT';
      throw new GitError(
        missing ? '没有找到 git 命令，请先安装 git。' : `git 运行失败：${result.error.message}`,
      );
    }
    if (result.status !== 0) {
      const stderr = result.stderr.toString('utf8').trim();
      throw new GitError(`git ${args[0]} 没有成功：${stderr.split('\n')[0] ?? ''}`, stderr);
    }
    return result.stdout;
  };
}

interface TreeEntry extends Entry {
  readonly id: string;
}

type Tree = ReadonlyMap<string, TreeEntry>;

/** Bytes that are kept of what was read; an older object is read again when asked for. */
const MAX_KEPT = 96 * 1024 * 1024;
/** Bytes asked of git at once. */
const MAX_CHUNK = 48 * 1024 * 1024;
/** Above what the loader accepts: the size alone is wanted, to refuse it. */
const MAX_BLOB = 21 * 1024 * 1024;
const MAX_TREES = 40_000;
/** Departments of one region and year; more are no folder of content. */
const MAX_BESIDE = 10_000;

/** Objects of one repository, shared by the revisions that are compared: what both have is read once. */
export class GitObjects {
  readonly #git: Git;
  readonly #blobs = new Map<string, Uint8Array>();
  readonly #trees = new Map<string, Tree>();
  #kept = 0;

  constructor(git: Git) {
    this.#git = git;
  }

  tree(id: string): Tree {
    let tree = this.#trees.get(id);
    if (!tree) {
      this.loadTrees([id]);
      tree = this.#trees.get(id) as Tree;
    }
    return tree;
  }

  /** Reads a tree with those beside it: whoever looks into one folder looks into the next. */
  treeAmong(id: string, beside: Tree): Tree {
    if (!this.#trees.has(id) && beside.size <= MAX_BESIDE)
      this.loadTrees([...beside.values()].flatMap((entry) => (entry.kind === 'folder' ? [entry.id] : [])));
    return this.tree(id);
  }

  blob(id: string): Uint8Array {
    const known = this.#blobs.get(id);
    if (known) return known;
    let found: Uint8Array = new Uint8Array();
    this.#fetch([id], (_, bytes) => {
      found = bytes;
    });
    this.#keep(id, found);
    return found;
  }

  loadTrees(ids: Iterable<string>): void {
    const wanted = [...new Set(ids)].filter((id) => !this.#trees.has(id));
    if (wanted.length === 0) return;
    if (this.#trees.size + wanted.length > MAX_TREES) this.#trees.clear();
    for (const { id, type, body } of batch(this.#git, wanted)) {
      if (type !== 'tree') throw new GitError(`版本库里的 ${id} 不是文件夹。`);
      this.#trees.set(id, parseTree(body, id.length / 2));
    }
  }

  loadBlobs(ids: Iterable<string>): void {
    const wanted = [...new Set(ids)].filter((id) => !this.#blobs.has(id));
    this.#fetch(wanted, (id, bytes) => this.#keep(id, bytes));
  }

  #fetch(ids: readonly string[], got: (id: string, bytes: Uint8Array) => void): void {
    if (ids.length === 0) return;
    let chunk: string[] = [];
    let size = 0;
    const flush = (): void => {
      for (const { id, body } of chunk.length > 0 ? batch(this.#git, chunk) : []) got(id, body);
      chunk = [];
      size = 0;
    };
    for (const [id, bytes] of sizes(this.#git, ids)) {
      if (bytes > MAX_BLOB) {
        got(id, new Uint8Array(MAX_BLOB));
        continue;
      }
      if (size + bytes > MAX_CHUNK) flush();
      chunk.push(id);
      size += bytes;
    }
    flush();
  }

  #keep(id: string, bytes: Uint8Array): void {
    if (this.#blobs.has(id)) return;
    this.#blobs.set(id, bytes);
    this.#kept += bytes.length;
    for (const [old, { length }] of this.#blobs) {
      if (this.#kept <= MAX_KEPT) break;
      this.#blobs.delete(old);
      this.#kept -= length;
    }
  }
}

interface GitObject {
  readonly id: string;
  readonly type: string;
  readonly body: Uint8Array;
}

function* batch(git: Git, ids: readonly string[]): Generator<GitObject> {
  const output = git(['cat-file', '--batch'], `${ids.join('\n')}\n`);
  let at = 0;
  for (const id of ids) {
    const end = output.indexOf(10, at);
    const [, type, size] = header(output.toString('latin1', at, end), id);
    const from = end + 1;
    const to = from + size;
    // A copy: a view would keep the whole output alive for one small file.
    yield { id, type, body: Uint8Array.prototype.slice.call(output, from, to) };
    at = to + 1;
  }
}

function sizes(git: Git, ids: readonly string[]): [string, number][] {
  const output = git(['cat-file', '--batch-check'], `${ids.join('\n')}\n`).toString('latin1');
  const lines = output.split('\n');
  return ids.map((id, index) => [id, header(lines[index] ?? '', id)[2]]);
}

function header(line: string, id: string): [string, string, number] {
  const [name = '', type = '', size = ''] = line.split(' ');
  if (name !== id || !/^\d+$/.test(size))
    throw new GitError(
      `版本库里没有对象 ${id}。这可能是只取了一部分历史的副本，请运行 git fetch --unshallow 取全。`,
      line,
    );
  return [name, type, Number(size)];
}

/** `<mode> <name>\0<id in bytes>`, over and over. */
function parseTree(bytes: Uint8Array, idLength: number): Tree {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: TreeEntry[] = [];
  for (let at = 0; at < buffer.length; ) {
    const space = buffer.indexOf(32, at);
    const end = buffer.indexOf(0, space);
    const mode = buffer.toString('latin1', at, space);
    const name = buffer.toString('utf8', space + 1, end).normalize('NFC');
    const id = buffer.toString('hex', end + 1, end + 1 + idLength);
    at = end + 1 + idLength;
    if (!name.startsWith('.')) entries.push({ name, kind: kindOf(mode), id });
  }
  return new Map(entries.sort(byName).map((entry) => [entry.name, entry]));
}

const byName = (a: Entry, b: Entry): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** A symbolic link, and a repository within the repository, are no content. */
function kindOf(mode: string): Entry['kind'] {
  if (mode === '40000') return 'folder';
  return mode.startsWith('100') ? 'file' : 'link';
}

/** A source that can be told beforehand which files and folders will be read, so that git is asked once for many. */
export interface GitSource extends Source {
  readonly prefetch: (paths: readonly string[]) => void;
}

/** The content below one tree of a repository; no tree is no content. */
export function gitSource(objects: GitObjects, root: string | undefined): GitSource {
  const find = (path: string): { entry: TreeEntry; tree?: Tree } | undefined => {
    if (root === undefined) return undefined;
    let entry: TreeEntry = { name: '', kind: 'folder', id: root };
    let tree: Tree | undefined = objects.tree(root);
    for (const part of path.split('/').filter((name) => name !== '')) {
      const next = tree?.get(part);
      if (!tree || !next) return undefined;
      entry = next;
      tree = entry.kind === 'folder' ? objects.treeAmong(entry.id, tree) : undefined;
    }
    return { entry, ...(tree && { tree }) };
  };
  return {
    list(folder) {
      return [...(find(folder)?.tree?.values() ?? [])];
    },
    read(file) {
      const entry = find(file)?.entry;
      return entry?.kind === 'file' ? objects.blob(entry.id) : undefined;
    },
    prefetch(paths) {
      if (root === undefined) return;
      const top: TreeEntry = { name: '', kind: 'folder', id: root };
      let ways = paths.map((path) => ({ entry: top, left: path.split('/').filter((name) => name !== '') }));
      let level: TreeEntry[] = [];
      while (ways.length > 0) {
        level.push(...ways.filter(({ left }) => left.length === 0).map(({ entry }) => entry));
        ways = ways.filter(({ entry, left }) => left.length > 0 && entry.kind === 'folder');
        objects.loadTrees(ways.map(({ entry }) => entry.id));
        ways = ways.flatMap(({ entry, left: [name = '', ...left] }) => {
          const next = objects.tree(entry.id).get(name);
          return next ? [{ entry: next, left }] : [];
        });
      }
      const files: string[] = [];
      while (level.length > 0) {
        files.push(...level.filter((entry) => entry.kind === 'file').map((entry) => entry.id));
        const trees = level.filter((entry) => entry.kind === 'folder').map((entry) => entry.id);
        objects.loadTrees(trees);
        level = trees.flatMap((id) => [...objects.tree(id).values()]);
      }
      objects.loadBlobs(files);
    },
  };
}
