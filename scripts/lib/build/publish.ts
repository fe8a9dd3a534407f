import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, parse, resolve } from 'node:path';
import { exists, isWithin, resolveLinks, toolRoot, UserError } from '../files.ts';
import { exchange } from './exchange.ts';
import { isAlive, takeLock } from './lock.ts';
import type { HeldFiles } from './site-folder.ts';
import { putAside, takeSpare } from './spare.ts';

export { toolRoot } from '../files.ts';

export interface PublishOptions {
  /** The folder that visitors are served from. */
  readonly outDir: string;
  /**
   * Writes the whole output into a folder that stands beside `outDir`; false leaves all as it is. The folder has
   * what it `held` of an earlier output, and what is no part of the new one is to be removed.
   */
  readonly render: (dir: string, held: HeldFiles) => Promise<boolean | void>;
  /** Called once the new output is in its place, before another build may begin. */
  readonly done?: () => void;
  /** The file that every output of this kind has; index.html where absent. */
  readonly mark?: string;
  /** Keeps the folder that is not published for the next output. */
  readonly spare?: {
    /** What the folder that was published held, as far as it is known; before `done`. */
    readonly published: () => HeldFiles;
    /** What was written, where it is not published; undefined before anything was. */
    readonly written: () => HeldFiles | undefined;
    /** Brings the disclosures of the folder that was published up to those that are published now. */
    readonly refresh: (dir: string) => Promise<void>;
  };
}

/**
 * Renders aside and swaps the result in. A reader of `outDir` sees the last good output or the new one,
 * never a half of either: when `render` fails, nothing in `outDir` has been touched.
 */
export async function publish(options: PublishOptions): Promise<void> {
  const { outDir, render, done, mark = 'index.html', spare } = options;
  // A web server's root is often a symbolic link; the swap belongs to what it points at.
  const target = await resolveLinks(resolve(outDir));
  await refuseAncestors(target);
  await mkdir(dirname(target), { recursive: true });
  const unlock = await takeLock(besides(target, 'lock'), () => `“${outDir}”`);
  try {
    await recover(target);
    await refuseForeign(target, outDir, mark);
    const aside = besides(target, 'spare');
    const temp = besides(target, `building-${process.pid}`);
    let rest = temp;
    let [held, before]: (HeldFiles | undefined)[] = [];
    try {
      held = await takeSpare(aside, temp);
      if ((await render(temp, held)) === false) return;
      if (!(await exists(join(temp, mark)))) {
        throw new UserError(`构建没有产生首页（${mark}），没有发布。“${outDir}”的原有内容未变。`);
      }
      rest = await swap(temp, target, outDir);
      before = spare?.published();
      done?.();
    } finally {
      if (!spare) await rm(rest, { recursive: true, force: true });
      else
        await putAside(
          rest,
          aside,
          before ?? spare.written() ?? held ?? {},
          before ? spare.refresh : nothing,
        );
    }
  } finally {
    await unlock();
  }
}

const nothing = async (): Promise<void> => {};

/** `/srv/www/dist` → `/srv/www/.dist.<suffix>`: a sibling is on the same disk, so that rename is atomic. */
function besides(target: string, suffix: string): string {
  return join(dirname(target), `.${basename(target)}.${suffix}`);
}

/** `OUT_DIR=.` would move the whole project away. */
async function refuseAncestors(target: string): Promise<void> {
  const folders = [toolRoot, process.cwd(), process.env.CONTENT_DIR || join(toolRoot, 'content')];
  const precious = await Promise.all(folders.map((folder) => resolveLinks(resolve(folder))));
  if (precious.some((folder) => isWithin(folder, target)) || parse(target).root === target) {
    throw new UserError(
      `输出目录“${target}”包含程序或内容本身，发布会把它整个换掉。请另选一个目录，例如 dist。`,
    );
  }
}

/** A folder that no build of ours has written is not ours to replace. */
async function refuseForeign(target: string, outDir: string, mark: string): Promise<void> {
  if (!(await exists(target))) return;
  const isFolder = (await stat(target)).isDirectory();
  const names = isFolder ? await readdir(target) : [];
  if (!isFolder || (names.length > 0 && !names.includes(mark))) {
    throw new UserError(
      `“${outDir}”已存在，但不是网站输出（其中没有 ${mark}），没有覆盖。请另选输出目录，或先把它清空。`,
    );
  }
}

/** What a build that was killed left behind: its half output, half state and half lock go, the old output comes back. */
async function recover(target: string): Promise<void> {
  const pattern = (kind: string) => `.${basename(target)}.${kind}-`;
  for (const name of await readdir(dirname(target))) {
    const kind = ['building', 'previous', 'state', 'changes', 'parts', 'lock'].find((word) =>
      name.startsWith(pattern(word)),
    );
    if (kind === undefined) continue;
    const pid = Number(name.slice(pattern(kind).length));
    // We hold the lock, so our own number is that of an earlier process.
    if (!Number.isInteger(pid) || (pid !== process.pid && isAlive(pid))) continue;
    const path = join(dirname(target), name);
    if (kind === 'previous' && !(await exists(target))) await rename(path, target);
    else await rm(path, { recursive: true, force: true });
  }
}

/** Puts the new output in its place. Returns where the one before stands now, if there was one. */
async function swap(temp: string, target: string, outDir: string): Promise<string> {
  const replaces = await exists(target);
  if (replaces && (await exchange(temp, target))) return temp;
  // Elsewhere nothing stands there between two renames; what a build that is killed just then moved away, `recover` brings back.
  const previous = besides(target, `previous-${process.pid}`);
  if (replaces) await patiently(() => rename(target, previous), outDir);
  try {
    await patiently(() => rename(temp, target), outDir);
  } catch (error) {
    if (replaces) await rename(previous, target);
    throw error;
  }
  return previous;
}

/** Windows refuses to rename a folder while a virus scanner or an editor has a file of it open. */
async function patiently(move: () => Promise<void>, outDir: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await move();
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      if (!['EPERM', 'EACCES', 'EBUSY', 'ENOTEMPTY'].includes(code)) throw error;
      if (tries === 5) {
        throw new UserError(
          `无法替换“${outDir}”（${code}）：可能有程序正在使用其中的文件，或没有写权限。原有内容未变，请关闭后重试。`,
        );
      }
      await new Promise((done) => setTimeout(done, tries * 100));
    }
  }
}
