import { withoutHidden } from '../../model/hidden.ts';
import { isPublished } from '../blocks.ts';
import type { Imported } from '../document.ts';
import type { ReadIndicator, ReadProject } from '../projects/project.ts';
import { tableCsv } from './csv.ts';
import { listYaml, toYaml, type Value } from './yaml.ts';

/** The way from a disclosure's folder to the schemas where content stands in the tool's own folder. */
const SCHEMAS = '../../../../../public/schemas';

/**
 * The files of a disclosure, by path inside its folder. `schemas`: the way from
 * that folder to the tool's JSON Schemas, or their address.
 */
export function contentFiles(imported: Imported, schemas = SCHEMAS): Map<string, string> {
  const { subject, description, tables, projects, projectUnits, targets, narrative } = imported;
  const files = new Map<string, string>();
  const below = schemas.includes('://') ? schemas : `../${schemas}`;
  files.set('disclosure.yaml', disclosureYaml(imported, schemas));
  for (const table of tables)
    files.set(`tables/${table.spec.id}.csv`, tableCsv(table, subject, description.scope));
  projects.forEach((project, index) => {
    files.set(`projects/${String(index + 1).padStart(2, '0')}.yaml`, projectYaml(project, imported, below));
  });
  if (projectUnits.length > 0) {
    files.set(
      'projects/units.yaml',
      schemaLine('project-units', below) +
        listYaml(
          projectUnits.map((unit) => ({
            code: unit.code,
            name: unit.name,
            amount: unit.amount,
            funding: Object.fromEntries(unit.funding),
          })),
        ),
    );
  }
  if (targets)
    files.set(
      'targets.yaml',
      schemaLine('targets', schemas) +
        toYaml(
          filled({
            ...targets,
            indicators: targets.indicators.map((item) =>
              row(item, imported.template.targets?.indicatorColumns ?? []),
            ),
          }),
        ),
    );
  for (const [section, paragraphs] of narrative)
    files.set(`narrative/${section}.md`, `${paragraphs.map(escaped).join('\n\n')}\n`);
  // Documents hold control characters that nobody sees; content may not.
  for (const [path, text] of files) files.set(path, withoutHidden(text));
  return files;
}

/** The line by which an editor knows what a file may hold. */
function schemaLine(schema: string, schemas: string): string {
  return `# yaml-language-server: $schema=${schemas}/${schema}.schema.json\n`;
}

function disclosureYaml(
  { subject, template, description, log, document }: Imported,
  schemas: string,
): string {
  const units = description.units.map((unit) => filled(unit));
  return (
    schemaLine('disclosure', schemas) +
    toYaml(
      filled({
        template: template.id,
        region: subject.region,
        year: String(subject.year),
        code: subject.code,
        name: subject.name,
        department: subject.department ?? '',
        phase: subject.phase ?? '预算',
        scope: description.scope,
        units,
        tables: Object.fromEntries([...description.tables].map(([id, words]) => [id, { ...words }])),
        // Of an office's own files nobody knows yet whether a table is still to come: check asks for it.
        notPublished: isPublished(document) ? description.notPublished.map((item) => ({ ...item })) : [],
        omitted: description.omitted,
        headings: Object.fromEntries(description.headings),
        undecided: log.undecided.map((item) => ({ ...item })),
      }),
    )
  );
}

function projectYaml(project: ReadProject, { template }: Imported, below: string): string {
  const columns = template.projects?.indicatorColumns ?? [];
  // The groups of a wide table are its indicators' first level, though no column holds them.
  const levels = columns.some((column) => column.id === 'level1')
    ? columns
    : [{ id: 'level1' as const }, ...columns];
  return (
    schemaLine('project', below) +
    toYaml(
      filled({
        code: project.code,
        name: project.name,
        amount: project.amount,
        funding: Object.fromEntries(project.funding),
        purpose: project.purpose,
        plan: Object.fromEntries(project.plan),
        goals: project.goals,
        indicators: project.indicators.map((item) => row(item, levels)),
      }),
    )
  );
}

const row = (item: ReadIndicator, columns: readonly { id: keyof ReadIndicator }[]): Value =>
  Object.fromEntries(columns.map(({ id }) => [id, item[id]]));

/** Without what is empty: nothing written means none. */
function filled(fields: { readonly [key: string]: Value }): { [key: string]: Value } {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) =>
      typeof value === 'string' ? value !== '' : Object.keys(value).length > 0,
    ),
  );
}

/** Text stays text: no sign of it begins a list, a heading or a binding. */
function escaped(paragraph: string): string {
  return paragraph.replace(/([\\`*_[\]<>{}|])/g, '\\$1').replace(/^(\s*)([-+#]|\d+[.)])(?=\s)/, '$1\\$2');
}
