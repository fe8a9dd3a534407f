import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ATTRIBUTES } from '../../scripts/lib/git/attributes.ts';
import { hookScript } from '../../scripts/lib/git/hooks.ts';
import { edited, FILES, FOLDER, ID } from '../support/content.ts';
import { basic, FILE, PUBLISHED, TABLE, table } from '../support/published.ts';
import {
  GIT_ENV,
  type Outcome,
  type Repository,
  repository,
  repositoryAt,
  runScript,
} from '../support/repository.ts';

/** `npm run hooks`, and real commits in a real repository. */

const made: Repository[] = [];
const keep = (repo: Repository): Repository => {
  made.push(repo);
  return repo;
};
afterAll(() => {
  for (const repo of made) repo.remove();
});

const hooks = (repo: Repository, ...args: string[]): Promise<Outcome> =>
  runScript('hooks', ['--content', repo.content, ...args]);

/** git as a user runs it, hook and all. */
function git(repo: Repository, ...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile('git', args, { cwd: repo.folder, env: { ...process.env, ...GIT_ENV } }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
    });
  });
}

async function hooked(repo: Repository): Promise<Repository> {
  keep(repo);
  const { code, err } = await hooks(repo);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return repo;
}
const hookFile = (repo: Repository): string => join(repo.folder, '.git/hooks/pre-commit');
const head = (repo: Repository): string => repo.git('rev-parse', 'HEAD');

const WRONG = table(['2010601,行政运行,469.55,', '2010601,行政运行,469.50,']);
const OK = '明账：核对了暂存的 1 份公开文本，没有错误。\n';
const REFUSED =
  '明账：暂存的内容有错，没有提交。\n改正以后请再 git add、git commit；这一次不核对就提交：git commit --no-verify\n';

