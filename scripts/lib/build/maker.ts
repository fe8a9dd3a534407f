import { hash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Content } from '../../../src/content.ts';
import { makeDownloads } from '../../../src/export/download.ts';
import { TIDY } from '../../../src/export/files.ts';
import type { WrittenFile } from '../../../src/export/package.ts';
import {
  isBlocked,
  isEarly,
  type Made,
  type Others,
  openReader,
  type Read,
  type Reader,
} from '../../../src/reader.ts';
import { hasBlocking } from '../../../src/report/findings.ts';
import { OWN_INDEX } from '../../../src/search/format.ts';
import { ownIndex } from '../../../src/search/rows.ts';
import type { Settings } from '../../../src/settings.ts';
import { cellRelations } from '../../../src/view/relations-file.ts';
import { RELATIONS_FILE } from '../../../src/view/relations-types.ts';
import type { DisclosureView } from '../../../src/view/types.ts';
import { renderDisclosure } from './disclosure-pages.ts';
import { type FiguresPart, writeFigures } from './figures.ts';
import { linksAmong } from './found-links.ts';
import { Frames } from './frames.ts';
import { ENTRY_FILE, storedEntry } from './last-good.ts';
import type { Output, Titles } from './output.ts';
import { PdfCache } from './pdf-cache.ts';
import { type CompiledPages, openRenderer, type Render } from './render.ts';
import { siteLines } from './site-lines.ts';
import { readSource, stampOutput } from './stamps.ts';
import { utf8 } from './utf8.ts';

/** What a maker needs: what is plain enough to be sent to another process. */
export interface MakerSetup {
  readonly settings: Settings;
  readonly pages: CompiledPages;
  readonly dir: string;
}

/** Makes all that stands in a disclosure's folder from one reading of it, in the folder of a site. */
export class Maker {
  readonly #reader: Reader;
  readonly #settings: Settings;
  readonly #frames: Frames;
  readonly #dir: string;
  readonly #pdfs: PdfCache | undefined;

  /** `pdfs` where PDFs are wanted. */
  constructor(reader: Reader, settings: Settings, render: Render, dir: string, pdfs?: PdfCache) {
    this.#reader = reader;
    this.#settings = settings;
    this.#frames = new Frames(render);
    this.#dir = dir;
    this.#pdfs = pdfs;
  }

  /**
   * `titles` of the disclosures that are published; undefined where that is not
   * known yet, and all that the content has are taken for it. Where it `writes`
   * nothing, it only reads.
   */
  async make(id: string, writes: boolean, titles?: Titles): Promise<Output> {
    const { stamp: source, source: own } = readSource(this.#settings.contentDir, id);
    const read = this.#reader.read(id, own);
    const { digest } = read;
    const held = isEarly(digest, this.#settings) || isBlocked(digest, this.#settings);
    const asked: Record<string, string | boolean> = {};
    const made = !writes || held ? undefined : this.#reader.view(read, this.#others(asked, titles));
    if (!made) return { digest };
    const { files, links } = await this.#write(read, made);
    const stamp = stampOutput(join(this.#dir, id));
    const site = this.#reader.content.surroundings?.site;
    const { shown } = digest;
    const pdf = made.view.withdrawn ? undefined : this.#pdfs?.fileOf(made.view);
    return {
      digest,
      files,
      links,
      asked,
      ...(shown && site && { lines: siteLines(shown.entry, files, { site, hosting: this.#settings }) }),
      ...(stamp !== undefined && { stamp }),
      source,
      ...(pdf !== undefined && { pdf }),
    };
  }

  /** Notes in `asked` what a page is told. */
  #others(asked: Record<string, string | boolean>, titles: Titles | undefined): Others {
    return {
      isPublished: (id) => {
        const there = titles ? titles.has(id) : this.#reader.content.has(id);
        asked[id] ??= there;
        return there;
      },
      titleOf: (id) => {
        const title = titles?.get(id);
        asked[id] = title ?? false;
        return title;
      },
    };
  }

  /** From files that stand in the site already. */
  figures(part: FiguresPart): WrittenFile {
    return writeFigures(this.#dir, part, TIDY);
  }

  /** For what is printed later. */
  view(id: string, titles: Titles): DisclosureView {
    const made = this.#reader.view(this.#reader.read(id), this.#others({}, titles));
    if (!made) throw new Error(`disclosure ${id} cannot be read`);
    return made.view;
  }

  async #write({ digest, places }: Read, made: Made): Promise<Required<Pick<Output, 'files' | 'links'>>> {
    const { disclosure, view } = made;
    const folder = join(this.#dir, disclosure.id);
    const folders = new Set<string>();
    const write = (path: string, content: string | readonly string[] | Uint8Array): WrittenFile => {
      const file = join(folder, path);
      const parent = dirname(file);
      if (!folders.has(parent)) {
        mkdirSync(parent, { recursive: true });
        folders.add(parent);
      }
      const bytes = content instanceof Uint8Array ? content : utf8(content);
      writeFileSync(file, bytes);
      return { path, bytes: bytes.length, sha256: hash('sha256', bytes, 'hex') };
    };
    const pages = await renderDisclosure(made, this.#settings, this.#frames);
    const files = [...pages].map(([address, html]) =>
      write(`${address.slice(disclosure.id.length + 1)}index.html`, html),
    );
    if (!view.withdrawn) files.push(write(OWN_INDEX, JSON.stringify(ownIndex(view))));
    if (!view.withdrawn) files.push(write(RELATIONS_FILE, JSON.stringify(cellRelations(disclosure, view))));
    files.push(...makeDownloads(disclosure, view, this.#settings, write));
    // A draft is no good version.
    if (digest.shown && !hasBlocking(digest.report))
      files.push(write(ENTRY_FILE, storedEntry(digest.shown, this.#settings)));
    const links = linksAmong(pages, {
      settings: this.#settings,
      files: new Set(files.map(({ path }) => `${disclosure.id}/${path}`)),
      promised: view.withdrawn ? [] : places.map((place) => `${disclosure.id}/#${place}`),
    });
    return { files, links };
  }
}

/** `content` where it is open in this process already. */
export async function openMaker({ settings, pages, dir }: MakerSetup, content?: Content): Promise<Maker> {
  const pdfs = settings.pdf ? await PdfCache.open('ua-1') : undefined;
  return new Maker(openReader(settings, content), settings, await openRenderer(pages), dir, pdfs);
}
