import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { COLOUR_MARKS, comparisonText, PLAIN_MARKS } from '../src/diff/format-text.ts';
import { annotation, isBlocking } from '../src/report/findings.ts';
import { applyOptions } from './lib/content.ts';
import { newFindings, review, SITE_FOLDER } from './lib/forge/review.ts';
import { run } from './lib/run.ts';

const USAGE = `npm run review -- 目标版本 请求的版本 [--out 目录] [--content 目录] [--preview 网址] [--no-site] [--annotate]
  审阅一个合并请求：比较、校验、生成预览，都写进目录（默认 review）。程序取当前目录的，请求里只读内容。
  新出现错误时退出码为 1。--annotate 按 GitHub 的写法逐条标出位置（在 GitHub 的流水线里自动如此）。`;

await run(USAGE, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      content: { type: 'string' },
      out: { type: 'string', default: 'review' },
      preview: { type: 'string' },
      'no-site': { type: 'boolean', default: false },
      annotate: { type: 'boolean', default: process.env.GITHUB_ACTIONS === 'true' },
    },
  });
  const [target, head] = positionals;
  if (!target || !head || positionals.length > 2) {
    console.error(`请写明目标版本和请求的版本。\n用法：${USAGE}`);
    return 2;
  }
  const { out } = values;
  const { comparison, prefix, built } = await review({
    settings: applyOptions(values),
    target,
    head,
    outDir: out,
    preview: !values['no-site'],
    address: values.preview,
  });
  const text = comparisonText(comparison, process.stdout.isTTY ? COLOUR_MARKS : PLAIN_MARKS);
  process.stdout.write(values.annotate ? withoutCommands(text) : text);
  const findings = newFindings(comparison);
  if (values.annotate) for (const finding of findings) console.log(annotation(finding, prefix));
  console.log(`审阅已写入 ${out}。`);
  if (!values['no-site'])
    console.log(
      built
        ? `网页的预览在 ${out}/${SITE_FOLDER}，可用 npm run serve -- --out ${out}/${SITE_FOLDER} 打开。`
        : '没有生成网页的预览，原因见上。',
    );
  return findings.some(isBlocking) ? 1 : 0;
});

/** Lines of content are no commands to GitHub's runner, until a word that nobody can guess. */
function withoutCommands(text: string): string {
  const word = randomUUID();
  return `::stop-commands::${word}\n${text}::${word}::\n`;
}
