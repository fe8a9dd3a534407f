import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import {
  allFindings,
  annotation,
  COLOURED,
  PLAIN,
  reportJson,
  summaryText,
  verdictText,
} from '../src/report/findings.ts';
import { reportHtml } from '../src/report/html.ts';
import { applyOptions, checkAll, chosenIds, openSettings, printReports } from './lib/content.ts';
import { UserError } from './lib/files.ts';
import { codeQuality } from './lib/forge/code-quality.ts';
import { explained } from './lib/git/git.ts';
import { allHistoryFindings, openHistory, removedFindings } from './lib/git/history.ts';
import { run } from './lib/run.ts';

const FORMATS = ['text', 'json', 'github', 'gitlab', 'html'];
const USAGE = `npm run check -- [公开文本…] [--format ${FORMATS.join('|')}] [--history] [--content 目录]
  --history：还照 git 的历史核对，公开以后改过的数都记在修订记录里。`;

await run(USAGE, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      content: { type: 'string' },
      format: { type: 'string', default: 'text' },
      history: { type: 'boolean', default: false },
    },
  });
  if (!FORMATS.includes(values.format)) {
    console.error(`没有“${values.format}”这种格式。\n用法：${USAGE}`);
    return 2;
  }
  const settings = applyOptions(values);
  const content = openSettings(settings);
  let ids: string[];
  try {
    ids = chosenIds(content, positionals);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    return 2;
  }
  const past = values.history
    ? explained(() => {
        const history = openHistory(settings);
        const removed = positionals.length === 0 ? removedFindings(history, content) : [];
        return { removed, changed: allHistoryFindings(history, content, ids) };
      })
    : { removed: [], changed: new Map() };
  const result = checkAll(content, ids, past.changed, past.removed);
  if (values.format === 'json') {
    console.log(JSON.stringify(reportJson(result.reports, result.around), null, 2));
  } else if (values.format === 'github' || values.format === 'gitlab') {
    const prefix = `${relative(process.cwd(), settings.contentDir).replaceAll('\\', '/')}/`;
    const findings = [...result.around, ...result.reports.flatMap(allFindings)];
    if (values.format === 'gitlab') console.log(JSON.stringify(codeQuality(findings, prefix), null, 1));
    else for (const finding of findings) console.log(annotation(finding, prefix));
  } else if (values.format === 'html') {
    console.log(reportHtml({ ...result, date: settings.today }));
  } else {
    printReports(result, process.stdout.isTTY ? COLOURED : PLAIN, console.log);
    console.log(summaryText(result.reports));
    console.log(verdictText(result.reports, result.around));
    if (values.history && past.changed.size + past.removed.length === 0)
      console.log('公开以后改过的数都有记录。');
  }
  return result.clean ? 0 : 1;
});
