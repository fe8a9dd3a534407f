import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchange } from '../../scripts/lib/build/exchange.ts';
import { verifyFolder } from '../../scripts/lib/verify/verify.ts';
import { FILES, FOLDER } from '../support/content.ts';
import { momentOf } from '../support/seed.ts';

/** What goes wrong amid a build, and what is published afterwards: the site before, or the next one, whole. */

/** More of them: KILLS=500 npx vitest run test/scripts/atomic.test.ts */
const KILLS = Number(process.env.KILLS || 50);

let root = '';
let content = '';
let out = '';

const path = (...parts: string[]): string => join(content, ...parts);
const sums = (dir: string): string => readFileSync(join(dir, 'SHA256SUMS'), 'utf8');
/** Makes every page differ from those before. */
const change = (name: string): void =>
  writeFileSync(path('site.yaml'), (FILES['site.yaml'] as string).replace('例站', `例站${name}`));

interface Outcome {
  readonly code: number;
  readonly text: string;
}

const args = (outDir: string): string[] => [
  'scripts/build.ts',
  ...['--content', content, '--out', outDir, '--no-pdf', '--no-xlsx'],
];
function environment(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  // Astro tells a build from a test by these.
  for (const name of ['NODE_ENV', 'VITEST', 'MODE', 'DEV', 'PROD', 'SSR', 'BASE_URL', 'BASE_PATH', 'OUT_DIR'])
    delete env[name];
  return env;
}

function build(outDir = out): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, args(outDir), { env: environment() }, (error, stdout, stderr) =>
      resolve({
        code: typeof error?.code === 'number' ? error.code : error ? -1 : 0,
        text: stdout + stderr,
      }),
    );
  });
}

/** A group of its own, so that its workers die with it. */
function start(outDir = out): ChildProcess {
  return spawn(process.execPath, args(outDir), {
    env: environment(),
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

/** Its workers too: they write to the same end of the pipe. */
function ended(child: ChildProcess): Promise<void> {
  child.stderr?.resume();
  return new Promise((resolve) => child.once('close', () => resolve()));
}

async function expectWhole(dir = out): Promise<void> {
  const { differences, files } = await verifyFolder(dir);
  expect(differences).toEqual([]);
  expect(files).toBeGreaterThan(20);
}

/** The one shape of a failure: a sentence, no stack. */
function expectSaid({ code, text }: Outcome, ...words: (string | RegExp)[]): void {
  expect(code, text).not.toBe(0);
  expect(text).not.toMatch(/^\s+at |Cannot read|TypeError/m);
  for (const word of words) expect(text).toMatch(word);
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'mingzhang-atomic-'));
  content = join(root, 'content');
  out = join(root, 'www', 'dist');
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(dirname(path(file)), { recursive: true });
    writeFileSync(path(file), text);
  }
  expect(await build()).toMatchObject({ code: 0 });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a build that is killed', () => {
  let exchanges = false;
  beforeAll(async () => {
    const [one, other] = [join(root, 'one'), join(root, 'other')];
    mkdirSync(one);
    mkdirSync(other);
    exchanges = await exchange(one, other);
    for (const folder of [one, other]) rmSync(folder, { recursive: true });
  });

  it(
    `leaves a whole site, at ${KILLS} moments; the next build works and equals a clean one`,
    async () => {
      let whole = 2000;
      let killed = 0;
      const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
      for (let n = 1; n <= KILLS; n++) {
        change(String(n));
        const before = performance.now();
        const child = start();
        const end = ended(child);
        await Promise.race([end, pause(momentOf(n) * whole)]);
        if (child.exitCode === null) {
          process.kill(-(child.pid as number), 'SIGKILL');
          killed += 1;
        }
        await end;
        // Neither too early nor too late for the next, however fast the machine is now.
        if (child.exitCode !== null) whole = performance.now() - before;
        else if (momentOf(n) > 0.9) whole *= 1.2;
        // Where folders cannot be exchanged in one step, nothing stands there for a moment: the next build brings it back.
        if (exchanges || existsSync(out)) await expectWhole();
        else {
          const kept = readdirSync(dirname(out)).filter((name) => name.startsWith('.dist.previous-'));
          expect(kept).toHaveLength(1);
          await expectWhole(join(dirname(out), kept[0] as string));
        }
        if (n % 10 !== 0 && n !== KILLS) continue;
        expect(await build()).toMatchObject({ code: 0 });
        await expectWhole();
        const clean = join(root, 'clean');
        expect(await build(clean)).toMatchObject({ code: 0 });
        expect(sums(out)).toBe(sums(clean));
        rmSync(clean, { recursive: true, force: true });
        for (const name of ['.clean.state', '.clean.changes', '.clean.spare'])
          rmSync(join(root, name), { recursive: true, force: true });
        // What has changed since the state was written is there or not.
        const names = readdirSync(dirname(out)).filter((name) => name !== '.dist.changes');
        expect(names.sort()).toEqual(['.dist.spare', '.dist.state', 'dist']);
      }
      expect(killed).toBeGreaterThan(0);
    },
    300_000 + KILLS * 30_000,
  );
});

