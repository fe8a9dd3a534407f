import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { publish, renderSite } from './lib/publish.ts';
import { run } from './lib/run.ts';

await run('npm run build -- [--content 目录] [--out 目录]', async (args) => {
  const { values } = parseArgs({
    args,
    options: { content: { type: 'string' }, out: { type: 'string' } },
  });
  if (values.content !== undefined) process.env.CONTENT_DIR = resolve(values.content);
  const outDir = values.out ?? (process.env.OUT_DIR || 'dist');
  await publish({ outDir, render: (tempDir) => renderSite(tempDir) });
  console.log(`网站已写入 ${outDir}。`);
});
