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

/** What a folder holds, by names, sizes, times, inodes; and when one of its files was touched last. */
interface FolderStat {
  readonly stat: string;
  /** In milliseconds since 1970. */
  readonly newest: number;
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

/**
 * Stamps a disclosure's folder; `before` saves reading it again, `stat` looking at it. Its final account's folder is not
 * part of it.
 */
export function stampSource(folder: string, before?: SourceStamp, stat?: string): SourceStamp {
  if (before?.settled && stat === before.stat) return before;
  const files = listFiles(folder, isContent);
  const now = statOf(files);
  if (before?.settled && now.stat === before.stat) return before;
  return { stat: now.stat, hash: hashOf(files), settled: isSettled(now.newest) };
}

/** How a disclosure's folder of content stands, without reading it. */
export function statSource(folder: string): FolderStat {
  return statOf(listFiles(folder, isContent));
}

/** Reads the folder of the disclosure `id` of a content folder: the bytes that are stamped are those that are loaded. */
export function readSource(contentDir: string, id: string): StampedSource {
  const folder = `disclosures/${id}`;
  const held = new HeldSource();
  const files = listFiles(join(contentDir, folder), isContent, (inner, entries) =>
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

/**
 * Stamps a disclosure's folder of an output, with all that stands in it but its final account. Links to a file change its
 * ctime, so that size, mtime and inode have to do: it is the same for two folders of links to the same files. Undefined
 * where there is none.
 */
export function stampOutput(folder: string): string | undefined {
  let files: readonly Listed[];
  try {
    files = listFiles(folder, () => true);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
  return hashOfStats(files, ({ size, mtimeMs, ino }) => [size, mtimeMs, ino]);
}

/** Stamps one file that a build has written. Undefined where there is none. */
export function stampFile(path: string): string | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isFile() ? stampOf(found) : undefined;
}

const stampOf = ({ size, mtimeMs, ino }: Stats): string => `${size} ${mtimeMs} ${ino}`;

function statOf(files: readonly Listed[]): FolderStat {
  let newest = 0;
  for (const { stats } of files) newest = Math.max(newest, stats.mtimeMs, stats.ctimeMs);
  const stat = hashOfStats(files, ({ size, mtimeMs, ctimeMs, ino, mode }) => [
    size,
    mtimeMs,
    ctimeMs,
    ino,
    mode,
  ]);
  return { stat, newest };
}

/** Over names, and the same numbers of each: as they are in memory, for as text they would be longer in writing than in asking. */
function hashOfStats(files: readonly Listed[], numbersOf: (stats: Stats) => readonly number[]): string {
  const names = Buffer.from(files.map(({ name }) => `${name}\0`).join(''));
  const numbers = Float64Array.from(files.flatMap(({ stats }) => numbersOf(stats)));
  return hash('sha256', Buffer.concat([names, Buffer.from(numbers.buffer)]), 'base64url');
}

const isContent = (name: string): boolean => !name.startsWith('.');

/** All files of a disclosure's folder that are `wanted`; `tell` is told of each folder in it, by the way to it, what it holds. */
function listFiles(
  folder: string,
  wanted: (name: string) => boolean,
  tell?: (inner: string, entries: readonly Dirent[]) => void,
): Listed[] {
  const files: Listed[] = [];
  const list = (inner: string): void => {
    const entries = readdirSync(folder + inner, { withFileTypes: true }).filter(({ name }) => wanted(name));
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
