import { readFile, stat } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type Change,
  type Imported,
  ImportRefusal,
  type InputFile,
  idOf,
  importFiles,
  isClean,
  mergeContent,
  reportJson,
  reportMarkdown,
  reportOf,
  type Subject,
} from '../src/import/index.ts';
import { parseYaml } from '../src/load/yaml.ts';
import type { Template } from '../src/model/template.ts';
import type { Settings } from '../src/settings.ts';
import { applyOptions } from './lib/content.ts';
import { UserError } from './lib/files.ts';
import { changeFolder, readTexts } from './lib/import/import-folder.ts';
import { addressOf, readForms, subjectOf, templateOf } from './lib/import/import-subject.ts';
import { argument, schemasFrom } from './lib/import/new-folder.ts';
import { run } from './lib/run.ts';

const USAGE =
  'npm run import -- 文件… --template 表样 --region 区划代码 --year 年度 --department 部门代码 [--name 部门名称] [--phase 预算|决算] [--replace] [--format text|json] [--content 目录]';

/** Larger files are refused before they are read. */
const MOST_BYTES = 200 * 1024 * 1024;

await run(USAGE, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      template: { type: 'string' },
      region: { type: 'string' },
      year: { type: 'string' },
      department: { type: 'string' },
      name: { type: 'string' },
      phase: { type: 'string' },
      content: { type: 'string' },
      format: { type: 'string', default: 'text' },
      replace: { type: 'boolean', default: false },
    },
  });
  const address = addressOf(values);
  const json = values.format === 'json';
  if (positionals.length === 0 || !values.template || !address || (!json && values.format !== 'text')) {
    console.error(
      `要有文件，以及表样、六位区划代码、四位年度和部门代码；--phase 是预算或决算，报告的格式是 text 或 json。\n用法：${USAGE}`,
    );
    return 2;
  }
  const settings = applyOptions(values);
  const forms = readForms(settings);
  const template = templateOf(values.template, forms);
  const id = idOf(address);
  const target = join(settings.contentDir, 'disclosures', ...id.split('/'));
  const before = await readTexts(target);
  const subject = subjectOf(address, values.name ?? nameIn(before), forms);
  const source = positionals.map((file) => basename(file)).join('、');
  const imported = imports(await Promise.all(positionals.map(inputFile)), template, subject);
  const { files, removed, changes } = mergeContent(before, imported, schemasFrom(target));
  const report = reportOf(imported, source);
  const writes = before.size === 0 || (changes.length > 0 && values.replace);
  if (writes)
    await changeFolder(
      target,
      new Map([...files, ['import-report.md', reportMarkdown(imported, source)]]),
      removed,
    );
  const refused = before.size > 0 && changes.length > 0 && !values.replace;
  if (json) {
    console.log(JSON.stringify({ ...reportJson(report), changes, written: writes }, null, 2));
  } else {
    console.log(reportMarkdown(imported, source));
    if (before.size > 0) console.log(changesText(changes, writes));
    if (writes) console.log(`已写入 ${target}。\n核对后请运行 npm run check -- ${id}${elsewhere(settings)}`);
  }
  if (refused) {
    console.error(
      `“${target}”已经有了，没有写入。确要照上面所列改动，请加 --replace；输入里没有的部分会原样保留。`,
    );
    return 1;
  }
  return isClean(report) ? 0 : 1;
});

/** What a command needs to find content that is not the tool's own. */
function elsewhere({ contentDir, toolDir }: Settings): string {
  const near = relative(process.cwd(), contentDir) || '.';
  const folder = near.startsWith('..') ? contentDir : near;
  return resolve(contentDir) === resolve(toolDir, 'content') ? '' : ` --content ${argument(folder)}`;
}

async function inputFile(file: string): Promise<InputFile> {
  const missing = (): never => {
    throw new UserError(`读不到文件“${file}”。`);
  };
  const stats = await stat(file).catch(missing);
  if (!stats.isFile()) throw new UserError(`“${file}”不是文件。请写明要导入的文件。`);
  if (stats.size > MOST_BYTES)
    throw new UserError(
      `没有读“${file}”：文件有 ${Math.ceil(stats.size / 1024 / 1024)} MB。请去掉图片等附件，或分几个文件导入。`,
    );
  return { name: basename(file), bytes: new Uint8Array(await readFile(file).catch(missing)) };
}

function imports(files: readonly InputFile[], template: Template, subject: Subject): Imported {
  try {
    return importFiles(files, template, subject);
  } catch (error) {
    throw error instanceof ImportRefusal ? new UserError(error.message) : error;
  }
}

/** What the disclosure calls the department already. */
function nameIn(before: ReadonlyMap<string, string>): string | undefined {
  const data = parseYaml('disclosure.yaml', before.get('disclosure.yaml') ?? '').yaml?.data;
  const name = data !== undefined && typeof data !== 'string' && !Array.isArray(data) ? data.name : undefined;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

function changesText(changes: readonly Change[], written: boolean): string {
  if (changes.length === 0) return '## 和原有内容相比\n\n没有变化。\n';
  const lines = changes.map((change) => `- ${change.text}`).join('\n');
  return `## ${written ? '改动了' : '将要改动'}（${changes.length} 处，其余保留）\n\n${lines}\n`;
}
