import { execFile, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toolRoot } from '../../scripts/lib/files.ts';

/** A copy of the tool, whose sources can be changed. */
const root = mkdtempSync(join(tmpdir(), 'mingzhang-start-'));
const tool = join(root, '工具 %20');
const code = join(tool, '.cache/code');
const VERIFY = join(tool, 'scripts/verify.ts');
const BUNDLER = join(tool, 'scripts/lib/code/bundle.ts');
const PREPARE = join(tool, 'scripts/lib/code/prepare.ts');

beforeAll(() => {
  mkdirSync(tool);
  for (const name of ['src', 'scripts', 'package.json', 'package-lock.json'])
    cpSync(join(toolRoot, name), join(tool, name), { recursive: true });
  for (const name of ['node_modules', 'content']) symlinkSync(join(toolRoot, name), join(tool, name));
});
afterAll(() => rmSync(root, { recursive: true }));

interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

function node(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const options = { cwd: tool, env: { ...process.env, ...env }, maxBuffer: 2 ** 26 };
    execFile(process.execPath, args, options, (error, out, err) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
    });
  });
}
const start = (...args: string[]): Promise<Outcome> => node(['scripts/start.mjs', ...args]);
const run = (name: string, ...args: string[]): Promise<Outcome> => node([`scripts/${name}.ts`, ...args]);

const versions = (folder = code): string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => /^[0-9a-f]{32}$/.test(name)) : [];
const only = (): string => join(code, versions()[0] as string);
const partOf = (pattern: RegExp): string =>
  join(only(), readdirSync(only()).find((name) => pattern.test(name)) as string);

/** Runs until the state of the sources is noted: not before their last change is some seconds old. */
async function settled(): Promise<void> {
  while (!existsSync(join(code, 'current.json'))) {
    await start('verify');
    await later(200);
  }
}

/** Sources with other text, until the end of a test. */
async function withText(changes: Record<string, (text: string) => string>, then: () => Promise<void>) {
  const before = Object.keys(changes).map((path) => [path, readFileSync(path, 'utf8')] as const);
  for (const [path, text] of before) writeFileSync(path, changes[path]?.(text) ?? text);
  try {
    await then();
  } finally {
    for (const [path, text] of before) writeFileSync(path, text);
  }
}
const BROKEN = (): string => 'throw new Error("no bundler");\n';
const usage = (word: string) => (text: string) => text.replace('npm run verify -- <', `${word} -- <`);

describe('a command that is started', () => {
  it.each([
    ['with nothing wrong', ['check']],
    ['with findings', ['check', '--content', '/nonexistent']],
    ['in a wrong way', ['build', '--wrong']],
    ['with words of its own', ['verify', '/nonexistent']],
  ])('says and returns what its source does, %s', async (_, [name = '', ...args]) => {
    const started = await start(name, ...args);
    expect(started).toEqual(await run(name, ...args));
    expect(versions()).toHaveLength(1);
  });

  it('must be one', async () => {
    const { status, err } = await start('nothing');
    expect({ status, err }).toEqual({
      status: 2,
      err: '没有“nothing”这个命令。用法：node scripts/start.mjs 命令 …\n',
    });
    expect(await start('../dev')).toMatchObject({ status: 2 });
  });

  it('is in the bundle, and so are its workers', () => {
    const { scripts } = JSON.parse(readFileSync(join(tool, 'package.json'), 'utf8'));
    const commands = [
      ...Object.values<string>(scripts)
        .join('\n')
        .matchAll(/scripts\/start\.mjs (\S+)/g),
    ];
    expect(commands.length).toBeGreaterThan(12);
    const files = readdirSync(only()).filter((name) => name.endsWith('.mjs'));
    for (const [, name] of commands) expect(files).toContain(`${name}.mjs`);
    const text = files.map((name) => readFileSync(join(only(), name), 'utf8')).join('\n');
    const workers = [...text.matchAll(/new URL\(.([\w-]+)\.mjs., import\.meta\.url\)/g)].map(
      ([, name]) => name,
    );
    expect(workers.sort()).toEqual(['diff-worker', 'maker-worker', 'pdf-worker', 'side-worker']);
    for (const name of workers) expect(files).toContain(`${name}.mjs`);
    // What else asks for its address is the bundler's own.
    const rest = text.match(/import\.meta\.url/g) ?? [];
    expect(rest).toHaveLength(
      workers.length + (text.match(/createRequire\(import\.meta\.url\)/g) ?? []).length,
    );
  });

  it('names sources in a stack, with --debug', async () => {
    const thrown = (text: string) => text.replace('throw new MisuseError(`用法', 'throw new Error(`用法');
    const line =
      readFileSync(VERIFY, 'utf8')
        .split('\n')
        .findIndex((text) => text.includes('`用法')) + 1;
    await withText({ [VERIFY]: thrown }, async () => {
      const { err } = await start('verify', '--debug');
      expect(err).toContain(`scripts/verify.ts:${line}:`);
      expect((await start('verify')).err).toMatch(/^程序出错：用法：npm run verify/);
    });
  });
});

