import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FILES, FOLDER, ID } from '../support/content.ts';

/** A second disclosure of the same form. */
const OTHER = '110101/2024/102';
const TABLE = 'tables/支出总表.csv';
const RIGHT = FILES[`${FOLDER}/${TABLE}`] as string;
const WRONG = RIGHT.replace('2010601,行政运行,469.55,469.55,', '2010601,行政运行,469.55,460.00,');

let root = '';
let content = '';
let out = '';

function write(path: string, text: string): void {
  mkdirSync(dirname(join(content, path)), { recursive: true });
  writeFileSync(join(content, path), text);
}

/** Both disclosures; `name` is what tells one version from the next. */
function writeDisclosure(id: string, { table = RIGHT, name = '乙区财政局', more = '' } = {}): void {
  for (const [path, text] of Object.entries(FILES)) {
    if (path.startsWith(`${FOLDER}/`)) write(`disclosures/${id}${path.slice(FOLDER.length)}`, text);
  }
  const code = id.split('/')[2] as string;
  const yaml = (FILES[`${FOLDER}/disclosure.yaml`] as string)
    .replace('code: 101', `code: ${code}`)
    .replace('department: caizheng\n', '')
    .replace('name: 乙区财政局', `name: ${name}`);
  write(`disclosures/${id}/disclosure.yaml`, yaml + more);
  write(`disclosures/${id}/${TABLE}`, table);
}

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function build(args: readonly string[] = [], env: Record<string, string> = {}): Promise<Outcome> {
  const inherited = { ...process.env };
  // Astro tells a build from a test by these.
  for (const name of ['NODE_ENV', 'VITEST', 'MODE', 'DEV', 'PROD', 'SSR', 'BASE_URL', 'BASE_PATH', 'OUT_DIR'])
    delete inherited[name];
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['scripts/build.ts', '--content', content, '--out', out, '--no-pdf', ...args],
      { env: { ...inherited, ...env } },
      (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
    );
  });
}

