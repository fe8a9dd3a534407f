import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { WrittenFile } from '../../../src/export/package.ts';
import type { Output } from './maker.ts';

/** What a build remembers of one disclosure that it published. */
export interface Remembered {
  readonly output: Output;
  /** Hash of all that its pages and files depend on. */
  readonly key: string;
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
}

/** A file of figures as it was written, and the key that it was made by. */
export interface RememberedFigures {
  readonly key: string;
  readonly file: WrittenFile;
  readonly stamp: string;
}

/** Changed when a state of an earlier version cannot be read any more. */
const VERSION = 1;
/** Lines are written so many at a time. */
const BLOCK = 256;

/** In a part of a site, which goes from machine to machine with its state. */
export const PART_STATE = 'part.state';

/** Beside the output, not in it: `/srv/www/dist` → `/srv/www/.dist.state`. */
export function stateFile(outDir: string): string {
  return join(dirname(outDir), `.${basename(outDir)}.state`);
}

/** Undefined where there is none, or where one byte of it is not as it was written: all is made anew then. */
export function readState(file: string): BuildState | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    const end = text.lastIndexOf('\n', text.length - 2);
    const body = text.slice(0, end + 1);
    if (text.slice(end + 1).trimEnd() !== checksum(body)) return undefined;
    const [head = '', ...lines] = body.trimEnd().split('\n');
    const { version, all, day, figures, ids } = JSON.parse(head);
    if (version !== VERSION) return undefined;
    const remembered = lines.map((line) => JSON.parse(line) as Remembered);
    return {
      all,
      day,
      figures,
      ...(ids && { ids }),
      remembered: new Map(remembered.map((item) => [item.output.digest.id, item])),
    };
  } catch {
    return undefined;
  }
}

/** A checksum stands at its end, over all lines above. */
export function writeState(file: string, { all, day, remembered, figures, ids }: BuildState): void {
  const temp = `${file}.${process.pid}`;
  const target = openSync(temp, 'w');
  const hash = createHash('sha256');
  try {
    let block = `${JSON.stringify({ version: VERSION, all, day, figures, ids })}\n`;
    let lines = 0;
    const flush = (): void => {
      hash.update(block);
      writeSync(target, block);
      block = '';
    };
    for (const item of remembered.values()) {
      block += `${JSON.stringify(item)}\n`;
      if (++lines % BLOCK === 0) flush();
    }
    flush();
    writeSync(target, `${hash.digest('hex')}\n`);
  } finally {
    closeSync(target);
  }
  renameSync(temp, file);
}

export function forgetState(file: string): void {
  rmSync(file, { force: true });
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
