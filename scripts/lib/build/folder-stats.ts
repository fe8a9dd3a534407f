import { join } from 'node:path';
import { type FolderStat, stampOutput, statSource } from './stamps.ts';

/** Folders of disclosures to be looked at: in a content folder, and in an output. Plain JSON. */
export interface FoldersToStat {
  readonly contentDir: string;
  readonly ids: readonly string[];
  readonly outDir: string;
  readonly outIds: readonly string[];
}

/** By id. What could not be looked at is missing. */
export interface FolderStats {
  readonly content: Map<string, FolderStat>;
  readonly outputs: Map<string, string | undefined>;
}

/** So many folders are taken at a time. */
const SHARE = 16;

/**
 * Looks at folders until none is left; `next` counts those that are taken, and is shared with whoever looks at them
 * too. A province has a quarter of a million files, and to ask for each is half of a rebuild's time.
 */
export function statFolders(folders: FoldersToStat, next: Int32Array): FolderStats {
  const { contentDir, ids, outDir, outIds } = folders;
  const content = new Map<string, FolderStat>();
  const outputs = new Map<string, string | undefined>();
  const count = ids.length + outIds.length;
  for (;;) {
    const from = Atomics.add(next, 0, SHARE);
    if (from >= count) return { content, outputs };
    for (let at = from; at < Math.min(from + SHARE, count); at++) {
      const id = (at < ids.length ? ids[at] : outIds[at - ids.length]) as string;
      try {
        if (at < ids.length) content.set(id, statSource(join(contentDir, 'disclosures', id)));
        else outputs.set(id, stampOutput(join(outDir, id)));
      } catch {
        // Whoever needs it looks again, and says what is wrong.
      }
    }
  }
}
