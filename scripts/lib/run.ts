import { MisuseError, UserError } from './files.ts';

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
    else console.error(`程序出错：${message}\n加 --debug 再运行一次，可看到出错的位置。`);
  }
}

/** Node says what is wrong in English; the argument itself is what helps. */
function misuse(message: string): string {
  const argument = /'([^']+)'/.exec(message)?.[1];
  return argument === undefined ? '参数有误。' : `参数“${argument}”有误。`;
}
