import { parseArgs } from 'node:util';
import { exists, UserError } from './lib/files.ts';
import { run } from './lib/run.ts';
import { serve } from './lib/server.ts';

await run('npm run serve -- [--out 目录] [--port 端口] [--host 地址]', async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      out: { type: 'string', default: process.env.OUT_DIR || 'dist' },
      port: { type: 'string', default: process.env.PORT || '4321' },
      host: { type: 'string', default: '127.0.0.1' },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new UserError(`端口“${values.port}”不是 0–65535 的整数。`);
  if (!(await exists(values.out)))
    throw new UserError(`没有“${values.out}”这个目录，请先运行 npm run build。`);
  const base = process.env.BASE_PATH || '/';
  const { url } = await serve({ dir: values.out, base, port, host: values.host }).catch((error) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new UserError(`端口 ${port} 已被占用。可用 npm run serve -- --port 4322 换一个。`);
  });
  console.log(`网站已在 ${url.replace('127.0.0.1', 'localhost')} 打开，按 Ctrl+C 结束。`);
});
