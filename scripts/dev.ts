import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { toolRoot } from './lib/publish.ts';
import { run } from './lib/run.ts';

await run('npm run dev -- [--content 目录] [--port 端口]', async (args) => {
  const { values } = parseArgs({
    args,
    options: { content: { type: 'string' }, port: { type: 'string', default: '4321' } },
  });
  if (values.content !== undefined) process.env.CONTENT_DIR = resolve(values.content);
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  const { dev } = await import('astro');
  await dev({ root: toolRoot, server: { port: Number(values.port) } });
});
