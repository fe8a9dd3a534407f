import { check } from '../../src/check/engine.ts';
import { loadContent } from '../../src/load/content.ts';
import { parseCsv } from '../../src/load/csv.ts';
import { loadDisclosure } from '../../src/load/disclosure.ts';
import { folderSource, memorySource } from '../../src/load/source.ts';
import type { Check, CheckedDisclosure, Disclosure } from '../../src/model/disclosure.ts';
import { fill } from '../../src/model/fill.ts';
import type { Rule, RuleExample } from '../../src/model/rule.ts';
import type { OutlineItem, TableSpec, Template } from '../../src/model/template.ts';
import { csvTitle, normalized } from '../../src/model/titles.ts';
import { matchColumns } from '../../src/schema/columns.ts';
import { type Around, readDisclosure } from '../../src/schema/disclosure.ts';
import { readSurroundings } from '../../src/schema/surroundings.ts';

/**
 * A rule's example is a miniature disclosure. Here it is written out as the
 * files of one, of a form that has what it needs, and read through the same
 * door as any other.
 */

const YEAR = 2024;
const VALUES = { year: YEAR, name: '某部门', scope: '部门', region: '某地' };
const filled = (text: string): string => fill(text, VALUES);
const idIn = (year: number, example: RuleExample): string =>
  `990000/${year}/999${example.disclosure?.phase === '决算' ? '/final' : ''}`;

const tool = folderSource('content');
const { around: own } = readSurroundings(loadContent(tool, tool));
const around: Around = {
  ...own,
  regions: new Map([['990000', { code: '990000', name: VALUES.region }]]),
  departments: new Map([
    [
      'example',
      {
        id: 'example',
        region: '990000',
        names: [{ from: YEAR, name: VALUES.name }],
        codes: [{ from: YEAR, code: '999' }],
        predecessors: [],
      },
    ],
  ]),
};

/** Every form of the content. */
export const TEMPLATES: readonly Template[] = [...own.templates.values()];

const items = (outline: readonly OutlineItem[]): OutlineItem[] =>
  outline.flatMap((item) => [item, ...items(item.children)]);

/** Examples name a table by its id, or by another title that it goes by. */
function tableNamed(template: Template, name: string): TableSpec | undefined {
  const wanted = normalized(name);
  const goesBy = ({ title, aliases }: TableSpec): boolean =>
    [title, ...aliases].some((text) => normalized(filled(text)) === wanted);
  return template.tables.get(name) ?? [...template.tables.values()].find(goesBy);
}

/** Does the table have every column of the example's CSV? */
function holds(spec: TableSpec | undefined, csv: string): boolean {
  const { csv: file } = parseCsv('', '', csv);
  const known = (rule: string): boolean => rule === 'load.missing-column';
  return (
    spec !== undefined &&
    file !== undefined &&
    matchColumns(file, spec, filled).problems.every((item) => known(item.rule))
  );
}

/** Does the form list projects, by the sources and at the times that the example gives? */
function fitsProject({ projects: form }: Template, project: unknown): boolean {
  const { funding = {}, plan = {} } = project as { funding?: object; plan?: object };
  const sources = form?.funding.map((field) => field.id) ?? [];
  return (
    form !== undefined &&
    Object.keys(funding).every((id) => sources.includes(id)) &&
    Object.keys(plan).every((time) => form.plan.includes(time))
  );
}

/** Can the form hold everything that the rule's examples bring? */
function suits(template: Template, rule: Rule): boolean {
  const parts = items(template.outline).map((item) => item.id);
  const fits = (example: RuleExample): boolean =>
    [example.tables, example.lastYear ?? {}].every((tables) =>
      Object.entries(tables).every(([name, csv]) => holds(tableNamed(template, name), csv)),
    ) &&
    Object.keys(example.narrative ?? {}).every((id) => parts.includes(id)) &&
    (example.projects ?? []).every((project) => fitsProject(template, project)) &&
    (!example.targets || template.targets !== undefined);
  return (
    parts.length > 0 &&
    template.rules.some((item) => item.id === rule.id && item.disabled === undefined) &&
    fits(rule.examples.passes) &&
    fits(rule.examples.fails)
  );
}

