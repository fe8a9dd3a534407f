import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeContent } from './bench-content.ts';
import { toolRoot } from './files.ts';

/** Writes the peak memory (KB) of the process, threads included, when it ends. */
const PEAK = (file: string): string =>
  `data:text/javascript,import{isMainThread}from'node:worker_threads';import{writeFileSync}from'node:fs';if(isMainThread)process.on('exit',()=>writeFileSync(${JSON.stringify(file)},String(process.resourceUsage().maxRSS)))`;

export interface DiffTiming {
  /** How many disclosures the content has, and how many were edited. */
  readonly count: number;
  readonly edited: number;
  readonly seconds: number;
  readonly peakMemoryMB: number;
  readonly changes: number;
}

/**
 * Times `npm run diff` in a repository made for it in the empty folder: first
 * one disclosure edited among `one`, then all of `all` edited.
 */
export function benchDiff(folder: string, one = 5000, all = 1000): readonly DiffTiming[] {
  return [time(join(folder, 'one'), one, 1), time(join(folder, 'all'), all, all)];
}

export function diffBenchText(timings: readonly DiffTiming[]): string {
  return timings
    .map(
      ({ count, edited, seconds, peakMemoryMB, changes }) =>
        `比较：${count} 份中改了 ${edited} 份（${changes} 处），${seconds} 秒，内存峰值 ${peakMemoryMB} MB。`,
    )
    .join('\n');
}

function time(folder: string, count: number, edited: number): DiffTiming {
  const content = join(folder, 'content');
  mkdirSync(content, { recursive: true });
  makeContent(join(toolRoot, 'content'), content, count);
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'base');
  for (const table of firstTables(content, edited)) edit(table);
  const peak = join(folder, 'peak');
  const start = performance.now();
  const script = join(toolRoot, 'scripts/diff.ts');
  const diff = spawnSync(
    process.execPath,
    ['--import', PEAK(peak), script, 'HEAD', '--content', content, '--format', 'json'],
    { encoding: 'utf8', maxBuffer: 2 ** 30, cwd: folder },
  );
  const seconds = (performance.now() - start) / 1000;
  if (diff.status !== 0) throw new Error(diff.stderr);
  const { changes } = JSON.parse(diff.stdout) as { changes: unknown[] };
  return {
    count,
    edited,
    seconds: Number(seconds.toFixed(2)),
    peakMemoryMB: Math.round(Number(readFileSync(peak, 'utf8')) / 1024),
    changes: changes.length,
  };
}

/** The first table with figures of each of so many disclosures. */
function firstTables(content: string, count: number): string[] {
  const tables = readdirSync(join(content, 'disclosures'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('支出总表.csv') || name.endsWith('固定资产表.csv'))
    .map((name) => join(content, 'disclosures', name))
    .sort();
  const found = new Map(tables.map((path) => [join(path, '../..'), path]));
  return [...found.values()].slice(0, count);
}

/** Raises the last figure of the file, so that its sums are wrong too. */
function edit(path: string): void {
  const text = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    text.replace(/(\d)(?=[^\d]*$)/u, (digit) => String((Number(digit) + 1) % 10)),
  );
}

function git(folder: string, ...args: string[]): void {
  const run = spawnSync('git', ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(run.stderr);
}
