import { parseArgs } from 'node:util';
import { viewHistorySummary } from '../src/view/amendments.ts';
import { applyOptions, chosenIds, openSettings } from './lib/content.ts';
import { amend } from './lib/git/amend.ts';
import { explained } from './lib/git/git.ts';
import { run } from './lib/run.ts';

const USAGE = `npm run amend -- 公开文本 --reason "对外公开的理由" [--date 年-月-日] [--since 版本] [--content 目录]
  把公开以后改过的地方记进 disclosure.yaml 的 amendments。不写 --since，就和上一次记录以后的版本比；没有记录过的，和最初公开的版本比。`;

await run(USAGE, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      content: { type: 'string' },
      reason: { type: 'string' },
      date: { type: 'string' },
      since: { type: 'string' },
    },
  });
  const [wanted, ...others] = positionals;
  const reason = values.reason?.trim();
  if (!wanted || others.length > 0 || !reason) {
    const wrong = reason ? '请写明一份公开文本。' : '请用 --reason 写明更正的理由，理由会对外公开。';
    console.error(`${wrong}\n用法：${USAGE}`);
    return 2;
  }
  const settings = applyOptions(values);
  const date = values.date ?? settings.today;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) {
    console.error(`“${date}”不是日期，应为年-月-日，如 ${settings.today}。\n用法：${USAGE}`);
    return 2;
  }
  const content = openSettings(settings);
  const [id = '', ...more] = chosenIds(content, [wanted]);
  if (more.length > 0) {
    console.error(`“${wanted}”有 ${more.length + 1} 份公开文本，一次只记一份。`);
    return 2;
  }
  const { disclosure, since } = explained(() =>
    amend({ settings, content, id, reason, date, since: values.since }),
  );
  const written = viewHistorySummary(disclosure).amendments.at(-1);
  console.log(`${id}：和${since}相比，记下更正 ${written?.changes.length} 处。`);
  for (const { text } of written?.changes ?? []) console.log(`  ${text.replaceAll('\n', ' ')}`);
  console.log('请核对 disclosure.yaml 末尾的 amendments，再提交。');
  return 0;
});
