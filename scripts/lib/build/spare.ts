import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { exists } from '../files.ts';
import { type Holdings, NO_HOLDINGS } from './site-folder.ts';

/**
 * The output before the one that is published, kept beside it: the next one is
 * made in it, so that what has not changed need not be put there again. A note
 * beside it says what it holds; without one, all of it is made anew.
 */

const noteOf = (spare: string): string => `${spare}.state`;

/** Moves the spare to `dir`, or makes an empty folder there. Returns what it holds. */
export async function takeSpare(spare: string, dir: string): Promise<Holdings> {
  const holds = await readNote(noteOf(spare));
  // Once it is written to, the note is not true any more.
  await rm(noteOf(spare), { force: true });
  if (await exists(spare)) await rename(spare, dir);
  else await mkdir(dir);
  return holds;
}

/** Keeps a folder as the spare, or removes it where it is not known what it `holds`. */
export async function putAside(dir: string, spare: string, holds: Holdings | undefined): Promise<void> {
  try {
    if (!holds) throw undefined;
    await rename(dir, spare);
    await writeFile(noteOf(spare), JSON.stringify(holds));
  } catch {
    // What cannot be removed now, the next build removes.
    for (const path of [dir, spare, noteOf(spare)])
      await rm(path, { recursive: true, force: true }).catch(() => {});
  }
}

async function readNote(note: string): Promise<Holdings> {
  try {
    return JSON.parse(await readFile(note, 'utf8')) as Holdings;
  } catch {
    return NO_HOLDINGS;
  }
}
