import { cp, mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Shown } from '../../../src/digest.ts';
import type { Settings } from '../../../src/settings.ts';
import type { DisclosureEntry } from '../../../src/view/types.ts';
import { exists } from '../files.ts';
import type { SiteFolder } from './site-folder.ts';

/** Beside a disclosure's page: how the indexes list it. A later build that has to keep this version reads it. */
export const ENTRY_FILE = 'entry.json';
/** Changed when an entry of an earlier build cannot be shown any more. */
const ENTRY_VERSION = 2;
/** Scripts and styles, by the names that pages link to. */
const ASSETS = '_astro';

interface StoredEntry {
  readonly version: number;
  readonly base: string;
  readonly entry: DisclosureEntry;
  /** What the search finds of it. */
  readonly records: string;
}

/** What that file says. */
export function storedEntry(
  { entry, records }: Pick<Shown, 'entry' | 'records'>,
  { base }: Pick<Settings, 'base'>,
): string {
  const stored: StoredEntry = { version: ENTRY_VERSION, base, entry, records };
  return `${JSON.stringify(stored)}\n`;
}

export interface LastGood {
  readonly kept: readonly DisclosureEntry[];
  /** What the search finds of them, by id, as JSON. */
  readonly records: ReadonlyMap<string, string>;
  /** Those that have no version to keep, and why. */
  readonly absent: readonly { readonly id: string; readonly because: string }[];
}

/** What the last output holds of some disclosures. */
export async function readLastGood(
  outDir: string,
  ids: readonly string[],
  { base }: Pick<Settings, 'base'>,
): Promise<LastGood> {
  const kept: DisclosureEntry[] = [];
  const records = new Map<string, string>();
  const absent: { id: string; because: string }[] = [];
  for (const id of ids) {
    const stored = await readEntry(join(outDir, id));
    if (!stored) absent.push({ id, because: '没有可以保留的版本' });
    else if (stored.base !== base)
      absent.push({ id, because: `上次的版本在 ${stored.base} 下，现在是 ${base}` });
    else {
      kept.push(stored.entry);
      records.set(id, stored.records);
    }
  }
  return { kept, records, absent };
}

async function readEntry(folder: string): Promise<StoredEntry | undefined> {
  if (!(await exists(join(folder, 'index.html')))) return undefined;
  try {
    const stored = JSON.parse(await readFile(join(folder, ENTRY_FILE), 'utf8')) as StoredEntry;
    return stored.version === ENTRY_VERSION ? stored : undefined;
  } catch {
    return undefined;
  }
}

/** Copies the folders of disclosures from the last output, with the scripts and styles that their pages need. */
export async function keepFolders(outDir: string, folder: SiteFolder, ids: readonly string[]): Promise<void> {
  const wanted = new Set<string>();
  for (const id of ids) {
    const target = join(folder.dir, id);
    folder.clear(id);
    await mkdir(dirname(target), { recursive: true });
    // A final account stands in a folder of the budget's, and is a disclosure of its own.
    const filter = (path: string): boolean => path !== join(outDir, id, 'final');
    await cp(join(outDir, id), target, { recursive: true, preserveTimestamps: true, filter });
    for (const name of await readdir(target, { recursive: true })) {
      if (!name.endsWith('.html') || /^final[\\/]/.test(name)) continue;
      const html = await readFile(join(target, name), 'utf8');
      for (const match of html.matchAll(/\/_astro\/([^"'\s)?#]+)/g)) wanted.add(match[1] as string);
    }
  }
  await keepAssets(join(outDir, ASSETS), folder, wanted);
}

/** Scripts import others by name: what is named in one that is wanted is wanted too. */
async function keepAssets(from: string, folder: SiteFolder, wanted: Set<string>): Promise<void> {
  if (wanted.size === 0 || !(await exists(from))) return;
  const all = await readdir(from);
  for (const name of wanted) {
    if (!all.includes(name)) continue;
    const path = `${ASSETS}/${name}`;
    if (!folder.has(path)) folder.write(path, await readFile(join(from, name)));
    if (!/\.(?:js|css)$/.test(name)) continue;
    const text = await readFile(join(from, name), 'utf8');
    for (const other of all) if (text.includes(other)) wanted.add(other);
  }
}
