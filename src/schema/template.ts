import type { z } from 'zod';
import type { Finding } from '../model/finding.ts';
import { nearestText } from '../model/nearest.ts';
import type { Place } from '../model/place.ts';
import { problem } from '../model/problem.ts';
import type { RawTemplate, YamlFile } from '../model/raw.ts';
import type { Rule } from '../model/rule.ts';
import type {
  CodeChange,
  Draft,
  GlossaryEntry,
  KnownCode,
  OutlineItem,
  Synonym,
  TableSpec,
  Template,
} from '../model/template.ts';
import { mergeCodes, readCodes } from './codes.ts';
import { mergeCrosswalks, readCrosswalk } from './crosswalk.ts';
import { parseYamlFile } from './parse.ts';
import { buildTable, type TableFile } from './table-spec.ts';
import {
  glossaryFileSchema,
  rulesFileSchema,
  synonymsFileSchema,
  tableFileSchema,
  templateFileSchema,
} from './template-files.ts';

type TemplateFile = z.output<typeof templateFileSchema>;

interface Parsed {
  readonly id: string;
  readonly yaml: YamlFile;
  readonly file: TemplateFile;
  readonly tables: ReadonlyMap<string, { file: TableFile; yaml: YamlFile }>;
  readonly rules: readonly z.output<typeof rulesFileSchema>[number][];
  readonly codes: readonly KnownCode[];
  readonly crosswalk: readonly CodeChange[];
  readonly glossary: readonly GlossaryEntry[];
  readonly synonyms: readonly Synonym[];
  readonly narrative: RawTemplate['narrative'];
}

/**
 * Resolves every template: validates its files and merges in what it extends.
 * One that has a fault, or extends one that has, comes out as broken: what is
 * read by it would be accused of the form's own mistakes.
 */
export function resolveTemplates(
  raw: ReadonlyMap<string, RawTemplate>,
  loading: readonly Finding[] = [],
): { templates: Map<string, Template>; broken: Set<string>; problems: Finding[] } {
  const problems: Finding[] = [];
  const broken = new Set(
    loading.flatMap(
      ({ severity, place }) => (severity === 'error' && /^templates\/([^/]+)/.exec(place.file)?.[1]) || [],
    ),
  );
  const parsed = new Map<string, Parsed>();
  for (const template of raw.values()) {
    const before = problems.length;
    const result = parseTemplate(template, problems);
    if (result) parsed.set(template.id, result);
    if (problems.length > before) broken.add(template.id);
  }
  const lineages = [...parsed.keys()].flatMap((id) => {
    const lineage = lineageOf(id, parsed, broken, problems);
    if (!lineage) broken.add(id);
    return lineage ? [lineage] : [];
  });
  const templates = new Map<string, Template>();
  const said = new Map<string, Set<string>>();
  for (const lineage of lineages.sort((a, b) => a.length - b.length)) {
    const [{ id }] = lineage as [Parsed];
    const faults: Finding[] = [];
    const template = mergeTemplate(lineage, faults);
    // What an ancestor was told is not told again of every form that extends it.
    const inherited = new Set(lineage.slice(1).flatMap((item) => [...(said.get(item.id) ?? [])]));
    said.set(id, new Set(faults.map((item) => item.message)));
    const unsound = lineage.some((item) => broken.has(item.id));
    for (const fault of faults) {
      // Where a file could not be read, a table may be missing for that reason alone.
      if (!inherited.has(fault.message) && !(unsound && fault.rule === 'load.unknown-table'))
        problems.push(fault);
    }
    if (faults.length > 0 || unsound) broken.add(id);
    else templates.set(id, template);
  }
  return { templates, broken, problems };
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
  const codes = readCodes(raw.codes, problems);
  const crosswalk = readCrosswalk(raw.crosswalk, problems);
  const glossary = read(glossaryFileSchema, raw.glossary) ?? [];
  const synonyms = read(synonymsFileSchema, raw.synonyms) ?? [];
  return (
    file && {
      id: raw.id,
      yaml: raw.template,
      file,
      tables,
      rules,
      codes,
      crosswalk,
      glossary,
      synonyms,
      narrative: raw.narrative,
    }
  );
}

/** A template and what it extends, nearest first. */
function lineageOf(
  id: string,
  all: ReadonlyMap<string, Parsed>,
  broken: ReadonlySet<string>,
  problems: Finding[],
): Parsed[] | undefined {
  const lineage: Parsed[] = [];
  let current = all.get(id);
  while (current) {
    lineage.push(current);
    const parent = current.file.extends;
    if (parent === undefined) return lineage;
    const place = current.yaml.locate(['extends']);
    if (parent === id) {
      problems.push(
        problem('load.template-cycle', place, `表样“${id}”绕了一圈又以自己为基础`, '请改正 extends。'),
      );
    }
    if (lineage.some((item) => item.id === parent)) return undefined;
    const next = all.get(parent);
    // Said once, of the form that names it; and a form that is there but broken has had its say.
    if (!next && current.id === id && !broken.has(parent)) {
      const near = nearestText(parent, all.keys());
      problems.push(
        problem(
          'load.unknown-template',
          place,
          `没有名为“${parent}”的表样${near && `，${near}`}`,
          '请改正 extends。',
        ),
      );
    }
    current = next;
  }
  return undefined;
}

