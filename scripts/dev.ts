import { parseArgs } from 'node:util';
import type { Plugin } from 'vite';
import { openHere } from '../src/open-site.ts';
import { shareSite } from '../src/site.ts';
import { applyOptions } from './lib/content.ts';
import { toolRoot } from './lib/publish.ts';
import { run } from './lib/run.ts';

/** Content is no module of Vite's: when it changes, it is read again and the page reloads. */
function reloadOnContent(folder: string): Plugin {
  return {
    name: 'mingzhang-content',
    configureServer(server) {
      server.watcher.add(folder);
      server.watcher.on('all', (_, path) => {
        if (!path.startsWith(folder)) return;
        shareSite(openHere);
        server.ws.send({ type: 'full-reload' });
      });
    },
  };
}

await run('npm run dev -- [--content 目录] [--port 端口]', async (args) => {
  const { values } = parseArgs({
    args,
    options: { content: { type: 'string' }, port: { type: 'string', default: '4321' } },
  });
  // PDFs are printed by a build, or by npm run pdf.
  process.env.MINGZHANG_PDF = 'false';
  // An author sees drafts, with what fails beside the cell.
  const { contentDir } = applyOptions({ ...values, drafts: true });
  shareSite(openHere);
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  const { dev } = await import('astro');
  await dev({
    root: toolRoot,
    server: { port: Number(values.port) },
    vite: { plugins: [reloadOnContent(contentDir)] },
  });
});
