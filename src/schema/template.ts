import type { z } from 'zod';
import type { Finding } from '../model/finding.ts';
import { nearestText } from '../model/nearest.ts';
import type { Place } from '../model/place.ts';
import { problem } from '../model/problem.ts';
import type { RawTemplate, YamlFile } from '../model/raw.ts';
import type { Rule } from '../model/rule.ts';
import type { Draft, GlossaryEntry, OutlineItem, TableSpec, Template } from '../model/template.ts';
import { parseYamlFile } from './parse.ts';
import { buildTable, type TableFile } from './table-spec.ts';
import { glossaryFileSchema, rulesFileSchema, tableFileSchema, templateFileSchema } from './template-files.ts';

type TemplateFile = z.output<typeof templateFileSchema>;

interface Parsed {
  readonly id: string;
  readonly yaml: YamlFile;
  readonly file: TemplateFile;
  readonly tables: ReadonlyMap<string, { file: TableFile; yaml: YamlFile }>;
  readonly rules: readonly z.output<typeof rulesFileSchema>[number][];
  readonly glossary: readonly GlossaryEntry[];
  readonly narrative: RawTemplate['narrative'];
}

/** Resolves every template: validates its files and merges in what it extends. */
export function resolveTemplates(raw: ReadonlyMap<string, RawTemplate>): {
  templates: Map<string, Template>;
  problems: Finding[];
} {
  const problems: Finding[] = [];
  const parsed = new Map<string, Parsed>();
  for (const template of raw.values()) {
    const result = parseTemplate(template, problems);
    if (result) parsed.set(template.id, result);
  }
  const templates = new Map<string, Template>();
  for (const id of parsed.keys()) {
    const lineage = lineageOf(id, parsed, problems);
    const template = lineage && mergeTemplate(lineage, problems);
    if (template) templates.set(id, template);
  }
  return { templates, problems };
}

function parseTemplate(raw: RawTemplate, problems: Finding[]): Parsed | undefined {
  const read = <T extends z.ZodType>(schema: T, yaml: YamlFile | undefined): z.output<T> | undefined => {
    if (!yaml) return undefined;
    const result = parseYamlFile(schema, yaml);
    problems.push(...result.problems);
    return result.value;
  };
  const file = read(templateFileSchema, raw.template);
  const tables = new Map<string, { file: TableFile; yaml: YamlFile }>();
  for (const [id, yaml] of raw.tables) {
    const table = read(tableFileSchema, yaml);
    if (table) tables.set(id, { file: table, yaml });
  }
  const rules = read(rulesFileSchema, raw.rules) ?? [];
  const glossary = read(glossaryFileSchema, raw.glossary) ?? [];
  return file && { id: raw.id, yaml: raw.template, file, tables, rules, glossary, narrative: raw.narrative };
}

/** A template and what it extends, nearest first. */
function lineageOf(id: string, all: ReadonlyMap<string, Parsed>, problems: Finding[]): Parsed[] | undefined {
  const lineage: Parsed[] = [];
  let current = all.get(id);
  while (current) {
    lineage.push(current);
    const parent = current.file.extends;
    if (parent === undefined) return lineage;
    const place = current.yaml.locate(['extends']);
    if (lineage.some((item) => item.id === parent)) {
      problems.push(problem('load.template-cycle', place, `表样“${id}”绕了一圈又以自己为基础`, '请改正 extends。'));
      return undefined;
    }
    const next = all.get(parent);
    if (!next) problems.push(problem('load.unknown-template', place, `没有名为“${parent}”的表样`, `${nearestText(parent, all.keys())}。请改正 extends。`));
    current = next;
  }
  return undefined;
}

