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
import { makeDownloads } from '../../src/export/download.ts';
import { TIDY } from '../../src/export/files.ts';
import type { WrittenFile } from '../../src/export/package.ts';
import { FiguresFile } from '../../src/export/parquet.ts';
import { TIDY_COLUMNS } from '../../src/export/tidy.ts';
import type { Made, OpenSite } from '../../src/site.ts';
import type { DisclosureEntry } from '../../src/view/types.ts';

/**
 * Writes the downloads of a site, one disclosure at a time, so that memory does
 * not grow with their number.
 */
export class Downloads {
  readonly #dir: string;
  readonly #site: OpenSite;
  readonly #figures: FiguresFile;
  readonly #written = new Map<string, readonly WrittenFile[]>();

  constructor(siteDir: string, site: OpenSite) {
    this.#dir = siteDir;
    this.#site = site;
    mkdirSync(join(siteDir, DATA_FOLDER), { recursive: true });
    this.#figures = new FiguresFile(fileWriter(join(siteDir, DATA_FOLDER, FIGURES)));
  }

  add({ disclosure, view }: Made): void {
    if (disclosure.withdrawn) return;
    const folder = join(this.#dir, disclosure.id);
    mkdirSync(join(folder, 'tables'), { recursive: true });
    const files = makeDownloads(disclosure, view, this.#site.settings, (path, content) =>
      writeFile(folder, path, content),
    );
    this.#written.set(disclosure.id, files);
    this.#figures.add(disclosure);
  }

  /** Figures of disclosures that keep the version of an earlier build, read from what stands there. */
  keep(id: string): void {
    const path = join(this.#dir, id, TIDY);
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch {
      return;
    }
    const [head = [], ...lines] = parse(text, { bom: true, relax_column_count: true }) as string[][];
    const places = TIDY_COLUMNS.map(({ name }) => head.indexOf(name));
    if (places.includes(-1)) return;
    for (const line of lines) this.#figures.addLine((column) => plain(line[places[column] as number] ?? ''));
  }

  /** Catalogue, DCAT, figures and the schema; `entries` are all that the site lists. */
  finish(entries: readonly DisclosureEntry[]): void {
    const { data, settings: hosting } = this.#site;
    if (!data) throw new Error('a site without data has no downloads');
    this.#figures.finish();
    const folder = join(this.#dir, DATA_FOLDER);
    const figures = { ...measured(FIGURES, readFileSync(join(folder, FIGURES))), rows: this.#figures.rows };
    const whole = { site: data.site, hosting, figures };
    const listed = (entry: DisclosureEntry): Listed => ({ entry, files: this.#written.get(entry.id) ?? [] });
    const standing = entries.filter(({ withdrawn }) => !withdrawn);
    writeList(join(folder, CATALOG), catalogHead(whole), 'disclosures', entries, (entry) =>
      catalogEntry(listed(entry), hosting),
    );
    writeList(join(folder, DCAT), dcatHead(whole), 'dcat:dataset', standing, (entry) =>
      dcatDataset(listed(entry), whole),
    );
    mkdirSync(join(this.#dir, 'schemas'), { recursive: true });
    writeFileSync(join(this.#dir, 'schemas', DATA_SCHEMA_FILE), disclosureDataJsonSchema());
  }

  /** SHA-256 of every file written beside a page, by path from the site's root. */
  *sums(): Iterable<readonly [string, string]> {
    for (const [id, files] of this.#written)
      for (const { path, sha256 } of files) yield [`${id}/${path}`, sha256];
  }
}

/** Writes the downloads of every disclosure of a site into its folder. */
export function writeDownloads(siteDir: string, site: OpenSite): Downloads {
  const downloads = new Downloads(siteDir, site);
  for (const { id } of site.data?.built ?? []) downloads.add(site.read(id));
  downloads.finish(site.data?.entries ?? []);
  return downloads;
}

function writeFile(folder: string, path: string, content: string | Uint8Array): WrittenFile {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  writeFileSync(join(folder, path), bytes);
  return measured(path, bytes);
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
