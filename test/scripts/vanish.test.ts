import { execFile } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyFolder } from '../../scripts/lib/verify/verify.ts';
import { FILES, FOLDER } from '../support/content.ts';
import { momentOf } from '../support/seed.ts';

/** Content that goes away before or while a build reads it. What is published stays whole, and says why it was not replaced. */

let root = '';
const content = () => join(root, 'content');
const out = () => join(root, 'dist');
const sums = (): string => readFileSync(join(out(), 'SHA256SUMS'), 'utf8');
const OFFICES = 8;

function restore(name = ''): void {
  rmSync(content(), { recursive: true, force: true });
  cpSync(join(root, 'kept'), content(), { recursive: true });
  // Every page is another.
  appendFileSync(join(content(), 'site.yaml'), `phone: "${name}"\n`);
}

function build(): Promise<{ code: number; text: string }> {
  const env = { ...process.env };
  for (const name of ['NODE_ENV', 'VITEST', 'MODE', 'DEV', 'PROD', 'SSR', 'BASE_URL', 'BASE_PATH', 'OUT_DIR'])
    delete env[name];
  const args = ['scripts/build.ts', '--content', content(), '--out', out(), '--no-pdf', '--no-xlsx'];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, text: stdout + stderr }),
    );
  });
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'mingzhang-vanish-'));
  for (const [path, text] of Object.entries(FILES))
    for (let n = 0; n < (path.startsWith(FOLDER) ? OFFICES : 1); n++) {
      const code = String(101 + n);
      const file = join(root, 'kept', path.replace('/2024/101/', `/2024/${code}/`));
      mkdirSync(dirname(file), { recursive: true });
      const own = text.replace('code: 101\n', `code: ${code}\n`).replace('department: caizheng\n', '');
      writeFileSync(file, path.startsWith(FOLDER) ? own : text);
    }
  restore();
  expect(await build()).toMatchObject({ code: 0 });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('content that is gone before a build', () => {
  it('all disclosures: nothing is published in their place', async () => {
    const kept = sums();
    restore();
    rmSync(join(content(), 'disclosures'), { recursive: true });
    const { code, text } = await build();
    expect(text).toContain(`内容里一份公开文本也没有，而“${out()}”里已公布 ${OFFICES} 份，没有替换。`);
    expect(code).toBe(1);
    expect(sums()).toBe(kept);
  });

  it('the folder itself', async () => {
    const kept = sums();
    rmSync(content(), { recursive: true });
    const { code, text } = await build();
    expect(text).toMatch(/内容里一份公开文本也没有|缺少文件 site\.yaml/);
    expect(code).toBe(1);
    expect(sums()).toBe(kept);
  });

  it('an output without disclosures may stay so', async () => {
    restore();
    rmSync(join(content(), 'disclosures'), { recursive: true });
    renameSync(out(), `${out()}-aside`);
    for (let n = 0; n < 2; n++) expect(await build()).toMatchObject({ code: 0 });
    rmSync(out(), { recursive: true });
    renameSync(`${out()}-aside`, out());
  });
});

const TIMES = Math.max(2, Math.round(Number(process.env.KILLS || 50) / 25));

describe('content that goes away while it is read', { timeout: 300_000 + TIMES * 60_000 }, () => {
  it.each([`${FOLDER}/tables/支出总表.csv`, `${FOLDER}/narrative`, FOLDER, 'disclosures', 'templates', '.'])(
    `%s, at ${TIMES} moments`,
    async (name) => {
      restore('whole');
      const start = performance.now();
      expect(await build()).toMatchObject({ code: 0 });
      const whole = performance.now() - start;
      for (let n = 0; n < TIMES; n++) {
        restore(String(n));
        const kept = sums();
        const building = build();
        await new Promise((resolve) => setTimeout(resolve, momentOf(n) * whole));
        // Taken away at once, as somebody who moves a folder does.
        const gone = join(root, 'gone');
        renameSync(join(content(), name), gone);
        const { code, text } = await building;
        rmSync(gone, { recursive: true });
        expect((await verifyFolder(out())).differences).toEqual([]);
        expect(text).not.toMatch(/^\s+at |Cannot read|TypeError|程序出错/m);
        // What no longer stands there when it is listed is left out; all of it never is.
        expect(existsSync(join(out(), '110101/2024/102/index.html'))).toBe(true);
        if (code === 0) continue;
        expect(text).toMatch(/保持原样|没有做完：文件或文件夹不见了|没有替换/);
        expect(sums()).toBe(kept);
      }
    },
  );
});
