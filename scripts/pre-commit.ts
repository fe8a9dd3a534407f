import { parseArgs } from 'node:util';
import { COLOURED, isBlocking, PLAIN } from '../src/report/findings.ts';
import { applyOptions, printReports } from './lib/content.ts';
import { explained } from './lib/git/git.ts';
import { checkStaged, settleGitPaths } from './lib/git/staged.ts';
import { run } from './lib/run.ts';

/** What the hook that `npm run hooks` installs runs: 0 lets the commit go on. */
await run('node scripts/start.mjs pre-commit [--content 目录]', async (args) => {
  const { values } = parseArgs({ args, options: { content: { type: 'string' } } });
  settleGitPaths(process.env, process.cwd());
  const result = explained(() => checkStaged(applyOptions(values)));
  if (!result) return 0;
  const { reports, around, checked, left, clean } = result;
  const rest = left > 0 ? `；另有 ${left} 份也受影响，没有在这里核对，留给提交以后的全面检查` : '';
  if (clean) {
    console.error(`明账：核对了暂存的 ${checked.length} 份公开文本，没有错误${rest}。`);
    return 0;
  }
  // Warnings are for the whole check; here they would hide what stops the commit.
  const errors = reports.map((report) => ({
    ...report,
    problems: report.problems.filter(isBlocking),
    ...(report.disclosure && {
      disclosure: { ...report.disclosure, findings: report.disclosure.findings.filter(isBlocking) },
    }),
  }));
  printReports(
    { around: around.filter(isBlocking), reports: errors },
    process.stderr.isTTY ? COLOURED : PLAIN,
    console.error,
  );
  console.error(
    `明账：暂存的内容有错，没有提交${rest}。\n改正以后请再 git add、git commit；这一次不核对就提交：git commit --no-verify`,
  );
  return 1;
});
