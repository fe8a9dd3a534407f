import { parseArgs } from 'node:util';
import { applyOptions } from './lib/content.ts';
import { explained } from './lib/git/git.ts';
import { installHook, removeHook } from './lib/git/hooks.ts';
import { run } from './lib/run.ts';

const USAGE = `npm run hooks -- [--content 目录] [--replace | --remove]
  以后每次 git commit，先核对暂存的内容；git diff 里的表也好读一些。--replace 换下别的 pre-commit 钩子，--remove 撤去。`;

await run(USAGE, async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      content: { type: 'string' },
      replace: { type: 'boolean', default: false },
      remove: { type: 'boolean', default: false },
    },
  });
  const { contentDir } = applyOptions(values);
  if (values.remove) {
    const gone = explained(() => removeHook(contentDir));
    console.log(gone === undefined ? '没有“明账”的钩子，不用撤去。' : `已撤去 ${gone}。`);
    return 0;
  }
  const { file, kept } = explained(() => installHook(contentDir, values.replace));
  if (kept !== undefined) console.log(`原来的钩子改名为 ${kept}。`);
  console.log(
    `已写好 ${file}。以后每次 git commit 先核对暂存的内容；有一次不想核对：git commit --no-verify。不再核对：npm run hooks -- --remove\n也设好了 git diff：表的改动旁边有表头，git diff --word-diff 按格标出。`,
  );
  return 0;
});
