import { join } from 'node:path';
import { check } from '../../../src/check/engine.ts';
import { loadContent } from '../../../src/load/content.ts';
import { loadDisclosure } from '../../../src/load/disclosure.ts';
import { folderSource } from '../../../src/load/source.ts';
import type { Disclosure } from '../../../src/model/disclosure.ts';
import { readDisclosure } from '../../../src/schema/disclosure.ts';
import { readSurroundings } from '../../../src/schema/surroundings.ts';
import { makeContent } from './content.ts';
import { typedInFull } from './typed.ts';

/** Disclosures read and checked one after another in one process, by the time that its one thread works. */
export interface ChecksBench {
  readonly count: number;
  readonly checksPerSecond: number;
  readonly readsPerSecond: number;
  readonly msPerCheck: number;
  /** Of the same disclosures with all of their text typed, where nothing agrees by construction. */
  readonly msPerTypedCheck: number;
  /** Load and schema. */
  readonly msPerRead: number;
  /** All of them read and checked, the first ones too. */
  readonly seconds: number;
  readonly peakMemoryMB: number;
}

/** The first are for the machine to warm up, and are not counted. */
const WARM_UP = 0.2;
/** Enough to tell what one takes. */
const MOST_TYPED = 1000;

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
  let [reading, checking, typing, counted, all] = [0, 0, 0, 0, 0];
  const ids = mixed(raw.ids);
  const read = (id: string): Disclosure => {
    const { disclosure } = readDisclosure(loadDisclosure(source, id), around);
    if (!disclosure) throw new Error(`${id} 不能读取`);
    return disclosure;
  };
  for (const [order, id] of ids.entries()) {
    const start = threadMilliseconds();
    const disclosure = read(id);
    const loaded = threadMilliseconds();
    check(disclosure);
    const checked = threadMilliseconds();
    all += checked - start;
    if (order < ids.length * WARM_UP) continue;
    reading += loaded - start;
    checking += checked - loaded;
    counted++;
  }
  const peakMemoryMB = Math.round(process.resourceUsage().maxRSS / 1024);
  const some = ids.slice(0, MOST_TYPED);
  for (const id of some) {
    const typed = typedInFull(read(id));
    const start = threadMilliseconds();
    check(typed);
    typing += threadMilliseconds() - start;
  }
  const rounded = (value: number): number => Number(value.toFixed(2));
  return {
    count,
    checksPerSecond: Math.round((counted * 1000) / checking),
    readsPerSecond: Math.round((counted * 1000) / reading),
    msPerCheck: rounded(checking / counted),
    msPerTypedCheck: rounded(typing / some.length),
    msPerRead: rounded(reading / counted),
    seconds: rounded(all / 1000),
    peakMemoryMB,
  };
}

/** Those of one region stand together and are of one form: the ones that are counted are to be of every form. */
function mixed(ids: readonly string[]): string[] {
  return ids.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const keyOf = (id: string): string => [...id].toReversed().join('');

export function checksBenchText(bench: ChecksBench): string {
  return `${bench.count} 份公开文本，单线程：校验每份 ${bench.msPerCheck} 毫秒（每秒 ${bench.checksPerSecond} 份），正文全部键入、不用绑定的每份 ${bench.msPerTypedCheck} 毫秒；读入每份 ${bench.msPerRead} 毫秒（每秒 ${bench.readsPerSecond} 份）；全部读入并校验 ${bench.seconds} 秒，内存峰值 ${bench.peakMemoryMB} MB。`;
}
