import { createHash, hash } from 'node:crypto';
import { type Dirent, lstatSync, readdirSync, readFileSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { HeldSource, type Source } from '../../../src/load/source.ts';

/**
 * Whether files are still what they were, the way git's index tells: by size,
 * times and inode. Only where these differ, or are too young to be told from a
 * change in the same tick, are the bytes read again. Content decides, never
 * time alone.
 */

/** Clocks and file systems tell times apart that lie so far from one another, in milliseconds. */
const TICK = 2000;

/** What a folder of content held at one moment. */
export interface SourceStamp {
  /** Over names, sizes, times, inodes. */
  readonly stat: string;
  /** SHA-256 over names and bytes, hex. */
  readonly hash: string;
  /** No file was touched shortly before: the same `stat` then means the same bytes. */
  readonly settled: boolean;
}

interface Listed {
  readonly name: string;
  readonly path: string;
  readonly stats: Stats;
}

/** A disclosure's folder, read once: its stamp, and what the disclosure is loaded from. */
export interface StampedSource {
  readonly stamp: SourceStamp;
  readonly source: Source;
}

/** Stamps a disclosure's folder; `before` saves reading it again. Its final account's folder is not part of it. */
export function stampSource(folder: string, before?: SourceStamp): SourceStamp {
  const files = listFiles(folder);
  const { stat, newest } = statOf(files);
  if (before?.settled && before.stat === stat) return before;
  return { stat, hash: hashOf(files), settled: isSettled(newest) };
}

/** Reads the folder of the disclosure `id` of a content folder: the bytes that are stamped are those that are loaded. */
export function readSource(contentDir: string, id: string): StampedSource {
  const folder = `disclosures/${id}`;
  const held = new HeldSource();
  const files = listFiles(join(contentDir, folder), (inner, entries) =>
    held.holdFolder(folder + inner, entries),
  );
  const { stat, newest } = statOf(files);
  const settled = isSettled(newest);
  const hash = hashOf(files, (name, bytes) => held.holdFile(`${folder}/${name}`, bytes));
  return { stamp: { stat, hash, settled }, source: held };
}

const isSettled = (newest: number): boolean => newest < Date.now() - TICK;

function hashOf(files: readonly Listed[], hold?: (name: string, bytes: Buffer) => void): string {
  const whole = createHash('sha256');
  for (const { name, path, stats } of files) {
    // A symbolic link is no content.
    const bytes = stats.isFile() ? readFileSync(path) : undefined;
    whole.update(`${name}\0${bytes?.length ?? 'not a file'}\0`);
    if (!bytes) continue;
    whole.update(bytes);
    hold?.(name, bytes);
  }
  return whole.digest('hex');
}

/** The same folder, without reading it: has anything been touched since? */
export function isUntouched(folder: string, { stat }: SourceStamp): boolean {
  return statOf(listFiles(folder)).stat === stat;
}

/**
 * Stamps files that a build has written. Links to a file change its ctime, so
 * that size, mtime and inode have to do. Undefined where one is missing.
 */
export function stampFiles(folder: string, paths: readonly string[]): string | undefined {
  let text = '';
  for (const path of paths) {
    const found = lstatSync(join(folder, path), { throwIfNoEntry: false });
    if (!found?.isFile()) return undefined;
    text += `${path}\0${found.size} ${found.mtimeMs} ${found.ino}\n`;
  }
  return hash('sha256', text, 'base64url');
}

/** Stamps the folders that files stand in; changes where a name is added or taken away. Undefined where one is missing. */
export function stampFolders(folder: string, paths: readonly string[]): string | undefined {
  let text = '';
  for (const path of paths) {
    const found = lstatSync(join(folder, path), { throwIfNoEntry: false });
    if (!found?.isDirectory()) return undefined;
    text += `${path}\0${found.mtimeMs} ${found.ino}\n`;
  }
  return hash('sha256', text, 'base64url');
}

function statOf(files: readonly Listed[]): { stat: string; newest: number } {
  let text = '';
  let newest = 0;
  for (const { name, stats } of files) {
    const { size, mtimeMs, ctimeMs, ino, mode } = stats;
    text += `${name}\0${size} ${mtimeMs} ${ctimeMs} ${ino} ${mode}\n`;
    newest = Math.max(newest, mtimeMs, ctimeMs);
  }
  return { stat: hash('sha256', text, 'base64url'), newest };
}

/** All files of a disclosure's folder; `tell` is told of each folder in it, by the way to it, what it holds. */
function listFiles(folder: string, tell?: (inner: string, entries: readonly Dirent[]) => void): Listed[] {
  const files: Listed[] = [];
  const list = (inner: string): void => {
    const entries = readdirSync(folder + inner, { withFileTypes: true }).filter(
      ({ name }) => !name.startsWith('.'),
    );
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    tell?.(inner, entries);
    for (const entry of entries) {
      const name = `${inner}/${entry.name}`;
      if (!entry.isDirectory()) {
        const path = folder + name;
        files.push({ name: name.slice(1), path, stats: lstatSync(path) });
      } else if (name !== '/final') list(name);
    }
  };
  list('');
  return files;
}
