import { type Changes, FILES, FOLDER, FORM } from '../support/content.ts';

/** Where a text of somebody else's may stand: each gives the files of the smallest content with the text put there. */
export interface TextPlace {
  readonly name: string;
  readonly put: (text: string, files?: Files) => Changes;
}

type Files = Readonly<Record<string, string>>;

const SHARED = ['site.yaml', 'regions.yaml', 'departments.yaml'];
/** JSON's strings are YAML's, with every escape there is. */
const yaml = (text: string): string => JSON.stringify(text);
const csv = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const replaced = (files: Files, path: string, from: string, to: string): Changes => {
  const text = files[path] as string;
  // One text has taken the place of another.
  if (files !== FILES && !text.includes(from)) return {};
  if (text.split(from).length !== 2) throw new Error(`“${from}” must stand once in ${path}`);
  return { [path]: text.replace(from, () => to) };
};
const added = (files: Files, path: string, more: string): Changes => ({ [path]: files[path] + more });

const DISCLOSURE = `${FOLDER}/disclosure.yaml`;
const PROJECT = `${FOLDER}/projects/01.yaml`;
const TARGETS = `${FOLDER}/targets.yaml`;
const EXPENDITURE = `${FOLDER}/tables/支出总表.csv`;
const PROCUREMENT = `${FOLDER}/tables/采购表.csv`;
const TEMPLATE = `${FORM}/template.yaml`;
const TABLE = `${FORM}/tables/采购表.yaml`;

const place = (name: string, put: (text: string, files: Files) => Changes): TextPlace => ({
  name,
  put: (text, files = FILES) => put(text, files),
});

