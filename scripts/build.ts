import { parseArgs } from 'node:util';
import { BUILD_OPTIONS, openBuild, tellBuild } from './lib/build/build-command.ts';
import { buildSite } from './lib/build/build-site.ts';
import { parseShard } from './lib/build/parts.ts';
import { MisuseError } from './lib/files.ts';
import { run } from './lib/run.ts';

const USAGE =
  'npm run build -- [--content 目录] [--out 目录] [--drafts | --skip-failing] [--no-pdf] [--no-xlsx] [--once] [--shard 第几份/共几份 | --region 地区代码 [--part]]';

await run(USAGE, async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      ...BUILD_OPTIONS,
      shard: { type: 'string' },
      region: { type: 'string' },
      part: { type: 'boolean', default: false },
    },
  });
  const { shard, region } = values;
  if (shard !== undefined && region !== undefined)
    throw new MisuseError('--shard 按份数分，--region 按地区分，只能用其中一个。');
  const chosen = shard === undefined ? region && { region } : parseShard(shard);
  const options = openBuild(values);
  const isPart = values.part || shard !== undefined;
  using built = await buildSite({ ...options, isPart, chosen: chosen || undefined });
  return tellBuild(built, options.outDir);
});
