import { Worker } from 'node:worker_threads';
import type { StatsJob } from './source-stats-worker.ts';

/** By id of a disclosure, what its content folder looks like (`statSource`); without those that could not be looked at. */
export type SourceStats = ReadonlyMap<string, string>;

export const NO_STATS: Promise<SourceStats> = Promise.resolve(new Map());

/** A thread costs as much as looking at so many folders. */
const FEW = 500;
const WORKER = new URL('source-stats-worker.ts', import.meta.url);

/** Looks at content folders in a thread, while what is known of them is read: half of what a small change costs a large site. */
export function statSources(contentDir: string, ids: readonly string[]): Promise<SourceStats> {
  if (ids.length < FEW) return NO_STATS;
  const workerData: StatsJob = { contentDir, ids };
  return new Promise((resolve) => {
    // Without its answer, the folders are looked at one by one.
    new Worker(WORKER, { workerData })
      .on('message', resolve)
      .on('error', () => resolve(NO_STATS))
      .on('exit', () => resolve(NO_STATS));
  });
}
