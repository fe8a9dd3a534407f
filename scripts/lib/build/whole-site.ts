import { setImmediate } from 'node:timers/promises';
import type { Surroundings } from '../../../src/schema/disclosure.ts';
import { AZ_LISTS, type Az, type AzBefore, azPaths } from '../../../src/search/a-z.ts';
import { projectChanges } from '../../../src/search/az-lists.ts';
import { NO_RECORDS } from '../../../src/search/format.ts';
import type { Settings } from '../../../src/settings.ts';
import { type SiteData, searchAround, siteData } from '../../../src/site-data.ts';
import type { BuildState } from './build-state.ts';
import { type Change, changesIn, projectChange, searchChange, searchText } from './changes.ts';
import { writeChecksums } from './checksums.ts';
import { tidyFiles, writeDataFiles } from './downloads.ts';
import type { LastGood } from './last-good.ts';
import { fileOf } from './links.ts';
import type { MakerPool } from './maker-pool.ts';
import { aroundMark, azBefore, azMarks, type Marked, marksOf, nameMark, searchMark } from './marks.ts';
import type { PackedOutput } from './output.ts';
import type { RememberedSearch, RememberedWhole } from './remembered-whole.ts';
import type { CompiledPages } from './render.ts';
import type { Earlier } from './reuse.ts';
import { changeSearchIndex, isIndexFile, type SearchText } from './search-index.ts';
import type { SideThread } from './side-thread.ts';
import { makeFigures } from './site-figures.ts';
import type { HeldSite, SiteFolder } from './site-folder.ts';
import { checkLinks } from './site-links.ts';
import { linksIn, writeSitePages } from './site-pages.ts';

/** Records of a disclosure of which nothing is known. */
const NOTHING = JSON.stringify(NO_RECORDS);

export interface WholeSite {
  /** The disclosures' own folders stand in it. */
  readonly folder: SiteFolder;
  readonly settings: Settings;
  readonly surroundings: Surroundings;
  readonly pages: CompiledPages;
  readonly pool: MakerPool;
  readonly side: SideThread;
  readonly made: readonly PackedOutput[];
  readonly lastGood: LastGood;
  readonly standing: readonly Earlier[];
}

export interface MadeWhole {
  readonly known: Pick<BuildState, 'figures' | 'whole'>;
  /** Addresses of the pages that were rendered. */
  readonly rendered: readonly string[];
}

/** Makes what is about the whole site: its pages, search, data, checksums; removes what is no part of it. */
export async function makeWhole(whole: WholeSite): Promise<MadeWhole> {
  const { folder, settings, made, lastGood } = whole;
  const before = publishedOf(whole);
  const marked = markedOf(made, lastGood);
  const changes = before && changesIn(marked, before);
  const known = { marked, names: nameMark(marked), before, changes };
  const byId = new Map(made.map((output) => [output.id, output]));
  const outputOf = (id: string): PackedOutput | undefined => byId.get(id);
  const entries = marked.map(({ entry }) => entry);
  const tidy = tidyFiles({ dir: folder.dir, data: { entries }, outputOf });
  const kept = lastGood.kept.map(({ id }) => id);
  const makeRest = async () => {
    const [figures, { data, az, pages, rendered }] = await all([
      makeFigures({ ...whole, tidy, before }),
      makePages(whole, known),
    ]);
    writeDataFiles({ folder, settings, data, outputOf, figures });
    checkLinks({ folder, settings, pages, rendered, made, kept, before });
    return { parts: figures.parts, rendered, whole: { pages, az, figures: figures.whole, kept } };
  };
  // The index in another thread, if there is one; all else here and in other processes.
  const [search, rest] = await all([makeSearch(whole, known), makeRest()]);
  folder.tidy([...made.map(({ id }) => id), ...kept]);
  writeChecksums(folder, made, kept);
  const figures = Object.fromEntries(rest.parts.map(({ path, key, file }) => [path, { key, file }]));
  return { known: { figures, whole: { ...rest.whole, search } }, rendered: rest.rendered };
}

type Published = HeldSite & RememberedWhole & Pick<BuildState, 'remembered'>;

/** What tells whether something would be the same again. */
interface Known {
  readonly marked: readonly Marked[];
  /** Of all names: see `nameMark`. */
  readonly names: string;
  readonly before: Published | undefined;
  readonly changes: readonly Change[] | undefined;
}

/** The site that is published now, where this tool has made it of the same surroundings. */
function publishedOf({ standing }: WholeSite): Published | undefined {
  for (const { dir, state } of standing) {
    const { whole, holds, remembered } = state;
    if (whole) return { dir, holds, remembered, ...whole };
  }
  return undefined;
}

