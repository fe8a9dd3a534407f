import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { contentFiles, importText, reportMarkdown, type Subject } from '../src/import/index.ts';
import { loadContent } from '../src/load/content.ts';
import { decode } from '../src/load/decode.ts';
import { folderSource, layeredSource } from '../src/load/source.ts';
import type { Department } from '../src/model/disclosure.ts';
import { nearestText } from '../src/model/nearest.ts';
import type { Template } from '../src/model/template.ts';
import { readSurroundings } from '../src/schema/surroundings.ts';
import { resolveTemplates } from '../src/schema/template.ts';
import type { Settings } from '../src/settings.ts';
import { applyOptions } from './lib/content.ts';
import { exists, UserError } from './lib/files.ts';
import { run } from './lib/run.ts';

const USAGE =
  'npm run import -- 文件 --template 表样 --region 区划代码 --year 年度 --department 部门代码 [--name 部门名称] [--content 目录] [--replace]';

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
      content: { type: 'string' },
      replace: { type: 'boolean', default: false },
    },
  });
  const [file] = positionals;
  const { template: id, region = '', year = '', department = '' } = values;
  if (
    !file ||
    positionals.length > 1 ||
    !id ||
    !/^\d{6}$/.test(region) ||
    !/^\d{4}$/.test(year) ||
    !/^[0-9A-Za-z]{1,20}$/.test(department)
  ) {
    console.error(`要有一个文件，以及表样、六位区划代码、四位年度和部门代码。\n用法：${USAGE}`);
    return 2;
  }
  const settings = applyOptions(values);
  const { templates, departments } = surroundings(settings);
  const template = templateOf(id, templates);
  const subject = subjectOf({ region, year: Number(year), code: department }, values.name, departments);
  const target = join(settings.contentDir, 'disclosures', region, year, department);
  if (!values.replace && (await exists(target)))
    throw new UserError(`“${target}”已经有了。确要换掉它，请加 --replace。`);

  const imported = importText(await textOf(file), template, subject);
  const report = reportMarkdown(imported, basename(file));
  await replaceFolder(target, new Map([...contentFiles(imported), ['import-report.md', report]]));
  console.log(report);
  console.log(`已写入 ${target}。核对后请运行 npm run check -- ${region}/${year}/${department}`);
  const { unplaced, undecided, warnings } = imported.log;
  return unplaced.length + undecided.length + warnings.length > 0 ? 1 : 0;
});

/** Forms and departments; the rest of the content may not be there yet. */
function surroundings(settings: Settings): {
  templates: ReadonlyMap<string, Template>;
  departments: Iterable<Department>;
} {
  const own = folderSource(settings.contentDir);
  const raw = loadContent(own, layeredSource(own, folderSource(`${settings.toolDir}/content`)));
  return {
    templates: resolveTemplates(raw.templates).templates,
    departments: readSurroundings(raw).surroundings?.departments.values() ?? [],
  };
}

function templateOf(id: string, templates: ReadonlyMap<string, Template>): Template {
  const template = templates.get(id);
  const usable = [...templates.values()].filter((item) => item.outline.length > 0).map((item) => item.id);
  if (!template || template.outline.length === 0) {
    throw new UserError(
      `没有名为“${id}”的表样。${nearestText(id, usable, 1)}。可用的表样有：${usable.join('、')}。`,
    );
  }
  return template;
}

/** The department's name and id: as given, or as departments.yaml has them for that year. */
function subjectOf(
  given: Omit<Subject, 'name'>,
  name: string | undefined,
  departments: Iterable<Department>,
): Subject {
  const latest = <T extends { from: number }>(items: readonly T[]): T | undefined =>
    items.filter((item) => item.from <= given.year).sort((a, b) => b.from - a.from)[0];
  const known = [...departments].find(
    (item) => item.region === given.region && latest(item.codes)?.code === given.code,
  );
  const found = name ?? (known && latest(known.names)?.name);
  if (found === undefined)
    throw new UserError(
      `departments.yaml 里没有区划 ${given.region} 代码 ${given.code} 的部门，请用 --name 写明部门名称。`,
    );
  return { ...given, name: found, ...(known && { department: known.id }) };
}

async function textOf(file: string): Promise<string> {
  if (/^\.(?:xlsx?|docx?|pdf|et|wps)$/i.test(extname(file)))
    throw new UserError(`目前只读文本文件，读不了“${file}”。请先另存为 .txt。`);
  const bytes = await readFile(file).catch(() => {
    throw new UserError(`读不到文件“${file}”。`);
  });
  const { text, problems } = decode(file, bytes);
  if (text === undefined) throw new UserError(problems.map((item) => item.message).join('\n'));
  return text;
}

/** Writes aside, then swaps: a reader sees the old folder or the new one. */
async function replaceFolder(target: string, files: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const aside = await mkdtemp(join(dirname(target), `.${basename(target)}.building-`));
  const fresh = join(aside, 'new');
  try {
    for (const [path, text] of files) {
      await mkdir(dirname(join(fresh, path)), { recursive: true });
      await writeFile(join(fresh, path), text);
    }
    const replaces = await exists(target);
    if (replaces) await rename(target, join(aside, 'old'));
    try {
      await rename(fresh, target);
    } catch (error) {
      if (replaces) await rename(join(aside, 'old'), target);
      throw error;
    }
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}
