import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openSite } from '../src/open-site.ts';
import { STANDARDS, type Standard } from '../src/pdf/engine.ts';
import { COLOURED, hasBlocking, isBlocking, PLAIN } from '../src/report/findings.ts';
import { renderPdfs } from './lib/build/pdf.ts';
import { applyOptions, chosenIds, openSettings, printReports } from './lib/content.ts';
import { run } from './lib/run.ts';

const USAGE = 'npm run pdf -- [公开文本…] [--standard ua-1|a-2a] [--out 目录] [--content 目录] [--drafts]';

await run(USAGE, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      standard: { type: 'string', default: 'ua-1' },
      out: { type: 'string', default: 'pdf' },
      content: { type: 'string' },
      drafts: { type: 'boolean' },
    },
  });
  const standard = values.standard as Standard;
  if (!STANDARDS.includes(standard)) {
    console.error(`没有“${standard}”这种 PDF 标准。可用：${STANDARDS.join('、')}。\n用法：${USAGE}`);
    return 2;
  }
  const settings = applyOptions(values);
  const wanted = new Set(chosenIds(openSettings(settings), positionals));
  const site = openSite(settings);
  const reports = site.reports.filter(({ id }) => wanted.has(id));
  const blocked = reports.filter((report) =>
    settings.drafts ? report.problems.some(isBlocking) : hasBlocking(report),
  );
  if (!site.data || blocked.length > 0) {
    printReports(
      { around: site.around, reports: blocked },
      process.stdout.isTTY ? COLOURED : PLAIN,
      console.log,
    );
    console.error(
      `没有生成 PDF。有问题的公开文本：${blocked.map(({ id }) => id).join('、')}。加 --drafts 可先印草稿。`,
    );
    return 1;
  }
  const out = resolve(values.out);
  const target = (id: string): string => join(out, `${id.replaceAll('/', '-')}.pdf`);
  const ids = reports.map(({ id }) => id);
  const done = await renderPdfs({ ids, view: site.disclosure, target, standard, print: console.log });
  for (const id of done.sums.keys()) console.log(target(id));
  console.log(`生成 ${done.rendered} 份，${done.cached} 份没有变化。`);
  return 0;
});
