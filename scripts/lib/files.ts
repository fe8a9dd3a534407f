import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Something the user can mend: shown as its message alone, without a stack. */
export class UserError extends Error {
  override readonly name = 'UserError';
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
