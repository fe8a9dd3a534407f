import { type FSWatcher, lstatSync, readdirSync, watch } from 'node:fs';
import { join, sep } from 'node:path';

export interface Watched {
  readonly close: () => void;
}

/**
 * Tells of every file or folder below `root` that is written, made, moved or
 * removed, by its path from there, with `/`. Where the system does not watch
 * whole trees itself, folders alone are watched, which tell of their files: of
 * a province, a sixth of what there is. Links are not followed; what is
 * hidden is no content, and not told of.
 *
 * `failed` is told once where the system refuses to watch so many.
 */
export function watchTree(
  root: string,
  changed: (path: string) => void,
  failed: (error: Error) => void,
): Watched {
  if (process.platform !== 'darwin' && process.platform !== 'win32')
    return watchFolders(root, changed, failed);
  const watcher = watch(root, { recursive: true }, (_, name) => {
    const path = (name ?? '').replaceAll(sep, '/');
    if (!path.split('/').some(isHidden)) changed(path);
  });
  watcher.on('error', failed);
  return { close: () => watcher.close() };
}

const isHidden = (name: string): boolean => name.startsWith('.');

/** The same by a watcher for each folder. */
export function watchFolders(
  root: string,
  changed: (path: string) => void,
  failed: (error: Error) => void,
): Watched {
  const watchers = new Map<string, FSWatcher>();
  const close = (): void => {
    for (const watcher of watchers.values()) watcher.close();
    watchers.clear();
  };
  /** Watches one folder; returns those in it. Of a new one its files are told: written before anybody watched. */
  const open = (folder: string, isNew: boolean): string[] => {
    const below = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
    // Made anew under its old name it is another folder.
    watchers.get(folder)?.close();
    const watcher = watch(join(root, folder), (_, name) => {
      if (name === null || isHidden(name)) return;
      const path = below(name);
      changed(path);
      if (isFolder(join(root, path))) start(path, true);
      else if (watchers.has(path)) forget(path);
    });
    watcher.on('error', () => forget(folder));
    watchers.set(folder, watcher);
    const entries = readdirSync(join(root, folder), { withFileTypes: true }).filter(
      ({ name }) => !isHidden(name),
    );
    if (isNew) for (const entry of entries) if (!entry.isDirectory()) changed(below(entry.name));
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => below(name));
  };
  const start = (first: string, isNew: boolean): void => {
    const queue = [first];
    for (let folder = queue.pop(); folder !== undefined; folder = queue.pop()) {
      try {
        queue.push(...open(folder, isNew));
      } catch (error) {
        // It may be gone again before it is looked at.
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue;
        close();
        failed(error as Error);
        return;
      }
    }
  };
  const forget = (gone: string): void => {
    for (const [folder, watcher] of watchers) {
      if (folder !== gone && !folder.startsWith(`${gone}/`)) continue;
      watcher.close();
      watchers.delete(folder);
    }
  };
  start('', false);
  return { close };
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
