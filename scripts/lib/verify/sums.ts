import { hiddenIn, withoutHidden } from '../../../src/model/hidden.ts';
import { UserError } from '../files.ts';

/** A site's files and their SHA-256, as its SHA256SUMS lists them. */
export type Sums = ReadonlyMap<string, string>;

/**
 * Reads SHA256SUMS as `sha256sum` writes it: `<64 hex digits>  <path>`, a line a file.
 * Throws a UserError that names the line where it is none, names a file twice or leads out of the site.
 */
export function parseSums(text: string, name: string): Sums {
  const sums = new Map<string, string>();
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line === '') continue;
    const fault = (message: string) => new UserError(`${name} 第 ${index + 1} 行${message}`);
    const match = /^([0-9a-fA-F]{64}) [ *](.+)$/.exec(line);
    if (!match) throw fault('不是“校验值  文件”的写法。请确认取到的是网站根目录的 SHA256SUMS。');
    const [, sum = '', path = ''] = match;
    // What is shown of it must not steer a terminal.
    if (hiddenIn(path))
      throw fault(`的文件名“${withoutHidden(path, '\uFFFD')}”里有看不见的控制字符，没有核对。`);
    if (!isInside(path)) throw fault(`的文件名“${path}”不在网站之内，没有核对。`);
    if (sums.has(path)) throw fault(`重复列出“${path}”。`);
    sums.set(path, sum.toLowerCase());
  }
  if (sums.size === 0) throw new UserError(`${name} 是空的，没有可以核对的文件。`);
  return sums;
}

/** A path below the site's root, whatever system reads it. */
function isInside(path: string): boolean {
  return !/^[/\\]|^[A-Za-z]:|[\\\0]/.test(path) && !path.split('/').some((part) => /^\.{0,2}$/.test(part));
}

export interface Difference {
  readonly path: string;
  /** `unread`: neither the same nor shown to differ. */
  readonly kind: 'changed' | 'missing' | 'extra' | 'unread';
  readonly detail?: string;
}

export interface Verdict {
  readonly files: number;
  readonly same: number;
  readonly differences: readonly Difference[];
}

const KINDS: Readonly<Record<Difference['kind'], string>> = {
  changed: '内容不同',
  missing: '缺少',
  extra: '多出（没有公布过）',
  unread: '没能核对',
};

export function verdictText({ files, same, differences }: Verdict, where: string): string {
  if (differences.length === 0) return `${where}：${files} 个文件全部与公布的一致。`;
  const lines = differences.map(
    ({ path, kind, detail }) =>
      `  ${KINDS[kind]}  ${withoutHidden(path, '\uFFFD')}${detail === undefined ? '' : `（${detail}）`}`,
  );
  return `${where}：公布 ${files} 个文件，一致 ${same} 个，有 ${differences.length} 处不符：\n${lines.join('\n')}`;
}