/** In the order of ids. */
function markedOf(made: readonly PackedOutput[], { kept, records }: LastGood): readonly Marked[] {
  const marked = made.flatMap((output): Marked[] => {
    const {
      digest: { shown },
      head,
    } = output;
    return shown && head.shown
      ? [{ entry: shown.entry, marks: head.shown.marks, records: () => output.part('records') }]
      : [];
  });
  for (const entry of kept) {
    const text = records.get(entry.id) ?? NOTHING;
    marked.push({ entry, marks: marksOf(entry, text), records: () => Buffer.from(text) });
  }
  return marked.sort((a, b) => (a.entry.id < b.entry.id ? -1 : 1));
}

/** Writes the search's index, takes it over, or changes a part of it. */
async function makeSearch(
  { folder, settings, surroundings, side, made }: WholeSite,
  { marked, names, before, changes }: Known,
): Promise<RememberedSearch> {
  const forms = made.flatMap(({ head }) => head.shown?.template ?? []);
  const around = searchAround(settings, surroundings, forms);
  const aroundIt = aroundMark(around);
  const known = { mark: searchMark(marked, names, aroundIt), around: aroundIt, count: marked.length };
  if (before?.search.mark === known.mark && folder.takeAll(isIndexFile, before)) return before.search;
  const changed =
    before?.search.around === aroundIt && changes
      ? changeSearchIndex(folder, before, before.search.memo, changes.map(searchChange))
      : undefined;
  const memo = changed ?? (await side.search(folder, searchTexts(marked), around));
  return { ...known, memo };
}

/** One at a time: all records together are a lot of memory. */
function* searchTexts(marked: readonly Marked[]): Generator<SearchText> {
  for (const one of marked) yield searchText(one);
}

/** Renders the pages that are no disclosure's own, or takes them over. */
async function makePages(whole: WholeSite, { marked, names, before, changes }: Known) {
  // What has been asked of others is to be sent before this thread is busy.
  await setImmediate();
  const { folder, settings, surroundings, pages, made, lastGood } = whole;
  const own = azMarks(marked, names);
  const projects = before && changes && listChanges(changes, before);
  const known = before && azBefore(before.az, own, projects);
  const digests = made.map(({ digest }) => digest);
  const dataWith = (azBefore?: AzBefore): SiteData =>
    siteData(settings, surroundings, digests, {
      ...{ kept: lastGood.kept, keptRecords: lastGood.records, azBefore },
    });
  const partly = dataWith(known);
  const taken = before && takeLists(folder, before, partly.az);
  const data = before && !taken ? dataWith() : partly;
  const marks = new Map(marked.map(({ entry, marks: { entry: mark } }) => [entry, mark]));
  const site = { settings, data, pages, marks, before, taken: taken ?? new Set<string>() };
  const written = await writeSitePages(folder, site);
  const az = AZ_LISTS.map((name) => [name, { ...data.az.lists[name], mark: own[name] }]);
  // All else that the pages show is out of memory from here on.
  const { site: about, entries } = data;
  return { ...written, data: { site: about, entries }, az: Object.fromEntries(az) as RememberedWhole['az'] };
}

/** How the projects are others than before, and where the pages of their list led. */
function listChanges(changes: readonly Change[], { pages }: Published): AzBefore['projects'] {
  const linkedOn = (path: string): readonly string[] => {
    const address = path.slice(1);
    return linksIn(pages, address).links[address] ?? [];
  };
  return { ...projectChanges(changes.map(projectChange)), linkedOn };
}

/** Takes the pages of lists that are not made now. Returns their addresses; undefined where one is not as it was written. */
function takeLists(
  folder: SiteFolder,
  before: HeldSite,
  { lists, pages }: Az,
): ReadonlySet<string> | undefined {
  const made = new Set(pages.map(({ page }) => page.path));
  const others = AZ_LISTS.flatMap((name) => azPaths(name, lists[name])).filter((path) => !made.has(path));
  if (others.every((path) => folder.take(fileOf(path.slice(1)), before))) return new Set(others);
  const files = new Set(others.map((path) => fileOf(path.slice(1))));
  folder.leave((file) => files.has(file));
  return undefined;
}

/** Waits until all have ended, well or not: what goes on writes into a folder that is about to be moved. */
async function all<T extends readonly unknown[]>(
  work: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const ended = await Promise.allSettled(work);
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return Promise.all(work) as Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }>;
}