function mergeTemplate(lineage: readonly Parsed[], problems: Finding[]): Template | undefined {
  const own = lineage[0] as Parsed;
  const first = <K extends keyof TemplateFile>(key: K): TemplateFile[K] | undefined => lineage.find((item) => item.file[key] !== undefined)?.file[key];
  const tables = new Map<string, TableSpec>();
  const ids = new Set(lineage.flatMap((item) => [...item.tables.keys()]));
  for (const id of ids) {
    const table = resolveTable(id, lineage, problems);
    if (table) tables.set(id, table);
  }
  const outline = (first('outline') ?? []).map((node) => outlineItem(node, tables, own, lineage, problems));
  const drafts = new Map<string, Draft>();
  const glossary = new Map<string, GlossaryEntry>();
  for (const item of [...lineage].reverse()) {
    for (const [section, { text, file }] of item.narrative) drafts.set(section, { source: text, file });
    for (const entry of item.glossary) glossary.set(entry.term, entry);
  }
  const cover = first('cover');
  const projects = first('projects');
  const targets = first('targets');
  return {
    id: own.id,
    title: own.file.title,
    lineage: lineage.map((item) => item.id),
    unit: first('unit') ?? '万元',
    marks: first('marks') ?? [],
    ...(cover && { cover: { title: cover.title, ...(cover.subtitle !== undefined && { subtitle: cover.subtitle }) } }),
    outline,
    tables,
    ...(projects && { projects }),
    ...(targets && { targets }),
    rules: mergeRules(lineage),
    drafts,
    glossary: [...glossary.values()],
  };
}

function mergeRules(lineage: readonly Parsed[]): Rule[] {
  const rules = new Map<string, Rule>();
  for (const item of [...lineage].reverse()) {
    for (const rule of item.rules) rules.set(rule.id, rule);
    for (const [id, reason] of Object.entries(item.file.disabled)) {
      const rule = rules.get(id);
      if (rule) rules.set(id, { ...rule, disabled: reason });
    }
  }
  return [...rules.values()];
}

function outlineItem(
  node: NonNullable<TemplateFile['outline']>[number],
  tables: ReadonlyMap<string, TableSpec>,
  own: Parsed,
  lineage: readonly Parsed[],
  problems: Finding[],
): OutlineItem {
  const kinds = ['part', 'section', 'table', 'projects', 'targets', 'glossary'] as const;
  const kind = kinds.find((name) => node[name] !== undefined) ?? 'section';
  const id = node[kind] ?? '';
  if (kind === 'table' && !tables.has(id)) {
    problems.push(problem('load.unknown-table', own.yaml.locate(['outline']), `目录里的表“${id}”在表样“${own.id}”里没有定义`, `${nearestText(id, tables.keys())}。`));
  }
  const title = node.title ?? tables.get(id)?.title;
  return {
    kind,
    id,
    ...(title !== undefined && { title }),
    numbering: node.numbering,
    optional: node.optional,
    children: node.items.map((child) => outlineItem(child, tables, own, lineage, problems)),
  };
}

/** A table of the lineage, with the tables that it extends merged in: the nearer key wins whole. */
function resolveTable(id: string, lineage: readonly Parsed[], problems: Finding[]): TableSpec | undefined {
  let file: TableFile = {};
  let wanted: string | undefined = id;
  let from = 0;
  let place: Place = { file: '' };
  let firstYaml: YamlFile | undefined;
  for (let steps = 0; wanted !== undefined; steps++) {
    const name: string = wanted;
    let index = from;
    while (index < lineage.length && !lineage[index]?.tables.has(name)) index++;
    const found = lineage[index]?.tables.get(name);
    if (!found || steps > 10) {
      problems.push(problem('load.unknown-table', place, `表“${id}”以“${name}”为基础，但没有这张表`, '请改正 extends。'));
      return undefined;
    }
    file = { ...found.file, ...file };
    firstYaml ??= found.yaml;
    place = found.yaml.locate(['extends']);
    wanted = found.file.extends;
    // `extends: <own id>` means the same table of a template further up.
    from = wanted === name ? index + 1 : 0;
  }
  return buildTable(id, file, firstYaml as YamlFile, problems);
}
