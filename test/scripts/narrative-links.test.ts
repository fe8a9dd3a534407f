import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FILES, FOLDER } from '../support/content.ts';

/** Two offices link to each other: what is wrong with one keeps back that one alone. */

let root = '';
const path = (...parts: string[]): string => join(root, 'content', ...parts);
const page = (): string => readFileSync(join(root, 'dist/110101/2024/101/index.html'), 'utf8');

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'mingzhang-links-'));
  for (const [file, text] of Object.entries(FILES))
    for (const code of file.startsWith(FOLDER) ? ['101', '102'] : ['']) {
      const own = path(code === '' ? file : file.replace('/101/', `/${code}/`));
      mkdirSync(dirname(own), { recursive: true });
      const other = text.replace('code: 101', 'code: 102').replace('department: caizheng\n', '');
      writeFileSync(own, code === '102' ? other : text);
    }
  narrative('101', '见[那一份](../102/#支出总表)。');
  narrative('102', '见[附件](附件.pdf)。');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function narrative(code: string, text: string): void {
  writeFileSync(path('disclosures/110101/2024', code, 'narrative/职责.md'), `${text}\n`);
}

function build(): Promise<string> {
  const env = { ...process.env };
  for (const name of ['NODE_ENV', 'VITEST', 'MODE', 'DEV', 'PROD', 'SSR', 'BASE_URL', 'BASE_PATH', 'OUT_DIR'])
    delete env[name];
  const args = ['--content', path(), '--out', join(root, 'dist'), '--skip-failing', '--no-pdf', '--no-xlsx'];
  return new Promise((resolve) => {
    execFile(process.execPath, ['scripts/build.ts', ...args], { env }, (error, stdout, stderr) =>
      resolve(`${stdout}${stderr}${error?.code ?? 0}`),
    );
  });
}

test('a dead link keeps back its own disclosure; links to that one are words until it is mended', async () => {
  const first = await build();
  expect(first).toMatch(/链接“附件.pdf”指向的文件，网站里没有\s+\S+\/102\/narrative\/职责.md:1:2 /);
  expect(first).toContain('没有发布：110101/2024/102（没有可以保留的版本）');
  expect(first).toMatch(/\n0$/);
  expect(page()).toContain('见那一份。');
  narrative('102', '见[那一份](../101/)。');
  expect(await build()).toMatch(/\n0$/);
  expect(page()).toContain('见<a href="../102/#');
  rmSync(path('disclosures/110101/2024/102'), { recursive: true });
  const last = await build();
  expect(last).toContain('链接“../102/#支出总表”指向的公开文本“110101/2024/102”，网站里没有');
  expect(last).toContain('保留上次发布的版本：110101/2024/101');
});
