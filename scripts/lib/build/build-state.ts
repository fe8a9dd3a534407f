import { existsSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { WrittenFile } from '../../../src/export/package.ts';
import type { RememberedWhole } from './remembered-whole.ts';
import type { HeldFiles } from './site-folder.ts';
import { stampFile } from './stamps.ts';
import { type Remembered, readLines, type StateLines, writeLines } from './state-lines.ts';

/** What the next build needs to know of this one. */
export interface BuildState {
  /** Hash of what everything depends on: tool, settings, site, regions, departments. */
  readonly all: string;
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly remembered: ReadonlyMap<string, Remembered>;
  /** Ids of the disclosures that it was to make, of a part of a site. */
  readonly ids?: readonly string[];
  /** The files of figures, by path. */
  readonly figures: Readonly<Record<string, RememberedFigures>>;
  /** What is about the whole site, where it is one. */
  readonly whole?: RememberedWhole;
  /** What it published besides disclosures. */
  readonly holds: HeldFiles;
  /** Where it was read from. */
  readonly origin?: Origin;
}

/** A file of a state, as it was read. */
interface Origin {
  readonly lines: StateLines<unknown>;
  /** As `stampFile` makes it. */
  readonly stamp: string;
}

/** A file of figures as it was written, and the key that it was made by. */
export interface RememberedFigures {
  readonly key: string;
  readonly file: WrittenFile;
}

/** In a part of a site, which goes from machine to machine with its state. */
export const PART_STATE = 'part.state';

/** Beside the output, not in it: `/srv/www/dist` → `/srv/www/.dist.state`. */
export function stateFile(outDir: string): string {
  return join(dirname(outDir), `.${basename(outDir)}.state`);
}

type Head = Omit<BuildState, 'remembered' | 'origin'>;

/** What later builds have made of a state: its head, and the lines that are others or gone. */
interface Changes extends Head {
  /** Of the state. */
  readonly since: string;
  readonly gone: readonly string[];
}

/** `/srv/www/.dist.state` → `/srv/www/.dist.changes`. */
function changesFile(file: string): string {
  return file.replace(/state$/, 'changes');
}

/**
 * Undefined where there is none, or where one byte of it is not as it was written: all is made anew then. What has changed
 * since it was written may stand in a second file.
 */
export function readState(file: string): BuildState | undefined {
  try {
    const stamp = stampFile(file);
    const lines = readLines<Head>(file);
    if (stamp === undefined || !lines) return undefined;
    const state = { ...lines.head, remembered: lines.items, origin: { lines, stamp } };
    if (!existsSync(changesFile(file))) return state;
    const changes = readLines<Changes>(changesFile(file));
    if (!changes) return undefined;
    const { since, gone, ...head } = changes.head;
    // A build that was killed leaves those of the state before.
    if (since !== lines.sum) return state;
    const remembered = new Map([...lines.items, ...changes.items]);
    for (const id of gone) remembered.delete(id);
    return { ...state, ...head, remembered };
  } catch {
    return undefined;
  }
}

/** Where not more than one in so many lines has changed, a state stays as it is written. */
const FEW = 4;

/** `before`: the state that was read there. */
export function writeState(file: string, state: BuildState, before?: BuildState): void {
  const { remembered, origin: _, ...head } = state;
  // That of a part goes to another machine, and maybe another user; that beside an output is nobody else's.
  const mode = head.ids ? 0o644 : 0o600;
  const changes = before?.origin && changesSince(before.origin, file, remembered);
  if (changes) {
    const { items, ...since } = changes;
    writeLines(changesFile(file), { ...head, ...since } satisfies Changes, items, mode);
  } else {
    writeLines(file, head, remembered, mode);
    rmSync(changesFile(file), { force: true });
  }
}

/** Undefined where these are many, or another build has written the file since. */
function changesSince(
  { lines: { items, sum }, stamp }: Origin,
  file: string,
  remembered: ReadonlyMap<string, Remembered>,
): (Pick<Changes, 'since' | 'gone'> & { readonly items: ReadonlyMap<string, Remembered> }) | undefined {
  const changed = [...remembered].filter(([id, item]) => items.get(id) !== item);
  const gone = [...items.keys()].filter((id) => !remembered.has(id));
  const isFew = (changed.length + gone.length) * FEW <= items.size;
  return isFew && stampFile(file) === stamp ? { since: sum, gone, items: new Map(changed) } : undefined;
}
