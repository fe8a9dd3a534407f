import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOG, catalogHead, DATA_FOLDER, DCAT, dcatHead } from '../../../src/export/catalog.ts';
import { DATA_SCHEMA_FILE, disclosureDataJsonSchema } from '../../../src/export/data-schema.ts';
import { TIDY } from '../../../src/export/files.ts';
import type { Settings } from '../../../src/settings.ts';
import type { SiteData } from '../../../src/site-data.ts';
import { measured, type TidyFile } from './figures.ts';
import type { PackedOutput } from './output.ts';
import type { SiteFigures } from './site-figures.ts';
import type { SiteFolder } from './site-folder.ts';
import { siteLines } from './site-lines.ts';

/** What the data of a whole site are made of; all else stands in the folder already. */
export interface DataSources {
  readonly folder: SiteFolder;
  readonly settings: Settings;
  readonly data: Pick<SiteData, 'site' | 'entries'>;
  /** What was made of a disclosure; undefined of one that keeps an earlier version. */
  readonly outputOf: (id: string) => Pick<PackedOutput, 'head' | 'part'> | undefined;
  readonly figures: SiteFigures;
}

/** The tidy.csv of all that the site lists and that have one: what the figures are planned by. */
export function tidyFiles({
  dir,
  data,
  outputOf,
}: Pick<DataSources, 'outputOf'> & {
  readonly dir: string;
  readonly data: Pick<SiteData, 'entries'>;
}): readonly TidyFile[] {
  return data.entries.flatMap(({ id, regionCode: region, year, withdrawn }) => {
    if (withdrawn) return [];
    const known = outputOf(id)?.head.tidy;
    if (known === undefined && !existsSync(join(dir, id, TIDY))) return [];
    return [{ id, region, year, sha256: known ?? measured(dir, join(id, TIDY)).sha256 }];
  });
}

/** Writes what data/ and schemas/ have besides figures: catalogue, DCAT, the schema of disclosure.json. */
export function writeDataFiles(sources: DataSources): void {
  const { folder, settings: hosting, data, outputOf, figures } = sources;
  const { site, entries } = data;
  const partitions = figures.parts.map(({ file: { path, bytes, sha256 }, region, year }) => ({
    ...{ path: path.slice(DATA_FOLDER.length + 1), bytes, sha256, region, year },
  }));
  const whole = { site, hosting, figures: figures.whole, partitions };
  const linesOf = (name: 'catalog' | 'dataset') =>
    function* (): Generator<Uint8Array> {
      for (const entry of entries) {
        const line = outputOf(entry.id)?.part(name) ?? Buffer.from(siteLines(entry, [], whole)[name]);
        if (line.length > 0) yield line;
      }
    };
  writeList(folder, `${DATA_FOLDER}/${CATALOG}`, catalogHead(whole), 'disclosures', linesOf('catalog'));
  writeList(folder, `${DATA_FOLDER}/${DCAT}`, dcatHead(whole), 'dcat:dataset', linesOf('dataset'));
  folder.write(`schemas/${DATA_SCHEMA_FILE}`, disclosureDataJsonSchema());
}

/** Writes a JSON object whose last field is a long list, an item a line. */
function writeList(
  folder: SiteFolder,
  path: string,
  head: Readonly<Record<string, unknown>>,
  name: string,
  items: () => Iterable<Uint8Array>,
): void {
  const start = `${JSON.stringify(head, null, 1).slice(0, -2)},\n ${JSON.stringify(name)}: [`;
  const [first, next] = [Buffer.from('\n  '), Buffer.from(',\n  ')];
  folder.write(path, function* () {
    yield Buffer.from(start);
    let before = first;
    for (const item of items()) {
      yield before;
      yield item;
      before = next;
    }
    yield Buffer.from('\n ]\n}\n');
  });
}
