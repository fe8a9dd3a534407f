import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Template } from '../../../src/model/template.ts';
import { toolRoot, UserError } from '../files.ts';
import { ATTRIBUTES } from '../git/attributes.ts';

/** The way from a folder to the tool's JSON Schemas, as editors read it. */
export function schemasFrom(folder: string): string {
  const target = join(toolRoot, 'public', 'schemas');
  const way = relative(resolve(folder), target);
  // On another drive of Windows there is no relative way.
  return isAbsolute(way) ? pathToFileURL(target).href : way.replaceAll('\\', '/');
}

/** The line by which an editor knows what a YAML file may hold. */
export function schemaLine(file: string, schema: string): string {
  return `# yaml-language-server: $schema=${schemasFrom(dirname(file))}/${schema}.schema.json\n`;
}

const SITE = `# 网站的基本情况。冒号后面空一格再填，填好以后用 npm run check 核对。
# 网站名称（网页标签 SiteName），例如：某市预决算公开平台
name:
# 主办单位，印在每页底部，例如：某市财政局
organizer:
# 一两句话说明网站
description:
keywords: [部门预算, 预算公开]
# 以下各项有了再填，去掉行首的“# ”即可：
# domain: www.example.gov.cn
# idCode: 政府网站标识码（SiteIDCode）
# contact: 联系方式
# phone: 联系电话
# icp: ICP 备案号
# police: 公安备案号
`;

const REGIONS = `# 行政区划：代码（六位）、名称、上级。每有一个地区的公开文本，就加一行（不要行首的“# ”），例如：
# - { code: 130000, name: 河北省 }
# - { code: 130300, name: 秦皇岛市, parent: 130000 }
`;

const DEPARTMENTS = `# 部门和单位：固定的 id，各年的代码与名称（from 是从哪一年起），上级。例如（不要行首的“# ”）：
# - id: shuiwu
#   region: 130300
#   names: [{ from: 2024, name: 某市水务局 }]
#   codes: [{ from: 2024, code: 350 }]
# 导入时不写 --name，就从这里查部门的名称。
`;

const readme = (name: string, path: string, forms: readonly Template[]): string => `# ${name}：预算公开的内容

这个文件夹只放内容：网站的基本情况、地区、部门，以及各部门的公开文本。表样用“明账”自带的；要用自己的，放在 \`templates/\` 里。

## 先填这三个文件

- \`site.yaml\`：网站名称、主办单位、说明。
- \`regions.yaml\`：行政区划代码和名称。
- \`departments.yaml\`：各部门的代码和名称（可以以后再填）。

文件用任何文本编辑器都能改，存成 UTF-8 编码。带 \`#\` 的行是说明。

## 再放各部门的公开文本

以下命令都在“明账”的文件夹里运行。这个文件夹挪了地方，命令里的路径跟着改。

有现成的工作簿或文档（.xlsx、.xls、.et、.docx、.txt），导入：

    npm run import -- 文件… --template 表样 --region 区划代码 --year 年度 --department 部门代码 --name 部门名称 --content ${path}

没有的，先造一份空的，再用 WPS 或 Excel 打开 \`disclosures/\` 里的 CSV 表填写：

    npm run new -- ${path} --disclosure --template 表样 --region 区划代码 --year 年度 --department 部门代码 --name 部门名称

现有的表样：

${forms.map(({ id, title }) => `- \`${id}\`：${title}`).join('\n')}

一份公开文本是一个文件夹 \`disclosures/区划代码/年度/部门代码/\`：

- \`disclosure.yaml\`：哪个部门、哪个表样、公开日期、咨询电话等。
- \`tables/*.csv\`：各张表。没有数据的表只留表头；科目表自己往下加行。
- \`projects/01.yaml\`……：各个项目的绩效目标（没有就不放）。
- \`narrative/*.md\`：部门自己写的说明。不放，就用表样的草稿，数字从表里取。

## 核对、看网页、发布

    npm run check -- --content ${path}
    npm run dev -- --content ${path}
    npm run build -- --content ${path}

\`check\` 逐条指出哪张表哪一格要改；\`dev\` 在本机看网页，改了文件网页跟着变；\`build\` 生成要发布的文件夹 \`dist/\`。
`;

/** A path as it stands in a command. */
export const argument = (path: string): string => (/[^\w./\\:\p{L}-]/u.test(path) ? `"${path}"` : path);

/** A fresh content folder. What is there already is not touched. */
export async function newFolder(folder: string, forms: readonly Template[]): Promise<string[]> {
  const target = resolve(folder);
  const stats = await stat(target).catch(() => undefined);
  if (stats && !stats.isDirectory()) throw new UserError(`“${folder}”是文件，不是文件夹。请另选一个名字。`);
  const names = stats ? (await readdir(target)).filter((name) => !name.startsWith('.')) : [];
  if (names.length > 0)
    throw new UserError(
      `“${folder}”里已经有东西了（${names.slice(0, 3).join('、')}${names.length > 3 ? '……' : ''}），没有改动。请另选一个空的或不存在的文件夹；要加一份公开文本，请加 --disclosure。`,
    );
  const files: [string, string][] = [
    ['site.yaml', `${schemaLine(join(target, 'site.yaml'), 'site')}${SITE}`],
    ['regions.yaml', `${schemaLine(join(target, 'regions.yaml'), 'regions')}${REGIONS}`],
    ['departments.yaml', `${schemaLine(join(target, 'departments.yaml'), 'departments')}${DEPARTMENTS}`],
    ['.gitattributes', ATTRIBUTES],
    ['README.md', readme(basename(target), argument(folder), forms)],
  ];
  await mkdir(join(target, 'disclosures'), { recursive: true });
  for (const [name, text] of files) await writeFile(join(target, name), text);
  return files.map(([name]) => name);
}