// Each starts processes; several helpers may be at work on the machine.
describe.concurrent('a commit', () => {
  it('of what is right goes on, and says what was checked', async () => {
    const repo = await hooked(repository());
    repo.write(basic('469.56'));
    repo.write(edited(`${FOLDER}/narrative/职责.md`, '政策', '政策法规'));
    repo.git('add', 'content');
    const { code, err } = await git(repo, 'commit', '-m', '改');
    expect({ code, err }).toEqual({ code: 0, err: OK });
  });

  it('of a wrong figure is refused, in the words of the check; with --no-verify it goes on', async () => {
    const repo = await hooked(repository());
    const before = head(repo);
    repo.write(WRONG);
    repo.git('add', 'content');
    const { code, err } = await git(repo, 'commit', '-m', '改');
    expect(code).toBe(1);
    expect(err).toBe(`${ID}  乙区财政局 2024 年
  错误  支出总表“2010601 行政运行”的“合计”实为 469.50，应为 469.55（差 0.05）
        ${TABLE}:5:14  [table.expenditure-by-kind]
        支出合计等于各类支出之和：支出总表“2010601 行政运行”的“合计” 469.50 = 支出总表“2010601 行政运行”的“基本支出” 469.55。请核对 ${TABLE} 第 5 行，改正有误的一处。

${REFUSED}`);
    expect(head(repo)).toBe(before);
    expect((await git(repo, 'commit', '--no-verify', '-m', '改')).code).toBe(0);
    expect(head(repo)).not.toBe(before);
  });

  it('is judged by what is staged, not by the work tree', async () => {
    const repo = await hooked(repository());
    repo.write(WRONG);
    repo.git('add', 'content');
    repo.write({ [TABLE]: FILES[TABLE] as string });
    expect((await git(repo, 'commit', '-m', '改')).code).toBe(1);
    repo.git('add', 'content');
    repo.write({ ...WRONG, [`${FOLDER}/tables/错.csv`]: 'x', [`${FOLDER}/narrative/职责.md`]: '另一句。\n' });
    repo.git('add', `content/${FOLDER}/narrative`);
    const { code, err } = await git(repo, 'commit', '-m', '改');
    expect({ code, err }).toEqual({ code: 0, err: OK });
  });

  it('with -a, or of one path, or from a folder below, is judged by what it would hold', async () => {
    const repo = await hooked(repository());
    repo.write({ ...WRONG, [`${FOLDER}/narrative/职责.md`]: '另一句。\n' });
    expect((await git(repo, 'commit', '-a', '-m', '改')).code).toBe(1);
    expect((await git(repo, '-C', 'content', 'commit', '-a', '-m', '改')).code).toBe(1);
    expect((await git(repo, 'commit', '-m', '改', '--', `content/${TABLE}`)).code).toBe(1);
    const { code, err } = await git(repo, 'commit', '-m', '改', '--', `content/${FOLDER}/narrative`);
    expect({ code, err }).toEqual({ code: 0, err: OK });
  });

  it('in a linked work tree is judged by that one', async () => {
    const repo = await hooked(repository());
    const folder = mkdtempSync(join(tmpdir(), 'mingzhang-tree-'));
    repo.git('worktree', 'add', '--quiet', join(folder, 'linked'), '-b', 'linked');
    const linked = repositoryAt(join(folder, 'linked'));
    linked.write(edited('site.yaml', '例站', '新站'));
    expect((await git(linked, 'commit', '-a', '-m', '改')).code).toBe(0);
    rmSync(folder, { recursive: true });
  });

  it('of a disclosure beside one that is wrong already looks at the first alone', async () => {
    const other = Object.fromEntries(
      Object.entries(FILES).flatMap(([path, text]) =>
        path.startsWith(FOLDER)
          ? [[path.replace('/2024/101', '/2024/102'), text.replace('code: 101', 'code: 102')]]
          : [],
      ),
    );
    const repo = await hooked(repository({ ...other, ...WRONG }));
    repo.write({ 'disclosures/110101/2024/102/narrative/职责.md': '另一句。\n' });
    const { code, err } = await git(repo, 'commit', '-a', '-m', '改');
    expect({ code, err }).toEqual({ code: 0, err: OK });
  });

  it('of something else is not looked at', async () => {
    const repo = await hooked(repository(WRONG));
    writeFileSync(join(repo.folder, 'README'), 'x');
    repo.git('add', 'README');
    const { code, err } = await git(repo, 'commit', '-m', '改');
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('of a form is judged by the disclosures of that form', async () => {
    const repo = await hooked(repository());
    repo.write(
      edited(
        'templates/example-form/rules.yaml',
        'total: expenditure.total, parts: [expenditure.basic,',
        'total: expenditure.basic, parts: [expenditure.total,',
      ),
    );
    const { code, err } = await git(repo, 'commit', '-a', '-m', '改');
    expect(code).toBe(1);
    expect(err).toContain('[table.expenditure-by-kind]');
  });

  it('of a form that many use looks at some, and says how many it leaves', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) =>
        Object.entries(FILES).flatMap(([path, text]) =>
          path.startsWith(FOLDER)
            ? [[path.replace('/101', `/2${index}`), text.replace('code: 101', `code: 2${index}`)]]
            : [],
        ),
      ).flat(),
    );
    const repo = await hooked(repository(many));
    repo.write(edited('templates/example-form/template.yaml', '部门预算公开例表', '部门预算公开表'));
    const { code, err } = await git(repo, 'commit', '-a', '-m', '改');
    expect({ code, err }).toEqual({
      code: 0,
      err: '明账：核对了暂存的 12 份公开文本，没有错误；另有 9 份也受影响，没有在这里核对，留给提交以后的全面检查。\n',
    });
  });

  it('of a published figure wants its entry', async () => {
    const repo = await hooked(repository({ [FILE]: PUBLISHED }));
    repo.write(basic('470.55'));
    const { code, err } = await git(repo, 'commit', '-a', '-m', '改');
    expect(code).toBe(1);
    expect(err).toContain(
      '支出总表“2010601 行政运行”的“合计”由 469.55 改为 470.55（增加 1.00 万元，0.21%），是公开以后改的（还没有提交），修订记录里没有',
    );
    await runScript('amend', [
      ID,
      '--content',
      repo.content,
      '--reason',
      '录入有误。',
      '--date',
      '2024-03-05',
    ]);
    const again = await git(repo, 'commit', '-a', '-m', '改');
    expect({ code: again.code, err: again.err }).toEqual({ code: 0, err: OK });
  });

  it('is the first of all, or takes a disclosure away', async () => {
    const repo = keep(repositoryAt(mkdtempSync(join(tmpdir(), 'mingzhang-hook-'))));
    repo.git('init', '--quiet');
    await hooks(repo);
    repo.write({ ...FILES, ...WRONG });
    repo.git('add', '--all');
    expect((await git(repo, 'commit', '-m', '一')).code).toBe(1);
    repo.write(FILES);
    repo.git('add', '--all');
    const first = await git(repo, 'commit', '-m', '一');
    expect([first.code, first.err]).toEqual([0, OK]);
    repo.git('rm', '-r', '--quiet', `content/${FOLDER}`);
    const gone = await git(repo, 'commit', '-m', '二');
    expect([gone.code, gone.err]).toEqual([0, '明账：核对了暂存的 0 份公开文本，没有错误。\n']);
  });

  it('of a published disclosure that goes without a word is refused', async () => {
    const repo = await hooked(repository({ [FILE]: PUBLISHED }));
    repo.git('mv', `content/${FOLDER}`, 'content/disclosures/110101/2024/102');
    repo.write({
      [FILE.replace('101/disclosure', '102/disclosure')]: PUBLISHED.replace('code: 101', 'code: 102'),
    });
    const moved = await git(repo, 'commit', '-a', '-m', '搬');
    expect(moved.code).toBe(1);
    expect(moved.err).toContain(`错误  ${ID} 公开过，后来整份删去了，原来的网址上没有留下说明`);
    expect(moved.err).toContain('换了地址的，再用 movedTo 写明新地址');
    const gone = `${PUBLISHED}withdrawn: { date: 2024-03-01, reason: 代码更正。, movedTo: 110101/2024/102 }\n`;
    repo.write({
      [FILE]: gone,
      'departments.yaml': (FILES['departments.yaml'] as string).replace('code: 101', 'code: 102'),
    });
    repo.git('add', '--all');
    const told = await git(repo, 'commit', '-m', '搬');
    expect([told.code, told.err]).toEqual([0, OK.replace('1 份', '2 份')]);
  });

  it('of a figure that changed while its disclosure moved wants its entry', async () => {
    const repo = await hooked(repository({ [FILE]: PUBLISHED }));
    const to = '110101/2024/102';
    repo.git('mv', `content/${FOLDER}`, `content/disclosures/${to}`);
    repo.write({
      [FILE.replace(ID, to)]: PUBLISHED.replace('code: 101', 'code: 102'),
      [TABLE.replace(ID, to)]: basic('470.55')[TABLE] as string,
      [FILE]: `${PUBLISHED}withdrawn: { date: 2024-03-01, reason: 代码更正。, movedTo: ${to} }\n`,
      'departments.yaml': (FILES['departments.yaml'] as string).replace('code: 101', 'code: 102'),
    });
    repo.git('add', '--all');
    const { code, err } = await git(repo, 'commit', '-m', '搬');
    expect(code).toBe(1);
    expect(err).toContain('“基本支出”由 469.55 改为 470.55');
    expect(err).toContain('[history.unrecorded]');
  });
});

