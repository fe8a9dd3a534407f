import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exists } from '../files.ts';
import type { HeldFiles } from './site-folder.ts';

/**
 * The output before the one that is published, kept beside it: the next one is
 * made in it, so that what has not changed need not be put there again. The
 * disclosures in it are those that are published, by links. A note with it
 * says what it holds besides; without one, all that is made anew.
 *
 * Where outputs stand in a folder that is served itself, what was withdrawn must
 * not be found here: nobody but the owner may enter.
 */
const MODE = 0o700;

const siteIn = (spare: string): string => join(spare, 'site');
const noteIn = (spare: string): string => join(spare, 'holds.json');

/** Moves the spare to `dir`, or makes an empty folder there. Returns what it holds. */
export async function takeSpare(spare: string, dir: string): Promise<HeldFiles> {
  const holds = await readNote(noteIn(spare));
  // Once it is written to, the note is not true any more.
  await rm(noteIn(spare), { force: true });
  if (await exists(siteIn(spare))) await rename(siteIn(spare), dir);
  else await mkdir(dir);
  await rm(spare, { recursive: true, force: true });
  return holds;
}

/**
 * Keeps a folder as the spare, or an empty one where there is none; `refresh` is to bring its disclosures up to date.
 * Removes it where that fails.
 */
export async function putAside(
  dir: string,
  spare: string,
  holds: HeldFiles,
  refresh: (dir: string) => Promise<void>,
): Promise<void> {
  const kept = await keep(dir, spare, holds, refresh).then(done, failed);
  // What cannot be removed now, the next build removes.
  if (!kept) for (const path of [dir, spare]) await rm(path, { recursive: true, force: true }).catch(failed);
}

async function keep(
  dir: string,
  spare: string,
  holds: HeldFiles,
  refresh: (dir: string) => Promise<void>,
): Promise<void> {
  await mkdir(spare, { mode: MODE });
  if (await exists(dir)) await rename(dir, siteIn(spare));
  else await mkdir(siteIn(spare));
  await refresh(siteIn(spare));
  await writeFile(noteIn(spare), JSON.stringify(holds));
}

const done = (): boolean => true;
const failed = (): boolean => false;

async function readNote(note: string): Promise<HeldFiles> {
  try {
    return JSON.parse(await readFile(note, 'utf8')) as HeldFiles;
  } catch {
    return {};
  }
}
