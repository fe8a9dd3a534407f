import { closeSync, openSync, readFileSync, renameSync, writeSync, writevSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { WrittenFile } from '../../../src/export/package.ts';
import { type Head, PackedOutput } from './output.ts';
import type { RememberedWhole } from './remembered-whole.ts';
import type { HeldFiles } from './site-folder.ts';

/** What a build remembers of one disclosure that it published. */
export interface Remembered {
  readonly output: PackedOutput;
  /** Hash of all that its pages and files depend on. */
  readonly key: string;
  /** As it stands in the state that it was read from. */
  readonly line?: Uint8Array;
}

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
}

/** A file of figures as it was written, and the key that it was made by. */
export interface RememberedFigures {
  readonly key: string;
  readonly file: WrittenFile;
}

/** Changed when a state of an earlier version cannot be read any more. */
const VERSION = 4;
const NEWLINE = 10;

/** In a part of a site, which goes from machine to machine with its state. */
export const PART_STATE = 'part.state';

/** Beside the output, not in it: `/srv/www/dist` → `/srv/www/.dist.state`. */
export function stateFile(outDir: string): string {
  return join(dirname(outDir), `.${basename(outDir)}.state`);
}

/** Undefined where there is none, or where one byte of it is not as it was written: all is made anew then. */
export function readState(file: string): BuildState | undefined {
  try {
    const bytes = readFileSync(file);
    const end = bytes.lastIndexOf(NEWLINE, bytes.length - 2) + 1;
    if (bytes.toString('latin1', end).trimEnd() !== String(crc32(bytes.subarray(0, end)))) return undefined;
    let from = bytes.indexOf(NEWLINE) + 1;
    const { version, ...head } = JSON.parse(bytes.toString('utf8', 0, from));
    if (version !== VERSION) return undefined;
    const remembered = new Map<string, Remembered>();
    while (from < end) {
      const parts = bytes.indexOf(NEWLINE, from) + 1;
      const { key, ...known } = JSON.parse(bytes.toString('utf8', from, parts)) as Head & { key: string };
      const to = parts + (known.ends.at(-1) ?? 0) + 1;
      const output = new PackedOutput({ head: known, parts: bytes.subarray(parts, to - 1) });
      remembered.set(output.id, { output, key, line: bytes.subarray(from, to) });
      from = to;
    }
    return { ...head, remembered };
  } catch {
    return undefined;
  }
}

/** A checksum stands at its end, over all lines above. */
export function writeState(file: string, { remembered, ...head }: BuildState): void {
  // What a build that is killed leaves of it, the next removes: see publish.ts.
  const temp = `${file}-${process.pid}`;
  // That of a part goes to another machine, and maybe another user; that beside an output is nobody else's.
  const target = openSync(temp, 'w', head.ids ? 0o644 : 0o600);
  let sum = 0;
  const write = (block: readonly Uint8Array[]): void => {
    for (const bytes of block) sum = crc32(bytes, sum);
    writevSync(target, block);
  };
  try {
    write([Buffer.from(`${JSON.stringify({ version: VERSION, ...head })}\n`)]);
    for (const block of blocksOf(remembered.values())) write(block);
    writeSync(target, `${sum}\n`);
  } finally {
    closeSync(target);
  }
  renameSync(temp, file);
}

/** So many pieces are written at a time. */
const BLOCK = 256;

/** Lines that stood behind one another in the state before stay together: most of a state is one piece of that. */
function* blocksOf(items: Iterable<Remembered>): Generator<readonly Uint8Array[]> {
  let block: Uint8Array[] = [];
  for (const item of items) {
    for (const bytes of item.line ? [item.line] : lineOf(item)) {
      const last = block.at(-1);
      if (last?.buffer === bytes.buffer && last.byteOffset + last.length === bytes.byteOffset)
        block[block.length - 1] = Buffer.from(last.buffer, last.byteOffset, last.length + bytes.length);
      else block.push(bytes);
    }
    if (block.length < BLOCK) continue;
    yield block;
    block = [];
  }
  yield block;
}

/** A line of JSON, the long parts as they are, and the end of a line. */
function lineOf({ output, key }: Remembered): readonly Uint8Array[] {
  const { head, parts } = output.toKeep();
  return [Buffer.from(`${JSON.stringify({ key, ...head })}\n`), parts, END];
}

const END = Buffer.from([NEWLINE]);
