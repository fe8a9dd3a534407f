import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MisuseError, toolRoot } from './lib/files.ts';
import { judgeLicences, type LockedPackage } from './lib/licences.ts';
import { run } from './lib/run.ts';

const USAGE = 'npm run licences -- [--format text|json]';

/** Every package of the lockfile with its licence; fails where one is outside what CONTRIBUTING allows. */
await run(USAGE, async (args) => {
  const { values } = parseArgs({ args, options: { format: { type: 'string', default: 'text' } } });
  if (!['text', 'json'].includes(values.format)) throw new MisuseError(`用法：${USAGE}`);
  const lock = JSON.parse(readFileSync(join(toolRoot, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  const { packages, refused } = judgeLicences(lock.packages, (folder) => {
    const file = join(toolRoot, folder, 'package.json');
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).license : undefined;
  });
  if (values.format === 'json') console.log(JSON.stringify({ packages, refused }, null, 1));
  else {
    for (const { name, version, licence } of packages) console.log(`${licence}\t${name}@${version}`);
    for (const { name, version, licence } of refused)
      console.error(
        `${name}@${version} 的许可“${licence}”不在允许之列。请换用别的库，或说明理由后修改 scripts/lib/licences.ts。`,
      );
    console.log(`共 ${packages.length} 个依赖，${refused.length} 个不合要求。`);
  }
  return refused.length === 0 ? 0 : 1;
});
