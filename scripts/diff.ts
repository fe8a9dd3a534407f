import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { comparisonHtml } from '../src/diff/format-html.ts';
import { comparisonJson } from '../src/diff/format-json.ts';
import { comparisonMarkdown } from '../src/diff/format-markdown.ts';
import { COLOUR_MARKS, comparisonText, PLAIN_MARKS } from '../src/diff/format-text.ts';
import { applyOptions } from './lib/content.ts';
import { compareRevisions, revisionsOf } from './lib/diff.ts';
import { run } from './lib/run.ts';

const FORMATS = ['text', 'md', 'html', 'json'];
const USAGE = `npm run diff -- 原版本 [现版本] [--format ${FORMATS.join('|')}] [--content 目录] [--out 文件] [--preview 网址] [--exit-code]
  版本写分支、标签或提交号；不写现版本，就和工作目录比。原版本...现版本：从两者分开的地方比起。`;

await run(USAGE, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      content: { type: 'string' },
      format: { type: 'string', default: 'text' },
      out: { type: 'string' },
      preview: { type: 'string' },
      'exit-code': { type: 'boolean', default: false },
    },
  });
  const [first, second] = positionals;
  if (!FORMATS.includes(values.format) || first === undefined || positionals.length > 2) {
    const wrong = first === undefined ? '请写明与哪个版本比较。' : '参数有误。';
    console.error(
      `${FORMATS.includes(values.format) ? wrong : `没有“${values.format}”这种格式。`}\n用法：${USAGE}`,
    );
    return 2;
  }
  const settings = applyOptions(values);
  const comparison = await compareRevisions({ settings, ...revisionsOf(settings, first, second) });
  const { preview, out } = values;
  const coloured = out === undefined && process.stdout.isTTY;
  const text =
    values.format === 'json'
      ? `${JSON.stringify(comparisonJson(comparison), null, 2)}\n`
      : values.format === 'md'
        ? comparisonMarkdown(comparison, { preview })
        : values.format === 'html'
          ? comparisonHtml(comparison, { preview })
          : comparisonText(comparison, coloured ? COLOUR_MARKS : PLAIN_MARKS);
  if (out === undefined) process.stdout.write(text);
  else await writeFile(out, text);
  const failing = [comparison.around, ...comparison.disclosures].flatMap(({ checks }) => checks.newlyFailing);
  return values['exit-code'] && failing.some(({ severity }) => severity === 'error') ? 1 : 0;
});
