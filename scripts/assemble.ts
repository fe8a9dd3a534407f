import { parseArgs } from 'node:util';
import { BUILD_OPTIONS, openBuild, tellBuild } from './lib/build/build-command.ts';
import { buildSite } from './lib/build/build-site.ts';
import { MisuseError } from './lib/files.ts';
import { run } from './lib/run.ts';

const USAGE =
  'npm run assemble -- 各份的目录… [--content 目录] [--out 目录] [--drafts | --skip-failing] [--no-pdf] [--no-xlsx] [--once]';

/** One site of the parts that `npm run build -- --shard` made with the same options: byte for byte the unsharded one. */
await run(USAGE, async (args) => {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: BUILD_OPTIONS });
  if (positionals.length === 0) throw new MisuseError(`请列出各份的目录。\n用法：${USAGE}`);
  const options = openBuild(values);
  using built = await buildSite({ ...options, parts: positionals });
  return tellBuild(built, options.outDir);
});
