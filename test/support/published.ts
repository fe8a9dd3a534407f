import { execFileSync } from 'node:child_process';
import { type Changes, FILES, FOLDER } from './content.ts';
import { GIT_ENV, type Repository, repository } from './repository.ts';

/** Repositories of a disclosure that was published on 20 February 2024 and corrected since. */

export const FILE = `${FOLDER}/disclosure.yaml`;
export const TABLE = `${FOLDER}/tables/支出总表.csv`;
export const PUBLISHED = `${FILES[FILE]}# 已经公开
publishedOn: 2024-02-20
`;

/** The table with some of its text replaced, each exactly once. */
export function table(...edits: readonly (readonly [from: string, to: string])[]): Record<string, string> {
  let text = FILES[TABLE] as string;
  for (const [from, to] of edits) {
    if (text.split(from).length !== 2) throw new Error(`“${from}” must stand once`);
    text = text.replace(from, to);
  }
  return { [TABLE]: text };
}

/** 基本支出 of 行政运行, and 合计 beside it. */
export const basic = (figure: string): Record<string, string> =>
  table(['行政运行,469.55,469.55', `行政运行,${figure},${figure}`]);

export function publishedRepository(changes: Changes = {}, day = '2024-02-19'): Repository {
  const repo = repository({ [FILE]: PUBLISHED, ...changes });
  redate(repo, day);
  return repo;
}

/** Commits on a day, at noon in Beijing. */
export function commitOn(repo: Repository, day: string, changes: Changes = {}): string {
  repo.commit(`${day} 的改动`, changes);
  return redate(repo, day);
}

function redate(repo: Repository, day: string): string {
  const date = `${day}T12:00:00+08:00`;
  execFileSync('git', ['commit', '--quiet', '--amend', '--no-edit', '--allow-empty', `--date=${date}`], {
    cwd: repo.folder,
    env: { ...process.env, ...GIT_ENV, GIT_COMMITTER_DATE: date },
  });
  return repo.git('rev-parse', 'HEAD');
}
