import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { isWithin, toolRoot, UserError } from '../files.ts';
import { setDiff, unsetDiff } from './attributes.ts';
import { openRepository, pathWithin, type Repository } from './git.ts';

/** The hook by which git checks what is staged before each commit. */

/** By this line a hook is known as ours. */
const MARK = '# 由“明账”的 npm run hooks 写入';

const forward = (path: string): string => path.replaceAll('\\', '/');
/** For sh, whatever stands in it. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * A script for the sh that git brings along, on Windows too. A tool that has
 * moved does not keep anybody from committing.
 */
export function hookScript(node: string, script: string, content: string): string {
  const [program, file, folder] = [node, script, content].map((path) => quoted(forward(path)));
  return `#!/bin/sh
${MARK}
# 提交之前只核对暂存的内容。这一次不核对就提交：git commit --no-verify
# 不再核对：npm run hooks -- --remove
node=${program}
script=${file}
if [ ! -f "$script" ]; then
  echo "明账：没有找到 $script，没有核对就提交了。请重新运行 npm run hooks。" >&2
  exit 0
fi
# The runtime may have been updated and stand elsewhere now.
if [ ! -x "$node" ]; then node=node; fi
exec "$node" "$script" pre-commit --content ${folder}
`;
}

export interface Hook {
  readonly file: string;
  readonly state: 'none' | 'ours' | 'other';
}

function hookOf(repository: Repository, contentDir: string): Hook {
  const folder = repository.git(['rev-parse', '--git-path', 'hooks']).toString('utf8').replace(/\n$/, '');
  const path = isAbsolute(folder) ? folder : resolve(repository.top, folder);
  const common = repository.git(['rev-parse', '--git-common-dir']).toString('utf8').replace(/\n$/, '');
  const own = [repository.top, resolve(repository.top, common)].map((place) => realpathSync(place));
  if (!own.some((place) => isWithin(real(path), place)))
    throw new UserError(
      `git 的钩子文件夹（core.hooksPath）是 ${path}，别的版本库也用它，所以没有写入。请在那里的 pre-commit 里自己加上这一行：\n${command(folderFromTop(repository, contentDir))}`,
    );
  const file = join(path, 'pre-commit');
  if (!existsSync(file)) return { file, state: 'none' };
  return { file, state: readFileSync(file, 'utf8').includes(MARK) ? 'ours' : 'other' };
}

function real(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

/** git runs hooks at the top of the work tree, and each linked work tree has its own content. */
function folderFromTop(repository: Repository, contentDir: string): string {
  return pathWithin(repository, contentDir) || '.';
}

const SCRIPT = join(toolRoot, 'scripts', 'start.mjs');
const command = (content: string): string =>
  [process.execPath, SCRIPT, 'pre-commit', '--content', content]
    .map((part) => quoted(forward(part)))
    .join(' ');

/** Puts the hook into the repository of the content folder; `replace`: in place of another, which is kept beside it. */
export function installHook(contentDir: string, replace: boolean): { file: string; kept?: string } {
  const repository = openRepository(contentDir);
  const { file, state } = hookOf(repository, contentDir);
  if (state === 'other' && !replace)
    throw new UserError(
      `已经有别的 pre-commit 钩子：${file}，没有改动。请在它里面加上这一行：\n${command(folderFromTop(repository, contentDir))}\n或用 --replace 换成“明账”的，原来的改名为 pre-commit.before。`,
    );
  const kept = state === 'other' ? `${file}.before` : undefined;
  if (kept !== undefined) {
    if (existsSync(kept)) throw new UserError(`${kept} 已经有了，没有改动。请先移走它。`);
    renameSync(file, kept);
  }
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, hookScript(process.execPath, SCRIPT, folderFromTop(repository, contentDir)));
  chmodSync(file, 0o755);
  setDiff(repository);
  return { file: shown(file), ...(kept !== undefined && { kept: shown(kept) }) };
}

/** Takes ours away; undefined where there was none. */
export function removeHook(contentDir: string): string | undefined {
  const repository = openRepository(contentDir);
  const { file, state } = hookOf(repository, contentDir);
  if (state === 'other') throw new UserError(`${file} 不是“明账”写的，没有改动。`);
  if (state === 'none') return undefined;
  rmSync(file);
  unsetDiff(repository);
  return shown(file);
}

function shown(file: string): string {
  const way = relative(process.cwd(), file);
  return way.startsWith('..') || isAbsolute(way) ? file : way;
}
