import type { Content } from '../content.ts';
import { Reader } from '../load/content.ts';
import { parseCsv } from '../load/csv.ts';
import { loadDisclosure } from '../load/disclosure.ts';
import type { Source } from '../load/source.ts';
import type { BindingSource } from '../model/binding.ts';
import type { CheckedDisclosure } from '../model/disclosure.ts';
import { fill } from '../model/fill.ts';
import type { Finding } from '../model/finding.ts';
import type { CsvFile, RawDisclosure, YamlFile } from '../model/raw.ts';
import type { Table } from '../model/table.ts';
import type { Template } from '../model/template.ts';
import { type Files, filesOf } from './files.ts';
import { readLeniently, readPlainly } from './lenient.ts';

/** One revision of content, opened. */
export interface Revision {
  readonly source: Source;
  /** Forms: the content's own before the tool's. */
  readonly templates: Source;
  readonly content: Content;
  /** Told what will be read, where it pays to read many files at once. */
  readonly prefetch?: (paths: readonly string[]) => void;
}

/** One disclosure in one revision, whether it can be published or not. */
export interface Snapshot {
  readonly id: string;
  readonly files: Files;
  readonly template?: Template;
  /** Checked, where it can be represented. */
  readonly disclosure?: CheckedDisclosure;
  readonly problems: readonly Finding[];
  readonly title: string;
  readonly table: (id: string) => Table | undefined;
  /** By its own head, whatever the form. */
  readonly plainTable: (id: string) => Table | undefined;
  readonly yaml: (path: string) => YamlFile | undefined;
  readonly text: (path: string) => string | undefined;
  /** What bindings of its texts are resolved against. */
  readonly bindings?: BindingSource;
}

/** `form`: what a draft is read by where its own form is not to be had. */
export function takeSnapshot(
  { source, content }: Revision,
  id: string,
  form?: Template,
): Snapshot | undefined {
  const folder = `disclosures/${id}`;
  const files = filesOf(source, folder);
  if (files.size === 0) return undefined;
  const reading = content.read(id);
  // A correction that is not recorded yet is told as a fault, and all the rest is there to be compared.
  const disclosure = reading.disclosure ?? content.of(source, { unrecorded: true }).read(id).disclosure;
  const reader = new Reader(source);
  const yamls = new Map<string, YamlFile | undefined>();
  const yaml = (path: string): YamlFile | undefined => {
    if (!yamls.has(path)) yamls.set(path, files.has(path) ? reader.yaml(`${folder}/${path}`) : undefined);
    return yamls.get(path);
  };
  const parts: DraftParts = disclosure
    ? { ...disclosure, bindings: disclosure }
    : draftParts(loadDisclosure(source, id), content, yaml('disclosure.yaml'), form);
  return {
    id,
    files,
    problems: reading.problems,
    ...(disclosure && { disclosure }),
    ...(parts.template && { template: parts.template }),
    ...(parts.bindings && { bindings: parts.bindings }),
    title: `${parts.name} ${parts.year}年${parts.scope}${parts.phase}`,
    table: (table) => parts.tables.get(table),
    plainTable(table) {
      const file = reader.text(`${folder}/tables/${table}.csv`);
      const csv = file && parseCsv(file.file, table, file.text).csv;
      return csv && readPlainly(csv);
    },
    yaml,
    text: (path) => (files.has(path) ? reader.text(`${folder}/${path}`)?.text : undefined),
  };
}

interface DraftParts {
  readonly tables: ReadonlyMap<string, Table>;
  readonly template?: Template;
  readonly name: string;
  readonly year: number;
  readonly scope: string;
  readonly phase: string;
  readonly bindings?: BindingSource;
}

/** What can be read of a draft that has faults. */
function draftParts(
  raw: RawDisclosure,
  { surroundings }: Content,
  yaml: YamlFile | undefined,
  form: Template | undefined,
): DraftParts {
  const field = (name: string): string => {
    const value = typeof yaml?.data === 'object' && !Array.isArray(yaml.data) ? yaml.data[name] : undefined;
    return typeof value === 'string' ? value : '';
  };
  const [code = '', folder = '', department = ''] = raw.id.split('/');
  const region = surroundings?.regions.get(code) ?? { code, name: '' };
  const year = Number(folder);
  const name = field('name') || department;
  const scope = field('scope') === '单位' ? '单位' : '部门';
  const template = surroundings?.templates.get(field('template')) ?? form;
  const values = { year, name, scope, region: region.name };
  const read = (csv: CsvFile): Table => readLeniently(csv, template, (text) => fill(text, values));
  const tables = new Map(raw.tables.map((csv): [string, Table] => [csv.table, read(csv)]));
  const parts = { tables, name, year, scope, phase: field('phase') || '预算' } as const;
  if (!template) return parts;
  const nothing = { facts: [], projects: [], units: [], notPublished: new Map() };
  return { ...parts, template, bindings: { ...nothing, tables, template, year, name, scope, region } };
}
