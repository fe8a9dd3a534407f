import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { MisuseError, UserError } from './lib/files.ts';
import { run } from './lib/run.ts';
import { verdictText } from './lib/verify/sums.ts';
import { sumsOf, verifyFolder, verifyUrl } from './lib/verify/verify.ts';

const USAGE = 'npm run verify -- <输出目录或网址> [--sums SHA256SUMS文件] [--format text|json]';

/** Whether what stands in a folder, or what a server sends, is what was published. */
await run(USAGE, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { sums: { type: 'string' }, format: { type: 'string', default: 'text' } },
  });
  const [where] = positionals;
  if (where === undefined || positionals.length > 1 || !['text', 'json'].includes(values.format))
    throw new MisuseError(`用法：${USAGE}`);
  const sums = values.sums === undefined ? undefined : await sumsOf(values.sums);
  const isAddress = /^https?:\/\//i.test(where);
  if (isAddress && !URL.canParse(where)) throw new UserError(`“${where}”不是网址。`);
  if (!isAddress && !(await isFolder(where)))
    throw new UserError(`没有“${where}”这个目录。网址要以 http:// 或 https:// 开头。`);
  const verdict = isAddress ? await verifyUrl(where, sums) : await verifyFolder(where, sums);
  if (values.format === 'json') console.log(JSON.stringify({ where, ...verdict }));
  else {
    console.log(verdictText(verdict, where));
    if (sums === undefined)
      console.log(
        '清单与文件取自同一处，只能说明两者一致。要确认就是当初公布的，请用 --sums 给出另处留存的 SHA256SUMS。',
      );
  }
  return verdict.differences.length === 0 ? 0 : 1;
});

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
