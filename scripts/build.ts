import { parseArgs } from 'node:util';
import { COLOURED, PLAIN, summaryText } from '../src/report/findings.ts';
import { buildSite } from './lib/build-site.ts';
import { applyOptions, printReports } from './lib/content.ts';
import { run } from './lib/run.ts';

const USAGE =
  'npm run build -- [--content 目录] [--out 目录] [--drafts | --skip-failing] [--no-pdf] [--no-xlsx]';

await run(USAGE, async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      content: { type: 'string' },
      out: { type: 'string' },
      drafts: { type: 'boolean' },
      'skip-failing': { type: 'boolean' },
      'no-pdf': { type: 'boolean' },
      'no-xlsx': { type: 'boolean' },
    },
  });
  const skipFailing = values['skip-failing'] ?? false;
  if (skipFailing && values.drafts) {
    console.error(`--drafts 生成全部公开文本，--skip-failing 略去有错的，只能用其中一个。\n用法：${USAGE}`);
    return 2;
  }
  if (values['no-pdf']) process.env.MINGZHANG_PDF = 'false';
  if (values['no-xlsx']) process.env.MINGZHANG_XLSX = 'false';
  const settings = applyOptions(values);
  const outDir = values.out ?? (process.env.OUT_DIR || 'dist');
  const built = await buildSite({ settings, outDir, skipFailing, print: console.log });
  printReports(built, process.stdout.isTTY ? COLOURED : PLAIN, console.log);
  console.log(summaryText(built.reports));
  if (!built.published) {
    const names = built.blocked.join('、');
    console.error(
      `没有生成网站，${outDir} 保持原样。${names && `有问题的公开文本：${names}。`}请按上面的提示改正后再试。`,
    );
    return 1;
  }
  const { pdfs, lastGood, made, unchanged } = built;
  console.log(`公开文本：生成 ${made} 份，${unchanged} 份没有变化。`);
  if (pdfs) console.log(`PDF：生成 ${pdfs.rendered} 份，${pdfs.cached} 份没有变化。`);
  console.log(`网站已写入 ${outDir}。`);
  for (const { id, name, year } of lastGood.kept)
    console.log(`保留上次发布的版本：${id}  ${name} ${year} 年`);
  for (const { id, because } of lastGood.absent) console.log(`没有发布：${id}（${because}）`);
  return 0;
});