describe.concurrent('npm run hooks', () => {
  it('writes a script that can be run, and writes it again', async () => {
    const repo = await hooked(repository());
    expect(statSync(hookFile(repo)).mode & 0o111).toBe(0o111);
    const { out } = await hooks(repo);
    expect(out).toBe(
      `已写好 ${hookFile(repo)}。以后每次 git commit 先核对暂存的内容；有一次不想核对：git commit --no-verify。不再核对：npm run hooks -- --remove\n也设好了 git diff：表的改动旁边有表头，git diff --word-diff 按格标出。\n`,
    );
  });

  it('leaves another hook as it is, unless told; and that one is kept', async () => {
    const repo = keep(repository());
    mkdirSync(join(repo.folder, '.git/hooks'), { recursive: true });
    writeFileSync(hookFile(repo), '#!/bin/sh\nexit 0\n');
    const { code, err } = await hooks(repo);
    expect(code).toBe(1);
    expect(err).toMatch(
      /^已经有别的 pre-commit 钩子：.*，没有改动。请在它里面加上这一行：\n'.*' '.*\/scripts\/start.mjs' 'pre-commit' '--content' 'content'\n或用 --replace 换成/,
    );
    expect(readFileSync(hookFile(repo), 'utf8')).toBe('#!/bin/sh\nexit 0\n');
    // The line that it gives does what it says.
    writeFileSync(hookFile(repo), `#!/bin/sh\n${err.split('\n')[1]}\n`);
    chmodSync(hookFile(repo), 0o755);
    repo.write(WRONG);
    expect((await git(repo, 'commit', '-a', '-m', '改')).code).toBe(1);
    const replaced = await hooks(repo, '--replace');
    expect(replaced.out).toContain(`原来的钩子改名为 ${hookFile(repo)}.before。`);
    expect(existsSync(`${hookFile(repo)}.before`)).toBe(true);
    const removed = await hooks(repo, '--remove');
    expect(removed.out).toBe(`已撤去 ${hookFile(repo)}。\n`);
    expect((await hooks(repo, '--remove')).out).toBe('没有“明账”的钩子，不用撤去。\n');
    writeFileSync(hookFile(repo), 'x');
    expect((await hooks(repo, '--remove')).err).toBe(`${hookFile(repo)} 不是“明账”写的，没有改动。\n`);
  });

  it('writes where core.hooksPath says, if that is this repository’s', async () => {
    const repo = keep(repository());
    repo.git('config', 'core.hooksPath', '.githooks');
    await hooks(repo);
    expect(existsSync(join(repo.folder, '.githooks/pre-commit'))).toBe(true);
    repo.write(WRONG);
    expect((await git(repo, 'commit', '-a', '-m', '改')).code).toBe(1);
    const shared = mkdtempSync(join(tmpdir(), 'mingzhang-shared-'));
    repo.git('config', 'core.hooksPath', shared);
    const { code, err } = await hooks(repo);
    expect(code).toBe(1);
    expect(err).toContain(`git 的钩子文件夹（core.hooksPath）是 ${shared}，别的版本库也用它，所以没有写入。`);
    expect(existsSync(join(shared, 'pre-commit'))).toBe(false);
    rmSync(shared, { recursive: true });
  });

  it('has nothing to do outside a repository', async () => {
    const repo = keep(repositoryAt(mkdtempSync(join(tmpdir(), 'mingzhang-hook-'))));
    repo.write(FILES);
    const { code, err } = await hooks(repo);
    expect([code, err]).toEqual([1, `“${repo.content}”不在 git 版本库里，没有别的版本可以比较。\n`]);
  });
});