describe('code', () => {
  beforeEach(() => rmSync(code, { recursive: true, force: true }));

  it('once it is there is found without reading sources, loading the bundler or taking types off', async () => {
    await settled();
    const loaded = join(root, 'loaded.mjs');
    writeFileSync(loaded, "process.on('exit', () => console.log(process.moduleLoadList.join(' ')));");
    const { status, out, err } = await node(['--import', loaded, 'scripts/start.mjs', 'verify', '--debug']);
    expect(status).toBe(2);
    expect(err).toMatch(/^用法：/);
    expect(out).not.toContain('amaro');
    expect((await node(['--import', loaded, 'scripts/verify.ts'])).out).toContain('amaro');
    await withText({ [PREPARE]: BROKEN }, async () => {
      expect((await start('verify', '--debug')).err).toMatch(/^用法：/);
    });
  });

  it('of another source is another, however soon it changes', async () => {
    for (const word of ['甲', '乙', '丙'])
      await withText({ [VERIFY]: usage(word) }, async () => {
        expect((await start('verify')).err).toContain(`用法：${word} -- <`);
      });
    expect(versions()).toHaveLength(3);
    expect((await start('verify')).err).toContain('用法：npm run verify -- <');
  });

  it('of another source is another, of the same size and with the time set back', async () => {
    const then = new Date('2025-01-01');
    utimesSync(VERIFY, then, then);
    await settled();
    const changed = (text: string) => text.replaceAll('npm run verify', 'npm run VERIFY');
    await withText({ [VERIFY]: changed }, async () => {
      utimesSync(VERIFY, then, then);
      expect((await start('verify')).err).toContain('用法：npm run VERIFY -- <');
    });
    expect((await start('verify')).err).toContain('用法：npm run verify -- <');
    expect(versions()).toHaveLength(2);
  });

  it('of which a part is gone, cut short or empty is made anew', async () => {
    const usual = await start('verify');
    const spoilt: [RegExp, (path: string) => void][] = [
      [/^run-.*\.mjs$/, (path) => rmSync(path)],
      [/^verify\.mjs$/, (path) => writeFileSync(path, '')],
      [/^verify\.mjs$/, (path) => writeFileSync(path, 'console.log("half");')],
      [/^manifest\.json$/, (path) => writeFileSync(path, '{"sources":[')],
    ];
    for (const [name, spoil] of spoilt) {
      const part = partOf(name);
      const { size } = statSync(part);
      spoil(part);
      expect(await start('verify')).toEqual(usual);
      expect(statSync(part).size).toBe(size);
      expect(versions()).toHaveLength(1);
    }
  });

  it('that cannot be loaded is made anew by the next; the source runs', async () => {
    const usual = await start('verify');
    const part = partOf(/^run-.*\.mjs$/);
    const text = readFileSync(part, 'utf8');
    writeFileSync(part, '('.repeat(Buffer.byteLength(text)));
    expect(await start('verify')).toEqual(usual);
    expect(versions()).toEqual([]);
    expect(await start('verify')).toEqual(usual);
    expect(readFileSync(part, 'utf8')).toBe(text);
  });

  it('is made once by two that start together', async () => {
    const both = await Promise.all([start('verify'), start('verify')]);
    expect(both).toEqual([await run('verify'), await run('verify')]);
    expect(readdirSync(code).filter((name) => name !== 'current.json')).toEqual(versions());
    expect(versions()).toHaveLength(1);
  });

  it('is made by another, where one was killed that made it', async () => {
    const lock = join(code, 'bundling');
    const options = { cwd: tool, stdio: 'ignore', detached: true } as const;
    const child = spawn(process.execPath, ['scripts/start.mjs', 'verify'], options);
    while (!existsSync(lock)) await later(5);
    const end = new Promise((done) => child.once('exit', done));
    // The bundler with it.
    process.kill(-(child.pid as number), 'SIGKILL');
    await end;
    expect(await start('verify')).toEqual(await run('verify'));
    expect(versions()).toEqual([]);
    utimesSync(lock, 0, 0);
    expect(await start('verify')).toEqual(await run('verify'));
    expect(versions()).toHaveLength(1);
    expect(existsSync(lock)).toBe(false);
  });

  it('that cannot be made is not missed: the source runs, and --debug says why', async () => {
    await withText({ [BUNDLER]: BROKEN }, async () => {
      const started = await start('verify');
      expect(started).toEqual(await run('verify'));
      const { status, err } = await start('verify', '--debug');
      expect(status).toBe(2);
      expect(err).toMatch(/^The command runs from its source: Error: [\s\S]*no bundler[\s\S]*\n用法：/);
      expect(readdirSync(code)).toEqual([]);
    });
  });

  it('of a tool that cannot be written to lies in the place for temporary files', async () => {
    const cache = join(tool, '.cache');
    rmSync(cache, { recursive: true, force: true });
    writeFileSync(cache, '');
    const other = join(root, 'temporary');
    mkdirSync(other);
    try {
      const started = await node(['scripts/start.mjs', 'verify'], { TMPDIR: other });
      expect(started).toEqual(await run('verify'));
      expect(versions(join(other, `mingzhang-${process.getuid?.()}-code`))).toHaveLength(1);
    } finally {
      rmSync(cache);
    }
  });
});
