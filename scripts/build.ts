import { parseArgs } from 'node:util';
import { COLOURED, hasBlocking, isBlocking, PLAIN, summaryText } from '../src/report/findings.ts';
import { sharedSite } from '../src/site.ts';
import { applyOptions, printReports } from './lib/content.ts';
import { publish, renderSite } from './lib/publish.ts';
import { run } from './lib/run.ts';

await run('npm run build -- [--content 目录] [--out 目录] [--drafts]', async (args) => {
  const { values } = parseArgs({
    args,
    options: { content: { type: 'string' }, out: { type: 'string' }, drafts: { type: 'boolean' } },
  });
  const settings = applyOptions(values);
  const outDir = values.out ?? (process.env.OUT_DIR || 'dist');
  const site = sharedSite();
  printReports(site, process.stdout.isTTY ? COLOURED : PLAIN, console.log);
  console.log(summaryText(site.reports));
  // A draft shows what fails its checks; what cannot be read cannot be shown.
  const blocked = site.reports.filter((report) =>
    settings.drafts ? report.problems.some(isBlocking) : hasBlocking(report),
  );
  if (!site.data || blocked.length > 0 || site.around.some(isBlocking)) {
    const names = blocked.map((report) => report.id).join('、');
    console.error(
      `没有生成网站，${outDir} 保持原样。${names && `有问题的公开文本：${names}。`}请按上面的提示改正后再试。`,
    );
    return 1;
  }
  await publish({ outDir, render: (tempDir) => renderSite(tempDir) });
  console.log(`网站已写入 ${outDir}。`);
  return 0;
});
