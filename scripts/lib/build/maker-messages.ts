import type { WrittenFile } from '../../../src/export/package.ts';
import type { DisclosureView } from '../../../src/view/types.ts';
import type { FiguresPart } from './figures.ts';
import type { Output, Titles } from './maker.ts';

/** What maker-pool.ts and maker-worker.ts say to one another. */
export type WorkerRequest =
  | { readonly make: readonly string[]; readonly writes: boolean; readonly titles?: Titles | undefined }
  | { readonly view: string; readonly titles: Titles }
  | { readonly figures: FiguresPart };

export type WorkerAnswer =
  | { readonly output: Output }
  | { readonly view: DisclosureView }
  | { readonly figures: WrittenFile }
  /** `done`: of the whole request; `peak` memory of this process in KB. */
  | { readonly done: true; readonly peak: number }
  /** `code` and `path` of what a disk refused. */
  | {
      readonly failed: string;
      readonly id: string;
      readonly code?: string | undefined;
      readonly path?: string | undefined;
    };

/** What a request is about, for what goes wrong. */
export function idsOf(request: WorkerRequest): readonly string[] {
  if ('make' in request) return request.make;
  return ['view' in request ? request.view : request.figures.path];
}
