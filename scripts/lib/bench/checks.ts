import { join } from 'node:path';
import { check } from '../../../src/check/engine.ts';
import { loadContent } from '../../../src/load/content.ts';
import { loadDisclosure } from '../../../src/load/disclosure.ts';
import { folderSource } from '../../../src/load/source.ts';
import { readDisclosure } from '../../../src/schema/disclosure.ts';
import { readSurroundings } from '../../../src/schema/surroundings.ts';
import { makeContent } from './content.ts';

/** Disclosures read and checked one after another in one process, by the time that its one thread works. */
export interface ChecksBench {
  readonly count: number;
  readonly checksPerSecond: number;
  readonly readsPerSecond: number;
  readonly msPerCheck: number;
  /** Load and schema. */
  readonly msPerRead: number;
  readonly peakMemoryMB: number;
}

/** The first are for the machine to warm up, and are not counted. */
const WARM_UP = 0.2;

/** Other processes' load does not count: the time is this thread's own. */
function threadMilliseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Writes `count` disclosures into the folder, then reads and checks each. */
export function benchChecks(content: string, folder: string, count: number): ChecksBench {
  const target = join(folder, 'content');
  makeContent(content, target, count);
  const source = folderSource(target);
  const raw = loadContent(source, source);
  const { around } = readSurroundings(raw);
  let [reading, checking, counted] = [0, 0, 0];
  for (const [index, id] of raw.ids.entries()) {
    const start = threadMilliseconds();
    const { disclosure } = readDisclosure(loadDisclosure(source, id), around);
    const read = threadMilliseconds();
    if (!disclosure) throw new Error(`${id} 不能读取`);
    check(disclosure);
    const checked = threadMilliseconds();
    if (index < raw.ids.length * WARM_UP) continue;
    reading += read - start;
    checking += checked - read;
    counted++;
  }
  const rounded = (value: number): number => Number(value.toFixed(2));
  return {
    count,
    checksPerSecond: Math.round((counted * 1000) / checking),
    readsPerSecond: Math.round((counted * 1000) / reading),
    msPerCheck: rounded(checking / counted),
    msPerRead: rounded(reading / counted),
    peakMemoryMB: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

export function checksBenchText(bench: ChecksBench): string {
  return `${bench.count} 份公开文本，单线程：校验每份 ${bench.msPerCheck} 毫秒（每秒 ${bench.checksPerSecond} 份），读入每份 ${bench.msPerRead} 毫秒（每秒 ${bench.readsPerSecond} 份），内存峰值 ${bench.peakMemoryMB} MB。`;
}
