import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toolRoot } from '../../scripts/lib/build/publish.ts';
import { changeFolder } from '../../scripts/lib/import/import-folder.ts';

// Each run is a process of its own.
/** npm run import, as a clerk runs it, into a content folder of its own. */

const TEXT = `部门预算一般公共预算财政拨款支出表

某县水务局

单位：万元

序号\t功能分类科目\t\t合计\t基本支出\t项目支出
\t科目编码\t科目名称\t\t\t
1\t\t合计\t3.00\t1.00\t2.00
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingzhang-import-'));
  await mkdir(join(folder, 'content'));
  await writeFile(join(folder, 'a.txt'), TEXT);
  await writeFile(join(folder, 'a.xlsx'), TEXT);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(...args: string[]): Promise<Outcome> {
  const command = [join(toolRoot, 'scripts', 'import.ts'), ...args, '--content', join(folder, 'content')];
  const env = { ...process.env };
  delete env.CONTENT_DIR;
  return new Promise((resolve) => {
    execFile(process.execPath, command, { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

const WHO = ['--template', 'hebei-2024', '--region', '139999', '--year', '2024', '--department', '888'];
const target = () => join(folder, 'content', 'disclosures', '139999', '2024', '888');

describe('npm run import', () => {
  test('writes a disclosure, prints the report, and leaves nothing aside', async () => {
    const { code, out } = await run(join(folder, 'a.txt'), ...WHO, '--name', '某县水务局');
    expect(code).toBe(0);
    expect(out).toContain('- 表“一般公共预算支出表”：1 行，5 列');
    expect(out).toContain('npm run check -- 139999/2024/888');
    expect(await readFile(join(target(), 'tables', '一般公共预算支出表.csv'), 'utf8')).toBe(
      '\ufeff科目编码,科目名称,合计,基本支出,项目支出\n,合计,3.00,1.00,2.00\n',
    );
    expect(await readFile(join(target(), 'import-report.md'), 'utf8')).toBe(out.split('\n已写入')[0]);
    expect(await readdir(join(target(), '..'))).toEqual(['888']);
  });

  test('does not overwrite unless told to', async () => {
    await mkdir(target(), { recursive: true });
    await writeFile(join(target(), 'mine.md'), '');
    const refused = await run(join(folder, 'a.txt'), ...WHO, '--name', '某县水务局');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('--replace');
    expect(await readdir(target())).toEqual(['mine.md']);
    expect((await run(join(folder, 'a.txt'), ...WHO, '--name', '某县水务局', '--replace')).code).toBe(0);
    expect(await readdir(target())).toEqual(['disclosure.yaml', 'import-report.md', 'mine.md', 'tables']);
  });

  test('shows what would change, and changes only that', async () => {
    const file = join(folder, 'a.txt');
    expect((await run(file, ...WHO, '--name', '某县水务局')).code).toBe(0);
    const table = join(target(), 'tables', '一般公共预算支出表.csv');
    const yaml = join(target(), 'disclosure.yaml');
    await mkdir(join(target(), 'narrative'));
    await writeFile(join(target(), 'narrative', '职责.md'), '手改的话。\n');
    await writeFile(join(target(), 'tables', '支出总表.csv'), '科目编码\n');
    const facts = '# 手写的。\nfacts:\n  - { id: 甲, value: 1, source: 乙 }\n';
    await writeFile(yaml, `${await readFile(yaml, 'utf8')}${facts}`);
    await writeFile(file, TEXT.replace('3.00\t1.00\t2.00', '4.00\t2.00\t2.00'));
    const before = await readFile(table, 'utf8');
    const shown = await run(file, ...WHO);
    expect(shown.code).toBe(1);
    expect(shown.out).toContain('## 将要改动（2 处，其余保留）');
    expect(shown.out).toContain('表“一般公共预算支出表”“合计”的“合计”：3.00 → 4.00');
    expect(shown.out).toContain('表“一般公共预算支出表”“合计”的“基本支出”：1.00 → 2.00');
    expect(await readFile(table, 'utf8')).toBe(before);
    const told = JSON.parse((await run(file, ...WHO, '--format', 'json')).out);
    expect(Object.keys(told)).toEqual(
      expect.arrayContaining(['placed', 'unplaced', 'converted', 'warnings', 'changes']),
    );
    expect(told).toMatchObject({ written: false, unplaced: [], warnings: [] });
    expect((await run(file, ...WHO, '--replace')).code).toBe(0);
    expect(await readFile(table, 'utf8')).toBe(before.replace('3.00,1.00', '4.00,2.00'));
    expect(await readFile(join(target(), 'narrative', '职责.md'), 'utf8')).toBe('手改的话。\n');
    expect(await readFile(join(target(), 'tables', '支出总表.csv'), 'utf8')).toBe('科目编码\n');
    expect((await readFile(yaml, 'utf8')).endsWith(facts)).toBe(true);
    const again = await run(file, ...WHO);
    expect([again.code, again.out.includes('没有变化')]).toEqual([0, true]);
  });

  test('a final account goes into final/ beside its budget, and neither touches the other', async () => {
    const named = [...WHO, '--name', '某县水务局'];
    expect((await run(join(folder, 'a.txt'), ...named)).code).toBe(0);
    const budget = await readFile(join(target(), 'disclosure.yaml'), 'utf8');
    const final = await run(join(folder, 'a.txt'), ...named, '--phase', '决算');
    expect(final.code).toBe(0);
    expect(await readFile(join(target(), 'final', 'disclosure.yaml'), 'utf8')).toContain('phase: 决算\n');
    expect(await readFile(join(target(), 'disclosure.yaml'), 'utf8')).toBe(budget);
    // The budget imported again finds nothing of the final account in its way.
    const again = await run(join(folder, 'a.txt'), ...WHO);
    expect([again.code, again.out.includes('没有变化')]).toEqual([0, true]);
    expect((await run(join(folder, 'a.txt'), ...named, '--phase', '中期')).err).toContain(
      '--phase 是预算或决算',
    );
  });

  test('the report for programs: what was placed, what was not, where, and what is nearest', async () => {
    await writeFile(join(folder, 'a.txt'), `前言。\n\n${TEXT}`);
    const { out, code } = await run(
      join(folder, 'a.txt'),
      ...WHO,
      '--name',
      '某县水务局',
      '--format',
      'json',
    );
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      placed: [{ kind: 'table', id: '一般公共预算支出表', text: '表“一般公共预算支出表”：1 行，5 列' }],
      unplaced: [{ place: '第 1 行：文首：这些文字不在任何一节之内', text: '前言。', nearest: '' }],
      converted: [],
      warnings: [],
      changes: [],
      written: true,
    });
  });

  test('a failure half-way leaves what was there', async () => {
    expect((await run(join(folder, 'a.txt'), ...WHO, '--name', '某县水务局')).code).toBe(0);
    const before = await readdir(target(), { recursive: true });
    const files = new Map([
      ['tables/新.csv', 'x'],
      ['disclosure.yaml/不能', 'y'],
    ]);
    await expect(changeFolder(target(), files, [])).rejects.toThrow();
    expect(await readdir(target(), { recursive: true })).toEqual(before);
    expect(await readdir(join(target(), '..'))).toEqual(['888']);
  });

  test('several files are one disclosure', async () => {
    const other = TEXT.replace('一般公共预算财政拨款支出表', '政府性基金预算财政拨款支出表');
    await writeFile(join(folder, 'b.txt'), other);
    await run(join(folder, 'a.txt'), join(folder, 'b.txt'), ...WHO, '--name', '某县水务局');
    expect((await readdir(join(target(), 'tables'))).sort()).toEqual(
      ['一般公共预算支出表.csv', '政府性基金支出表.csv'].sort(),
    );
  });

  test('ends with 1 where something was not placed', async () => {
    await writeFile(join(folder, 'a.txt'), `内部资料\n\n${TEXT}`);
    const { code, out } = await run(join(folder, 'a.txt'), ...WHO, '--name', '某县水务局');
    expect(code).toBe(1);
    expect(out).toContain('“内部资料”');
  });

  test('reads what WPS saves in GB18030', async () => {
    // 「部门」 in GB18030, and a byte that no UTF-8 has there.
    await writeFile(join(folder, 'a.txt'), Buffer.from([0xb2, 0xbf, 0xc3, 0xc5, 0x0a]));
    expect((await run(join(folder, 'a.txt'), ...WHO, '--name', '某县水务局')).out).toContain('“部门”');
  });

  test('takes name and id from departments.yaml', async () => {
    await cp(join(toolRoot, 'content', 'site.yaml'), join(folder, 'content', 'site.yaml'));
    await writeFile(join(folder, 'content', 'regions.yaml'), '- { code: 139999, name: 某县 }\n');
    const departments =
      '- id: shuiwu\n  region: 139999\n  names: [{ from: 2020, name: 水利局 }, { from: 2024, name: 某县水务局 }]\n  codes: [{ from: 2020, code: 888 }]\n';
    await writeFile(join(folder, 'content', 'departments.yaml'), departments);
    expect((await run(join(folder, 'a.txt'), ...WHO)).code).toBe(0);
    const yaml = await readFile(join(target(), 'disclosure.yaml'), 'utf8');
    expect(yaml).toContain('name: 某县水务局\ndepartment: shuiwu\n');
  });

  test.each([
    [['no.txt', ...WHO, '--name', '甲'], 1, '读不到文件'],
    [['a.xlsx', ...WHO, '--name', '甲'], 1, '另存为'],
    [['a.txt', ...WHO, '--name', '甲', '--format', 'xml'], 2, '用法'],
    [['.', ...WHO, '--name', '甲'], 1, '不是文件'],
    [['a.txt', ...WHO], 1, '--name'],
    [['a.txt', ...WHO, '--name', '甲', '--template', 'hebei-2042'], 1, '最接近的是“hebei-20'],
    [['a.txt', ...WHO, '--name', '甲', '--year', '24'], 2, '用法'],
    [['a.txt', ...WHO, '--name', '甲', '--colour'], 2, '--colour'],
    [[...WHO], 2, '用法'],
  ])('%j is refused in words', async (args, code, words) => {
    const [file, ...rest] = args;
    const outcome = await run(...(file?.includes('.') ? [join(folder, file), ...rest] : args));
    expect(outcome).toMatchObject({ code, out: '' });
    expect(outcome.err).toContain(words);
    expect(await readdir(join(folder, 'content'))).toEqual([]);
  });
});
