import { resolve } from 'node:path';
import { emptyTables, type Subject } from '../../../src/import/index.ts';
import type { Template } from '../../../src/model/template.ts';
import { schemaLine } from './new-folder.ts';

/** The files of a disclosure with nothing in it yet: every table's head and the rows that the form prints. */
export function newDisclosure(template: Template, subject: Subject, folder: string): Map<string, string> {
  const files = new Map<string, string>();
  files.set('disclosure.yaml', description(template, subject, folder));
  for (const [id, text] of emptyTables(template, subject)) files.set(`tables/${id}.csv`, text);
  return files;
}

/** A scalar as it stands in YAML; only a plain one needs no quotation marks. */
const scalar = (text: string): string =>
  /^[\p{L}\p{N}][\p{L}\p{N}（）()·—_-]*$/u.test(text) ? text : JSON.stringify(text);

function description(template: Template, subject: Subject, folder: string): string {
  const { region, year, code, name, department, phase = '预算' } = subject;
  return `${schemaLine(resolve(folder, 'disclosure.yaml'), 'disclosure')}template: ${template.id}
region: ${region}
year: ${year}
code: ${code}
name: ${scalar(name)}
${department === undefined ? '# department: 部门在 departments.yaml 里的 id' : `department: ${department}`}
phase: ${phase}
# 部门的写“部门”，所属单位的写“单位”
scope: 部门
# 以下各项有了再填，去掉行首的“# ”即可：
# units: [{ code: ${code}001, name: 所属单位的名称 }]
# approvedOn: ${year}-02-01
# publishedOn: ${year}-02-20
# documentNumber: 批复文号
# phone: 咨询电话
# 确实不公开的表，删去 tables/ 里的文件，在这里写明理由：
# notPublished:
#   - { table: 表名, reason: 理由 }
# 表样里可有可无、本部门没有的部分：
# omitted: [整体绩效目标]
`;
}
