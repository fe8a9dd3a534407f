import { parseArgs } from 'node:util';
import { openFolder } from '../src/content.ts';
import { measure, summaryOf, unchecked } from './lib/bench/mutations.ts';
import { toolRoot } from './lib/build/publish.ts';
import { UserError } from './lib/files.ts';
import { run } from './lib/run.ts';

const USAGE = 'node scripts/bench-mutations.ts [--sample 数量] [--content 目录] [--json]';
const percent = (part: number, whole: number): string =>
  whole === 0 ? '—' : `${((part / whole) * 100).toFixed(1)}%`;

await run(USAGE, async (args) => {
  const { values } = parseArgs({
    args,
    options: { sample: { type: 'string' }, content: { type: 'string' }, json: { type: 'boolean' } },
  });
  const sample = values.sample === undefined ? Number.POSITIVE_INFINITY : Number(values.sample);
  if (!(sample > 0)) throw new UserError(`--sample 应为正整数，实为“${values.sample}”。`);
  const own = `${toolRoot}content`;
  const content = openFolder(values.content ?? own, own);
  const disclosures = content.ids.flatMap((id) => {
    const { disclosure } = content.read(id);
    return disclosure ? [unchecked(disclosure)] : [];
  });
  const start = performance.now();
  const summary = summaryOf(measure(disclosures, sample));
  const seconds = (performance.now() - start) / 1000;
  if (values.json) {
    console.log(JSON.stringify({ ...summary, seconds: Number(seconds.toFixed(1)) }, null, 2));
    return;
  }
  const { figures, reached, limited, caught, limitedCaught, named, oneFinding, oneError } = summary;
  console.log(`${disclosures.length} 份公开文本，逐格改动 ${figures} 个数字（${seconds.toFixed(1)} 秒）：`);
  console.log(
    `  有等式涉及的 ${reached}（${percent(reached, figures)}），其中发现 ${caught}（${percent(caught, reached)}），准确指出这一格 ${named}（${percent(named, caught)}）`,
  );
  console.log(`  只有上限或下限涉及的 ${limited}，其中发现 ${limitedCaught}`);
  console.log(
    `  发现的，只增加一条 ${percent(oneFinding, caught)}，只增加一条错误 ${percent(oneError, caught)}`,
  );
  const list = (title: string, lines: readonly string[]): void => {
    if (lines.length > 0)
      console.log(
        `${title}\n${lines
          .slice(0, 40)
          .map((line) => `  ${line}`)
          .join('\n')}`,
      );
  };
  list(
    '没有关系涉及的：',
    Object.entries(summary.unreached)
      .sort((a, b) => b[1] - a[1])
      .map(([name, count]) => `${name} ${count}`),
  );
  list('有关系涉及而没有发现的：', summary.missed);
  list('增加了几条错误的：', summary.cascades);
});