/** Those of one disclosure. */
export const OWN_PLACES: readonly TextPlace[] = [
  place('name', (t, f) => replaced(f, DISCLOSURE, 'name: 乙区财政局', `name: ${yaml(t)}`)),
  place('unit', (t, f) => added(f, DISCLOSURE, `units: [{ code: 101001, name: ${yaml(t)} }]\n`)),
  place('document number', (t, f) => added(f, DISCLOSURE, `documentNumber: ${yaml(t)}\n`)),
  place('phone', (t, f) => added(f, DISCLOSURE, `phone: ${yaml(t)}\n`)),
  place('heading', (t, f) => added(f, DISCLOSURE, `headings: { 职责: ${yaml(t)} }\n`)),
  place('words of a table', (t, f) =>
    added(f, DISCLOSURE, `tables: { 采购表: { title: ${yaml(t)}, notes: [${yaml(t)}] } }\n`),
  ),
  place('why not published', (t, f) => ({
    ...added(f, DISCLOSURE, `notPublished: [{ table: 采购表, reason: ${yaml(t)} }]\n`),
    [PROCUREMENT]: null,
  })),
  place('source of a fact', (t, f) =>
    added(f, DISCLOSURE, `facts: [{ id: 上年, value: 1.00, source: ${yaml(t)} }]\n`),
  ),
  place('value of a fact', (t, f) =>
    added(f, DISCLOSURE, `facts: [{ id: 上年, value: ${yaml(t)}, source: 正文 }]\n`),
  ),
  place('undecided figure', (t, f) =>
    added(
      f,
      DISCLOSURE,
      `undecided: [{ table: 支出总表, row: ${yaml(t)}, text: ${yaml(t)}, reason: ${yaml(t)} }]\n`,
    ),
  ),
  place('acknowledgement', (t, f) => ({
    ...added(f, DISCLOSURE, `acknowledgements: [{ rule: table.expenditure-by-kind, reason: ${yaml(t)} }]\n`),
    ...replaced(f, EXPENDITURE, '20106,财政事务,1469.55,469.55', '20106,财政事务,1469.55,460.00'),
  })),
  place('amendment', (t, f) =>
    added(
      f,
      DISCLOSURE,
      `amendments: [{ date: 2024-03-01, reason: ${yaml(t)}, changes: [{ section: 职责, before: ${yaml(t)}, after: ${yaml(t)}, note: ${yaml(t)} }] }]\n`,
    ),
  ),
  place('withdrawal', (t, f) =>
    added(f, DISCLOSURE, `withdrawn: { date: 2024-03-01, reason: ${yaml(t)} }\n`),
  ),
  place('name of a project', (t, f) => replaced(f, PROJECT, 'name: 财政监督', `name: ${yaml(t)}`)),
  place('words of a project', (t, f) => added(f, PROJECT, `purpose: ${yaml(t)}\ngoals: [${yaml(t)}]\n`)),
  place('indicator', (t, f) =>
    replaced(f, PROJECT, '{ level1: 产出指标, value: 3次 }', `{ level1: ${yaml(t)}, value: ${yaml(t)} }`),
  ),
  place('plan of a project', (t, f) => replaced(f, PROJECT, '12月底: 100%', `12月底: ${yaml(t)}`)),
  place('amount of a project', (t, f) => replaced(f, PROJECT, 'amount: 1000.00', `amount: ${yaml(t)}`)),
  place('goal', (t, f) => replaced(f, TARGETS, 'goals: [管好财政资金]', `goals: [${yaml(t)}]`)),
  place('target', (t, f) =>
    added(
      f,
      TARGETS,
      `tasks: [{ name: ${yaml(t)}, goal: ${yaml(t)}, indicators: ${yaml(t)} }]\nmeasures: [${yaml(t)}]\n`,
    ),
  ),
  place('label of a line', (t, f) => replaced(f, TARGETS, 'label: 项目支出', `label: ${yaml(t)}`)),
  place('text cell', (t, f) => replaced(f, PROCUREMENT, '台式电脑,3', `${csv(t)},3`)),
  place('name of a code', (t, f) => replaced(f, EXPENDITURE, '2010601,行政运行', `2010601,${csv(t)}`)),
  place('code', (t, f) => replaced(f, EXPENDITURE, '2010601,行政运行', `${csv(t)},行政运行`)),
  place('figure', (t, f) =>
    replaced(f, EXPENDITURE, '2010602,一般行政管理事务,1000.00', `2010602,一般行政管理事务,${csv(t)}`),
  ),
  place('quantity', (t, f) => replaced(f, PROCUREMENT, '台式电脑,3', `台式电脑,${csv(t)}`)),
  place('unit of a quantity', (t, f) => replaced(f, PROCUREMENT, '台式电脑,3', `台式电脑,${csv(`3${t}`)}`)),
  place('head', (t, f) => replaced(f, PROCUREMENT, '采购物品名称', csv(t))),
  place('narrative', (t) => ({ [`${FOLDER}/narrative/职责.md`]: `${t}\n` })),
  place('narrative inside', (t) => ({
    [`${FOLDER}/narrative/职责.md`]: `前${t}后\n\n- ${t}\n\n| ${t} | 格 |\n|---|---|\n| ${t} | 1 |\n\n**${t}**\n`,
  })),
];

