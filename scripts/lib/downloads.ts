import { hash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { fileWriter } from 'hyparquet-writer';
import {
  CATALOG,
  catalogEntry,
  catalogHead,
  DATA_FOLDER,
  DCAT,
  dcatDataset,
  dcatHead,
  FIGURES,
  type Listed,
} from '../../src/export/catalog.ts';
import { DATA_SCHEMA_FILE, disclosureDataJsonSchema } from '../../src/export/data-schema.ts';
import { TIDY } from '../../src/export/files.ts';
import type { WrittenFile } from '../../src/export/package.ts';
import { FiguresFile } from '../../src/export/parquet.ts';
import { TIDY_COLUMNS } from '../../src/export/tidy.ts';
import type { Settings } from '../../src/settings.ts';
import type { SiteData } from '../../src/site-data.ts';
import type { DisclosureEntry } from '../../src/view/types.ts';

/** What the data of a whole site are made of; the disclosures' own files stand in `dir` already. */
export interface DataSources {
  readonly dir: string;
  readonly settings: Settings;
  readonly data: Pick<SiteData, 'site' | 'entries'>;
  /** Files beside a disclosure's page; none of one that keeps an earlier version. */
  readonly filesOf: (id: string) => readonly WrittenFile[];
}

/** Writes data/ and schemas/: figures of all disclosures, catalogue, DCAT, the schema of disclosure.json. */
export function writeDataFiles({ dir, settings: hosting, data, filesOf }: DataSources): void {
  const { site, entries } = data;
  const standing = entries.filter(({ withdrawn }) => !withdrawn);
  const folder = join(dir, DATA_FOLDER);
  mkdirSync(folder, { recursive: true });
  const rows = writeFigures(
    join(folder, FIGURES),
    standing.map(({ id }) => join(dir, id, TIDY)),
  );
  const figures = { ...measured(FIGURES, readFileSync(join(folder, FIGURES))), rows };
  const whole = { site, hosting, figures };
  const listed = (entry: DisclosureEntry): Listed => ({ entry, files: filesOf(entry.id) });
  writeList(join(folder, CATALOG), catalogHead(whole), 'disclosures', entries, (entry) =>
    catalogEntry(listed(entry), hosting),
  );
  writeList(join(folder, DCAT), dcatHead(whole), 'dcat:dataset', standing, (entry) =>
    dcatDataset(listed(entry), whole),
  );
  mkdirSync(join(dir, 'schemas'), { recursive: true });
  writeFileSync(join(dir, 'schemas', DATA_SCHEMA_FILE), disclosureDataJsonSchema());
}

/** All lines of some tidy.csv as Parquet; says how many. What is not there, or not in this form, is left out. */
function writeFigures(target: string, tidyFiles: readonly string[]): number {
  const figures = new FiguresFile(fileWriter(target));
  for (const path of tidyFiles) {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch {
      continue;
    }
    const [head = [], ...lines] = parse(text, { bom: true, relax_column_count: true }) as string[][];
    const places = TIDY_COLUMNS.map(({ name }) => head.indexOf(name));
    if (places.includes(-1)) continue;
    for (const line of lines) figures.addLine((column) => plain(line[places[column] as number] ?? ''));
  }
  figures.finish();
  return figures.rows;
}

function measured(path: string, bytes: Uint8Array): WrittenFile {
  return { path, bytes: bytes.length, sha256: hash('sha256', bytes, 'hex') };
}

/** A JSON object whose last field is a long list, an item a line. */
function writeList<T>(
  path: string,
  head: Readonly<Record<string, unknown>>,
  name: string,
  items: readonly T[],
  toJson: (item: T) => unknown,
): void {
  const file = openSync(path, 'w');
  try {
    const start = JSON.stringify(head, null, 1).slice(0, -2);
    writeSync(file, `${start},\n ${JSON.stringify(name)}: [`);
    items.forEach((item, index) => {
      writeSync(file, `${index === 0 ? '' : ','}\n  ${JSON.stringify(toJson(item))}`);
    });
    writeSync(file, `\n ]\n}\n`);
  } finally {
    closeSync(file);
  }
}

/** Without the apostrophe that kept a spreadsheet from running it. */
function plain(field: string): string {
  return /^'\s*[=+\-@＝＋－＠]/.test(field) ? field.slice(1) : field;
}
