import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readComparison } from '../../scripts/lib/build/comparison-file.ts';
import { MARKER } from '../../scripts/lib/forge/post-comment.ts';
import { writeContentOf } from '../../scripts/lib/forge/request-content.ts';
import { edited, FILES, FOLDER, ID } from '../support/content.ts';
import { GIT_ENV, type Repository, repository, repositoryAt, runScript } from '../support/repository.ts';
import { fakeForge, TOKEN } from './server.ts';

/**
 * What the forges' runs do, with a git server of our own (a bare repository),
 * the real commands, and a forge that answers as the real ones do.
 */

const TABLE = `${FOLDER}/tables/支出总表.csv`;
const WRONG = edited(TABLE, '2010601,行政运行,469.55,', '2010601,行政运行,469.50,');

let root: string;
let server: string;
let office: Repository;
/** A clone as a run has it: the target checked out, the request among the objects. */
let clone: Repository;
let request: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'mingzhang-forge-'));
  server = join(root, 'server.git');
  office = repository();
  office.git('clone', '--quiet', '--bare', office.folder, server);
  office.git('remote', 'add', 'origin', `file://${server}`);
  // The request: a wrong figure, and whatever else somebody might try.
  office.git('switch', '--quiet', '--create', 'request');
  office.write(WRONG);
  symlinkSync('../../..', join(office.content, '外'));
  symlinkSync('/etc/passwd', join(office.content, '密.md'));
  writeFileSync(join(office.folder, 'package.json'), '{"scripts":{"review":"touch ran"}}');
  writeFileSync(join(office.folder, '.npmrc'), 'ignore-scripts=false\n');
  writeFileSync(join(office.content, '.env'), 'REVIEW_TOKEN=x\n');
  request = office.commit('调整');
  office.git('push', '--quiet', 'origin', 'request:refs/pull/7/head');
  // The target goes on meanwhile.
  office.git('switch', '--quiet', 'main');
  office.commit('另改', edited('site.yaml', 'name: 例站', 'name: 新站'));
  office.git('push', '--quiet', 'origin', 'main');
  execFileSync('git', ['clone', '--quiet', `file://${server}`, join(root, 'clone')], {
    env: { ...process.env, ...GIT_ENV },
  });
  clone = repositoryAt(join(root, 'clone'));
  clone.git('fetch', '--quiet', '--no-tags', 'origin', '+refs/pull/7/head:refs/remotes/request');
});
afterAll(() => {
  office.remove();
  rmSync(root, { recursive: true });
});

const reviewed = (out: string, args: readonly string[] = [], env: Record<string, string> = {}) =>
  runScript('review', ['HEAD', request, '--out', out, ...args], { CONTENT_DIR: clone.content, ...env });

describe('npm run review', () => {
  it('writes comparison, report, findings and pages; a new error fails it', async () => {
    const out = join(root, 'whole');
    const { code, out: said, err } = await reviewed(out, [], { BASE_PATH: '/' });
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(readdirSync(out).sort()).toEqual([
      'comparison.json',
      'gl-code-quality-report.json',
      'review.html',
      'site',
    ]);
    expect(said).toContain('改动 1 份公开文本，共改动 1 处。校验：新出现错误 1 项。');
    // Only what the request did, since it parted from its target.
    expect(said).not.toContain('新站');
    expect(readFileSync(join(out, 'review.html'), 'utf8')).toContain('469.50');
    const page = readFileSync(join(out, 'site', ID, 'index.html'), 'utf8');
    expect(page).toContain('469.50');
    // Nothing that a link of the request points at, and nothing hidden.
    expect(page).not.toContain('root:');
    expect(readdirSync(join(out, 'site'), { recursive: true }).map(String)).not.toContain('.env');
    // The work tree is the target's still.
    expect(clone.git('status', '--porcelain')).toBe('');
    expect(existsSync(join(clone.folder, 'ran'))).toBe(false);
  });

  it('places findings where the forge can show them: line and path from the repository', async () => {
    const out = join(root, 'annotated');
    const { out: said } = await reviewed(out, ['--no-site', '--annotate']);
    expect(said).toMatch(
      new RegExp(
        `^::error file=content/${TABLE},line=5,col=1,title=table.expenditure-by-kind::支出总表“2010601 行政运行”`,
        'm',
      ),
    );
    const [stop] = /^::stop-commands::(\S+)$/m.exec(said)?.slice(1) ?? [];
    expect(said).toContain(`\n::${stop}::\n`);
    const quality = JSON.parse(readFileSync(join(out, 'gl-code-quality-report.json'), 'utf8'));
    expect(quality).toEqual([
      {
        description: expect.stringContaining('支出总表“2010601 行政运行”的“合计”实为 469.50，应为 469.55'),
        check_name: 'table.expenditure-by-kind',
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        severity: 'critical',
        location: { path: `content/${TABLE}`, lines: { begin: 5 } },
      },
    ]);
  });

  it('a link in a disclosure is told, and led nowhere', async () => {
    const own = repository();
    try {
      symlinkSync('/etc/passwd', join(own.content, FOLDER, 'narrative', '密.md'));
      const head = own.commit('链接');
      const args = ['HEAD~1', head, '--out', join(root, 'linked'), '--no-site'];
      const { code, out: said } = await runScript('review', args, { CONTENT_DIR: own.content });
      expect(code).toBe(1);
      expect(said).toContain('这里是一个链接（快捷方式），不是文件');
      expect(said).not.toContain('root:');
    } finally {
      own.remove();
    }
  });

  it('content elsewhere, and content that is the whole repository', async () => {
    const own = repository();
    try {
      own.git('mv', 'content', '预算');
      const base = own.commit('移到别处');
      writeFileSync(join(own.folder, '预算', TABLE), WRONG[TABLE] as string);
      const head = own.commit('调整');
      const out = join(root, 'elsewhere');
      const args = [base, head, '--out', out, '--no-site', '--annotate'];
      const { code, out: said } = await runScript('review', args, { CONTENT_DIR: join(own.folder, '预算') });
      expect(code).toBe(1);
      expect(said).toContain(`::error file=预算/${TABLE},line=5`);

      for (const name of readdirSync(join(own.folder, '预算'))) own.git('mv', `预算/${name}`, name);
      const top = own.commit('放在顶上');
      writeFileSync(join(own.folder, TABLE), FILES[TABLE] as string);
      const mended = await runScript(
        'review',
        [top, own.commit('改正'), '--out', out, '--no-site', '--annotate'],
        {
          CONTENT_DIR: own.folder,
        },
      );
      expect(mended).toMatchObject({ code: 0, err: '' });
      expect(mended.out).toContain('改正 1 项');
    } finally {
      own.remove();
    }
  });

  it.each([
    [[], 2, '请写明目标版本和请求的版本。'],
    [['HEAD'], 2, '请写明目标版本和请求的版本。'],
    [['HEAD', '没有'], 1, '版本库里没有“没有”这个版本。'],
  ])('%j', async (args, code, message) => {
    const result = await runScript('review', [...args, '--out', join(root, 'none')], {
      CONTENT_DIR: clone.content,
    });
    expect(result.code).toBe(code);
    expect(result.err).toContain(message);
  });
});

