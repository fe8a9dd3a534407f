import type { Settings } from '../../src/settings.ts';
import type { DisclosureView } from '../../src/view/types.ts';
import { Maker, type Output, type Titles } from './maker.ts';
import { PdfCache } from './pdf-cache.ts';
import { type CompiledPages, openRenderer } from './render.ts';

/** A process that makes disclosures, one batch after another: see maker-pool.ts. */
export interface WorkerSetup {
  readonly settings: Settings;
  readonly pages: CompiledPages;
  readonly dir: string;
}

export type WorkerRequest =
  | { readonly make: readonly string[]; readonly writes: boolean; readonly titles?: Titles | undefined }
  | { readonly view: string; readonly titles: Titles };

export type WorkerAnswer =
  | { readonly output: Output }
  | { readonly view: DisclosureView }
  /** `done`: of the whole request; `peak` memory of this process in KB. */
  | { readonly done: true; readonly peak: number }
  | { readonly failed: string; readonly id: string };

let maker: Promise<Maker>;
// Requests are answered in turn.
let queue = Promise.resolve();

const tell = (answer: WorkerAnswer): void => {
  if (process.connected) process.send?.(answer);
};

async function open({ settings, pages, dir }: WorkerSetup): Promise<Maker> {
  const pdfs = settings.pdf ? await PdfCache.open('ua-1') : undefined;
  return new Maker(settings, await openRenderer(pages), dir, pdfs);
}

async function answer(request: WorkerRequest): Promise<void> {
  const ids = 'make' in request ? request.make : [request.view];
  for (const id of ids) {
    try {
      const own = await maker;
      if ('view' in request) tell({ view: own.view(id, request.titles) });
      else tell({ output: await own.make(id, request.writes, request.titles) });
    } catch (error) {
      tell({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error), id });
      return;
    }
  }
  tell({ done: true, peak: process.resourceUsage().maxRSS });
}

process.on('message', (message: WorkerSetup | WorkerRequest) => {
  if ('settings' in message) {
    maker = open(message);
  } else queue = queue.then(() => answer(message));
});
process.on('disconnect', () => process.exit());
