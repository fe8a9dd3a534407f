import { parentPort } from 'node:worker_threads';
import { statFolders } from './folder-stats.ts';
import type { SideAnswer, SideRequest } from './side-thread.ts';

/** The second thread of a build: see side-thread.ts. */
const tell = (answer: SideAnswer): void => parentPort?.postMessage(answer);

parentPort?.on('message', ({ stat, next }: SideRequest) => tell({ stats: statFolders(stat, next) }));
