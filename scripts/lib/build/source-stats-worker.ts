import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { statSource } from './stamps.ts';

/** What the thread of source-stats.ts is started with. */
export interface StatsJob {
  readonly contentDir: string;
  readonly ids: readonly string[];
}

const { contentDir, ids } = workerData as StatsJob;
const stats = new Map<string, string>();
for (const id of ids) {
  try {
    stats.set(id, statSource(join(contentDir, 'disclosures', id)));
  } catch {
    // Whoever reads it says what is wrong.
  }
}
parentPort?.postMessage(stats);
