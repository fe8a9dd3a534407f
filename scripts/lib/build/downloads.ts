import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
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
import type { SiteFolder } from './site-folder.ts';

/** What the data of a whole site are made of; the disclosures' own files and the parts stand in the folder already. */
export interface DataSources {
  readonly folder: SiteFolder;
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
}: Omit<DataSources, 'parts' | 'settings' | 'folder'> & { readonly dir: string }): readonly TidyFile[] {
  return data.entries.flatMap(({ id, regionCode: region, year, withdrawn }) => {
    if (withdrawn) return [];
    const written = filesOf(id).find(({ path }) => path === TIDY);
    if (!written && !existsSync(join(dir, id, TIDY))) return [];
    const { sha256 } = written ?? measured(dir, join(id, TIDY));
    return [{ id, region, year, sha256 }];
  });
}

/** Writes data/ and schemas/: figures of all disclosures in one file, catalogue, DCAT, the schema of disclosure.json. */
export function writeDataFiles({ folder, settings: hosting, data, filesOf, parts }: DataSources): void {
  const { site, entries } = data;
  const standing = entries.filter(({ withdrawn }) => !withdrawn);
  const place = `${DATA_FOLDER}/${FIGURES}`;
  const rows = mergeFigures(fileWriter(folder.room(place)), filesIn(folder.dir, parts));
  const figures = { ...measured(folder.dir, place), rows };
  folder.wrote(place, figures.sha256);
  const partitions = parts.map(({ file: { path, bytes, sha256 }, region, year }) => ({
    ...{ path: path.slice(DATA_FOLDER.length + 1), bytes, sha256, region, year },
  }));
  const whole = { site, hosting, figures, partitions };
  const listed = (entry: DisclosureEntry): Listed => ({ entry, files: filesOf(entry.id) });
  writeList(folder, `${DATA_FOLDER}/${CATALOG}`, catalogHead(whole), 'disclosures', entries, (entry) =>
    catalogEntry(listed(entry), hosting),
  );
  writeList(folder, `${DATA_FOLDER}/${DCAT}`, dcatHead(whole), 'dcat:dataset', standing, (entry) =>
    dcatDataset(listed(entry), whole),
  );
  folder.write(`schemas/${DATA_SCHEMA_FILE}`, disclosureDataJsonSchema());
}

/** Read as they are wanted: one at a time is in memory. */
function* filesIn(dir: string, parts: readonly FiguresPart[]): Iterable<Uint8Array> {
  for (const { path } of parts) yield readFileSync(join(dir, path));
}

/** Items are written so many at a time. */
const BLOCK = 64;

/** Writes a JSON object whose last field is a long list, an item a line. */
function writeList<T>(
  folder: SiteFolder,
  path: string,
  head: Readonly<Record<string, unknown>>,
  name: string,
  items: readonly T[],
  toJson: (item: T) => unknown,
): void {
  const file = openSync(folder.room(path), 'w');
  const sum = createHash('sha256');
  const write = (text: string): void => {
    const bytes = Buffer.from(text);
    sum.update(bytes);
    writeSync(file, bytes);
  };
  try {
    const start = JSON.stringify(head, null, 1).slice(0, -2);
    let block = `${start},\n ${JSON.stringify(name)}: [`;
    for (const [index, item] of items.entries()) {
      block += `${index === 0 ? '' : ','}\n  ${JSON.stringify(toJson(item))}`;
      if (index % BLOCK !== 0) continue;
      write(block);
      block = '';
    }
    write(`${block}\n ]\n}\n`);
  } finally {
    closeSync(file);
  }
  folder.wrote(path, sum.digest('hex'));
}
