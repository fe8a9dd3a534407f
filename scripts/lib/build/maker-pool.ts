import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import type { Content } from '../../../src/content.ts';
import type { WrittenFile } from '../../../src/export/package.ts';
import type { DisclosureView } from '../../../src/view/types.ts';
import { cacheFolder } from '../cache-folder.mjs';
import type { FiguresPart } from './figures.ts';
import { type Maker, type MakerSetup, openMaker } from './maker.ts';
import { idsOf, type WorkerAnswer, type WorkerRequest } from './maker-messages.ts';
import { PackedOutput, pack, type Titles } from './output.ts';
import { linkDisclosure } from './site-folder.ts';

const WORKER = fileURLToPath(new URL('maker-worker.ts', import.meta.url));
/**
 * Young objects die in the pages that they are made for: room for several disclosures' saves copying, the old space
 * stays small. It is never swept by command: between two disclosures none of their objects is alive, and the engine
 * would forget their shapes and all code made for them. Compiling is a quarter of the work of the first few hundred; where it
 * inlines a third of what it would, two fifths of that are saved, and nothing is lost later.
 */
export const MAKER_FLAGS = [
  '--max-semi-space-size=32',
  '--max-old-space-size=1024',
  '--no-allocation-site-pretenuring',
  '--max-inlined-bytecode-size-cumulative=300',
];
/** A process costs its start and a quarter of a gigabyte. */
const MOST_PROCESSES = 16;
/** So few are made here, sooner than another process starts. */
const FEW = 4;
const BATCH = 16;

function processes(): number {
  return Math.min(availableParallelism(), MOST_PROCESSES);
}

export interface MakeOptions {
  readonly titles?: Titles;
  /** Asked before each batch: false only reads, once nothing will be published. */
  readonly writes: () => boolean;
  readonly onOutput: (output: PackedOutput) => void;
}

/**
 * Processes that read disclosures and make their pages and files. Not threads:
 * two processes are half as fast again as one, two threads a third.
 */
export class MakerPool {
  readonly #setup: MakerSetup;
  readonly #content: Content;
  readonly #workers: Worker[] = [];
  #own: Promise<Maker> | undefined;

  /** `content` is that of the settings, as this process has opened it. */
  constructor(setup: MakerSetup, content: Content) {
    this.#setup = setup;
    this.#content = content;
  }

  /** Peak memory over its processes, summed, in KB. */
  get peak(): number {
    return this.#workers.reduce((sum, { peak }) => sum + peak, 0);
  }

