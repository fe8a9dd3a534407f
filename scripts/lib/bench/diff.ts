import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toolRoot } from '../files.ts';
import { makeContent } from './content.ts';

/** Writes what the process has used, threads included, when it ends: memory in KB, time in µs. */
const USED = (file: string): string =>
  `data:text/javascript,import{isMainThread}from'node:worker_threads';import{writeFileSync}from'node:fs';if(isMainThread)process.on('exit',()=>writeFileSync(${JSON.stringify(file)},JSON.stringify(process.resourceUsage())))`;

export interface DiffTiming {
  /** 比较, 提交前核对, 历史核对. */
  readonly what: string;
  /** How many disclosures the content has, and how many were edited. */
  readonly count: number;
  readonly edited: number;
  readonly seconds: number;
  /** Of the processor, without git's own. */
  readonly cpuSeconds: number;
  readonly peakMemoryMB: number;
}

/**
 * Times the review in repositories made for it in the empty folder: `npm run
 * diff` and the hook of one disclosure edited among `one`, then diff and
 * `check --history` of all of `all` edited.
 */
export function benchDiff(folder: string, one = 5000, all = 1000): readonly DiffTiming[] {
  const single = join(folder, 'one');
  const whole = join(folder, 'all');
  const content = ['--content', join(single, 'content')];
  const rest = ['--content', join(whole, 'content')];
  prepare(single, one, 1);
  const first = time('比较', single, ['diff', 'HEAD', ...content, '--format', 'json']);
  git(single, 'add', '-A');
  const hook = time('提交前核对', single, ['pre-commit', ...content]);
  prepare(whole, all, all);
  const second = time('比较', whole, ['diff', 'HEAD', ...rest, '--format', 'json']);
  const history = time('历史核对', whole, ['check', '--history', ...rest, '--format', 'json']);
  return [
    { ...first, count: one, edited: 1 },
    { ...hook, count: one, edited: 1 },
    { ...second, count: all, edited: all },
    { ...history, count: all, edited: all },
  ];
}

export function diffBenchText(timings: readonly DiffTiming[]): string {
  return timings
    .map(
      ({ what, count, edited, seconds, cpuSeconds, peakMemoryMB }) =>
        `${what}：${count} 份中改了 ${edited} 份，${seconds} 秒（处理器 ${cpuSeconds} 秒），内存峰值 ${peakMemoryMB} MB。`,
    )
    .join('\n');
}

/** Published disclosures, committed, and so many of them edited since. */
function prepare(folder: string, count: number, edited: number): void {
  const content = join(folder, 'content');
  mkdirSync(content, { recursive: true });
  makeContent(join(toolRoot, 'content'), content, count);
  for (const name of readdirSync(join(content, 'disclosures'), { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('disclosure.yaml')) continue;
    const file = join(content, 'disclosures', name);
    const text = readFileSync(file, 'utf8');
    if (!/^publishedOn:/m.test(text)) writeFileSync(file, `${text}publishedOn: 2024-02-20\n`);
  }
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'base');
  for (const table of firstTables(content, edited)) edit(table);
}

function time(
  what: string,
  folder: string,
  command: readonly string[],
): Omit<DiffTiming, 'count' | 'edited'> {
  const used = join(folder, '..', 'used');
  const start = performance.now();
  const run = spawnSync(
    process.execPath,
    ['--import', USED(used), join(toolRoot, 'scripts/start.mjs'), ...command],
    { encoding: 'utf8', maxBuffer: 2 ** 30, cwd: folder },
  );
  const seconds = (performance.now() - start) / 1000;
  // 1: it has found what was done to the figures.
  if (run.status !== 0 && run.status !== 1) throw new Error(run.stderr);
  const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(readFileSync(used, 'utf8'));
  return {
    what,
    seconds: Number(seconds.toFixed(2)),
    cpuSeconds: Number(((userCPUTime + systemCPUTime) / 1e6).toFixed(2)),
    peakMemoryMB: Math.round(maxRSS / 1024),
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
