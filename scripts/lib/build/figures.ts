import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ByteWriter } from 'hyparquet-writer';
import { DATA_FOLDER, PARTITIONS } from '../../../src/export/catalog.ts';
import type { WrittenFile } from '../../../src/export/package.ts';
import { FiguresFile } from '../../../src/export/parquet.ts';

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

export function measured(dir: string, path: string): WrittenFile {
  const bytes = readFileSync(join(dir, path));
  return { path, bytes: bytes.length, sha256: hash('sha256', bytes, 'hex') };
}
