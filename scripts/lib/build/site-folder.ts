import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { stampFile } from './stamps.ts';

/** The files of a site that are no disclosure's, by path from its root. Plain JSON. */
export type HeldFiles = Readonly<Record<string, HeldFile>>;

interface HeldFile {
  readonly sha256: string;
  /** As `stampFile` makes it. */
  readonly stamp: string;
}

/** A site that files can be taken from. */
export interface HeldSite {
  readonly dir: string;
  readonly holds: HeldFiles;
}

/**
 * The folder in which a site is made. It may hold an earlier site, whose files
 * people could reach: what is to be the same is looked at and stays; what has
 * changed is removed before it is written, as a file may be a link to one that
 * is published.
 */
export class SiteFolder {
  readonly dir: string;
  readonly #held: Map<string, HeldFile>;
  readonly #wanted = new Set<string>();

  /** `held`: what is known of its files that are no disclosure's. */
  constructor(dir: string, held: HeldFiles = {}) {
    this.dir = dir;
    this.#held = new Map(Object.entries(held));
  }

  /** Removes a disclosure's files, to make room for others of its own. Its final account, in a folder of it, stays. */
  clear(id: string): void {
    clearDisclosure(this.dir, id);
  }

  /** Writes a file that is no disclosure's, where it is not there already. A long one comes in pieces, asked for twice. */
  write(path: string, content: string | Uint8Array | (() => Iterable<Uint8Array>)): void {
    const pieces = piecesOf(content);
    const whole = createHash('sha256');
    for (const block of blocksOf(pieces())) whole.update(block);
    const sum = whole.digest('hex');
    if (this.keep(path, sum)) return;
    const file = openSync(this.room(path), 'w');
    try {
      for (const block of blocksOf(pieces())) writeFileSync(file, block);
    } finally {
      closeSync(file);
    }
    this.wrote(path, sum);
  }

  /** Is the file there, with these bytes? It stays, then. */
  keep(path: string, sha256: string): boolean {
    const held = this.#held.get(path);
    if (held?.sha256 !== sha256 || stampFile(join(this.dir, path)) !== held.stamp) return false;
    this.#wanted.add(path);
    return true;
  }

  /** Takes a file over as another site has it. False where that has it no more as it was written. */
  take(path: string, from: HeldSite): boolean {
    const held = from.holds[path];
    if (!held) return false;
    if (this.keep(path, held.sha256)) return true;
    const source = join(from.dir, path);
    if (stampFile(source) !== held.stamp) return false;
    linkFile(source, this.room(path));
    this.wrote(path, held.sha256);
    return true;
  }

  /** Takes all `those` files over: none where one is not as it was written. */
  takeAll(those: (path: string) => boolean, from: HeldSite): boolean {
    const taken = Object.keys(from.holds)
      .filter(those)
      .every((path) => this.take(path, from));
    if (!taken) this.leave(those);
    return taken;
  }

  /** Which of `those` files are not written or taken from now on are no part of this site. */
  leave(those: (path: string) => boolean): void {
    for (const path of this.#wanted) if (those(path)) this.#wanted.delete(path);
  }

  /** Where a file that is no disclosure's can be written; `wrote` is to be told of it. */
  room(path: string): string {
    const target = join(this.dir, path);
    this.#held.delete(path);
    rmSync(target, { recursive: true, force: true });
    mkdirSync(dirname(target), { recursive: true });
    return target;
  }

  wrote(path: string, sha256: string): void {
    this.#held.set(path, { sha256, stamp: stampFile(join(this.dir, path)) ?? '' });
    this.#wanted.add(path);
  }

  /** What is known of `those` files. */
  heldOf(those: (path: string) => boolean): HeldFiles {
    return Object.fromEntries([...this.#held].filter(([path]) => those(path)));
  }

  /** Another thread has written these into the same folder. */
  adopt(files: HeldFiles): void {
    for (const [path, file] of Object.entries(files)) {
      this.#held.set(path, file);
      this.#wanted.add(path);
    }
  }

  /** Its files that are no disclosure's and belong to this site. */
  get wanted(): HeldFiles {
    return Object.fromEntries([...this.#held].filter(([path]) => this.#wanted.has(path)));
  }

  /** Removes whatever is no part of this site: of other disclosures than `ids`, and of files those not written or kept. */
  tidy(ids: Iterable<string>): void {
    const known = new Map<string, Set<string>>();
    const note = (path: string): void => {
      const parent = dirname(path);
      const names = known.get(parent);
      const name = path.slice(parent === '.' ? 0 : parent.length + 1);
      if (names) names.add(name);
      else {
        known.set(parent, new Set([name]));
        if (parent !== '.') note(parent);
      }
    };
    const wanted = new Set(ids);
    for (const id of wanted) note(id);
    for (const path of this.#wanted) note(path);
    for (const id of wanted) known.delete(id);
    for (const [folder, names] of known)
      for (const name of namesIn(join(this.dir, folder)))
        if (!names.has(name)) rmSync(join(this.dir, folder, name), { recursive: true, force: true });
    for (const path of [...this.#held.keys()]) if (!this.#wanted.has(path)) this.#held.delete(path);
  }

  /** Is that file, which is no disclosure's, a part of this site? */
  has(path: string): boolean {
    return this.#wanted.has(path);
  }

  /** Its files that are no disclosure's, at this moment. */
  get holds(): HeldFiles {
    return Object.fromEntries(this.#held);
  }
}

function piecesOf(content: string | Uint8Array | (() => Iterable<Uint8Array>)): () => Iterable<Uint8Array> {
  if (typeof content === 'function') return content;
  const whole = [typeof content === 'string' ? Buffer.from(content) : content];
  return () => whole;
}

/** So many pieces are put together and written at a time. */
const AT_ONCE = 256;

function* blocksOf(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  let block: Uint8Array[] = [];
  for (const piece of pieces) {
    if (block.push(piece) < AT_ONCE) continue;
    yield Buffer.concat(block);
    block = [];
  }
  yield block.length === 1 ? (block[0] as Uint8Array) : Buffer.concat(block);
}

/** Makes a disclosure's folder in a site the same as in another, file for file, by links. Throws where the disk knows none. */
export function linkDisclosure(from: string, to: string, id: string): void {
  clearDisclosure(to, id);
  const copy = (inner: string): void => {
    const target = join(to, id, inner);
    makeFolder(target);
    for (const entry of readdirSync(join(from, id, inner), { withFileTypes: true })) {
      const path = join(inner, entry.name);
      if (!entry.isDirectory()) linkSync(join(from, id, path), join(to, id, path));
      else if (path !== 'final') copy(path);
    }
  };
  copy('');
}

function clearDisclosure(dir: string, id: string): void {
  for (const name of namesIn(join(dir, id)))
    if (name !== 'final') rmSync(join(dir, id, name), { recursive: true, force: true });
}

/** Its parents are there most of the time: the one call that asks for no more is by far the quicker. */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') mkdirSync(path, { recursive: true });
  }
}

/** A copy where the disk is another, or knows no links. */
export function linkFile(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
