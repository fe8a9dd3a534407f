import { parentPort } from 'node:worker_threads';
import { writeMissingFigures } from './figures.ts';
import { statFolders } from './folder-stats.ts';
import { textsOf, writeSearchIndex } from './search-index.ts';
import type { SideAnswer, SideRequest } from './side-thread.ts';
import { SiteFolder } from './site-folder.ts';

/** The second thread of a build: see side-thread.ts. */
function answer(request: SideRequest): SideAnswer {
  if ('look' in request) return { stats: statFolders(request.look, request.next) };
  if ('figures' in request) return { made: writeMissingFigures(request.figures) };
  const folder = new SiteFolder(request.dir, request.held);
  const memo = writeSearchIndex(folder, textsOf(request.search), request.search.around);
  return { holds: folder.wanted, memo };
}

parentPort?.on('message', (request: SideRequest) => parentPort?.postMessage(answer(request)));