  async make(ids: readonly string[], { titles, writes, onOutput }: MakeOptions): Promise<void> {
    if (ids.length <= FEW) {
      for (const id of ids)
        onOutput(new PackedOutput(pack(await (await this.#here()).make(id, writes(), titles))));
      return;
    }
    const count = processes();
    const size = Math.max(1, Math.min(BATCH, Math.ceil(ids.length / count / 4)));
    const next = sharesOf(ids, count);
    const work = async (worker: Worker, at: number): Promise<void> => {
      for (let batch = next(at, size); batch.length > 0; batch = next(at, size))
        await worker.ask({ make: batch, writes: writes(), titles }, (answer) => {
          if ('output' in answer) onOutput(new PackedOutput(answer.output));
        });
    };
    await Promise.all(this.#take(count).map(work));
  }

  /** Writes files of figures from the disclosures' own. */
  async figures(parts: readonly FiguresPart[]): Promise<WrittenFile[]> {
    const files: WrittenFile[] = [];
    if (parts.length <= FEW) {
      for (const part of parts) files.push((await this.#here()).figures(part));
      return files;
    }
    // All at once: this process is busy, and they would wait for it between two.
    const workers = this.#take(processes());
    const work = (worker: Worker, at: number): Promise<void> => {
      const own = parts.filter((_, index) => index % workers.length === at);
      return worker.ask({ figures: own }, (answer) => {
        if ('figures' in answer) files.push(answer.figures);
      });
    };
    await Promise.all(workers.map(work));
    return files;
  }

  /** Makes folders of disclosures the same in `to` as in `from`. Throws where the disk knows no links. */
  async link(ids: readonly string[], from: string, to: string): Promise<void> {
    if (ids.length <= BATCH) {
      for (const id of ids) linkDisclosure(from, to, id);
      return;
    }
    let next = 0;
    const work = async (worker: Worker): Promise<void> => {
      for (; next < ids.length; ) {
        const batch = ids.slice(next, next + BATCH);
        next += BATCH;
        await worker.ask({ link: batch, from, to }, () => {});
      }
    };
    await Promise.all(this.#take(processes()).map(work));
  }

  /** Read once more, for a PDF. */
  async view(id: string, titles: Titles): Promise<DisclosureView> {
    const [worker] = this.#take(1);
    let view: DisclosureView | undefined;
    await worker?.ask({ view: id, titles }, (answer) => {
      if ('view' in answer) view = answer.view;
    });
    if (!view) throw new Error(`no view of ${id}`);
    return view;
  }

  close(): void {
    for (const worker of this.#workers) worker.close();
  }

  #here(): Promise<Maker> {
    this.#own ??= openMaker(this.#setup, this.#content);
    return this.#own;
  }

  #take(count: number): Worker[] {
    // Thousands of disclosures come together here, beside processes that want room too: rather sweep than grow.
    setFlagsFromString('--heap-growing-percent=15');
    while (this.#workers.length < count) this.#workers.push(new Worker(this.#setup));
    return this.#workers.slice(0, count);
  }
}

/**
 * Gives out ids to several, a few at a time: to each from a share of its own, as neighbours are of one form, which an
 * engine has to learn anew; to whom nothing is left, from the end of the largest share.
 */
export function sharesOf(
  ids: readonly string[],
  count: number,
): (own: number, size: number) => readonly string[] {
  const shares = Array.from({ length: count }, (_, at) =>
    ids.slice(Math.floor((at * ids.length) / count), Math.floor(((at + 1) * ids.length) / count)),
  );
  return (own, size) => {
    const share = shares[own];
    if (share && share.length > 0) return share.splice(0, size);
    const largest = shares.reduce((most, other) => (other.length > most.length ? other : most), []);
    return largest.splice(-size);
  };
}

class Worker {
  readonly #child: ChildProcess;
  #before: Promise<unknown> = Promise.resolve();
  peak = 0;

  constructor(setup: MakerSetup) {
    // Their code is compiled once and found by the next: half of a process's start.
    const env = { ...process.env, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? cacheFolder('node') };
    this.#child = fork(WORKER, [], { execArgv: MAKER_FLAGS, serialization: 'advanced', env });
    this.#child.send(setup);
  }

  /** One request at a time; rejects where the process ends or one disclosure fails. */
  ask(request: WorkerRequest, on: (answer: WorkerAnswer) => void): Promise<void> {
    const asked = this.#before.then(() => this.#ask(request, on));
    this.#before = asked.catch(() => {});
    return asked;
  }

  close(): void {
    if (this.#child.connected) this.#child.disconnect();
  }

  #ask(request: WorkerRequest, on: (answer: WorkerAnswer) => void): Promise<void> {
    const child = this.#child;
    const ids = [...idsOf(request)];
    return new Promise((resolve, reject) => {
      const settle = (error?: Error): void => {
        child.off('message', onMessage).off('exit', onExit).off('error', settle);
        if (error) reject(error);
        else resolve();
      };
      const onMessage = (message: unknown): void => {
        const answer = message as WorkerAnswer;
        if ('failed' in answer) {
          const { failed, id, code, path } = answer;
          settle(Object.assign(new Error(`${id}：${failed}`), { code, path }));
        } else if ('done' in answer) {
          this.peak = answer.peak;
          settle();
        } else {
          ids.shift();
          on(answer);
        }
      };
      const onExit = (code: number | null, signal: NodeJS.Signals | null): void =>
        settle(new Error(`生成 ${ids[0] ?? ''} 的进程中断（${signal ?? code}）`));
      child.on('message', onMessage).on('exit', onExit).on('error', settle);
      child.send(request);
    });
  }
}
