import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toolRoot } from '../../scripts/lib/build/publish.ts';

// Each run is a process of its own.
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingzhang-new-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function run(script: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env };
  delete env.CONTENT_DIR;
  return new Promise((resolve) => {
    execFile(process.execPath, [join(toolRoot, 'scripts', script), ...args], { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

const content = () => join(folder, 'content');
const fillIn = () =>
  writeFile(join(content(), 'site.yaml'), 'name: 某县预算公开\norganizer: 某县财政局\ndescription: 预算。\n');
const who = (template: string) => [
  '--disclosure',
  '--template',
  template,
  '--region',
  '139999',
  '--year',
  '2024',
  '--department',
  '888',
  '--name',
  '某县水务局',
];

describe('npm run new', () => {
  test('makes a content folder that says what to fill in, and touches none that is there', async () => {
    expect((await run('new.ts', content())).code).toBe(0);
    expect((await readdir(content())).sort()).toEqual([
      '.gitattributes',
      'README.md',
      'departments.yaml',
      'disclosures',
      'regions.yaml',
      'site.yaml',
    ]);
    for (const name of ['site', 'regions', 'departments'])
      expect(await readFile(join(content(), `${name}.yaml`), 'utf8')).toMatch(
        /^# yaml-language-server: \$schema=\S+\.schema\.json\n/,
      );
    const asked = await run('check.ts', '--content', content());
    expect(asked.code).toBe(1);
    for (const field of ['网站名称', '主办单位', '说明网站']) expect(asked.out).toContain(field);
    expect(asked.out).not.toMatch(/regions\.yaml|departments\.yaml/);
    const readme = await readFile(join(content(), 'README.md'), 'utf8');
    expect(readme).toContain('- `henan-2024`：');
    expect(readme).toContain(`npm run check -- --content ${content()}`);
    await fillIn();
    expect((await run('check.ts', '--content', content())).code).toBe(0);
    const again = await run('new.ts', content());
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('没有改动')]);
  });

  test.each(['hebei-2023', 'hebei-2024', 'hebei-2025', 'henan-2024'])(
    'an empty disclosure of %s is read, and check says what to fill in',
    async (template) => {
      await run('new.ts', content());
      expect((await run('new.ts', content(), ...who(template))).code).toBe(0);
      const missing = await run('check.ts', '--content', content());
      expect(missing.out).toContain('请改正代码，或在 regions.yaml 里补上这个地区');
      await fillIn();
      await writeFile(join(content(), 'regions.yaml'), '- { code: 139999, name: 某县 }\n');
      const { out, err } = await run('check.ts', '--content', content());
      expect(out).toContain('是空表，却没有注明');
      expect(out).not.toMatch(/load\./);
      expect(err).toBe('');
      expect((await run('new.ts', content(), ...who(template))).err).toContain('已经有了');
    },
  );

  test('prints the form’s rows, sums beside sums', async () => {
    await run('new.ts', content());
    await run('new.ts', content(), ...who('hebei-2024'));
    const table = async (id: string): Promise<string> =>
      readFile(join(content(), 'disclosures/139999/2024/888/tables', `${id}.csv`), 'utf8');
    expect((await table('收支总表')).split('\n').slice(-4)).toEqual([
      '本年收入合计,,本年支出合计,',
      '上年结转结余,,年终结转结余,',
      '收入总计,,支出总计,',
      '',
    ]);
    expect(await table('支出总表')).toBe(
      '\ufeff科目编码,科目名称,合计,基本支出,项目支出,经营支出,上解上级支出,对附属单位补助支出\n',
    );
  });

  test.each([
    [[], 2, '文件夹'],
    [['--disclosure'], 2, '文件夹'],
    [['x', '--template', 'hebei-2024'], 2, '--disclosure'],
    [['x', '--disclosure', '--template', 'hebei-2024'], 2, '部门代码'],
    [['x', ...who('hebei-2024')], 1, '不是内容文件夹'],
    [['x', ...who('hebei-2024'), '--department', '../../etc'], 2, '部门代码'],
  ])('%j is refused in words', async (args, code, words) => {
    const outcome = await run('new.ts', ...args.map((arg) => (arg === 'x' ? content() : arg)));
    expect([outcome.code, outcome.err]).toEqual([code, expect.stringContaining(words)]);
    expect(await readdir(folder)).toEqual([]);
  });
});
