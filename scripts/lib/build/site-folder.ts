import { hash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stampFiles, stampFolders } from './stamps.ts';

/** What a folder of a site holds. Plain JSON. */
export interface Holdings {
  /** By id of a disclosure. */
  readonly folders: Readonly<Record<string, HeldFolder>>;
  /** Each file that is no disclosure's, by path from the site's root. */
  readonly others: Readonly<Record<string, HeldFile>>;
}

interface HeldFolder {
  /** Of its files, as `stampFiles` makes it; empty where it is not known. */
  readonly files: string;
  /** Of the folders that they stand in: a file that was added or taken away changes it. */
  readonly folders: string;
  /** Those folders' paths within the disclosure's. */
  readonly paths: readonly string[];
}

interface HeldFile {
  readonly sha256: string;
  readonly stamp: string;
}

export const NO_HOLDINGS: Holdings = { folders: {}, others: {} };
const UNKNOWN: HeldFolder = { files: '', folders: '', paths: [] };

/**
 * The folder in which a site is made. It may hold an earlier site, whose files
 * people could reach: what is to be the same is looked at and stays; what has
 * changed is removed before it is written, as a file may be a link to one that
 * is published.
 */
export class SiteFolder {
  readonly dir: string;
  readonly #folders: Map<string, HeldFolder>;
  readonly #others: Map<string, HeldFile>;
  readonly #wanted = new Set<string>();

  constructor(dir: string, { folders, others }: Holdings = NO_HOLDINGS) {
    this.dir = dir;
    this.#folders = new Map(Object.entries(folders));
    this.#others = new Map(Object.entries(others));
  }

  /** Does a disclosure's folder hold these files, and nothing else? */
  holds(id: string, stamp: string | undefined): boolean {
    const held = this.#folders.get(id);
    if (!held || held.files === '' || held.files !== stamp) return false;
    return stampFolders(join(this.dir, id), held.paths) === held.folders;
  }

  /** Removes a disclosure's files, to make room for others of its own. Its final account, in a folder of it, stays. */
  clear(id: string): void {
    this.#folders.set(id, UNKNOWN);
    for (const name of namesIn(join(this.dir, id)))
      if (name !== 'final') rmSync(join(this.dir, id, name), { recursive: true, force: true });
  }

  /** A disclosure's files are there, with this stamp. */
  filled(id: string, paths: readonly string[] = [], stamp = ''): void {
    const parents = [...new Set(paths.map((path) => dirname(path)))];
    const folders = stampFolders(join(this.dir, id), parents);
    this.#folders.set(id, {
      files: folders === undefined ? '' : stamp,
      folders: folders ?? '',
      paths: parents,
    });
  }

  /** Writes a file that is no disclosure's, where it is not there already. */
  write(path: string, content: string | Uint8Array): void {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const sum = hash('sha256', bytes, 'hex');
    if (this.keep(path, sum)) return;
    writeFileSync(this.room(path), bytes);
    this.wrote(path, sum);
  }

  /** Is the file there, with these bytes? It stays, then. */
  keep(path: string, sha256: string): boolean {
    const held = this.#others.get(path);
    if (held?.sha256 !== sha256 || stampFiles(this.dir, [path]) !== held.stamp) return false;
    this.#wanted.add(path);
    return true;
  }

  /** Where a file that is no disclosure's can be written; `wrote` is to be told of it. */
  room(path: string): string {
    const target = join(this.dir, path);
    this.#others.delete(path);
    rmSync(target, { recursive: true, force: true });
    mkdirSync(dirname(target), { recursive: true });
    return target;
  }

  wrote(path: string, sha256: string): void {
    this.#others.set(path, { sha256, stamp: stampFiles(this.dir, [path]) ?? '' });
    this.#wanted.add(path);
  }

  /** Removes whatever is no part of this site: of other disclosures `ids`, and of files those written or kept. */
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
    for (const id of [...this.#folders.keys()]) if (!wanted.has(id)) this.#folders.delete(id);
    for (const path of [...this.#others.keys()]) if (!this.#wanted.has(path)) this.#others.delete(path);
  }

  /** Is that file, which is no disclosure's, a part of this site? */
  has(path: string): boolean {
    return this.#wanted.has(path);
  }

  /** Of the files that are no disclosure's and belong to this site. */
  *sums(): Iterable<readonly [path: string, sha256: string]> {
    for (const [path, { sha256 }] of this.#others) if (this.#wanted.has(path)) yield [path, sha256];
  }

  /** At this moment. */
  get holdings(): Holdings {
    return { folders: Object.fromEntries(this.#folders), others: Object.fromEntries(this.#others) };
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
