import { execFile } from 'node:child_process';
import { lstat } from 'node:fs/promises';

/** renameat2(2) with RENAME_EXCHANGE, by the number of the call. */
const BY_PERL = 'exit(syscall(0 + $ARGV[0], -100, $ARGV[1], -100, $ARGV[2], 2) == 0 ? 0 : 1)';
const NUMBERS: Readonly<Record<string, string>> = {
  x64: '316',
  arm64: '276',
  riscv64: '276',
  loong64: '276',
};

/**
 * Exchanges two folders of one disk in a single step, so that at no moment one of them is absent. Node has no call for
 * it; Linux has, and most systems have one of these commands. False where none can: nothing has been moved then.
 */
export async function exchange(one: string, other: string): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  const number = NUMBERS[process.arch];
  const commands: readonly (readonly [string, ...string[]])[] = [
    // On most machines this one is there, and each that is not takes as long as one that is.
    ...(number ? [['perl', '-e', BY_PERL, number, one, other] as const] : []),
    ['exch', one, other],
    ['mv', '--exchange', '--no-target-directory', one, other],
  ];
  const before = await inode(one);
  for (const [command, ...args] of commands) {
    await run(command, args);
    // What a command says of itself depends on its version; where the folder is now does not.
    if (before !== undefined && (await inode(other)) === before) return true;
  }
  return false;
}

function run(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve) => execFile(command, args, { timeout: 10_000 }, () => resolve()));
}

async function inode(path: string): Promise<number | undefined> {
  return lstat(path).then(
    ({ ino }) => ino,
    () => undefined,
  );
}
