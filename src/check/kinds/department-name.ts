import { codeIn, nameIn } from '../../model/department.ts';
import { normalized } from '../../model/titles.ts';
import type { Kind, KindFinding } from '../kind.ts';
import { found } from './form-place.ts';

/** Where the offices' names and codes of each year stand. */
const LIST = 'departments.yaml';

/** The name and code that a disclosure gives itself, against those that the list of departments has for its year. */
export const departmentName: Kind = {
  explain: '公开文本写的部门名称、代码，与部门名录（departments.yaml）里这一年的相同。',
  rank: 8,
  run(rule, { disclosure }) {
    const { department, name, code, year, file } = disclosure;
    if (!department) return { because: '没有写明它是名录里的哪个部门（department）' };
    const findings: KindFinding[] = [];
    const compare = (field: string, title: string, own: string, listed: string | undefined): void => {
      if (listed === undefined || normalized(listed) === normalized(own)) return;
      findings.push({
        ...found(
          rule,
          { file, row: field },
          `${title}写的是“${own}”，${LIST} 里“${department.id}”${year} 年的${title}是“${listed}”`,
          `以公开文本为准的，请在 ${LIST} 的 ${field}s 里补上 { from: ${year}, ${field}: ${own} }；以名录为准的，请改正 ${file} 的 ${field}。`,
        ),
        actual: own,
        expected: listed,
        related: [{ file: LIST, label: `${LIST}“${department.id}”的 ${field}s`, value: listed }],
      });
    };
    compare('name', '部门名称', name, nameIn(department, year));
    compare('code', '部门代码', code, codeIn(department, year));
    return { looked: 2, findings };
  },
};
