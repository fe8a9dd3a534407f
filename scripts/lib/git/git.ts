import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type Git, GitError, GitObjects, type GitSource, gitAt, gitSource } from '../../../src/load/git.ts';
import { UserError } from '../files.ts';

/** A repository that a folder lies in, with what is asked of it. */
export interface Repository {
  /** Its work tree's top. */
  readonly top: string;
  readonly git: Git;
  readonly objects: GitObjects;
}

/** What the user can mend is told as that. */
export function explained<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof GitError) throw new UserError(error.message);
    throw error;
  }
}

/** The repository around a folder, which need not be there yet. */
export function findRepository(folder: string): Repository | undefined {
  let at = resolve(folder);
  for (;;) {
    try {
      const real = realpathSync(at);
      const top = gitAt(real)(['rev-parse', '--show-toplevel']).toString('utf8').replace(/\n$/, '');
      const git = gitAt(top);
      return { top: realpathSync(top), git, objects: new GitObjects(git) };
    } catch (error) {
      if (error instanceof GitError) {
        if (/not a git repository/i.test(error.stderr)) return undefined;
        if (/dubious ownership/i.test(error.stderr))
          throw new UserError(
            `git 不肯读“${at}”：文件夹属于另一个用户。请运行 git config --global --add safe.directory ${at}`,
          );
        throw new UserError(error.message);
      }
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(at) === at) throw error;
      at = dirname(at);
    }
  }
}

export function openRepository(folder: string): Repository {
  const found = findRepository(folder);
  if (!found) throw new UserError(`“${folder}”不在 git 版本库里，没有别的版本可以比较。`);
  return found;
}

/** Where a folder lies in its repository: `content`, or `` for the top; undefined where it lies outside. */
export function pathWithin({ top }: Repository, folder: string): string | undefined {
  let at = resolve(folder);
  let rest = '';
  // The folder may have gone since the revision; its parents are resolved as far as they are there.
  for (;;) {
    try {
      at = realpathSync(at);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(at) === at) throw error;
      rest = join(at.slice(dirname(at).length), rest);
      at = dirname(at);
    }
  }
  const path = relative(top, join(at, rest)).replaceAll('\\', '/');
  return path === '..' || path.startsWith('../') || /^(?:\/|[A-Za-z]:)/.test(path) ? undefined : path;
}

const MISSING =
  /unknown revision|bad revision|Needed a single revision|not a valid object|ambiguous argument/i;

/** The id of a tree: of a branch, a tag, a commit, or a tree itself. */
export function treeOf({ git }: Repository, revision: string): string {
  return idOf(git, `${revision}^{tree}`, revision);
}

export function commitOf({ git }: Repository, revision: string): string {
  return idOf(git, `${revision}^{commit}`, revision);
}

function idOf(git: Git, name: string, revision: string): string {
  try {
    return git(['rev-parse', '--verify', '--quiet', '--end-of-options', name]).toString('latin1').trim();
  } catch (error) {
    if (!(error instanceof GitError) || (error.stderr !== '' && !MISSING.test(error.stderr))) throw error;
    if (existsSync(revision))
      throw new UserError(`“${revision}”是文件或文件夹，不是版本。请写分支名、标签或提交号。`);
    const partial = isShallow(git) ? '这个副本只取了一部分历史，可先运行 git fetch --unshallow 取全。' : '';
    throw new UserError(`版本库里没有“${revision}”这个版本。请写分支名、标签或提交号。${partial}`);
  }
}

export function isShallow(git: Git): boolean {
  return git(['rev-parse', '--is-shallow-repository']).toString('latin1').trim() === 'true';
}

/** Where two lines of work parted. */
export function mergeBase({ git }: Repository, a: string, b: string): string {
  try {
    return git(['merge-base', '--end-of-options', a, b]).toString('latin1').trim();
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    for (const revision of [a, b]) idOf(git, `${revision}^{commit}`, revision);
    throw new UserError(
      isShallow(git)
        ? `这个副本只取了一部分历史，找不到“${a}”和“${b}”从哪里分开。请先运行 git fetch --unshallow。`
        : `“${a}”和“${b}”没有共同的来历，不能用“...”比较；可以写成两个版本：${a} ${b}。`,
    );
  }
}

/** The content of a folder as it stands in a tree. */
export function sourceAt(repository: Repository, tree: string, folder: string): GitSource {
  let id: string | undefined = tree;
  for (const part of folder.split('/').filter((name) => name !== '')) {
    const entry: { kind: string; id: string } | undefined =
      id === undefined ? undefined : repository.objects.tree(id).get(part);
    id = entry?.kind === 'folder' ? entry.id : undefined;
  }
  return gitSource(repository.objects, id);
}

const FLAGS = ['--raw', '-z', '--no-renames', '--no-abbrev', '--ignore-submodules=all'];

/**
 * Paths that differ between two trees, or between a tree and the work tree
 * (where no second is given), in any of the folders; relative to the top.
 */
export function changedPaths(
  { git }: Repository,
  base: string,
  head: string | undefined,
  folders: readonly string[],
): string[] {
  const within = ['--', ...folders.map((folder) => (folder === '' ? ':(top)' : `:(top,literal)${folder}`))];
  if (head !== undefined) return pathsOf(git(['diff-tree', '-r', ...FLAGS, base, head, ...within]));
  const edited = git(['diff', ...FLAGS, '--no-ext-diff', '--no-textconv', base, ...within]);
  const untracked = git(['ls-files', '-z', '--others', '--exclude-standard', ...within]);
  return [...new Set([...pathsOf(edited), ...split(untracked)])];
}

/** `:<modes and ids> <status>\0<path>\0`, over and over. */
function pathsOf(raw: Buffer): string[] {
  return split(raw).filter((_, index) => index % 2 === 1);
}

export function split(output: Buffer): string[] {
  return output
    .toString('utf8')
    .split('\0')
    .filter((part) => part !== '')
    .map((part) => part.normalize('NFC'));
}
