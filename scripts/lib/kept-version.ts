import { readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

/** So many versions are kept: those of other settings, of the version before. */
const KEPT = 6;
/** And what was asked for within this time: a command may be at it. */
const IN_USE = 3600_000;
/** A version, and what is left of one whose making or removal was cut short. */
const VERSION = /^[0-9a-f]{32}$/;
const LEFTOVER = /^[0-9a-f]{32}\./;

export interface Versions {
  readonly folder: string;
  /** SHA-256 in hex over all that a version is made of. */
  readonly key: string;
  /** Whether a version is there from end to end. */
  readonly isWhole: (folder: string) => boolean;
  /** Writes a version into a folder that is not there yet. */
  readonly make: (folder: string) => Promise<void>;
}

/** The folder of a version that can be made again: found, or made aside and put into its place at once. */
export async function keptVersion({ folder, key, isWhole, make }: Versions): Promise<string> {
  const target = join(folder, key.slice(0, 32));
  if (markUsed(target) && isWhole(target)) return target;
  const temp = `${target}.${process.pid}`;
  try {
    await make(temp);
    if (!isWhole(target)) discard(target);
    try {
      renameSync(temp, target);
    } catch (error) {
      // Another command has made the same in the meantime.
      if (!isWhole(target)) throw error;
    }
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
  prune(folder);
  return target;
}

/** Says of a version that it is in use; false where there is none. */
function markUsed(target: string): boolean {
  const now = new Date();
  try {
    utimesSync(target, now, now);
    return true;
  } catch {
    return false;
  }
}

/** Removes a version at once: none finds half of it. Others may be doing the same. */
export function discard(version: string): void {
  const aside = `${version}.gone-${process.pid}`;
  try {
    renameSync(version, aside);
  } catch {
    return;
  }
  rmSync(aside, { recursive: true, force: true });
}

/** Removes the oldest versions, and leftovers. */
export function prune(folder: string, now = Date.now()): void {
  const entries = readdirSync(folder)
    .map((name) => ({
      name,
      path: join(folder, name),
      used: statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? now,
    }))
    .sort((a, b) => b.used - a.used);
  const versions = entries.filter(({ name }) => VERSION.test(name));
  for (const { path, used } of versions.slice(KEPT)) if (now - used >= IN_USE) discard(path);
  for (const { name, path, used } of entries)
    if (LEFTOVER.test(name) && now - used >= IN_USE) rmSync(path, { recursive: true, force: true });
}
