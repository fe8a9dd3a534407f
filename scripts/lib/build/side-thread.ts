import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { IndexMemo } from '../../../src/search/site-index.ts';
import type { MadeFigures, MissingFigures } from './figures.ts';
import { type FolderStats, type FoldersToStat, statFolders } from './folder-stats.ts';
import {
  isIndexFile,
  type SearchSources,
  type SearchText,
  searchSources,
  writeSearchIndex,
} from './search-index.ts';
import type { HeldFiles, SiteFolder } from './site-folder.ts';

/** What is asked of side-worker.ts, and what it answers. */
export type SideRequest =
  | { readonly look: FoldersToStat; readonly next: Int32Array }
  | { readonly figures: MissingFigures }
  | { readonly search: SearchSources; readonly dir: string; readonly held: HeldFiles };
export type SideAnswer =
  | { readonly stats: FolderStats }
  | { readonly made: MadeFigures }
  | { readonly holds: HeldFiles; readonly memo: IndexMemo };

export interface Look {
  readonly finish: () => Promise<FolderStats>;
}

/** Of fewer, a thread would be longer in starting. */
const MANY = 100;

/** A second thread of a build's own process, for what can be done beside the rest. */
export class SideThread {
  #worker: Worker | undefined;
  #isMany = false;
  readonly #asked: PromiseWithResolvers<SideAnswer>[] = [];

  /** Starts the thread before it is known what there is to do. */
  warm(): void {
    this.#start();
  }

  /** For so many disclosures: of few, the first thread does all. */
  expect(count: number): void {
    this.#isMany = count >= MANY;
  }

  /** Begins to look at folders; `finish` does so in both threads. */
  look(folders: FoldersToStat): Look {
    const next = new Int32Array(new SharedArrayBuffer(4));
    const theirs = this.#isMany && folders.ids.length > 0 && this.#ask({ look: folders, next });
    return {
      async finish() {
        const own = statFolders(folders, next);
        const other = await theirs;
        return other && 'stats' in other ? new Map([...own, ...other.stats]) : own;
      },
    };
  }

  /**
   * Writes the search's index into the site; `texts` in the order of ids. Only where the thread is there already: a
   * build of all has processes at work and no memory to spare.
   */
  async search(
    folder: SiteFolder,
    texts: Iterable<SearchText>,
    around: SearchSources['around'],
  ): Promise<IndexMemo> {
    if (!this.#worker) {
      // What has been asked of these processes is to be sent first.
      await setImmediate();
      return writeSearchIndex(folder, texts, around);
    }
    const sources = searchSources([...texts], around);
    const held = folder.heldOf(isIndexFile);
    const answer = await this.#ask({ search: sources, dir: folder.dir, held });
    if (!('holds' in answer)) throw new Error('side-worker: no index');
    folder.adopt(answer.holds);
    return answer.memo;
  }

  /** Writes files of figures; undefined where there is no other thread, or it is busy. */
  async figures(missing: MissingFigures): Promise<MadeFigures | undefined> {
    if (!this.#worker || this.#asked.length > 0) return undefined;
    const answer = await this.#ask({ figures: missing });
    if (!('made' in answer)) throw new Error('side-worker: no figures');
    return answer.made;
  }

  close(): void {
    this.#worker?.terminate();
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('./side-worker.ts', import.meta.url));
    const fail = (error: Error): void => {
      for (const { reject } of this.#asked.splice(0)) reject(error);
    };
    worker.on('message', (answer: SideAnswer) => {
      this.#asked.shift()?.resolve(answer);
      if (this.#asked.length === 0) worker.unref();
    });
    worker.on('error', fail).on('exit', (code) => fail(new Error(`side-worker ${code}`)));
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  /** Sent at once, and answered in turn. */
  #ask(request: SideRequest): Promise<SideAnswer> {
    const worker = this.#start();
    const asked = Promise.withResolvers<SideAnswer>();
    this.#asked.push(asked);
    // Whoever waits for it is told; where a build has failed, nobody waits.
    asked.promise.catch(() => {});
    worker.ref();
    worker.postMessage(request);
    return asked.promise;
  }
}
