import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { auditText, readAudit } from './lib/audit.ts';
import { toolRoot } from './lib/files.ts';
import { run } from './lib/run.ts';

const USAGE = 'npm run audit';

/** Known faults of what the tool is made of. Fails where there are some, not where nobody can be asked. */
await run(USAGE, async (args) => {
  parseArgs({ args, options: {} });
  const { stdout } = spawnSync('npm audit --omit=dev --json', {
    cwd: toolRoot,
    encoding: 'utf8',
    shell: true,
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 120_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  const audit = readAudit(stdout ?? '');
  console.log(auditText(audit));
  return audit.reached && audit.found.length > 0 ? 1 : 0;
});
