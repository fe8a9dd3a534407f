import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { load } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toolRoot } from '../../scripts/lib/files.ts';
import { GIT_ENV, type Repository, repository, repositoryAt } from '../support/repository.ts';
import { gitServer } from './git-server.ts';

/** The runs' own lines of shell, as they stand in the files, against a git server of our own. */

const run = promisify(execFile);
const TOKEN = 'ghs_secret';
const LOGIN = `x-access-token:${TOKEN}`;

let root: string;
let office: Repository;
let server: Awaited<ReturnType<typeof gitServer>>;
let base: string;
let request: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'mingzhang-fetch-'));
  office = repository();
  base = office.git('rev-parse', 'HEAD');
  office.git('switch', '--quiet', '--create', 'request');
  writeFileSync(join(office.folder, 'tool.txt'), 'changed by the request');
  request = office.commit('调整', { 'site.yaml': 'name: 新站\norganizer: 例办\ndescription: 例\n' });
  office.git('clone', '--quiet', '--bare', office.folder, join(root, 'yusuan.git'));
  office.git('push', '--quiet', join(root, 'yusuan.git'), 'request:refs/pull/7/head');
  server = await gitServer(root, LOGIN);
});
afterAll(async () => {
  await server.close();
  office.remove();
  rmSync(root, { recursive: true });
});

/** As the forges check out before: by a login that is not kept. */
function checkedOut(name: string, revision: string): Repository {
  const folder = join(root, name);
  execFileSync('git', ['clone', '--quiet', join(root, 'yusuan.git'), folder], {
    env: { ...process.env, ...GIT_ENV },
  });
  const clone = repositoryAt(folder);
  clone.git('checkout', '--quiet', '--detach', revision);
  clone.git('remote', 'set-url', 'origin', `${server.url}/yusuan.git`);
  return clone;
}

const shell = (lines: string, cwd: string, env: Record<string, string>) =>
  run('bash', ['-euo', 'pipefail', '-c', lines], {
    cwd,
    env: { ...process.env, ...GIT_ENV, GIT_TERMINAL_PROMPT: '0', ...env },
  });

it('GitHub: the request comes among the objects, with the token, and the target’s files stay', async () => {
  const { jobs } = load(readFileSync(join(toolRoot, '.github/workflows/review.yml'), 'utf8')) as {
    jobs: { review: { steps: { run?: string }[] } };
  };
  const lines = jobs.review.steps.find((step) => step.run?.includes('git '))?.run ?? '';
  const clone = checkedOut('github', base);
  const env = { TOKEN, SERVER: server.url, NUMBER: '7' };
  await shell(lines, clone.folder, env);
  expect(clone.git('rev-parse', 'refs/remotes/request')).toBe(request);
  expect(clone.git('rev-parse', 'HEAD')).toBe(base);
  expect(clone.git('status', '--porcelain')).toBe('');
  expect(server.asked.length).toBeGreaterThan(0);
  // The login is not left behind.
  expect(readFileSync(join(clone.folder, '.git/config'), 'utf8')).not.toMatch(/extraheader|secret/i);
  await expect(shell(lines, clone.folder, { ...env, NUMBER: '8' })).rejects.toThrow('refs/pull/8/head');
  await expect(shell(lines, clone.folder, { ...env, TOKEN: 'wrong' })).rejects.toThrow();
});

it('GitLab: the target’s files take the place of the request’s', async () => {
  const jobs = load(readFileSync(join(toolRoot, '.gitlab-ci.yml'), 'utf8')) as {
    '.tool': { before_script: string[] };
  };
  const lines = jobs['.tool'].before_script.filter((line) => line.startsWith('git '));
  expect(lines).toHaveLength(2);
  const clone = checkedOut('gitlab', request);
  clone.git('remote', 'set-url', 'origin', server.url.replace('//', `//${LOGIN}@`).concat('/yusuan.git'));
  // GitLab logs in by the address; git then says Basic.
  clone.git('config', 'http.extraHeader', `Authorization: basic ${Buffer.from(LOGIN).toString('base64')}`);
  await shell(lines.join('\n'), clone.folder, { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main' });
  expect(clone.git('rev-parse', 'HEAD')).toBe(base);
  expect(() => readFileSync(join(clone.folder, 'tool.txt'))).toThrow('ENOENT');
  expect(clone.git('cat-file', '-t', request)).toBe('commit');
});

describe('Gitee', () => {
  const { stages } = load(readFileSync(join(toolRoot, '.workflow/review.yml'), 'utf8')) as {
    stages: { steps: { commands: string[] }[] }[];
  };
  const lines = stages[0]?.steps[0]?.commands.join('\n') ?? '';

  /** Stands for npm: writes down what it is asked for, and whether the token can be seen. */
  function npmIn(folder: string, code: number): Record<string, string> {
    mkdirSync(folder);
    const log = join(folder, 'log');
    const script = `#!/bin/sh
echo "$* tool=$(cat tool.txt 2>/dev/null) token=$REVIEW_TOKEN $REVIEW_PROJECT#$REVIEW_NUMBER" >> '${log}'
case "$*" in *review\\ --*) mkdir -p review; echo '{}' > review/comparison.json; exit ${code};; esac
`;
    writeFileSync(join(folder, 'npm'), script);
    chmodSync(join(folder, 'npm'), 0o755);
    return { PATH: `${folder}:${process.env.PATH}`, LOG: log };
  }
  const env = () => ({
    GITEE_BRANCH: 'main',
    GITEE_PULL_ID: '7',
    GITEE_SOURCE_COMMIT: request,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.extraHeader',
    GIT_CONFIG_VALUE_0: `Authorization: basic ${Buffer.from(LOGIN).toString('base64')}`,
  });

  it('the target’s tool reviews the request, without the token; the comment has it', async () => {
    const clone = checkedOut('gitee', request);
    const npm = npmIn(join(root, 'npm-1'), 0);
    await shell(lines, clone.folder, { ...env(), ...npm, REVIEW_TOKEN: 'gitee-secret' });
    expect(readFileSync(npm.LOG as string, 'utf8').split('\n')).toEqual([
      'ci --no-audit --no-fund tool= token=gitee-secret #',
      `run -s review -- HEAD ${request} --out review tool= token= #`,
      expect.stringMatching(/^run -s comment -- review tool= token=gitee-secret [\d.:]+\/yusuan#7$/),
      '',
    ]);
    expect(clone.git('rev-parse', 'HEAD')).toBe(base);
  });

  it('a request that fails its review fails the run, told or not; its commit is fetched where it lacks', async () => {
    const folder = join(root, 'gitee-target');
    execFileSync(
      'git',
      ['clone', '--quiet', '--depth=1', '--branch=main', `file://${join(root, 'yusuan.git')}`, folder],
      {
        env: { ...process.env, ...GIT_ENV },
      },
    );
    const clone = repositoryAt(folder);
    const npm = npmIn(join(root, 'npm-2'), 3);
    await expect(shell(lines, folder, { ...env(), ...npm, REVIEW_TOKEN: '' })).rejects.toMatchObject({
      code: 3,
    });
    expect(
      readFileSync(npm.LOG as string, 'utf8')
        .trim()
        .split('\n'),
    ).toHaveLength(2);
    expect(clone.git('cat-file', '-t', request)).toBe('commit');
  });
});
