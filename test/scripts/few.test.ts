import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyFolder } from '../../scripts/lib/verify/verify.ts';
import { FILES, FOLDER } from '../support/content.ts';

/** Content with next to nothing in it: a site that says so, or what is missing. */

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'mingzhang-few-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Writes the files that `kept` lets through, with what it makes of them. */
function content(name: string, kept: (path: string, text: string) => string | undefined): string {
  const folder = join(root, name);
  for (const [path, text] of Object.entries(FILES)) {
    const own = kept(path, text);
    if (own === undefined) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), own);
  }
  return folder;
}

function run(script: string, folder: string, ...more: string[]): Promise<{ code: number; text: string }> {
  const env = { ...process.env };
  for (const name of ['NODE_ENV', 'VITEST', 'MODE', 'DEV', 'PROD', 'SSR', 'BASE_URL', 'BASE_PATH', 'OUT_DIR'])
    delete env[name];
  return new Promise((resolve) => {
    execFile(process.execPath, [script, '--content', folder, ...more], { env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, text: stdout + stderr }),
    );
  });
}

const isOwn = (path: string): boolean => path.startsWith(FOLDER);

test.each([
  ['none', (path: string, text: string) => (isOwn(path) ? undefined : text), '0 份公开文本'],
  [
    'only one that is withdrawn',
    (path: string, text: string) =>
      path === `${FOLDER}/disclosure.yaml` ? `${text}withdrawn: { date: 2024-03-01, reason: 重复 }\n` : text,
    '1 份公开文本',
  ],
])(
  '%s: every page and file is made',
  async (name, kept, told) => {
    const folder = content(name, kept);
    const checked = await run('scripts/check.ts', folder);
    expect(checked.text).toContain(told);
    expect(checked.text).toContain('没有错误，可以公布。');
    expect(checked.code).toBe(0);
    const out = join(root, `${name}-site`);
    expect(await run('scripts/build.ts', folder, '--out', out)).toMatchObject({ code: 0 });
    expect((await verifyFolder(out)).differences).toEqual([]);
    expect(readFileSync(join(out, 'index.html'), 'utf8')).toContain('还没有公开文本。');
    for (const page of ['search', 'compare', 'checks', 'data', 'a-z', 'glossary'])
      expect(readFileSync(join(out, page, 'index.html'), 'utf8')).toContain('<h1');
    expect(readFileSync(join(out, 'rss.xml'), 'utf8')).toContain('</rss>');
  },
  120_000,
);

test.each([
  ['an empty folder', '', '缺少文件 disclosures/110101/2024/101/disclosure.yaml（公开文本的基本信息）'],
  ['an empty disclosure.yaml', 'disclosure.yaml', '缺少“表样”（template）'],
  ['a disclosure.yaml alone', 'whole', '缺少表“部门支出总表”的文件 tables/支出总表.csv'],
])(
  '%s: what is missing',
  async (name, file, message) => {
    const folder = content(name, (path, text) => {
      if (!isOwn(path)) return text;
      if (file === '' || path !== `${FOLDER}/disclosure.yaml`) return undefined;
      return file === 'whole' ? text : '';
    });
    mkdirSync(join(folder, FOLDER), { recursive: true });
    const { code, text } = await run('scripts/build.ts', folder, '--out', join(root, `${name}-site`));
    expect(text).toContain(message);
    expect(text).toContain('有问题的公开文本：110101/2024/101。');
    expect(code).toBe(1);
  },
  120_000,
);
