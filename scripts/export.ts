import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { editableWorkbook } from '../src/export/workbook/editable.ts';
import { openSite } from '../src/open-site.ts';
import { findingText, isBlocking, PLAIN } from '../src/report/findings.ts';
import { applyOptions, chosenIds, openSettings } from './lib/content.ts';
import { UserError } from './lib/files.ts';
import { run } from './lib/run.ts';

const USAGE = 'npm run export -- 公开文本 --xlsx [--out 文件] [--content 目录] [--replace]';

await run(USAGE, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      xlsx: { type: 'boolean' },
      out: { type: 'string' },
      content: { type: 'string' },
      replace: { type: 'boolean', default: false },
    },
  });
  const [wanted] = positionals;
  if (!wanted || positionals.length > 1 || !values.xlsx) {
    console.error(`要写明哪一份公开文本（如 130303/2024/350001）和格式 --xlsx。\n用法：${USAGE}`);
    return 2;
  }
  const settings = applyOptions(values);
  const ids = chosenIds(openSettings(settings), [wanted]);
  const [id] = ids;
  if (id === undefined || ids.length > 1)
    throw new UserError(`“${wanted}”下有 ${ids.length} 份公开文本，一次导出一份：${ids.join('、')}。`);
  const site = openSite(settings, { only: [id] });
  const blocking = site.around.filter(isBlocking);
  if (blocking.length > 0)
    throw new UserError(
      `没有导出，请先改正：\n${blocking.map((item) => findingText(item, PLAIN)).join('\n')}`,
    );
  if (!site.data?.built.some((entry) => entry.id === id))
    throw new UserError(`没有导出：“${id}”还读不了。请先运行 npm run check -- ${id}，按提示改正。`);
  const { disclosure, view } = site.read(id);
  if (disclosure.withdrawn) throw new UserError(`“${id}”已经撤下，没有可以导出的内容。`);
  const out = resolve(values.out ?? `${id.replaceAll('/', '-')}.xlsx`);
  const bytes = editableWorkbook(disclosure, view);
  await writeFile(out, bytes, { flag: values.replace ? 'w' : 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST')
      throw new UserError(`“${out}”已经有了。确要换掉它，请加 --replace，或用 --out 另写一个。`);
    if (error.code === 'ENOENT') throw new UserError(`没有“${out}”所在的文件夹，请先建好。`);
    if (error.code === 'EBUSY' || error.code === 'EPERM' || error.code === 'EACCES')
      throw new UserError(`写不了“${out}”（${error.code}）：可能正在 WPS 或 Excel 中打开，请关闭后再试。`);
    throw error;
  });
  console.log(`已写入 ${out}。改好后用 npm run import 导入，做法见工作簿里的“填写说明”。`);
  return 0;
});