describe('what a build cannot do', () => {
  it('two at once: the second says who is writing, and the first ends well', async () => {
    change('two');
    const outcomes = await Promise.all([build(), build()]);
    const failed = outcomes.filter(({ code }) => code !== 0);
    expect(outcomes.some(({ code }) => code === 0)).toBe(true);
    for (const outcome of failed) expectSaid(outcome, /另一次构建（进程 \d+）正在写入/);
    await expectWhole();
  });

  it('a file that vanishes while it is read, or is a link to nowhere', async () => {
    const kept = sums(out);
    symlinkSync('nowhere', path(FOLDER, 'tables', '另表.csv'));
    expectSaid(await build(), /这里是一个链接（快捷方式），不是文件/, '保持原样');
    rmSync(path(FOLDER, 'tables', '另表.csv'));
    expect(sums(out)).toBe(kept);
  });

  it('content that changes while the site is made: the next build makes it anew', async () => {
    change('while');
    const child = start();
    const timer = setInterval(() => appendFileSync(path(FOLDER, 'narrative/职责.md'), '另一句话。\n'), 20);
    await ended(child);
    clearInterval(timer);
    await expectWhole();
    expect(await build()).toMatchObject({ code: 0 });
    const clean = join(root, 'clean');
    expect(await build(clean)).toMatchObject({ code: 0 });
    expect(sums(out)).toBe(sums(clean));
    writeFileSync(path(FOLDER, 'narrative/职责.md'), FILES[`${FOLDER}/narrative/职责.md`] as string);
    expect(await build()).toMatchObject({ code: 0 });
  });

  it('a link that leads nowhere, and a place that is not on the page', async () => {
    const kept = sums(out);
    writeFileSync(path(FOLDER, 'narrative/职责.md'), '见[附件](附件.pdf)和[本页](#没有)。\n');
    expectSaid(
      await build(),
      /链接“附件.pdf”指向的文件，网站里没有\s+\S+职责.md:1:2 /,
      /链接“#没有”指向的位置“没有”，页面上没有\s+\S+职责.md:1:15 /,
      '保持原样。有问题的公开文本：110101/2024/101。',
    );
    expect(sums(out)).toBe(kept);
  });

  it('a link that only the finished site can show to lead nowhere', async () => {
    const kept = sums(out);
    writeFileSync(path(FOLDER, 'narrative/职责.md'), '见[数据](/data/没有.csv)和[数据](/data/#没有)。\n');
    expectSaid(
      await build(),
      '网站里有 2 处链接不对，没有发布，原有内容未变：',
      '  110101/2024/101/ → data/没有.csv：没有这个页面或文件',
      '  110101/2024/101/ → data/#没有：页面上没有这个位置',
    );
    expect(sums(out)).toBe(kept);
    writeFileSync(path(FOLDER, 'narrative/职责.md'), FILES[`${FOLDER}/narrative/职责.md`] as string);
  });

  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

  it.runIf(isRoot && canMount()).each(['64k', '256k', '512k', '800k'])(
    'a disk of %s that is full',
    async (size) => {
      const small = join(root, `small-${size}`);
      mkdirSync(small);
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', small]);
      try {
        const target = join(small, 'dist');
        mkdirSync(target);
        writeFileSync(join(target, 'index.html'), '旧站');
        expectSaid(await build(target), /磁盘已满（ENOSPC|也可能已满（EIO/);
        expect(readFileSync(join(target, 'index.html'), 'utf8')).toBe('旧站');
        expect(readdirSync(small)).toEqual(['dist']);
      } finally {
        execFileSync('umount', [small]);
      }
    },
  );

  it.runIf(isRoot && canMount())('a folder that is not to be written to', async () => {
    const fixed = join(root, 'fixed');
    mkdirSync(fixed);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro,size=1m', 'tmpfs', fixed]);
    try {
      expectSaid(await build(join(fixed, 'dist')), /只读/);
    } finally {
      execFileSync('umount', [fixed]);
    }
  });
});

/** Containers often may not, root or no. */
function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
