import { type Dirent, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Where content is read from: a folder, memory, later a git revision. Paths are
 * relative, with `/`. A symbolic link is not content: it is listed as `link`
 * and never followed.
 */
export interface Source {
  readonly list: (folder: string) => readonly Entry[];
  /** Undefined where there is no such file. */
  readonly read: (file: string) => Uint8Array | undefined;
}

export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link';
}

const byName = (a: Entry, b: Entry): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

/** An error costs more than the question. */
const MAYBE = { throwIfNoEntry: false };

/** Content on disk. */
export function folderSource(root: string): Source {
  return {
    list(folder) {
      try {
        const path = join(root, folder);
        // The root itself may be a link: whoever runs the command has named it.
        if (folder !== '' && !lstatSync(path, MAYBE)?.isDirectory()) return [];
        return entriesOf(readdirSync(path, { withFileTypes: true }));
      } catch (error) {
        if (isMissing(error)) return [];
        throw error;
      }
    },
    read(file) {
      // Names are listed composed (NFC); a disk may hold them decomposed.
      for (const path of new Set([join(root, file), join(root, file.normalize('NFD'))])) {
        try {
          return lstatSync(path).isFile() ? readFileSync(path) : undefined;
        } catch (error) {
          if (!isMissing(error)) throw error;
        }
      }
      return undefined;
    },
  };
}

/** What is content among what a disk lists. */
function entriesOf(listed: readonly Dirent[]): Entry[] {
  return listed
    .map(
      (entry): Entry => ({
        name: entry.name.normalize('NFC'),
        kind: entry.isSymbolicLink() ? 'link' : entry.isDirectory() ? 'folder' : 'file',
      }),
    )
    .filter((entry) => !entry.name.startsWith('.'))
    .sort(byName);
}

/** Folders and files that have been read from the disk already, for whoever needs them twice. */
export class HeldSource implements Source {
  readonly #folders = new Map<string, readonly Entry[]>();
  readonly #files = new Map<string, Uint8Array>();

  holdFolder(folder: string, listed: readonly Dirent[]): void {
    this.#folders.set(folder.normalize('NFC'), entriesOf(listed));
  }

  holdFile(file: string, bytes: Uint8Array): void {
    this.#files.set(file.normalize('NFC'), bytes);
  }

  list(folder: string): readonly Entry[] {
    return this.#folders.get(folder) ?? [];
  }

  read(file: string): Uint8Array | undefined {
    return this.#files.get(file);
  }
}

/** Content in memory, for tests and tools: text or bytes by path. */
export function memorySource(files: Readonly<Record<string, string | Uint8Array>>): Source {
  const encoder = new TextEncoder();
  return {
    list(folder) {
      const prefix = folder === '' ? '' : `${folder}/`;
      const names = new Map<string, Entry['kind']>();
      for (const path of Object.keys(files)) {
        if (!path.startsWith(prefix)) continue;
        const [name, ...rest] = path.slice(prefix.length).split('/');
        if (name) names.set(name, rest.length > 0 ? 'folder' : 'file');
      }
      return [...names].map(([name, kind]) => ({ name, kind })).sort(byName);
    },
    read(file) {
      const content = Object.hasOwn(files, file) ? files[file] : undefined;
      return typeof content === 'string' ? encoder.encode(content) : content;
    },
  };
}

/** The first source wins, file by file; folders are merged. */
export function layeredSource(first: Source, second: Source): Source {
  return {
    list(folder) {
      const merged = new Map(second.list(folder).map((entry) => [entry.name, entry]));
      for (const entry of first.list(folder)) merged.set(entry.name, entry);
      return [...merged.values()].sort(byName);
    },
    read: (file) => first.read(file) ?? second.read(file),
  };
}