/** Every rule of the content, with the first form that its examples fit. */
export function ruleExamples(): { rule: Rule; template: Template | undefined }[] {
  const rules = new Map(TEMPLATES.flatMap(({ rules }) => rules.map((rule) => [rule.id, rule] as const)));
  return [...rules.values()].map((rule) => ({ rule, template: TEMPLATES.find((item) => suits(item, rule)) }));
}

/** The example's CSV with the form's other required columns, left empty. */
function padded(csv: string, spec: TableSpec): string {
  const { csv: file } = parseCsv('', spec.id, csv);
  if (!file) return csv;
  const { problems } = matchColumns(file, spec, filled);
  const missing = problems.flatMap(({ rule, place }) =>
    rule === 'load.missing-column' ? [`"${place.columnTitle}"`] : [],
  );
  const lines = csv.trimEnd().split('\n');
  return lines
    .map((line, index) => [line, ...missing.map((title) => (index === 0 ? title : ''))].join(','))
    .join('\n');
}

type Files = Record<string, string>;

/** The files of one year: tables, and a word for each table that the example leaves out. */
function yearFiles(
  template: Template,
  year: number,
  tables: RuleExample['tables'],
  more: RuleExample['disclosure'],
  id: string,
): Files {
  const folder = `disclosures/${id}`;
  const given = Object.entries(tables).map(([name, csv]) => ({
    spec: tableNamed(template, name) as TableSpec,
    csv,
  }));
  const ids = new Set(given.map(({ spec }) => spec.id));
  const reason = '与本例无关。';
  const notPublished = items(template.outline)
    .filter((item) => item.kind === 'table' && !ids.has(item.id))
    .map((item) => ({ table: item.id, reason }));
  const fields = {
    template: template.id,
    region: '990000',
    year: String(year),
    code: '999',
    name: VALUES.name,
    scope: VALUES.scope,
  };
  // An example that says itself what is not published has every other table, if only its head.
  const rest = more?.notPublished === undefined ? [] : notPublished.map(({ table }) => table);
  const unpublished = new Set(JSON.stringify(more?.notPublished ?? []).match(/(?<="table":")[^"]+/gu));
  for (const id of rest) {
    const spec = template.tables.get(id);
    if (spec && !unpublished.has(id))
      given.push({
        spec,
        csv: spec.columns.map((column) => `"${filled(csvTitle(column, spec.columns))}"`).join(','),
      });
  }
  return {
    [`${folder}/disclosure.yaml`]: JSON.stringify({ ...fields, notPublished, ...more }),
    ...Object.fromEntries(
      given.map(({ spec, csv }) => [`${folder}/tables/${spec.id}.csv`, padded(csv, spec)]),
    ),
  };
}

function exampleFiles(template: Template, example: RuleExample): Files {
  const folder = `disclosures/${idIn(YEAR, example)}`;
  const { phase } = example.disclosure ?? {};
  const before = { ...(phase !== undefined && { phase }) };
  const files = {
    ...(example.lastYear && yearFiles(template, YEAR - 1, example.lastYear, before, idIn(YEAR - 1, example))),
    ...yearFiles(template, YEAR, example.tables, example.disclosure, idIn(YEAR, example)),
  };
  for (const [index, project] of (example.projects ?? []).entries()) {
    files[`${folder}/projects/${index + 1}.yaml`] = JSON.stringify(project);
  }
  if (example.projectUnits) files[`${folder}/projects/units.yaml`] = JSON.stringify(example.projectUnits);
  if (example.targets) files[`${folder}/targets.yaml`] = JSON.stringify(example.targets);
  for (const [id, text] of Object.entries(example.narrative ?? {}))
    files[`${folder}/narrative/${id}.md`] = text;
  return files;
}

/** Reads and checks an example by the given form; `check` is what the rule made of it. */
export function runExample(
  template: Template,
  rule: Rule,
  example: RuleExample,
): { disclosure: CheckedDisclosure; check: Check } {
  const source = memorySource(exampleFiles(template, example));
  const read = (year: number): Disclosure => {
    const { disclosure, problems } = readDisclosure(loadDisclosure(source, idIn(year, example)), around);
    if (!disclosure)
      throw new Error(problems.map((item) => `${item.place.file}: ${item.message}`).join('\n'));
    return disclosure;
  };
  const disclosure = check(read(YEAR), example.lastYear && read(YEAR - 1));
  const made = disclosure.checks.find((item) => item.rule.id === rule.id);
  if (!made) throw new Error(`${template.id} does not have ${rule.id}`);
  return { disclosure, check: made };
}
