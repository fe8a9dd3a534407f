import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, parse, relative, sep } from 'node:path';

export { toolRoot } from './tool-root.mjs';

/** Something the user can mend: shown as its message alone, without a stack. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
}

/** The command was called wrongly: a name that is none, an option that does not fit. */
export class MisuseError extends UserError {
  override readonly name = 'MisuseError';
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** `realpath` for a path whose last parts need not exist yet. */
export async function resolveLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(path) === path) throw error;
    return join(await resolveLinks(dirname(path)), basename(path));
  }
}

/** Whether a path is the folder itself or something in it. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !parse(way).root);
}
