import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Changes, FILES } from './content.ts';

/** Nobody's own configuration, and always the same author and time. */
export const GIT_ENV = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: '经办',
  GIT_AUTHOR_EMAIL: 'a@example.cn',
  GIT_COMMITTER_NAME: '经办',
  GIT_COMMITTER_EMAIL: 'a@example.cn',
  GIT_AUTHOR_DATE: '2024-03-01T00:00:00Z',
  GIT_COMMITTER_DATE: '2024-03-01T00:00:00Z',
};

/** A real repository in a temporary folder, whose `content/` is the smallest content of the tests. */
export interface Repository {
  readonly folder: string;
  readonly content: string;
  readonly git: (...args: string[]) => string;
  /** Writes files below content/; null takes one away. */
  readonly write: (changes: Changes) => void;
  /** Writes, and commits all; returns the commit's id. */
  readonly commit: (message: string, changes?: Changes) => string;
  readonly remove: () => void;
}

export function repository(changes: Changes = {}): Repository {
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-git-'));
  const own = repositoryAt(folder);
  own.git('init', '--quiet', '--initial-branch=main');
  own.commit('公开', { ...FILES, ...changes });
  return own;
}

/** One that is there already, a clone for instance. */
export function repositoryAt(folder: string): Repository {
  const content = join(folder, 'content');
  const git = (...args: string[]): string =>
    execFileSync('git', args, {
      cwd: folder,
      env: { ...process.env, ...GIT_ENV },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  const write = (files: Changes): void => {
    for (const [path, text] of Object.entries(files)) {
      const file = join(content, path);
      if (text === null) {
        rmSync(file, { force: true });
        continue;
      }
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  };
  return {
    folder,
    content,
    git,
    write,
    commit(message, files = {}) {
      write(files);
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '-m', message);
      return git('rev-parse', 'HEAD');
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command of the tool as a user does. */
export function runScript(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const { CONTENT_DIR: _, ...rest } = process.env;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [`scripts/${script}.ts`, ...args],
      { env: { ...rest, ...GIT_ENV, ...env }, maxBuffer: 64 * 1024 * 1024 },
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
      },
    );
  });
}
