import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { idOf } from '../src/import/index.ts';
import { applyOptions } from './lib/content.ts';
import { exists, UserError } from './lib/files.ts';
import { changeFolder } from './lib/import/import-folder.ts';
import { addressOf, readForms, subjectOf, templateOf, usableForms } from './lib/import/import-subject.ts';
import { newDisclosure } from './lib/import/new-disclosure.ts';
import { argument, newFolder } from './lib/import/new-folder.ts';
import { run } from './lib/run.ts';

const USAGE = `npm run new -- 文件夹
      npm run new -- 文件夹 --disclosure --template 表样 --region 区划代码 --year 年度 --department 部门代码 [--name 部门名称] [--phase 预算|决算]`;

await run(USAGE, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      disclosure: { type: 'boolean', default: false },
      template: { type: 'string' },
      region: { type: 'string' },
      year: { type: 'string' },
      department: { type: 'string' },
      name: { type: 'string' },
      phase: { type: 'string' },
    },
  });
  const [folder, ...others] = positionals;
  if (!folder || others.length > 0) {
    console.error(`要写明一个文件夹。\n用法：${USAGE}`);
    return 2;
  }
  if (!values.disclosure) {
    if (values.template !== undefined || values.department !== undefined) {
      console.error(`要造一份公开文本，请加 --disclosure。\n用法：${USAGE}`);
      return 2;
    }
    const names = await newFolder(folder, usableForms(readForms(applyOptions({ content: folder }))));
    console.log(
      `已建好 ${resolve(folder)}：${names.join('、')}。\n请先填 site.yaml 和 regions.yaml，用法写在 README.md 里；填好后运行 npm run check -- --content ${argument(folder)}`,
    );
    return 0;
  }
  const address = addressOf(values);
  if (!values.template || !address) {
    console.error(`要有表样、六位区划代码、四位年度和部门代码；--phase 是预算或决算。\n用法：${USAGE}`);
    return 2;
  }
  if (!(await exists(join(folder, 'site.yaml'))))
    throw new UserError(`“${folder}”不是内容文件夹（没有 site.yaml）。请先运行 npm run new -- ${folder}`);
  const forms = readForms(applyOptions({ content: folder }));
  const template = templateOf(values.template, forms);
  const subject = subjectOf(address, values.name, forms);
  const id = idOf(subject);
  const target = resolve(folder, 'disclosures', ...id.split('/'));
  if (await exists(target)) throw new UserError(`“${target}”已经有了，没有改动。`);
  const files = newDisclosure(template, subject, target);
  await changeFolder(target, files, []);
  console.log(
    `已建好 ${target}：disclosure.yaml 和 ${files.size - 1} 张表。\n请填写各表，再用 npm run check -- ${id} --content ${argument(folder)} 看还缺什么。`,
  );
  return 0;
});
