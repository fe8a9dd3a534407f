import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchChecks, checksBenchText } from './lib/bench-checks.ts';
import { makeContent } from './lib/bench-content.ts';
import { benchDiff, diffBenchText } from './lib/bench-diff.ts';
import { benchImport, benchImportText } from './lib/bench-import.ts';
import { benchPdf, pdfBenchText } from './lib/bench-pdf.ts';
import { benchSearch, searchBenchText } from './lib/bench-search.ts';
import { toolRoot } from './lib/publish.ts';
import { run } from './lib/run.ts';

/** Writes the process's peak memory (KB) when it ends. */
const PEAK = (file: string): string =>
  `data:text/javascript,import{writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync(${JSON.stringify(file)},String(process.resourceUsage().maxRSS)))`;

const USAGE =
  'npm run bench -- [--count 数量] [--pdfs 数量] [--import] [--search] [--diff] [--checks] [--json] [--keep]';

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
    },
  });
  if (values.import) return console.log(benchImportText(benchImport(join(toolRoot, 'content'))));
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
    if (values.diff) {
      const timings = benchDiff(folder);
      return console.log(values.json ? JSON.stringify(timings) : diffBenchText(timings));
    }
    const content = join(folder, 'content');
    const out = join(folder, 'site');
    const peak = join(folder, 'peak');
    makeContent(join(toolRoot, 'content'), content, count);
    const start = performance.now();
    const build = spawnSync(
      process.execPath,
      [
        '--import',
        PEAK(peak),
        join(toolRoot, 'scripts/build.ts'),
        '--content',
        content,
        '--out',
        out,
        '--no-pdf',
        '--no-xlsx',
      ],
      { encoding: 'utf8', maxBuffer: 2 ** 30, env: { ...process.env, SITE_URL: 'https://example.gov.cn' } },
    );
    const seconds = (performance.now() - start) / 1000;
    if (build.status !== 0) {
      console.error(build.stdout.slice(-4000), build.stderr.slice(-4000));
      return 1;
    }
    const result = {
      count,
      build: {
        seconds: round(seconds, 2),
        msPerDisclosure: round((seconds * 1000) / count, 2),
        htmlMB: round(htmlBytes(out) / 1024 / 1024, 1),
      },
      peakMemoryMB: Math.round(Number(readFileSync(peak, 'utf8')) / 1024),
      pdf: await benchPdf(content, out, Number(values.pdfs)),
    };
    if (values.json) console.log(JSON.stringify(result));
    else
      console.log(
        `${count} 份公开文本：生成 ${result.build.seconds} 秒（每份 ${result.build.msPerDisclosure} 毫秒），网页 ${result.build.htmlMB} MB，内存峰值 ${result.peakMemoryMB} MB。\n${pdfBenchText(result.pdf)}`,
      );
    return 0;
  } finally {
    if (values.keep) console.error(folder);
    else rmSync(folder, { recursive: true, force: true });
  }
});

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function htmlBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.html'))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
