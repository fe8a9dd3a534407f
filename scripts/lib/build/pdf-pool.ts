import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RenderAnswer, RenderJob } from './pdf-worker.ts';

const WORKER = fileURLToPath(new URL('pdf-worker.ts', import.meta.url));

/**
 * Processes that render PDFs. Not threads: two processes are faster than two
 * threads of one, and Typst can be stopped in the midst of a document only with
 * the process that it runs in.
 */
export class PdfPool {
  readonly #size: number;
  readonly #timeout: number;
  readonly #idle: ChildProcess[] = [];
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** `timeout` in milliseconds for one document. */
  constructor(size: number, timeout: number) {
    this.#size = Math.max(1, size);
    this.#timeout = timeout;
  }

  async render(job: RenderJob): Promise<RenderAnswer> {
    while (this.#running >= this.#size) await new Promise<void>((done) => this.#waiting.push(done));
    this.#running++;
    const child = this.#idle.pop() ?? fork(WORKER, [], { execArgv: [], serialization: 'advanced' });
    try {
      const answer = await this.#ask(child, job);
      if (child.connected) this.#idle.push(child);
      return answer;
    } finally {
      this.#running--;
      this.#waiting.shift()?.();
    }
  }

  #ask(child: ChildProcess, job: RenderJob): Promise<RenderAnswer> {
    return new Promise((resolve) => {
      const settle = (answer: RenderAnswer): void => {
        clearTimeout(timer);
        child.removeAllListeners('message').removeAllListeners('exit').removeAllListeners('error');
        resolve(answer);
      };
      const timer = setTimeout(() => {
        child.kill('SIGKILL');
        child.disconnect();
        settle({ failed: `排版超过 ${Math.round(this.#timeout / 1000)} 秒，已停止` });
      }, this.#timeout);
      child.on('message', (answer) => settle(answer as RenderAnswer));
      child.on('error', (error) => settle({ failed: error.message }));
      child.on('exit', (code, signal) => settle({ failed: `排版进程中断（${signal ?? code}）` }));
      child.send(job);
    });
  }

  close(): void {
    for (const child of this.#idle.splice(0)) child.disconnect();
  }
}
