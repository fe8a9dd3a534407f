import type { WrittenFile } from '../../../src/export/package.ts';
import type { Surroundings } from '../../../src/schema/disclosure.ts';
import type { Settings } from '../../../src/settings.ts';
import { type SiteData, siteData } from '../../../src/site-data.ts';
import type { BuildState } from './build-state.ts';
import { writeChecksums } from './checksums.ts';
import { tidyFiles, writeDataFiles } from './downloads.ts';
import { planFigures } from './figures.ts';
import type { LastGood } from './last-good.ts';
import type { MakerPool } from './maker-pool.ts';
import type { PackedOutput } from './output.ts';
import type { CompiledPages } from './render.ts';
import { type Earlier, reuseFigures } from './reuse.ts';
import { writeSearchIndex } from './search-index.ts';
import type { SiteFolder } from './site-folder.ts';
import { checkLinks, type FoundLinks } from './site-links.ts';
import { writeSitePages } from './site-pages.ts';

export interface WholeSite {
  /** The disclosures' own folders stand in it. */
  readonly folder: SiteFolder;
  readonly settings: Settings;
  readonly surroundings: Surroundings;
  readonly pages: CompiledPages;
  readonly pool: MakerPool;
  readonly made: readonly PackedOutput[];
  readonly lastGood: LastGood;
  readonly standing: readonly Earlier[];
}

/** Makes what is about the whole site: its pages, search, data, checksums; removes what is no part of it. */
export async function makeWhole(whole: WholeSite): Promise<Pick<BuildState, 'figures'>> {
  const { folder, settings, surroundings, pages, made, lastGood } = whole;
  const data = siteData(
    settings,
    surroundings,
    made.map(({ digest }) => digest),
    lastGood.kept,
    lastGood.records,
  );
  const site = await writeSitePages(folder, settings, data, pages);
  writeSearchIndex(folder, data.searched);
  const figures = await writeData(whole, data);
  checkLinks({ folder, settings, site, disclosures: linksOf(made) });
  const kept = lastGood.kept.map(({ id }) => id);
  folder.tidy([...made.map(({ id }) => id), ...kept]);
  writeChecksums(folder, made, kept);
  return { figures };
}

function linksOf(made: readonly PackedOutput[]): ReadonlyMap<string, FoundLinks> {
  return new Map(made.flatMap(({ id, links }) => (links ? [[id, links] as const] : [])));
}

/** Writes data/; says what the files of figures are, for the next build. */
async function writeData(
  { folder, settings, made, pool, standing }: WholeSite,
  data: SiteData,
): Promise<BuildState['figures']> {
  const byId = new Map(made.map((output) => [output.id, output]));
  const outputOf = (id: string): PackedOutput | undefined => byId.get(id);
  const parts = planFigures(tidyFiles({ dir: folder.dir, data, outputOf }));
  const reused = reuseFigures(standing, parts, folder);
  const missing = parts.filter(({ path }) => !reused.has(path));
  for (const { path } of missing) folder.room(path);
  const fresh = await pool.figures(missing);
  const files = new Map([...reused.values()].map(({ file }) => [file.path, file]));
  for (const file of fresh) {
    files.set(file.path, file);
    folder.wrote(file.path, file.sha256);
  }
  const all = parts.map((part) => ({ ...part, file: files.get(part.path) as WrittenFile }));
  writeDataFiles({ folder, settings, data, outputOf, parts: all });
  return Object.fromEntries(all.map(({ path, key, file }) => [path, { key, file }]));
}