describe.concurrent('plain git diff', () => {
  const long = `\uFEFF${FILES[TABLE]}${Array.from({ length: 9 }, (_, index) => `20107${index},其他,${index}.00,${index}.00,\n`).join('')}`;
  const attributes = { '.gitattributes': ATTRIBUTES };

  it('shows the head of the table beside a change, cells apart, and names as they are', async () => {
    const repo = await hooked(repository({ ...attributes, [TABLE]: long }));
    repo.write({ [TABLE]: long.replace('201078,其他,8.00', '201078,其他,18.00') });
    const plain = await git(repo, 'diff');
    expect(plain.out).toContain(`+++ b/content/${TABLE}\n`);
    expect(plain.out).toMatch(/^@@ .* @@ 科目编码,科目名称,合计,基本支出,项目支出$/m);
    const words = await git(repo, 'diff', '--word-diff');
    expect(words.out).toContain('201078,其他,[-8.00-]{+18.00+},8.00,');
  });

  it('shows the field of a YAML file, and the heading of a text', async () => {
    const items = Array.from({ length: 9 }, (_, index) => `  - 表${index}\n`).join('');
    const text = `# 一\n\n${Array.from({ length: 9 }, (_, index) => `第 ${index} 段。\n\n`).join('')}`;
    const yaml = `${FILES[FILE]}omitted:\n${items}`;
    const repo = await hooked(repository({ ...attributes, [FILE]: yaml, 'templates/说明.md': text }));
    repo.write({
      [FILE]: yaml.replace('表8', '表9'),
      'templates/说明.md': text.replace('第 8 段', '第 9 段'),
    });
    const { out } = await git(repo, 'diff');
    expect(out).toMatch(/^@@ .* @@ omitted:$/m);
    expect(out).toMatch(/^@@ .* @@ # 一$/m);
  });

  it('without the settings shows lines as ever; they go with the hook, and what a user has set stays', async () => {
    const repo = keep(repository({ ...attributes, [TABLE]: long }));
    repo.write({ [TABLE]: long.replace('201078,其他,8.00', '201078,其他,18.00') });
    expect((await git(repo, 'diff')).out).toContain('\n+201078,其他,18.00,8.00,\n');
    repo.git('config', 'diff.csv.wordRegex', '.');
    await hooks(repo);
    expect(repo.git('config', 'core.quotePath')).toBe('false');
    expect(repo.git('config', 'diff.csv.wordRegex')).toBe('.');
    await hooks(repo, '--remove');
    expect(repo.git('config', '--local', '--get-regexp', '^diff\\.')).toBe('diff.csv.wordregex .');
  });
});

describe('the script', () => {
  it('is plain sh, with paths as Windows’ own sh takes them, whatever is in them', () => {
    const text = hookScript('C:\\Program Files\\node.exe', "D:\\it's\\start.mjs", 'D:\\内容 $x');
    expect(text).toMatch(/^#!\/bin\/sh\n/);
    expect(text).not.toContain('\r');
    expect(text).toContain("node='C:/Program Files/node.exe'\n");
    expect(text).toContain("script='D:/it'\\''s/start.mjs'\n");
    expect(text).toContain("--content 'D:/内容 $x'\n");
    execFileSync('sh', ['-n'], { input: text });
  });

  it('of a tool that has moved lets the commit go on, and says so', () => {
    const out = execFileSync('sh', {
      input: `${hookScript('/no/node', '/no/start.mjs', '/c')} 2>&1`.replace('>&2', ''),
      encoding: 'utf8',
    });
    expect(out).toBe('明账：没有找到 /no/start.mjs，没有核对就提交了。请重新运行 npm run hooks。\n');
  });
});