const page = (path: string): string => readFileSync(join(out, path, 'index.html'), 'utf8');
/** Names of the site's own scripts and styles that a page links to. */
const assets = (html: string): string[] =>
  [...html.matchAll(/\/_astro\/([^"'\s)?#]+)/gu)].map((match) => match[1] as string);

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'mingzhang-build-'));
  content = join(root, 'content');
  out = join(root, 'dist');
  for (const [path, text] of Object.entries(FILES)) if (!path.startsWith(FOLDER)) write(path, text);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('npm run build', () => {
  it('publishes what passes', async () => {
    writeDisclosure(ID);
    writeDisclosure(OTHER, { name: '乙区民政局' });
    const { code, stdout } = await build();
    expect([code, stdout]).toEqual([0, expect.stringContaining(`网站已写入 ${out}。`)]);
    expect(page(ID)).toContain('乙区财政局');
    expect(page(`${ID}/checks`)).toContain('全部通过');
    expect(JSON.parse(readFileSync(join(out, ID, 'entry.json'), 'utf8'))).toMatchObject({
      base: '/',
      entry: { id: ID, name: '乙区财政局' },
    });
  });

  it('stops at an error that nobody has explained, names it, and leaves the output as it is', async () => {
    writeDisclosure(ID, { table: WRONG, name: '乙区财政局新名' });
    const { code, stdout, stderr } = await build();
    expect(code).toBe(1);
    expect(stdout).toContain('  错误  ');
    expect(stderr).toContain(`没有生成网站，${out} 保持原样。有问题的公开文本：${ID}。`);
    expect(page(ID)).not.toContain('新名');
  });

  it('refuses two ways of dealing with errors at once', async () => {
    expect(await build(['--drafts', '--skip-failing'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('只能用其中一个'),
    });
  });

  it('keeps the last good version with --skip-failing, and publishes the others', async () => {
    const NEVER = '110101/2024/103';
    writeDisclosure(ID, { table: WRONG, name: '乙区财政局新名' });
    writeDisclosure(OTHER, { name: '乙区民政局新名' });
    writeDisclosure(NEVER, { table: WRONG, name: '乙区教育局' });
    // As if the styles had changed since: the kept page needs its own.
    const html = page(ID);
    const style = assets(html).find((name) => name.endsWith('.css')) as string;
    writeFileSync(join(out, '_astro', 'older.css'), readFileSync(join(out, '_astro', style)));
    writeFileSync(join(out, '_astro', 'unused.css'), '');
    writeFileSync(join(out, ID, 'index.html'), html.replaceAll(style, 'older.css'));
    const { code, stdout } = await build(['--skip-failing']);
    expect(code).toBe(0);
    expect(stdout).toContain(`保留上次发布的版本：${ID}  乙区财政局 2024 年\n`);
    expect(stdout).toContain(`没有发布：${NEVER}（没有可以保留的版本）\n`);
    expect(page(ID)).not.toContain('新名');
    expect(page(`${ID}/checks`)).toContain('全部通过');
    expect(page(OTHER)).toContain('乙区民政局新名');
    expect(existsSync(join(out, NEVER))).toBe(false);
    for (const name of assets(page(ID))) expect(existsSync(join(out, '_astro', name))).toBe(true);
    expect(existsSync(join(out, '_astro', 'unused.css'))).toBe(false);
    for (const index of ['', '110101', '110101/2024', 'checks']) {
      expect(page(index)).toContain('>乙区财政局<');
      expect(page(index)).toContain('>乙区民政局新名<');
      expect(page(index)).not.toContain('乙区教育局');
    }
    expect(readFileSync(join(out, 'sitemap.xml'), 'utf8')).toContain(`/${ID}/`);
  });

  it('keeps it again in the build after that', async () => {
    const { code, stdout } = await build(['--skip-failing']);
    expect([code, stdout]).toEqual([0, expect.stringContaining(`保留上次发布的版本：${ID}`)]);
    expect(page('')).toContain('>乙区财政局<');
  });

  it('keeps nothing whose links would lead elsewhere', async () => {
    const { code, stdout } = await build(['--skip-failing'], { BASE_PATH: '/zwgk/' });
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining(`没有发布：${ID}（上次的版本在 / 下，现在是 /zwgk/）`),
    ]);
    expect(existsSync(join(out, ID))).toBe(false);
  });

  it('lets a withdrawal take effect, whatever is wrong with what is withdrawn', async () => {
    const more = 'withdrawn: { date: 2024-03-01, reason: 发布有误。 }\n';
    writeDisclosure(ID, { table: WRONG, more });
    const { code } = await build(['--skip-failing']);
    expect(code).toBe(0);
    expect(page(ID)).toContain('发布有误。');
    expect(page(ID)).not.toContain('1469.55');
    expect(existsSync(join(out, ID, 'checks'))).toBe(false);
  });
});

describe('an office that has published nothing yet', () => {
  it('gets a site that says so', async () => {
    rmSync(join(content, 'disclosures'), { recursive: true, force: true });
    rmSync(out, { recursive: true, force: true });
    const { code } = await build();
    expect(code).toBe(0);
    expect(page('')).toContain('还没有公开文本。');
    expect(page('')).not.toMatch(/<table|按地区和年度/);
  });
});

describe('npm run build -- --drafts', () => {
  beforeAll(async () => {
    writeDisclosure(ID, { table: WRONG });
    writeDisclosure(OTHER, { name: '乙区民政局' });
    const { code } = await build(['--drafts']);
    expect(code).toBe(0);
  });

  it('marks the pages of what fails, and those alone', () => {
    for (const path of [ID, `${ID}/checks`]) {
      expect(page(path)).toContain('草稿，尚未公开');
      expect(page(path)).toContain('<meta name="robots" content="noindex, nofollow">');
    }
    for (const path of [OTHER, `${OTHER}/checks`]) expect(page(path)).not.toContain('草稿，尚未公开');
  });

  it('shows what is wrong beside the cell and on the page of the checks', () => {
    const message = '支出总表“2010601 行政运行”的“合计”实为 469.55，应为 460.00（差 9.55）';
    expect(page(ID)).toMatch(/<td class="[^"]*wrong[^"]*"[^>]*title="[^"]*差 9\.55/u);
    expect(page(`${ID}/checks`)).toContain(message);
    expect(page(`${ID}/checks`)).toContain('请核对');
  });

  it('leaves no version that a later build could keep', async () => {
    expect(existsSync(join(out, ID, 'entry.json'))).toBe(false);
    expect(existsSync(join(out, OTHER, 'entry.json'))).toBe(true);
    const { code, stdout } = await build(['--skip-failing']);
    expect([code, stdout]).toEqual([0, expect.stringContaining(`没有发布：${ID}（没有可以保留的版本）`)]);
  });
});
