import type { FiguresPart } from './figures.ts';
import { type Maker, type MakerSetup, openMaker } from './maker.ts';
import { idsOf, type WorkerAnswer, type WorkerRequest } from './maker-messages.ts';
import { pack } from './output.ts';
import { linkDisclosure } from './site-folder.ts';
import { tell as send } from './tell.ts';

/** A process that makes disclosures, one batch after another: see maker-pool.ts. */
let maker: Promise<Maker>;
// Requests are answered in turn.
let queue = Promise.resolve();

const tell = (answer: WorkerAnswer): void => send(answer);

async function answer(request: WorkerRequest): Promise<void> {
  for (const [at, id] of idsOf(request).entries()) {
    try {
      const own = await maker;
      if ('figures' in request) {
        tell({ figures: own.figures(request.figures[at] as FiguresPart) });
        continue;
      }
      if ('link' in request) linkDisclosure(request.from, request.to, id);
      else if ('view' in request) tell({ view: own.view(id, request.titles) });
      else tell({ output: pack(await own.make(id, request.writes, request.titles)) });
    } catch (error) {
      const failed = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const { code, path } = error as NodeJS.ErrnoException;
      tell({ failed, id, code, path });
      return;
    }
  }
  tell({ done: true, peak: process.resourceUsage().maxRSS });
}

process.on('message', (message: MakerSetup | WorkerRequest) => {
  if ('settings' in message) {
    maker = openMaker(message);
  } else queue = queue.then(() => answer(message));
});
process.on('disconnect', () => process.exit());
