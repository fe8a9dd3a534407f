import { join } from 'node:path';
import { stampOutput, statSource } from './stamps.ts';

/** Folders of disclosures to be looked at. Plain JSON. */
export interface FoldersToStat {
  /** Of a content folder, or of an output. */
  readonly of: 'content' | 'output';
  readonly dir: string;
  readonly ids: readonly string[];
}

/** By id how it stands: as `statSource` or `stampOutput` says. What is not there, or could not be looked at, is missing. */
export type FolderStats = Map<string, string>;

/** So many folders are taken at a time. */
const SHARE = 16;

/**
 * Looks at folders until none is left; `next` counts those that are taken, and is shared with whoever looks at them
 * too. A province has a quarter of a million files, and to ask for each is half of a rebuild's time.
 */
export function statFolders({ of, dir, ids }: FoldersToStat, next: Int32Array): FolderStats {
  const stats: FolderStats = new Map();
  const look = of === 'content' ? (folder: string) => statSource(folder).stat : stampOutput;
  for (;;) {
    const from = Atomics.add(next, 0, SHARE);
    if (from >= ids.length) return stats;
    for (const id of ids.slice(from, from + SHARE)) {
      try {
        const stat = look(join(dir, id));
        if (stat !== undefined) stats.set(id, stat);
      } catch {
        // Whoever needs it looks again, and says what is wrong.
      }
    }
  }
}
