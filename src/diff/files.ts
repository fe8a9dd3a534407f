import type { Source } from '../load/source.ts';

/** The files of one disclosure in one revision, by path within its folder. */
export type Files = ReadonlyMap<string, Uint8Array>;

const FOLDERS = ['', 'tables', 'projects', 'narrative'];

export function filesOf(source: Source, folder: string): Files {
  const files = new Map<string, Uint8Array>();
  for (const sub of FOLDERS) {
    const path = sub === '' ? folder : `${folder}/${sub}`;
    for (const { name, kind } of source.list(path)) {
      const bytes = kind === 'file' ? source.read(`${path}/${name}`) : undefined;
      if (bytes) files.set(sub === '' ? name : `${sub}/${name}`, bytes);
    }
  }
  return files;
}

export function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === b) return true;
  if (!a || !b || a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

/** Files that are not the same byte by byte, or stand in one revision alone. */
export function changedFiles(before: Files, after: Files): Set<string> {
  const changed = new Set<string>();
  for (const [path, bytes] of after) if (!sameBytes(before.get(path), bytes)) changed.add(path);
  for (const path of before.keys()) if (!after.has(path)) changed.add(path);
  return changed;
}

/** A mark of a file's bytes: enough to tell the files of a few disclosures apart. */
function markOf(bytes: Uint8Array): string {
  let [a, b] = [0x811c9dc5, 0x9e3779b9];
  for (const byte of bytes) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ byte, 0x85ebca6b) ^ (b >>> 13);
  }
  return `${bytes.length} ${a >>> 0} ${b >>> 0}`;
}

/**
 * Which disclosure that is gone stands now under another id: at least half of
 * what it held, by size, is there unchanged.
 */
export function renamedFolders(
  gone: ReadonlyMap<string, Files>,
  fresh: ReadonlyMap<string, Files>,
): Map<string, string> {
  const owners = new Map<string, string[]>();
  for (const [id, files] of fresh)
    for (const bytes of files.values()) {
      const mark = markOf(bytes);
      const list = owners.get(mark);
      if (list) list.push(id);
      else owners.set(mark, [id]);
    }
  const scored: { from: string; to: string; share: number }[] = [];
  for (const [from, files] of gone) {
    const shared = new Map<string, number>();
    let size = 0;
    for (const bytes of files.values()) {
      size += bytes.length;
      for (const to of new Set(owners.get(markOf(bytes))))
        shared.set(to, (shared.get(to) ?? 0) + bytes.length);
    }
    for (const [to, bytes] of shared) scored.push({ from, to, share: bytes / size });
  }
  scored.sort((a, b) => b.share - a.share);
  const renamed = new Map<string, string>();
  const taken = new Set<string>();
  for (const { from, to, share } of scored) {
    if (share < 0.5 || taken.has(to) || [...renamed.values()].includes(from)) continue;
    renamed.set(to, from);
    taken.add(to);
  }
  return renamed;
}
