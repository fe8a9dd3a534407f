import { parseArgs } from 'node:util';
import { COLOURED, hasBlocking, isBlocking, PLAIN, summaryText } from '../src/report/findings.ts';
import { openSite, shareSite } from '../src/site.ts';
import type { DisclosureView } from '../src/view/types.ts';
import { writeChecksums } from './lib/checksums.ts';
import { applyOptions, printReports } from './lib/content.ts';
import { Downloads } from './lib/downloads.ts';
import { keepFolders, type LastGood, readLastGood, writeEntries } from './lib/last-good.ts';
import { renderSitePdfs } from './lib/pdf.ts';
import { publish, renderSite } from './lib/publish.ts';
import { run } from './lib/run.ts';

const USAGE = 'npm run build -- [--content 目录] [--out 目录] [--drafts | --skip-failing] [--no-pdf]';

await run(USAGE, async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      content: { type: 'string' },
      out: { type: 'string' },
      drafts: { type: 'boolean' },
      'skip-failing': { type: 'boolean' },
      'no-pdf': { type: 'boolean' },
    },
  });
  const skipFailing = values['skip-failing'] ?? false;
  if (skipFailing && values.drafts) {
    console.error(`--drafts 生成全部公开文本，--skip-failing 略去有错的，只能用其中一个。\n用法：${USAGE}`);
    return 2;
  }
  if (values['no-pdf']) process.env.MINGZHANG_PDF = 'false';
  const settings = applyOptions(values);
  const outDir = values.out ?? (process.env.OUT_DIR || 'dist');
  const site = openSite(settings, { skipFailing });
  printReports(site, process.stdout.isTTY ? COLOURED : PLAIN, console.log);
  console.log(summaryText(site.reports));
  // A draft shows what fails its checks; what cannot be read cannot be shown.
  const blocked = site.reports.filter((report) =>
    settings.drafts ? report.problems.some(isBlocking) : hasBlocking(report),
  );
  if (!site.data || (blocked.length > 0 && !skipFailing) || site.around.some(isBlocking)) {
    const names = blocked.map((report) => report.id).join('、');
    console.error(
      `没有生成网站，${outDir} 保持原样。${names && `有问题的公开文本：${names}。`}请按上面的提示改正后再试。`,
    );
    return 1;
  }
  const built = site.data.built;
  const ids = built.map(({ id }) => id);
  let lastGood: LastGood = { kept: [], absent: [] };
  await publish({
    outDir,
    render: async (tempDir) => {
      lastGood = await readLastGood(outDir, skipFailing ? blocked.map(({ id }) => id) : [], settings);
      shareSite(site.withKept(lastGood.kept));
      await renderSite(tempDir);
      await keepFolders(
        outDir,
        tempDir,
        lastGood.kept.map(({ id }) => id),
      );
      // A draft is no good version.
      const drafts = new Set(settings.drafts ? site.reports.filter(hasBlocking).map(({ id }) => id) : []);
      await writeEntries(
        tempDir,
        built.filter(({ id }) => !drafts.has(id)),
        settings,
      );
      const listed = site.withKept(lastGood.kept);
      const downloads = new Downloads(tempDir, listed);
      // One reading of a disclosure makes its downloads and its PDF, which other processes print meanwhile.
      const view = (id: string): DisclosureView => {
        const made = site.read(id);
        downloads.add(made);
        return made.view;
      };
      if (settings.pdf) {
        const pdfs = await renderSitePdfs(tempDir, { ids, view, print: console.log });
        console.log(`PDF：生成 ${pdfs.rendered} 份，${pdfs.cached} 份没有变化。`);
      } else for (const id of ids) view(id);
      for (const { id } of lastGood.kept) downloads.keep(id);
      downloads.finish(listed.data?.entries ?? []);
      await writeChecksums(tempDir, downloads.sums());
    },
  });
  console.log(`网站已写入 ${outDir}。`);
  for (const { id, name, year } of lastGood.kept)
    console.log(`保留上次发布的版本：${id}  ${name} ${year} 年`);
  for (const { id, because } of lastGood.absent) console.log(`没有发布：${id}（${because}）`);
  return 0;
});
