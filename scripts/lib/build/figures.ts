import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ByteWriter, fileWriter } from 'hyparquet-writer';
import { DATA_FOLDER, FIGURES, PARTITIONS } from '../../../src/export/catalog.ts';
import { TIDY } from '../../../src/export/files.ts';
import type { WrittenFile } from '../../../src/export/package.ts';
import { FiguresFile, mergeFigures } from '../../../src/export/parquet.ts';

/** So many disclosures on the average stand in one file of figures. */
const TOGETHER = 24;

/** A disclosure's tidy.csv, by the SHA-256 of its bytes. */
export interface TidyFile {
  readonly id: string;
  readonly region: string;
  readonly year: number;
  readonly sha256: string;
}

/** One file of the partitioned figures, and what it is made of. */
export interface FiguresPart {
  /** data/figures/region=130303/year=2024/350001.parquet: after its first disclosure. */
  readonly path: string;
  readonly region: string;
  readonly year: number;
  readonly ids: readonly string[];
  /** Equal ones have equal bytes. */
  readonly key: string;
}

/**
 * Cuts the figures of each region and year into files. Where one ends is told
 * from the id of its last disclosure alone, so that one more or less changes a
 * file or two, not all that follow.
 */
export function planFigures(tidy: readonly TidyFile[]): readonly FiguresPart[] {
  const sorted = [...tidy].sort((a, b) => (a.id < b.id ? -1 : 1));
  const parts: FiguresPart[] = [];
  let own: TidyFile[] = [];
  for (const [index, file] of sorted.entries()) {
    own.push(file);
    const next = sorted[index + 1];
    const goesOn = next?.region === file.region && next.year === file.year;
    if (goesOn && Number.parseInt(hash('sha256', file.id).slice(0, 8), 16) % TOGETHER !== 0) continue;
    parts.push(partOf(own));
    own = [];
  }
  return parts;
}

function partOf(files: readonly TidyFile[]): FiguresPart {
  const { id, region, year } = files[0] as TidyFile;
  const name = id.split('/').slice(2).join('-');
  return {
    path: `${DATA_FOLDER}/${PARTITIONS}/region=${region}/year=${year}/${name}.parquet`,
    region,
    year,
    ids: files.map((file) => file.id),
    key: hash('sha256', files.map((file) => `${file.id}\0${file.sha256}`).join('\n'), 'base64url'),
  };
}

/** Writes one file of figures from the tidy.csv that stand in a site. */
export function writeFigures(dir: string, { path, ids }: FiguresPart, tidyName: string): WrittenFile {
  const target = join(dir, path);
  mkdirSync(dirname(target), { recursive: true });
  const writer = new ByteWriter();
  const figures = new FiguresFile(writer);
  for (const id of ids) figures.add(readFileSync(join(dir, id, tidyName)));
  figures.finish();
  const bytes = writer.getBytes();
  writeFileSync(target, bytes);
  return { path, bytes: bytes.length, sha256: hash('sha256', bytes, 'hex') };
}

/** The file of all figures, from the site's root. */
export const ALL_FIGURES = `${DATA_FOLDER}/${FIGURES}`;

export interface AllFigures extends WrittenFile {
  readonly rows: number;
}

/** The file of all figures, and what it is made of. Plain JSON. */
export interface WholeFigures extends AllFigures {
  /** Of its parts. */
  readonly mark: string;
}

/** Puts files of figures that stand in a site together to that of all. */
export function writeAllFigures(dir: string, parts: readonly FiguresPart[]): AllFigures {
  function* files(): Iterable<Uint8Array> {
    // Read as they are wanted: one at a time is in memory.
    for (const { path } of parts) yield readFileSync(join(dir, path));
  }
  const rows = mergeFigures(fileWriter(join(dir, ALL_FIGURES)), files());
  return { ...measured(dir, ALL_FIGURES), rows };
}

/** Files of figures to be made, and then that of all `parts`. Plain JSON. */
export interface MissingFigures {
  readonly dir: string;
  readonly missing: readonly FiguresPart[];
  readonly parts: readonly FiguresPart[];
}

export interface MadeFigures {
  readonly files: readonly WrittenFile[];
  readonly whole: AllFigures;
}

export function writeMissingFigures({ dir, missing, parts }: MissingFigures): MadeFigures {
  const files = missing.map((part) => writeFigures(dir, part, TIDY));
  return { files, whole: writeAllFigures(dir, parts) };
}

export function measured(dir: string, path: string): WrittenFile {
  const bytes = readFileSync(join(dir, path));
  return { path, bytes: bytes.length, sha256: hash('sha256', bytes, 'hex') };
}
