import { Worker } from 'node:worker_threads';
import { type FolderStats, type FoldersToStat, statFolders } from './folder-stats.ts';

/** What is asked of side-worker.ts, and what it answers. */
export type SideRequest = { readonly stat: FoldersToStat; readonly next: Int32Array };
export type SideAnswer = { readonly stats: FolderStats };

/** Of fewer, a thread would be longer in starting. */
const MANY = 100;

/** A second thread of a build's own process, for what needs no disclosure to be read. */
export class SideThread {
  readonly #worker: Worker | undefined;

  /** `count`: of disclosures. */
  constructor(count: number) {
    if (count < MANY) return;
    this.#worker = new Worker(new URL('./side-worker.ts', import.meta.url));
    this.#worker.unref();
  }

  /** Looks at folders in both threads. */
  async stat(folders: FoldersToStat): Promise<FolderStats> {
    const next = new Int32Array(new SharedArrayBuffer(4));
    const theirs = this.#ask({ stat: folders, next });
    const own = statFolders(folders, next);
    const other = await theirs;
    if (!other) return own;
    return {
      content: new Map([...own.content, ...other.stats.content]),
      outputs: new Map([...own.outputs, ...other.stats.outputs]),
    };
  }

  close(): void {
    this.#worker?.terminate();
  }

  /** Undefined where there is no thread. */
  #ask(request: SideRequest): Promise<SideAnswer | undefined> {
    const worker = this.#worker;
    if (!worker) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      const settle = (error?: Error, answer?: SideAnswer): void => {
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        worker.unref();
        if (error) reject(error);
        else resolve(answer);
      };
      const onMessage = (answer: SideAnswer): void => settle(undefined, answer);
      const onError = (error: Error): void => settle(error);
      const onExit = (code: number): void => settle(new Error(`side-worker ${code}`));
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.ref();
      worker.postMessage(request);
    });
  }
}
