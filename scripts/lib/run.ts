import { setFlagsFromString } from 'node:v8';
import { MisuseError, UserError } from './files.ts';

/**
 * Disclosures come and go: V8 must not take what one reads in a burst for
 * something lasting, and make it among the old objects, which are rarely gone
 * through. Checking takes a third less so, and half the memory.
 */
setFlagsFromString('--no-allocation-site-pretenuring');

/**
 * The edge of every command: `main` gets the arguments and returns an exit code where it is not 0.
 * 0 clean, 1 findings or a failed run, 2 misuse.
 */
export async function run(usage: string, main: (args: string[]) => Promise<number | void>): Promise<void> {
  const args = process.argv.slice(2);
  const debug = args.includes('--debug');
  try {
    process.exitCode = (await main(args.filter((arg) => arg !== '--debug'))) ?? 0;
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const isMisuse = code.startsWith('ERR_PARSE_ARGS_');
    process.exitCode = isMisuse || error instanceof MisuseError ? 2 : 1;
    if (isMisuse) console.error(`${misuse(message)}\n用法：${usage}`);
    else if (error instanceof UserError) console.error(message);
    else if (debug) console.error(error);
    else if (Object.hasOwn(DISK, code)) console.error(diskFault(error as NodeJS.ErrnoException));
    else console.error(`程序出错：${message}\n加 --debug 再运行一次，可看到出错的位置。`);
  }
}

/** What a disk refuses, and what to do. */
const DISK: Readonly<Record<string, readonly [what: string, mend: string]>> = {
  ENOSPC: ['磁盘已满', '请腾出空间再试。'],
  EDQUOT: ['磁盘配额已用完', '请腾出空间，或请管理员放宽配额。'],
  EROFS: ['磁盘是只读的，不能写', '请换一个能写的输出目录，或请管理员重新挂载。'],
  EACCES: ['没有权限', '请检查文件夹的权限，或换一个能写的目录。'],
  EPERM: ['不允许这样操作', '请检查文件夹的权限，是不是正被别的程序占用。'],
  EMFILE: ['打开的文件太多', '请关掉一些程序再试。'],
  ENFILE: ['系统打开的文件太多', '请关掉一些程序再试。'],
  // Node says so of a full disk, too, when it copies folders.
  EIO: ['磁盘读写出错，也可能已满', '请看看还有没有空间，再检查磁盘。'],
  ENOENT: ['文件或文件夹不见了', '请看看是不是正被别的程序移动或删除，然后再试。'],
  ENAMETOOLONG: ['名称太长', '请把文件夹或文件的名称改短。'],
  ENOTDIR: ['路径中间有一个是文件，不是文件夹', '请核对路径。'],
};

function diskFault({ code = '', path }: NodeJS.ErrnoException): string {
  const [what = '', mend = ''] = DISK[code] ?? [];
  return `没有做完：${what}（${code}${path === undefined ? '' : `，${path}`}）。${mend}`;
}

/** Node says what is wrong in English; the argument itself is what helps. */
function misuse(message: string): string {
  const argument = /'([^']+)'/.exec(message)?.[1];
  return argument === undefined ? '参数有误。' : `参数“${argument}”有误。`;
}
