import { createHash, hash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

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
}

/** Stamps a disclosure's folder; `before` saves reading it again. Its final account's folder is not part of it. */
export function stampSource(folder: string, before?: SourceStamp): SourceStamp {
  const files = listFiles(folder, '', (name) => name !== 'final');
  const { stat, newest } = statOf(files);
  if (before?.settled && before.stat === stat) return before;
  const settled = newest < Date.now() - TICK;
  const whole = createHash('sha256');
  for (const { name, path } of files) {
    const bytes = readIfFile(path);
    whole.update(`${name}\0${bytes?.length ?? 'not a file'}\0`);
    if (bytes) whole.update(bytes);
  }
  return { stat, hash: whole.digest('hex'), settled };
}

/** The same folder, without reading it: has anything been touched since? */
export function isUntouched(folder: string, { stat }: SourceStamp): boolean {
  return statOf(listFiles(folder, '', (name) => name !== 'final')).stat === stat;
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
  for (const { name, path } of files) {
    const { size, mtimeMs, ctimeMs, ino, mode } = lstatSync(path);
    text += `${name}\0${size} ${mtimeMs} ${ctimeMs} ${ino} ${mode}\n`;
    newest = Math.max(newest, mtimeMs, ctimeMs);
  }
  return { stat: hash('sha256', text, 'base64url'), newest };
}

function listFiles(folder: string, prefix: string, enters: (name: string) => boolean): Listed[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry): Listed[] => {
    const { name } = entry;
    if (name.startsWith('.')) return [];
    const path = `${folder}/${name}`;
    if (!entry.isDirectory()) return [{ name: prefix + name, path }];
    return enters(name) ? listFiles(path, `${prefix}${name}/`, () => true) : [];
  });
}

/** A symbolic link is no content. */
function readIfFile(path: string): Buffer | undefined {
  return lstatSync(path).isFile() ? readFileSync(path) : undefined;
}
