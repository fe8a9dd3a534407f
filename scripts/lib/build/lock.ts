import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { UserError } from '../files.ts';

const TRIES = 6;
/** Locks of this process: its own number in a file that is not among them is that of an earlier process. */
const held = new Set<string>();

/**
 * Takes the lock file or refuses, naming who holds it. A lock whose process is dead is taken over.
 * Returns the function that gives it back.
 */
export async function takeLock(path: string, what: () => string): Promise<() => Promise<void>> {
  const mine = `${process.pid} ${hostname()}\n`;
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      await place(path, mine);
      held.add(path);
      return async () => {
        held.delete(path);
        await rm(path, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const theirs = await readFile(path, 'utf8').catch(() => undefined);
    if (theirs === undefined) continue;
    if (theirs === '' && tries < TRIES - 2) {
      // Made this instant and not yet written; or by one that was killed just then.
      await new Promise((done) => setTimeout(done, 200));
      continue;
    }
    if (theirs !== '' && isHeld(path, theirs)) throw refusal(path, theirs, what());
    await discard(path, theirs);
  }
  throw refusal(path, '', what());
}

/** Written aside, so that nobody finds half a lock; in one step where the disk knows no links. Throws EEXIST. */
async function place(path: string, text: string): Promise<void> {
  const aside = asideOf(path);
  try {
    // A full disk says so here, before there is a lock.
    await writeFile(aside, text);
    await link(aside, path).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') throw error;
      await writeFile(path, text, { flag: 'wx' });
    });
  } finally {
    await rm(aside, { force: true });
  }
}

/** What a process that is killed leaves of it, the next build removes: see publish.ts. */
const asideOf = (path: string): string => `${path}-${process.pid}`;

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isHeld(path: string, text: string): boolean {
  const [pid, host] = text.trim().split(' ');
  // On a shared disk only the other machine knows whether its process lives.
  if (host !== undefined && host !== hostname()) return true;
  if (Number(pid) === process.pid) return held.has(path);
  return Number(pid) > 0 && isAlive(Number(pid));
}

/** Removes a dead lock, and only that: another process may have replaced it since we read it. */
async function discard(path: string, dead: string): Promise<void> {
  const aside = asideOf(path);
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, 'utf8')) !== dead) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}

function refusal(path: string, text: string, what: string): UserError {
  const [pid, host] = text.trim().split(' ');
  const who = pid ? `（进程 ${pid}${host && host !== hostname() ? `，主机 ${host}` : ''}）` : '';
  return new UserError(
    `另一次构建${who}正在写入${what}，本次没有开始。请等它结束；如确认没有构建在运行，请删除 ${path} 后重试。`,
  );
}
