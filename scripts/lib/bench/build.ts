import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { disclosureWorkbook } from '../../../src/export/workbook/index.ts';
import { openSite } from '../../../src/open-site.ts';
import { readSettings } from '../../../src/settings.ts';
import { toolRoot } from '../files.ts';

export interface BuildBench {
  readonly count: number;
  /** Everything but PDF and XLSX, with whole processes: from the command to its end. */
  readonly build: {
    readonly seconds: number;
    readonly msPerDisclosure: number;
    readonly htmlMB: number;
    readonly htmlMBPerSecond: number;
    /** Processor seconds of all processes. */
    readonly cpuSeconds: number;
  };
  /** After one edit of one disclosure each, by what was edited. */
  readonly rebuilds: readonly Rebuild[];
  /** Sum of the peaks of all processes that ran at the same time. */
  readonly peakMemoryMB: number;
  /** One workbook, in one process. */
  readonly xlsx: { readonly msPerDisclosure: number };
}

interface Rebuild {
  readonly edited: string;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly made: number;
}

const WORKBOOKS = 20;
/** As package.json runs it: what lives long in this process is small, and room for young objects is not given back. */
const BUILD = ['--max-semi-space-size=8', join(toolRoot, 'scripts/start.mjs'), 'build'];

/** Builds the content in `folder/content` into `folder/site`, then again after an edit. Throws where a build fails. */
export function benchBuild(folder: string, count: number): BuildBench {
  const content = join(folder, 'content');
  const site = join(folder, 'site');
  const first = timedBuild(folder, content, site);
  const htmlMB = htmlBytes(site) / 1024 / 1024;
  const place = join(content, 'disclosures', firstId(content));
  const rebuilds = Object.entries(EDITS).map(([edited, edit]): Rebuild => {
    edit(place);
    const { seconds, cpu, made } = timedBuild(folder, content, site);
    return { edited, seconds: round(seconds, 2), cpuSeconds: round(cpu, 2), made };
  });
  return {
    count,
    build: {
      seconds: round(first.seconds, 2),
      msPerDisclosure: round((first.seconds * 1000) / count, 2),
      htmlMB: round(htmlMB, 1),
      htmlMBPerSecond: round(htmlMB / first.seconds, 1),
      cpuSeconds: round(first.cpu, 2),
    },
    rebuilds,
    peakMemoryMB: Math.round(first.peakKB / 1024),
    xlsx: { msPerDisclosure: round(workbookMs(content), 2) },
  };
}

/** By what they change: from what stands on a page or two to what stands in many lists. */
const EDITS: Readonly<Record<string, (disclosure: string) => void>> = {
  一行: (disclosure) => appendFileSync(join(disclosure, 'disclosure.yaml'), '# edited\n'),
  加一个项目: (disclosure) => {
    const folder = join(disclosure, 'projects');
    if (!existsSync(join(folder, '01.yaml'))) return;
    const text = readFileSync(join(folder, '01.yaml'), 'utf8');
    const other = text.replace(/^code: .*\n/m, '').replace(/^name: .*/m, 'name: 新增事项');
    writeFileSync(join(folder, '99.yaml'), other);
  },
  部门名称: (disclosure) => {
    const file = join(disclosure, 'disclosure.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^name: .*/m, '$&新'));
  },
};

/** For people. */
export function buildBenchText({ count, build, rebuilds, peakMemoryMB, xlsx }: BuildBench): string {
  return [
    `${count} 份公开文本：生成 ${build.seconds} 秒（每份 ${build.msPerDisclosure} 毫秒，处理器 ${build.cpuSeconds} 秒），`,
    `网页 ${build.htmlMB} MB（每秒 ${build.htmlMBPerSecond} MB），各进程内存峰值合计 ${peakMemoryMB} MB。\n`,
    ...rebuilds.map(
      ({ edited, seconds, cpuSeconds, made }) =>
        `改一份（${edited}）再生成 ${seconds} 秒（处理器 ${cpuSeconds} 秒，重做 ${made} 份）。\n`,
    ),
    `工作簿另计，每份 ${xlsx.msPerDisclosure} 毫秒。`,
  ].join('');
}

interface Timed {
  readonly seconds: number;
  readonly cpu: number;
  readonly peakKB: number;
  readonly made: number;
}

function timedBuild(folder: string, content: string, out: string): Timed {
  const peaks = join(folder, 'peaks');
  mkdirSync(peaks, { recursive: true });
  for (const name of readdirSync(peaks)) writeFileSync(join(peaks, name), '');
  const hook = join(folder, 'peak.mjs');
  writeFileSync(hook, HOOK);
  const args = [...BUILD, '--content', content, '--out', out];
  const env = {
    ...process.env,
    SITE_URL: 'https://example.gov.cn',
    NODE_OPTIONS: `--import ${pathToFileURL(hook).href}`,
    MINGZHANG_PEAKS: peaks,
  };
  const start = performance.now();
  const build = spawnSync(process.execPath, [...args, '--no-pdf', '--no-xlsx'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    env,
  });
  const seconds = (performance.now() - start) / 1000;
  if (build.status !== 0) throw new Error(build.stdout.slice(-4000) + build.stderr.slice(-4000));
  const used = readdirSync(peaks)
    .map((name) => readFileSync(join(peaks, name), 'utf8'))
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as { script: string; peakKB: number; cpu: number });
  // Code is bundled and pages are compiled before the processes start that render them.
  const together = used.filter(({ script }) => !/(bundle|compile-pages)\.ts$/.test(script));
  return {
    seconds,
    cpu: used.reduce((sum, { cpu }) => sum + cpu, 0),
    peakKB: together.reduce((sum, { peakKB }) => sum + peakKB, 0),
    made: Number(/公开文本：生成 (\d+) 份/.exec(build.stdout)?.[1] ?? Number.NaN),
  };
}

/** Every process of a build writes what it used when it ends. */
const HOOK = `import { writeFileSync } from 'node:fs';
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const used = { script: process.argv[1] ?? '', peakKB: maxRSS, cpu: (userCPUTime + systemCPUTime) / 1e6 };
  writeFileSync(process.env.MINGZHANG_PEAKS + '/' + process.pid, JSON.stringify(used));
});
`;

function workbookMs(content: string): number {
  const settings = readSettings({ CONTENT_DIR: content, MINGZHANG_ROOT: toolRoot }, toolRoot, new Date());
  const ids = openFirst(content, WORKBOOKS);
  const site = openSite(settings, { only: ids });
  const made = ids.map((id) => site.read(id));
  const start = performance.now();
  for (const { disclosure, view } of made) disclosureWorkbook(disclosure, view, settings);
  return (performance.now() - start) / ids.length;
}

function firstId(content: string): string {
  return openFirst(content, 1)[0] as string;
}

function openFirst(content: string, count: number): string[] {
  const ids: string[] = [];
  const folder = join(content, 'disclosures');
  for (const region of readdirSync(folder))
    for (const year of readdirSync(join(folder, region)))
      for (const code of readdirSync(join(folder, region, year))) ids.push(`${region}/${year}/${code}`);
  return ids.sort().slice(0, count);
}

function htmlBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.html'))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
