import { Worker } from 'node:worker_threads';
import { type FolderStats, type FoldersToStat, statFolders } from './folder-stats.ts';
import { SEARCH_FOLDER, type SearchSources, writeSearchIndex } from './search-index.ts';
import type { HeldFiles, SiteFolder } from './site-folder.ts';

/** What is asked of side-worker.ts, and what it answers. */
export type SideRequest =
  | { readonly stat: FoldersToStat; readonly next: Int32Array }
  | { readonly search: SearchSources; readonly dir: string; readonly held: HeldFiles };
export type SideAnswer = { readonly stats: FolderStats } | { readonly holds: HeldFiles };

/** Of fewer, a thread would be longer in starting. */
const MANY = 100;

/** A second thread of a build's own process, for what can be done beside the rest. */
export class SideThread {
  #worker: Worker | undefined;
  #before: Promise<unknown> = Promise.resolve();

  /** `count`: of disclosures that an earlier build has made. */
  constructor(count: number) {
    if (count >= MANY) this.#start();
  }

  /** Looks at folders in both threads. */
  async stat(folders: FoldersToStat): Promise<FolderStats> {
    if (!this.#worker) return statFolders(folders, new Int32Array(1));
    const next = new Int32Array(new SharedArrayBuffer(4));
    const theirs = this.#ask({ stat: folders, next });
    const own = statFolders(folders, next);
    const other = await theirs;
    if (!('stats' in other)) return own;
    return {
      content: new Map([...own.content, ...other.stats.content]),
      outputs: new Map([...own.outputs, ...other.stats.outputs]),
    };
  }

  /** Writes the search's index into the site. */
  async search(folder: SiteFolder, sources: SearchSources): Promise<void> {
    if (sources.ends.length < MANY) return writeSearchIndex(folder, sources);
    this.#start();
    const held = folder.heldIn(SEARCH_FOLDER);
    const answer = await this.#ask({ search: sources, dir: folder.dir, held });
    if ('holds' in answer) folder.adopt(answer.holds);
  }

  close(): void {
    this.#worker?.terminate();
  }

  #start(): void {
    if (this.#worker) return;
    this.#worker = new Worker(new URL('./side-worker.ts', import.meta.url));
    this.#worker.unref();
  }

  /** One request at a time. */
  #ask(request: SideRequest): Promise<SideAnswer> {
    const asked = this.#before.then(() => this.#askNow(request));
    this.#before = asked.catch(() => {});
    return asked;
  }

  #askNow(request: SideRequest): Promise<SideAnswer> {
    const worker = this.#worker as Worker;
    return new Promise((resolve, reject) => {
      const done = (): void => {
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        worker.unref();
      };
      const onMessage = (answer: SideAnswer): void => {
        done();
        resolve(answer);
      };
      const onError = (error: Error): void => {
        done();
        reject(error);
      };
      const onExit = (code: number): void => onError(new Error(`side-worker ${code}`));
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.ref();
      worker.postMessage(request);
    });
  }
}
