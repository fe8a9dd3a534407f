import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
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
} from '../../../src/export/catalog.ts';
import { DATA_SCHEMA_FILE, disclosureDataJsonSchema } from '../../../src/export/data-schema.ts';
import { TIDY } from '../../../src/export/files.ts';
import type { WrittenFile } from '../../../src/export/package.ts';
import { mergeFigures } from '../../../src/export/parquet.ts';
import type { Settings } from '../../../src/settings.ts';
import type { SiteData } from '../../../src/site-data.ts';
import type { DisclosureEntry } from '../../../src/view/types.ts';
import { type FiguresPart, measured, type TidyFile } from './figures.ts';

/** What the data of a whole site are made of; the disclosures' own files and the parts stand in `dir` already. */
export interface DataSources {
  readonly dir: string;
  readonly settings: Settings;
  readonly data: Pick<SiteData, 'site' | 'entries'>;
  /** Files beside a disclosure's page; none of one that keeps an earlier version. */
  readonly filesOf: (id: string) => readonly WrittenFile[];
  readonly parts: readonly (FiguresPart & { readonly file: WrittenFile })[];
}

/** The tidy.csv of all that the site lists and that have one: what the figures are planned by. */
export function tidyFiles({
  dir,
  data,
  filesOf,
}: Omit<DataSources, 'parts' | 'settings'>): readonly TidyFile[] {
  return data.entries.flatMap(({ id, regionCode: region, year, withdrawn }) => {
    if (withdrawn) return [];
    const written = filesOf(id).find(({ path }) => path === TIDY);
    if (!written && !existsSync(join(dir, id, TIDY))) return [];
    const { sha256 } = written ?? measured(dir, join(id, TIDY));
    return [{ id, region, year, sha256 }];
  });
}

/** Writes data/ and schemas/: figures of all disclosures in one file, catalogue, DCAT, the schema of disclosure.json. */
export function writeDataFiles({ dir, settings: hosting, data, filesOf, parts }: DataSources): void {
  const { site, entries } = data;
  const standing = entries.filter(({ withdrawn }) => !withdrawn);
  const folder = join(dir, DATA_FOLDER);
  mkdirSync(folder, { recursive: true });
  const rows = mergeFigures(fileWriter(join(folder, FIGURES)), filesIn(dir, parts));
  const figures = { ...measured(dir, `${DATA_FOLDER}/${FIGURES}`), rows };
  const partitions = parts.map(({ file: { path, bytes, sha256 }, region, year }) => ({
    ...{ path: path.slice(DATA_FOLDER.length + 1), bytes, sha256, region, year },
  }));
  const whole = { site, hosting, figures, partitions };
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

/** Read as they are wanted: one at a time is in memory. */
function* filesIn(dir: string, parts: readonly FiguresPart[]): Iterable<Uint8Array> {
  for (const { path } of parts) yield readFileSync(join(dir, path));
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
