import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { comparisonHtml } from '../src/diff/format-html.ts';
import { comparisonJson } from '../src/diff/format-json.ts';
import { comparisonMarkdown } from '../src/diff/format-markdown.ts';
import { COLOUR_MARKS, comparisonText, PLAIN_MARKS } from '../src/diff/format-text.ts';
import { applyOptions } from './lib/content.ts';
import { UserError } from './lib/files.ts';
import { compareRevisions, revisionsOf } from './lib/git/diff.ts';
import { run } from './lib/run.ts';

const FORMATS = ['text', 'md', 'html', 'json'] as const;
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
  const format = FORMATS.find((name) => name === values.format);
  if (!format || !first || positionals.length > 2) {
    const wrong = !first ? '请写明与哪个版本比较。' : '参数有误。';
    console.error(`${format ? wrong : `没有“${values.format}”这种格式。`}\n用法：${USAGE}`);
    return 2;
  }
  const settings = applyOptions(values);
  const comparison = await compareRevisions({ settings, ...revisionsOf(settings, first, second) });
  const { preview, out } = values;
  const coloured = out === undefined && process.stdout.isTTY;
  const text = {
    text: () => comparisonText(comparison, coloured ? COLOUR_MARKS : PLAIN_MARKS),
    md: () => comparisonMarkdown(comparison, { preview }),
    html: () => comparisonHtml(comparison, { preview }),
    json: () => `${JSON.stringify(comparisonJson(comparison), null, 2)}\n`,
  }[format]();
  if (out === undefined) process.stdout.write(text);
  else
    await writeFile(out, text).catch((error: Error) => {
      throw new UserError(`写不了“${out}”：${error.message}`);
    });
  const failing = [comparison.around, ...comparison.disclosures].flatMap(({ checks }) => checks.newlyFailing);
  return values['exit-code'] && failing.some(({ severity }) => severity === 'error') ? 1 : 0;
});
