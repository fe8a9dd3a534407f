import { closeSync, openSync, readFileSync, renameSync, writeSync, writevSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { type Head, PackedOutput } from './output.ts';

/** What a build remembers of one disclosure that it published. */
export interface Remembered {
  readonly output: PackedOutput;
  /** Hash of all that its pages and files depend on. */
  readonly key: string;
  /** As it stands in the file that it was read from. */
  readonly line?: Uint8Array;
}

/** A file of a build's state: a head, a line for each disclosure, and a checksum of these. */
export interface StateLines<T> {
  readonly head: T;
  /** By id. */
  readonly items: ReadonlyMap<string, Remembered>;
  readonly sum: string;
}

/** Changed when a file of an earlier version cannot be read any more. */
const VERSION = 5;
const NEWLINE = 10;

/** Undefined where one byte of it is not as it was written. Throws where it is none at all. */
export function readLines<T>(file: string): StateLines<T> | undefined {
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf(NEWLINE, bytes.length - 2) + 1;
  const sum = bytes.toString('latin1', end).trimEnd();
  if (sum !== String(crc32(bytes.subarray(0, end)))) return undefined;
  let from = bytes.indexOf(NEWLINE) + 1;
  const { version, ...head } = JSON.parse(bytes.toString('utf8', 0, from));
  if (version !== VERSION) return undefined;
  const items = new Map<string, Remembered>();
  while (from < end) {
    const parts = bytes.indexOf(NEWLINE, from) + 1;
    const { key, ...known } = JSON.parse(bytes.toString('utf8', from, parts)) as Head & { key: string };
    const to = parts + (known.ends.at(-1) ?? 0) + 1;
    const output = new PackedOutput({ head: known, parts: bytes.subarray(parts, to - 1) });
    items.set(output.id, { output, key, line: bytes.subarray(from, to) });
    from = to;
  }
  return { head, items, sum };
}

/** `mode`: who may read it. */
export function writeLines(
  file: string,
  head: object,
  items: ReadonlyMap<string, Remembered>,
  mode: number,
): void {
  // What a build that is killed leaves of it, the next removes: see publish.ts.
  const temp = `${file}-${process.pid}`;
  const target = openSync(temp, 'w', mode);
  let sum = 0;
  const write = (block: readonly Uint8Array[]): void => {
    for (const bytes of block) sum = crc32(bytes, sum);
    writevSync(target, block);
  };
  try {
    write([Buffer.from(`${JSON.stringify({ version: VERSION, ...head })}\n`)]);
    for (const block of blocksOf(items.values())) write(block);
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
