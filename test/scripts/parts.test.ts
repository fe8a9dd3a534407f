import { type ChildProcess, execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeContent } from '../../scripts/lib/bench/content.ts';
import { chosenIds, parseShard } from '../../scripts/lib/build/parts.ts';
import { toolRoot } from '../../scripts/lib/files.ts';

let root = '';
const at = (name: string): string => join(root, name);

interface Outcome {
  readonly code: number;
  readonly text: string;
}

function start(script: string, args: readonly string[]): { child: ChildProcess; done: Promise<Outcome> } {
  const env = { ...process.env };
  for (const name of ['BASE_PATH', 'OUT_DIR', 'SITE_URL', 'CONTENT_DIR']) delete env[name];
  let settle: (outcome: Outcome) => void = () => {};
  const done = new Promise<Outcome>((resolve) => {
    settle = resolve;
  });
  const child = execFile(
    process.execPath,
    [join(toolRoot, 'scripts', script), '--content', at('content'), '--no-pdf', ...args],
    { env, cwd: root },
    (error, stdout, stderr) =>
      settle({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, text: stdout + stderr }),
  );
  return { child, done };
}

const run = (script: string, ...args: string[]): Promise<Outcome> => start(script, args).done;
const shard = (n: number, of: number): Promise<Outcome> =>
  run('build.ts', '--shard', `${n}/${of}`, '--out', at(`part-${n}`));

function filesOf(dir: string): Record<string, string> {
  const paths = (readdirSync(dir, { recursive: true }) as string[]).filter((name) =>
    statSync(join(dir, name)).isFile(),
  );
  const sum = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(join(dir, name)))
      .digest('hex');
  return Object.fromEntries(paths.sort().map((name) => [name.replaceAll('\\', '/'), sum(name)]));
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'mingzhang-parts-'));
  makeContent(join(toolRoot, 'content'), at('content'), 10);
  expect(await run('build.ts', '--out', at('whole'))).toMatchObject({ code: 0 });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a site in parts', () => {
  it('is byte for byte the site in one, though a process was killed and started again', async () => {
    const killed = start('build.ts', ['--shard', '1/3', '--out', at('part-1')]);
    const others = [shard(2, 3), shard(3, 3)];
    while (!readdirSync(root).some((name) => name.startsWith('.part-1.building-')))
      await new Promise((done) => setTimeout(done, 20));
    killed.child.kill('SIGKILL');
    await killed.done;
    expect(existsSync(at('part-1'))).toBe(false);
    for (const other of others) expect(await other).toMatchObject({ code: 0 });
    expect(await shard(1, 3)).toMatchObject({ code: 0 });
    const parts = [1, 2, 3].map((n) => at(`part-${n}`));
    const { code, text } = await run('assemble.ts', ...parts, '--out', at('assembled'));
    expect([code, text]).toEqual([0, expect.stringContaining('公开文本：生成 0 份，10 份没有变化。')]);
    expect(filesOf(at('assembled'))).toEqual(filesOf(at('whole')));
  });

  it('also where parts were copied, and a file was damaged on the way', async () => {
    cpSync(at('part-1'), at('moved'), { recursive: true });
    const [page = ''] = Object.keys(filesOf(at('moved'))).filter((name) =>
      /^\d{6}\/\d+\/\w+\/index\.html$/.test(name),
    );
    writeFileSync(join(at('moved'), page), 'x');
    const { code, text } = await run(
      'assemble.ts',
      at('moved'),
      at('part-2'),
      at('part-3'),
      '--out',
      at('assembled'),
    );
    expect([code, text]).toEqual([0, expect.stringContaining('公开文本：生成 ')]);
    expect(filesOf(at('assembled'))).toEqual(filesOf(at('whole')));
  });

  it('says what is missing, what is no part, and what was made otherwise', async () => {
    const before = filesOf(at('assembled'));
    const missing = await run('assemble.ts', at('part-1'), at('part-2'), '--out', at('assembled'));
    expect(missing).toMatchObject({
      code: 1,
      text: expect.stringMatching(/缺少 4 份公开文本，例如 \d{6}\//u),
    });
    const none = await run('assemble.ts', at('whole'), '--out', at('assembled'));
    expect(none).toMatchObject({ code: 1, text: expect.stringContaining('不是完整的一份') });
    const otherwise = await run('assemble.ts', at('part-1'), '--no-xlsx', '--out', at('assembled'));
    expect(otherwise).toMatchObject({ code: 1, text: expect.stringContaining('另外的设置') });
    expect(await run('assemble.ts', '--out', at('assembled'))).toMatchObject({ code: 2 });
    expect(filesOf(at('assembled'))).toEqual(before);
  });

  it('by regions: one is a site of its own, and a part of the whole', async () => {
    const region = '130300';
    const alone = await run('build.ts', '--region', region, '--out', at('alone'));
    expect(alone).toMatchObject({ code: 0 });
    expect(Object.keys(filesOf(at('alone'))).filter((name) => /^4\d{5}\//.test(name))).toEqual([]);
    expect(existsSync(join(at('alone'), region, 'index.html'))).toBe(true);
    const regions = ['130000', '410000'];
    for (const code of regions)
      expect(await run('build.ts', '--region', code, '--part', '--out', at(code))).toMatchObject({ code: 0 });
    expect(await run('assemble.ts', ...regions.map(at), '--out', at('assembled'))).toMatchObject({ code: 0 });
    expect(filesOf(at('assembled'))).toEqual(filesOf(at('whole')));
  });
});

describe('which disclosures', () => {
  const ids = Array.from({ length: 11 }, (_, n) => `110101/2024/${n}`);
  const content = { ids };

  it.each([1, 2, 3, 11, 20])('%i parts hold each once', (of) => {
    const all = Array.from({ length: of }, (_, n) => chosenIds(content, { part: n + 1, of }));
    expect(all.flat()).toEqual(ids);
    const sizes = all.map((part) => part.length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  });

  it('the option is read, or refused', () => {
    expect(parseShard('3/8')).toEqual({ part: 3, of: 8 });
    for (const text of ['', '3', '0/8', '9/8', '3/8/2', 'a/b', '-1/2'])
      expect(() => parseShard(text), text).toThrow(
        `--shard 写作“第几份/共几份”，例如 3/8，不能是“${text}”。`,
      );
  });
});