function mergeTemplate(lineage: readonly Parsed[], problems: Finding[]): Template {
  const own = lineage[0] as Parsed;
  const first = <K extends keyof TemplateFile>(key: K): TemplateFile[K] | undefined =>
    lineage.find((item) => item.file[key] !== undefined)?.file[key];
  const tables = new Map<string, TableSpec>();
  const ids = new Set(lineage.flatMap((item) => [...item.tables.keys()]));
  for (const id of ids) {
    const table = resolveTable(id, lineage, problems);
    if (table) tables.set(id, table);
  }
  const outliner = lineage.find((item) => item.file.outline !== undefined) ?? own;
  const outline = readOutline(outliner.file.outline ?? [], tables, ids, outliner, problems);
  const drafts = new Map<string, Draft>();
  const glossary = new Map<string, GlossaryEntry>();
  const synonyms = new Map<string, Synonym>();
  for (const item of [...lineage].reverse()) {
    for (const [section, { text, file }] of item.narrative) drafts.set(section, { source: text, file });
    for (const entry of item.glossary) glossary.set(entry.term, entry);
    for (const entry of item.synonyms) synonyms.set(entry.short, entry);
  }
  const cover = first('cover');
  const projects = first('projects');
  const targets = first('targets');
  // Forms are all of one shape, and so are the items of their outlines: all code reads them.
  return {
    id: own.id,
    title: own.file.title,
    lineage: lineage.map((item) => item.id),
    unit: first('unit') ?? '万元',
    marks: first('marks') ?? [],
    cover: cover && { title: cover.title, subtitle: cover.subtitle },
    outline,
    tables,
    projects,
    targets,
    rules: mergeRules(lineage, problems),
    codes: mergeCodes(lineage.map((item) => item.codes)),
    crosswalk: mergeCrosswalks(lineage.map((item) => item.crosswalk)),
    drafts,
    glossary: [...glossary.values()],
    synonyms: [...synonyms.values()],
  };
}

function mergeRules(lineage: readonly Parsed[], problems: Finding[]): Rule[] {
  const rules = new Map<string, Rule>();
  for (const item of [...lineage].reverse()) {
    for (const rule of item.rules) rules.set(rule.id, rule);
    for (const [id, reason] of Object.entries(item.file.disabled)) {
      const rule = rules.get(id);
      if (rule) {
        rules.set(id, { ...rule, disabled: reason });
        continue;
      }
      const near = nearestText(id, rules.keys());
      const place = item.yaml.locate(['disabled', id], 'key');
      problems.push(
        problem(
          'load.unknown-rule',
          place,
          `没有编号为“${id}”的规则${near && `，${near}`}`,
          '请改正编号，或删去这一条。',
        ),
      );
    }
  }
  return [...rules.values()];
}

const KINDS = ['part', 'section', 'table', 'projects', 'targets', 'glossary'] as const;

/** The outline of the form that gives it; ids name files and anchors, so each stands once. */
function readOutline(
  nodes: NonNullable<TemplateFile['outline']>,
  tables: ReadonlyMap<string, TableSpec>,
  named: ReadonlySet<string>,
  owner: Parsed,
  problems: Finding[],
): OutlineItem[] {
  const seen = new Set<string>();
  const read = (node: (typeof nodes)[number], path: PropertyKey[]): OutlineItem => {
    const kind = KINDS.find((name) => node[name] !== undefined) ?? 'section';
    const id = node[kind] ?? '';
    const place = owner.yaml.locate([...path, kind]);
    // A table with a fault of its own has had its say.
    if (kind === 'table' && !named.has(id)) {
      const near = nearestText(id, tables.keys());
      const message = `目录里的表“${id}”在表样“${owner.id}”里没有定义${near && `，${near}`}`;
      problems.push(problem('load.unknown-table', place, message, `请改正表名，或补上 tables/${id}.yaml。`));
    }
    if (seen.has(id))
      problems.push(
        problem(
          'load.duplicate-id',
          place,
          `目录里有两项都叫“${id}”`,
          '请给其中一项改名，或删去重复的一项。',
        ),
      );
    seen.add(id);
    const title = node.title ?? tables.get(id)?.title;
    return {
      kind,
      id,
      title,
      numbering: node.numbering,
      optional: node.optional,
      terms: node.terms,
      children: node.items.map((child, index) => read(child, [...path, 'items', index])),
    };
  };
  return nodes.map((node, index) => read(node, ['outline', index]));
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
      problems.push(
        problem(
          'load.unknown-table',
          place,
          `表“${id}”以表“${name}”为基础，但没有这张表`,
          '请改正 extends。',
        ),
      );
      return undefined;
    }
    // Sides and columns say the same thing in two ways: the nearer way wins.
    const { sides, ...rest } = found.file;
    file = { ...rest, ...(sides && !file.columns && { sides }), ...file };
    firstYaml ??= found.yaml;
    place = found.yaml.locate(['extends']);
    wanted = found.file.extends;
    // `extends: <own id>` means the same table of a template further up.
    from = wanted === name ? index + 1 : 0;
  }
  return buildTable(id, file, firstYaml as YamlFile, problems);
}
