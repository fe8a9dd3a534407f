import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Source } from '../../../src/load/source.ts';
import { openRepository, pathWithin, sourceAt, treeOf } from '../git/git.ts';

/**
 * Writes the content of a revision into a folder, for what has to be built
 * from it. Only files are written: no link that leads out of the folder, no
 * hidden file, nothing of the revision beside the content.
 */
export async function writeContentOf(revision: string, contentDir: string, folder: string): Promise<void> {
  const repository = openRepository(contentDir);
  const source = sourceAt(repository, treeOf(repository, revision), pathWithin(repository, contentDir) ?? '');
  source.prefetch(['']);
  await mkdir(folder, { recursive: true });
  await writeFolder(source, '', folder);
}

async function writeFolder(source: Source, path: string, folder: string): Promise<void> {
  for (const { name, kind } of source.list(path)) {
    const below = path === '' ? name : `${path}/${name}`;
    if (!isPlainName(name)) continue;
    if (kind === 'folder') await writeFolder(source, below, folder);
    const bytes = kind === 'file' ? source.read(below) : undefined;
    if (!bytes) continue;
    await mkdir(dirname(join(folder, below)), { recursive: true });
    await writeFile(join(folder, below), bytes);
  }
}

/** Git on one system may hold names that lead elsewhere on another. */
const isPlainName = (name: string): boolean => name !== '' && !/[/\\:]/.test(name) && !/^\.+$/.test(name);
