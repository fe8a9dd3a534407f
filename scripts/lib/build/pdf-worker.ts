import { Engine, EngineMissing, type Standard } from '../../../src/pdf/engine.ts';
import { renderPdf } from '../../../src/pdf/render.ts';
import type { DisclosureView } from '../../../src/view/types.ts';
import { type CachedPdf, storePdf } from './pdf-cache.ts';
import { tell } from './tell.ts';

/** Renders one PDF after another in a process of its own, which can be ended where one takes too long. */
export interface RenderJob {
  readonly view: DisclosureView;
  readonly file: string;
  readonly standard: Standard;
}

export type RenderAnswer =
  | { readonly done: CachedPdf }
  | { readonly failed: string; readonly engineMissing?: boolean };

let engine: Engine | undefined;

async function render({ view, file, standard }: RenderJob): Promise<RenderAnswer> {
  try {
    engine ??= new Engine();
    const { pdf, missing } = renderPdf(view, engine, standard);
    return { done: await storePdf(file, pdf, missing) };
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error);
    return error instanceof EngineMissing ? { failed, engineMissing: true } : { failed };
  }
}

process.on('message', async (job: RenderJob) => {
  const answer: RenderAnswer = await render(job);
  tell(answer);
});
process.on('disconnect', () => process.exit());
