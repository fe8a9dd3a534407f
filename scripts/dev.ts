import { parseArgs } from 'node:util';
import { shareSite } from '../src/site.ts';
import { answersPlugin } from './dev/answers.ts';
import { openAuthorSite } from './dev/author-site.ts';
import { contentPlugin, previewClient } from './dev/preview.ts';
import { toolRoot } from './lib/build/publish.ts';
import { applyOptions } from './lib/content.ts';
import { run } from './lib/run.ts';

await run('npm run dev -- [--content 目录] [--port 端口]', async (args) => {
  const { values } = parseArgs({
    args,
    options: { content: { type: 'string' }, port: { type: 'string', default: '4321' } },
  });
  // PDFs are printed by a build, or by npm run pdf.
  process.env.MINGZHANG_PDF = 'false';
  // An author sees drafts, with what fails beside the cell.
  const site = openAuthorSite(applyOptions({ ...values, drafts: true }));
  shareSite(site);
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  const { dev } = await import('astro');
  await dev({
    root: toolRoot,
    server: { port: Number(values.port) },
    integrations: [previewClient],
    vite: { plugins: [contentPlugin(site), answersPlugin(site)] },
  });
});
