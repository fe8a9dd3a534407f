import { appendFileSync, closeSync, openSync, readSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Some bytes, in memory or not. */
export interface Bytes {
  /** Those from one place to another. */
  subarray(from: number, to: number): Uint8Array;
}

/** Beside the output, on its disk: `/srv/www/dist` → `/srv/www/.dist.parts-<process>`. */
export function spoolFile(outDir: string): string {
  return join(dirname(outDir), `.${basename(outDir)}.parts-${process.pid}`);
}

/**
 * Holds what is wanted now and then and would be too much for memory, in a file that has no name any more: its room is
 * free again when it is closed, or when the process ends in whatever way. There is no file before there is something in it.
 */
export class Spool {
  readonly #path: string;
  #file: number | undefined;
  #size = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** Throws what a disk refuses. What is returned cannot be read once this is closed. */
  add(bytes: Uint8Array): Bytes {
    this.#file ??= openNameless(this.#path);
    appendFileSync(this.#file, bytes);
    const from = this.#size;
    this.#size += bytes.length;
    return new Spooled(this, from);
  }

  /** Throws where there is less, or it is closed: the number of a closed file may be another's by then. */
  read(at: number, length: number): Uint8Array {
    if (this.#file === undefined) throw new Error('a spool is read that is closed');
    const bytes = Buffer.allocUnsafe(length);
    const read = readSync(this.#file, bytes, 0, length, at);
    if (read < length) throw new Error('a spool is shorter than what was added to it');
    return bytes;
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

function openNameless(path: string): number {
  const file = openSync(path, 'ax+', 0o600);
  rmSync(path);
  return file;
}

class Spooled implements Bytes {
  readonly #spool: Spool;
  readonly #at: number;

  constructor(spool: Spool, at: number) {
    this.#spool = spool;
    this.#at = at;
  }

  subarray(from: number, to: number): Uint8Array {
    return this.#spool.read(this.#at + from, to - from);
  }
}
