import type { WrittenFile } from '../../../src/export/package.ts';
import type { DisclosureView } from '../../../src/view/types.ts';
import type { FiguresPart } from './figures.ts';
import type { Packed, Titles } from './output.ts';

/** What maker-pool.ts and maker-worker.ts say to one another. */
export type WorkerRequest =
  | { readonly make: readonly string[]; readonly writes: boolean; readonly titles?: Titles | undefined }
  | { readonly view: string; readonly titles: Titles }
  | { readonly figures: readonly FiguresPart[] }
  /** Folders of disclosures are to be the same in `to` as in `from`, by links. */
  | { readonly link: readonly string[]; readonly from: string; readonly to: string };

export type WorkerAnswer =
  | { readonly output: Packed }
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
  if ('link' in request) return request.link;
  return 'view' in request ? [request.view] : request.figures.map(({ path }) => path);
}
