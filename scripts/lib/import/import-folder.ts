import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { FINAL } from '../../../src/load/content.ts';
import { decode } from '../../../src/load/decode.ts';
import { exists, UserError } from '../files.ts';

/** The text files of a disclosure's folder, by path inside it; none where there is no folder. */
export async function readTexts(folder: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  if (!(await exists(folder))) return texts;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile() || !/\.(?:csv|yaml|md)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1).replaceAll('\\', '/');
    // The final account stands in the budget's folder, but is a disclosure of its own.
    if (name === 'import-report.md' || name.startsWith(`${FINAL}/`)) continue;
    const { text, problems } = decode(name, await readFile(path));
    if (text === undefined)
      throw new UserError(
        `原有的“${path}”读不了：${problems.map((item) => item.message).join('；')}。请先改正。`,
      );
    texts.set(name, text);
  }
  return texts;
}

/**
 * Writes files into a folder as one step: a copy is made aside and swapped in,
 * so that a reader, and whoever comes after a failure, sees the old or the new.
 */
export async function changeFolder(
  target: string,
  files: ReadonlyMap<string, string>,
  removed: readonly string[],
): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const aside = await mkdtemp(join(dirname(target), `.${basename(target)}.building-`));
  const fresh = join(aside, 'new');
  try {
    const replaces = await exists(target);
    if (replaces) await cp(target, fresh, { recursive: true });
    else await mkdir(fresh);
    for (const path of removed) await rm(join(fresh, path));
    for (const [path, text] of files) {
      await mkdir(dirname(join(fresh, path)), { recursive: true });
      await writeFile(join(fresh, path), text);
    }
    if (replaces) await rename(target, join(aside, 'old'));
    try {
      await rename(fresh, target);
    } catch (error) {
      if (replaces) await rename(join(aside, 'old'), target);
      throw error;
    }
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}