describe('the content of a request', () => {
  it('is its files alone: no links, nothing hidden, nothing beside it', async () => {
    const folder = join(root, 'content');
    await writeContentOf(request, clone.content, folder);
    const written = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
    expect(written.sort()).toEqual(Object.keys(FILES).sort());
    expect(readFileSync(join(folder, TABLE), 'utf8')).toBe(WRONG[TABLE]);
  });
});

describe('npm run comment', () => {
  it('writes the one comment from what the review left, and updates it', async () => {
    const out = join(root, 'comment');
    await reviewed(out, ['--no-site']);
    const forge = await fakeForge('gitee');
    const env = {
      REVIEW_FORGE: 'gitee',
      REVIEW_API: forge.url,
      REVIEW_PROJECT: 'caizheng/yusuan',
      REVIEW_NUMBER: '7',
      REVIEW_TOKEN: TOKEN,
    };
    const args = [out, '--report', 'https://ci.example.gov.cn/7'];
    expect(await runScript('comment', args, env)).toEqual({ code: 0, out: '已写评论。\n', err: '' });
    expect(await runScript('comment', args, env)).toEqual({ code: 0, out: '评论没有变化。\n', err: '' });
    expect(forge.comments).toHaveLength(1);
    const body = forge.comments[0]?.body ?? '';
    expect(body.startsWith(`${MARKER}\n## 预算公开审阅`)).toBe(true);
    expect(body).toContain('<a href="https://ci.example.gov.cn/7">附件');
    await forge.close();
    const gone = await runScript('comment', args, { ...env, REVIEW_TOKEN: '' });
    expect(gone).toMatchObject({
      code: 2,
      err: '环境变量没有写全，或写得不对：REVIEW_TOKEN（有权写评论的令牌）。\n',
    });
  });

  it.each([
    ['no JSON', 'x'],
    ['something else', '{"base":"a"}'],
    ['a number for a word', '{"base":1,"head":"b","disclosures":[],"around":{"changes":[],"checks":{}}}'],
    [
      'more than was agreed',
      '{"base":"a","head":"b","marker":"@all","disclosures":[],"around":{"changes":[],"checks":{"newlyFailing":[],"mended":[],"acknowledged":[]}}}',
    ],
  ])('takes nothing that is %s', async (_, text) => {
    const path = join(root, 'false.json');
    writeFileSync(path, text);
    await expect(readComparison(path)).rejects.toThrow('不是 npm run review 写的');
  });

  it('says where nothing was reviewed', async () => {
    await expect(readComparison(join(root, '没有.json'))).rejects.toThrow('请先运行 npm run review');
  });

  it('reads back what a review of everything wrote', async () => {
    const out = join(root, 'all');
    await runScript('review', ['HEAD', clone.git('rev-parse', 'HEAD'), '--out', out, '--no-site'], {
      CONTENT_DIR: clone.content,
    });
    expect(await readComparison(join(out, 'comparison.json'))).toMatchObject({ disclosures: [] });
  });
});