/** Those of a form. */
export const FORM_PLACES: readonly TextPlace[] = [
  place('title of the form', (t, f) => replaced(f, TEMPLATE, 'title: 部门预算公开例表', `title: ${yaml(t)}`)),
  place('cover', (t, f) => added(f, TEMPLATE, `cover: { title: ${yaml(t)}, subtitle: ${yaml(t)} }\n`)),
  place('mark', (t, f) =>
    replaced(f, TEMPLATE, 'marks: [不适用, 涉密不公开]', `marks: [不适用, ${yaml(t)}]`),
  ),
  place('title of a part', (t, f) => replaced(f, TEMPLATE, 'title: 情况说明', `title: ${yaml(t)}`)),
  place('title of a section', (t, f) => replaced(f, TEMPLATE, 'title: 部门职责', `title: ${yaml(t)}`)),
  place('titles of projects', (t, f) =>
    replaced(
      f,
      TEMPLATE,
      '  title: 绩效目标表\n',
      `  title: ${yaml(t)}\n  gridTitle: ${yaml(t)}\n  codeTitle: ${yaml(t)}\n  planTitle: ${yaml(t)}\n  groups: [${yaml(t)}]\n`,
    ),
  ),
  place('source of funds', (t, f) =>
    replaced(f, TEMPLATE, '{ id: other, title: 其他资金 }', `{ id: other, title: ${yaml(t)} }`),
  ),
  place('column of indicators', (t, f) =>
    replaced(f, TEMPLATE, '{ id: level1, title: 一级指标 }', `{ id: level1, title: ${yaml(t)} }`),
  ),
  place('title of a table in the form', (t, f) =>
    replaced(f, TABLE, 'title: 政府采购预算', `title: ${yaml(t)}\naliases: [${yaml(t)}]\nabout: ${yaml(t)}`),
  ),
  place('title of a column', (t, f) =>
    replaced(f, TABLE, 'title: 单价,', `title: ${yaml(t)}, csv: 单价, groups: [${yaml(t)}],`),
  ),
  place('note in the form', (t, f) => replaced(f, TABLE, '注：无政府采购预算，空表列示。', yaml(t))),
  place('rule', (t, f) => ({
    [`${FORM}/rules.yaml`]: (f[`${FORM}/rules.yaml`] as string)
      .replace('支出合计等于各类支出之和', () => yaml(t))
      .replace('表样的列间关系', () => yaml(t)),
  })),
  place('glossary', (t) => ({
    [`${FORM}/glossary.yaml`]: `- { term: ${yaml(t)}, aliases: [${yaml(`${t}二`)}], definition: ${yaml(t)} }\n`,
  })),
  place('code of the form', (t) => ({
    [`${FORM}/codes.csv`]: `分类,科目编码,科目名称,出处\n功能分类,2010601,${csv(t)},${csv(t)}\n`,
  })),
  place('draft', (t) => ({
    [`${FORM}/narrative/职责.md`]: `${t}\n`,
    [`${FOLDER}/narrative/职责.md`]: null,
  })),
];

/** Those of the site. */
export const SITE_PLACES: readonly TextPlace[] = [
  place('site', (t) => ({
    'site.yaml': ['name', 'organizer', 'description', 'domain', 'idCode', 'contact', 'phone', 'icp', 'police']
      .map((key) => `${key}: ${yaml(t)}\n`)
      .concat(`keywords: [${yaml(t)}]\n`)
      .join(''),
  })),
  place('region', (t, f) => replaced(f, 'regions.yaml', 'name: 乙区', `name: ${yaml(t)}`)),
  place('department', (t, f) => replaced(f, 'departments.yaml', 'name: 财政局', `name: ${yaml(t)}`)),
];

export const PLACES: readonly TextPlace[] = [...OWN_PLACES, ...FORM_PLACES, ...SITE_PLACES];

/**
 * The same files as a disclosure, a form, a region and a department of their own, so that one site can hold many:
 * `number` tells them apart.
 */
export function numbered(files: Readonly<Record<string, string>>, number: number): Record<string, string> {
  const code = String(120_101 + number);
  const form = `form-${number}`;
  const result: Record<string, string> = {};
  for (const [path, text] of Object.entries(files)) {
    if (SHARED.includes(path)) continue;
    const renamed = path.replace(FOLDER, `disclosures/${code}/2024/101`).replace(FORM, `templates/${form}`);
    result[renamed] =
      path === DISCLOSURE
        ? text
            .replace('template: example-form', `template: ${form}`)
            .replace('region: 110101', `region: ${code}`)
            .replace('department: caizheng', `department: office-${number}`)
        : text;
  }
  return result;
}

/** The files around the disclosures of `numbered`, with a text as the name of each region and department. */
export function around(names: readonly string[]): Record<string, string> {
  return {
    'site.yaml': FILES['site.yaml'] as string,
    'regions.yaml': `- { code: 120000, name: 甲市 }\n${names
      .map((name, index) => `- { code: ${120_101 + index}, name: ${yaml(name)}, parent: 120000 }\n`)
      .join('')}`,
    'departments.yaml': names
      .map(
        (name, index) =>
          `- { id: office-${index}, region: ${120_101 + index}, names: [{ from: 2023, name: ${yaml(name)} }], codes: [{ from: 2023, code: 101 }] }\n`,
      )
      .join(''),
  };
}
