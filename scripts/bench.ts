import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchBuild, buildBenchText } from './lib/bench/build.ts';
import { benchChecks, checksBenchText } from './lib/bench/checks.ts';
import { makeContent } from './lib/bench/content.ts';
import { benchDiff, diffBenchText } from './lib/bench/diff.ts';
import { benchImport, benchImportText } from './lib/bench/import.ts';
import { benchMutations, mutationBenchText } from './lib/bench/mutation-bench.ts';
import { benchPage, pageBenchText } from './lib/bench/page.ts';
import { benchPages } from './lib/bench/pages.ts';
import { benchPdf, pdfBenchText } from './lib/bench/pdf.ts';
import { benchPeer, peerBenchText } from './lib/bench/peers.ts';
import { benchSearch, searchBenchText } from './lib/bench/search.ts';
import { toolRoot } from './lib/build/publish.ts';
import { run } from './lib/run.ts';

const USAGE =
  'npm run bench -- [--count 数量] [--pdfs 数量] [--peers] [--import] [--search] [--diff] [--checks] [--mutations] [--page] [--json] [--keep]';

await run(USAGE, async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      count: { type: 'string', default: '100' },
      json: { type: 'boolean' },
      keep: { type: 'boolean' },
      pdfs: { type: 'string', default: '40' },
      import: { type: 'boolean' },
      search: { type: 'boolean' },
      diff: { type: 'boolean' },
      checks: { type: 'boolean' },
      mutations: { type: 'boolean' },
      page: { type: 'boolean' },
      peers: { type: 'boolean' },
    },
  });
  if (values.import) return console.log(benchImportText(benchImport(join(toolRoot, 'content'))));
  if (values.mutations) {
    const bench = benchMutations(join(toolRoot, 'content'));
    return console.log(values.json ? JSON.stringify(bench) : mutationBenchText(bench));
  }
  const count = Number(values.count);
  if (values.search) {
    const bench = await benchSearch(join(toolRoot, 'content'), count);
    return console.log(values.json ? JSON.stringify(bench) : searchBenchText(bench));
  }
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-bench-'));
  try {
    if (values.checks) {
      const bench = benchChecks(join(toolRoot, 'content'), folder, count);
      return console.log(values.json ? JSON.stringify(bench) : checksBenchText(bench));
    }
    if (values.page) {
      const bench = await benchPage(join(toolRoot, 'content'), folder);
      console.log(values.json ? JSON.stringify(bench) : pageBenchText(bench));
      return bench && bench.over.length === 0 ? 0 : 1;
    }
    if (values.diff) {
      const timings = benchDiff(folder);
      return console.log(values.json ? JSON.stringify(timings) : diffBenchText(timings));
    }
    const content = join(folder, 'content');
    const site = join(folder, 'site');
    makeContent(join(toolRoot, 'content'), content, count);
    const built = benchBuild(folder, count);
    const peer = values.peers
      ? benchPeer(folder, site, {
          htmlMB: built.build.htmlMB,
          seconds: built.build.seconds,
          pages: await benchPages(content, join(folder, 'pages')),
        })
      : undefined;
    const pdfs = Number(values.pdfs);
    const pdf = pdfs > 0 ? await benchPdf(content, site, pdfs) : undefined;
    const result = { ...built, ...(peer && { peer }), ...(pdf && { pdf }) };
    const lines = [buildBenchText(built), peer && peerBenchText(peer), pdf && pdfBenchText(pdf)];
    console.log(values.json ? JSON.stringify(result) : lines.filter(Boolean).join('\n'));
    return 0;
  } finally {
    if (values.keep) console.error(folder);
    else rmSync(folder, { recursive: true, force: true });
  }
});
