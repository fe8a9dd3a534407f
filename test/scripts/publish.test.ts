import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exchange } from '../../scripts/lib/build/exchange.ts';
import { publish, toolRoot } from '../../scripts/lib/build/publish.ts';

let root: string;
let outDir: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'publish-'));
  outDir = join(root, 'dist');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const page = (text: string) => (dir: string) => writeFile(join(dir, 'index.html'), text);
const current = () => readFile(join(outDir, 'index.html'), 'utf8');
/** No process has this number: Linux ends at 2²², Windows counts in fours. */
const deadPid = 4_194_307;

describe('publish', () => {
  test('makes a target that is not there, its parents too', async () => {
    outDir = join(root, 'a', 'b', 'dist');
    await publish({ outDir, render: page('1') });
    expect(await current()).toBe('1');
    expect(await readdir(join(root, 'a', 'b'))).toEqual(['dist']);
  });

  test('replaces the whole of an earlier output', async () => {
    await publish({
      outDir,
      render: async (dir) => {
        await page('1')(dir);
        await writeFile(join(dir, 'gone.html'), '');
      },
    });
    await publish({ outDir, render: page('2') });
    expect(await readdir(outDir)).toEqual(['index.html']);
    expect(await current()).toBe('2');
    expect(await readdir(root)).toEqual(['dist']);
  });

  test('keeps the last good output while rendering and when rendering fails', async () => {
    await publish({ outDir, render: page('good') });
    const failing = publish({
      outDir,
      render: async (dir) => {
        await page('half')(dir);
        expect(await current()).toBe('good');
        throw new Error('no');
      },
    });
    await expect(failing).rejects.toThrow('no');
    expect(await current()).toBe('good');
    expect(await readdir(root)).toEqual(['dist']);
  });

  test('does not put an empty output in place of a good one', async () => {
    await publish({ outDir, render: page('good') });
    await expect(publish({ outDir, render: async () => {} })).rejects.toThrow('没有产生首页');
    expect(await current()).toBe('good');
  });

  test('refuses while another build of a living process writes, in Chinese', async () => {
    await writeFile(join(root, '.dist.lock'), `${process.ppid} ${hostname()}\n`);
    await expect(publish({ outDir, render: page('1') })).rejects.toThrow(
      new RegExp(`另一次构建（进程 ${process.ppid}）正在写入.*请删除 .*\\.dist\\.lock`),
    );
    expect(await readdir(root)).toEqual(['.dist.lock']);
  });

  test('refuses a second build of the same process', async () => {
    let second: Promise<void> | undefined;
    await publish({
      outDir,
      render: async (dir) => {
        await page('1')(dir);
        second = publish({ outDir, render: page('2') });
        await expect(second).rejects.toThrow('另一次构建');
      },
    });
    expect(await current()).toBe('1');
  });

  test('takes over a lock that was never written to its end, and leaves no half of its own', async () => {
    await writeFile(join(root, '.dist.lock'), '');
    await publish({ outDir, render: page('1') });
    expect(await readdir(root)).toEqual(['dist']);
  });

  test('leaves no lock where it cannot write one', async () => {
    const aside = `.dist.lock-${process.pid}`;
    await mkdir(join(root, aside));
    await expect(publish({ outDir, render: page('1') })).rejects.toThrow('EISDIR');
    expect(await readdir(root)).toEqual([aside]);
  });

  test('refuses a lock of another machine, whose process it cannot see', async () => {
    await writeFile(join(root, '.dist.lock'), `${deadPid} elsewhere\n`);
    await expect(publish({ outDir, render: page('1') })).rejects.toThrow('主机 elsewhere');
  });

  test.each([deadPid, process.pid])(
    'takes over the lock and the leavings of a dead process (%i)',
    async (pid) => {
      await writeFile(join(root, '.dist.lock'), `${pid} ${hostname()}\n`);
      await mkdir(join(root, `.dist.building-${pid}`));
      await mkdir(join(root, `.dist.previous-${pid}`));
      for (const kind of ['state', 'parts', 'lock']) await writeFile(join(root, `.dist.${kind}-${pid}`), '');
      await mkdir(outDir);
      await publish({ outDir, render: page('1') });
      expect(await readdir(root)).toEqual(['dist']);
      expect(await current()).toBe('1');
    },
  );

  test('brings back an output that a killed build had moved away', async () => {
    await mkdir(join(root, `.dist.previous-${deadPid}`));
    await page('good')(join(root, `.dist.previous-${deadPid}`));
    await expect(publish({ outDir, render: () => Promise.reject(new Error('no')) })).rejects.toThrow('no');
    expect(await current()).toBe('good');
  });

  test('leaves the folder of a living process alone', async () => {
    await mkdir(join(root, `.dist.building-${process.ppid}`));
    await publish({ outDir, render: page('1') });
    expect((await readdir(root)).sort()).toEqual([`.dist.building-${process.ppid}`, 'dist']);
  });

  test('refuses to replace a folder that is no output', async () => {
    await mkdir(outDir);
    await writeFile(join(outDir, 'letter.doc'), '');
    await expect(publish({ outDir, render: page('1') })).rejects.toThrow('不是网站输出');
    expect(await readdir(outDir)).toEqual(['letter.doc']);
  });

  test.each([toolRoot, join(toolRoot, '..'), join(toolRoot, 'content'), '.', '/'])(
    'refuses %s, which holds the program or the content',
    async (folder) => {
      await expect(publish({ outDir: folder, render: page('1') })).rejects.toThrow('包含程序或内容本身');
    },
  );

  test('follows a symbolic link and keeps it', async () => {
    await mkdir(join(root, 'real'));
    await symlink(join(root, 'real'), outDir, 'junction');
    await publish({ outDir, render: page('1') });
    expect(await readFile(join(root, 'real', 'index.html'), 'utf8')).toBe('1');
    expect(await current()).toBe('1');
  });
});

describe('exchange', () => {
  test('puts each folder in the place of the other, or moves nothing', async () => {
    const [one, other] = [join(root, 'one'), join(root, 'other')];
    await mkdir(join(one, 'a'), { recursive: true });
    await mkdir(join(other, 'b'), { recursive: true });
    const done = await exchange(one, other);
    expect([await readdir(one), await readdir(other)]).toEqual(done ? [['b'], ['a']] : [['a'], ['b']]);
  });

  test('moves nothing where one of them is not there', async () => {
    await mkdir(join(root, 'one'));
    expect(await exchange(join(root, 'one'), join(root, 'none'))).toBe(false);
    expect(await readdir(root)).toEqual(['one']);
  });
});
